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
    this.select.addEventListener("change", () => this._allow());
    this.go = el("button", { class: "primary", type: "submit" }, words.move);
    const cancel = el("button", { type: "button", onclick: () => this.dialog.close() }, words.cancel);
    const buttons = el("div", { class: "row" }, this.go, cancel);
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
    const hints = new Set([...photos.flatMap(suggested), ...(this.last === null ? [] : [this.last])]);
    const owners = new Set(photos.map((photo) => this.store.now(photo).member));
    const first = [...hints].filter((m) => members[m]?.target && !(owners.size === 1 && owners.has(m)));
    const own = new Set([...owners].map((m) => members[m].group)); // whose photos get mixed up
    const order = [...groups.keys()].sort((a, b) => Number(own.has(b)) - Number(own.has(a)) || a - b);
    /** @param {string} label @param {number[]} targets */
    const list = (label, targets) =>
      el("optgroup", { label }, ...targets.map((m) => option(String(m), who(this.store, m))));
    const lists = [list(words.move_first, first)];
    for (const g of order) {
      const targets = [...members.keys()].filter((m) => members[m].group === g && members[m].target);
      lists.push(list(groups[g].name, targets));
    }
    // Nobody to begin with: a press of Enter must not move a photo to whoever happens to stand first.
    this.select.replaceChildren(option("", words.move_nobody, true), ...lists.filter((one) => one.children.length));
    this._allow();
    this.dialog.showModal();
    this.select.focus();
  }

  _allow() {
    this.go.disabled = this.select.value === "";
  }

  _done() {
    if (this.select.value === "") return;
    this.last = Number(this.select.value);
    this.grid.actions.act("move", this.photos, this.last);
  }
}
