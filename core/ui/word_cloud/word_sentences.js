// @ts-check
// Sentences whose evidence can be opened by a click on its word, and their text for a planning document.

import { el } from "../dom.js";
import { redraw } from "./redraw.js";

/** @typedef {{title: string, colour: string, parts: [string, string][], note: string, quoted: boolean}} Line parts: text, word or "" */
/** @typedef {{lines: Line[], chosen: string, copy: string, texts: Record<string, string>}} Data */

/** @param {import("../dom.js").Call<Data>} call */
export default function (call) {
  return redraw(call, draw);
}

/** @param {Data} data @param {(word: string) => void} choose */
function draw(data, choose) {
  /** @type {HTMLElement[]} */
  const buttons = [];
  const lines = data.lines.map((line) => {
    const parts = line.parts.map(([text, word]) => {
      if (!word) return text;
      const spoken = { title: data.texts.open, "aria-label": `${text}. ${data.texts.open}` };
      const button = el("button", { type: "button", class: "word", "data-word": word, ...spoken }, text);
      button.addEventListener("click", () => choose(word));
      buttons.push(button);
      return button;
    });
    const said = line.quoted ? [el("q", {}, ...parts)] : parts;
    const item = el("li", {}, el("p", {}, ...said, " ", el("span", { class: "note" }, line.note)));
    const mark = el("span", { class: "mark", style: `background:${line.colour}` });
    if (line.title) item.prepend(el("span", { class: "facet" }, mark, line.title));
    item.style.setProperty("--tone", line.colour);
    return item;
  });
  return {
    root: el("div", { class: "sentences" }, el("ul", {}, ...lines), copying(data)),
    mark: (/** @type {string} */ chosen) => {
      for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.word === chosen));
    },
  };
}

/** @param {Data} data */
function copying({ copy, texts }) {
  const status = el("span", { role: "status" });
  const button = el("button", { type: "button", class: "copy" }, texts.copy);
  button.addEventListener("click", async () => {
    const done = await toClipboard(copy, button.getRootNode());
    status.textContent = done ? texts.copied : texts.failed;
    setTimeout(() => (status.textContent = ""), 4000);
  });
  return el("div", { class: "below" }, button, status);
}

/** @param {string} text @param {Node} root */
async function toClipboard(text, root) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Without https the browser has no clipboard for scripts; the older way still works.
    const area = el("textarea", { "aria-hidden": "true", style: "position:fixed;opacity:0" });
    area.value = text;
    (root instanceof ShadowRoot ? root : document.body).append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}
