// @ts-check
// The window that asks which member photos are of.

import { el, option } from "../dom.js";
import { modal } from "./modal.js";
import { suggested, who } from "./photo.js";
import { fill, number } from "./text.js";

/** @typedef {import("./wire.js").Photo} Photo */

export class MoveWindow {
  photos = /** @type {Photo[]} */ ([]);
  last = /** @type {number | null} */ (null); // the member chosen before

  /** @param {import("./grid.js").Grid} grid */
  constructor(grid) {
    const { words } = grid.store;
    this.grid = grid;
    this.store = grid.store;
    this.select = el("select", { "aria-label": words.move_label });
    const go = el("button", { class: "primary", type: "submit" }, words.move);
    const cancel = el("button", { type: "button", onclick: () => this.dialog.close() }, words.cancel);
    const buttons = el("div", { class: "row" }, go, cancel);
    const form = el("form", { method: "dialog", onsubmit: () => this._done() }, this.select, buttons);
    const { dialog, heading } = modal(words.move_title, words, form);
    this.dialog = dialog;
    this.heading = heading;
    this.dialog.addEventListener("keydown", (event) => event.stopPropagation()); // letters search the list
    this.dialog.addEventListener("close", () => grid.focusTile());
  }

  /** @param {Photo[]} photos */
  ask(photos) {
    this.photos = photos;
    const { groups, members, words } = this.store;
    this.heading.textContent = fill(words.move_title, { n: number(photos.length) });
    const hints = new Set(photos.map((photo) => suggested(photo).join()));
    const hint = hints.size === 1 ? suggested(photos[0]) : [];
    const chosen = hint.length === 1 ? hint[0] : this.last;
    const lists = groups.map((group, g) => {
      const targets = [...members.keys()].filter((m) => members[m].group === g && members[m].target);
      const options = targets.map((m) => option(String(m), who(this.store, m), m === chosen));
      return el("optgroup", { label: group.name }, ...options);
    });
    this.select.replaceChildren(...lists.filter((list) => list.children.length));
    this.dialog.showModal();
    this.select.focus();
  }

  _done() {
    if (this.select.value === "") return;
    this.last = Number(this.select.value);
    this.grid.actions.act("move", this.photos, this.last);
  }
}
