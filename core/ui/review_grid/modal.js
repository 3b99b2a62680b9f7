// @ts-check
// A modal window that closes on Escape, on its cross and on a press outside.

import { el } from "../dom.js";
import { icon } from "./icons.js";

let made = 0;

/** @param {string} title @param {import("./text.js").Words} words @param {...import("../dom.js").Child} children */
export function modal(title, words, ...children) {
  const id = `window-${++made}`;
  const heading = el("h2", { id }, title); // names the window too: some of them say a number
  const close = el("button", { class: "quiet round", "aria-label": words.close }, icon("close"));
  const dialog = el("dialog", { "aria-labelledby": id }, el("header", {}, heading, close), ...children);
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  return { dialog, heading };
}
