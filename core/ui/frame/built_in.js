// @ts-check
// Says in the page's language what Streamlit writes in English: visible text in its own places only, so that no word of
// a visitor is ever changed, and what is read aloud or shown on hovering. React keeps what it has not written itself.

/** @typedef {{language: string, phrases: [string, string][], places: string}} Data phrases: pattern, what it becomes */

const SPOKEN = ["aria-label", "aria-roledescription", "aria-valuetext", "title", "placeholder", "alt"];
const ICON = /^[a-z0-9_]+ icon$/; // as Streamlit names those of Google's
const MARKDOWN = /\*\*|\\(?=[!-/:-@[-`{-~])/g; // a control whose words are bold, or escaped, is read aloud with the marks
const page = { watched: false };

class Translator {
  /** @param {Data} data */
  constructor({ phrases, places }) {
    this.places = places;
    this.phrases = phrases.map(([pattern, ours]) => /** @type {[RegExp, string]} */ ([new RegExp(`^${pattern}$`), ours]));
    this.known = /** @type {Map<string, string>} */ (new Map()); // what was met before: most of a page is met again
  }

  /** @param {string} text */
  said(text) {
    const known = this.known.get(text);
    if (known !== undefined) return known;
    const bare = text.trim(); // some stand after an icon and a space
    const [pattern, ours] = this.phrases.find(([one]) => one.test(bare)) ?? [];
    const found = pattern && ours !== undefined ? text.replace(bare, () => bare.replace(pattern, ours)) : text;
    if (this.known.size < 5000) this.known.set(text, found);
    return found;
  }

  /** @param {Node} node */
  all(node) {
    if (node instanceof Text) return this.text(node);
    if (!(node instanceof Element)) return;
    this.spoken(node);
    for (const inner of node.querySelectorAll(SPOKEN.map((name) => `[${name}]`).join())) this.spoken(inner);
    const places = node.closest(this.places) ? [node] : node.querySelectorAll(this.places);
    for (const place of places) {
      const texts = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) this.text(/** @type {Text} */ (texts.currentNode), true);
    }
  }

  /** @param {Element} element */
  spoken(element) {
    if (element.getAttribute("role") === "img" && ICON.test(element.ariaLabel ?? "")) {
      element.setAttribute("aria-hidden", "true"); // decoration, whose English name would be read aloud
      return;
    }
    for (const name of SPOKEN) {
      const text = element.getAttribute(name);
      if (!text) continue;
      const found = this.said(name === "aria-label" ? text.replace(MARKDOWN, "") : text);
      if (found !== text) element.setAttribute(name, found);
    }
  }

  /** @param {Text} text */
  text(text, placed = false) {
    const found = this.said(text.data);
    if (found !== text.data && (placed || text.parentElement?.closest(this.places))) text.data = found;
  }
}

/** @param {import("../dom.js").Call<Data>} call */
export default function ({ data }) {
  if (page.watched) return;
  page.watched = true;
  document.documentElement.lang = data.language; // one that a browser has kept from an older studio says "en"
  const translator = new Translator(data);
  new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === "attributes") translator.spoken(/** @type {Element} */ (target));
      else if (type === "characterData") translator.text(/** @type {Text} */ (target));
      else addedNodes.forEach((node) => translator.all(node));
    }
  }).observe(document.body, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: SPOKEN,
  });
  translator.all(document.body);
}
