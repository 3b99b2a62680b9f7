// @ts-check
// Sends what is being typed: Streamlit does so only once a field is left, and a reload or a lost connection would take
// what stands in it.

/** @typedef {{class: string}} Data class: how the classes of the containers begin whose fields are meant */

const PAUSE_MS = 600; // from the first key that is not sent yet: on file within a second also while keys go on
const FIELDS = "textarea, input:not([type=checkbox], [type=range], [type=color])";
const page = { class: "", listening: false };

/** @type {WeakSet<Element>} fields that will be sent */
const waiting = new WeakSet();

/** @param {Event} event */
function later({ target }) {
  if (!(target instanceof Element) || !target.matches(FIELDS) || waiting.has(target)) return;
  if (!target.closest(`[class*="${page.class}"]`) || target.getAttribute("role") === "combobox") return;
  waiting.add(target);
  setTimeout(() => {
    waiting.delete(target);
    // As Streamlit is asked by hand, which leaves the focus and a syllable that is being composed where they are.
    target.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true }));
  }, PAUSE_MS);
}

/** @param {import("../dom.js").Call<Data>} call */
export default function ({ data }) {
  page.class = `st-key-${data.class}`;
  if (!page.listening) document.addEventListener("input", later);
  page.listening = true;
}
