// @ts-check
// The bar under the tiles: what was said last, and what can be done.

import { el } from "../dom.js";
import { fill, number } from "./text.js";

export class Bar {
  quiet = 0; // timer

  /** @param {import("./text.js").Words} words @param {() => void} tidied @param {() => void} quieted */
  constructor(words, tidied, quieted) {
    this.words = words;
    this.quieted = quieted;
    this.status = el("p", { class: "status", role: "status", "aria-live": "polite" });
    this.tidy = el("button", { class: "quiet", hidden: true, onclick: tidied });
    this.buttons = el("div", { class: "row", role: "group" });
    const attributes = { class: "bar", role: "toolbar", "aria-label": words.actions };
    this.element = el("div", attributes, this.status, this.tidy, this.buttons);
  }

  // Stays for some seconds, whatever is shown meanwhile.
  /** @param {string} text */
  say(text, error = false) {
    this.status.textContent = text;
    this.status.classList.toggle("error", error);
    this.status.classList.add("fresh");
    clearTimeout(this.quiet);
    this.quiet = setTimeout(() => {
      this.status.classList.remove("fresh", "error");
      this.quieted();
    }, error ? 12000 : 6000);
  }

  hush() {
    this.status.classList.remove("fresh");
  }

  /** @param {number} settled photos that can be put away @param {number} selected @param {HTMLElement[]} buttons */
  show(settled, selected, buttons) {
    const { words } = this;
    this.tidy.hidden = !settled;
    this.tidy.textContent = fill(words.tidy, { n: number(settled) });
    if (!this.status.classList.contains("fresh"))
      this.status.textContent = selected ? fill(words.selected, { n: number(selected) }) : words.pick;
    this.buttons.replaceChildren(...buttons);
  }
}
