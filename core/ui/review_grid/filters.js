// @ts-check
// What is listed and in which order, chosen above the tiles.

import { el, option } from "../dom.js";
import { icon } from "./icons.js";
import { FLAGS } from "./listing.js";
import { fill, number } from "./text.js";

/** @typedef {import("./listing.js").Flag} Flag */
/** @typedef {import("./listing.js").Sort} Sort */

export class Filters {
  sorted = false; // by hand

  /**
   * @param {import("./text.js").Words} words @param {import("./listing.js").Listing["filter"]} filter is changed here
   * @param {() => void} changed @param {() => void} help
   */
  constructor(words, filter, changed, help) {
    this.filter = filter;
    this.changed = changed;
    this.states = el("div", { class: "states", role: "radiogroup", "aria-label": words.show });
    this.radios = /** @type {Flag[]} */ (Object.keys(FLAGS)).map((state) => {
      const count = el("span", { class: "count" });
      const onchange = () => this.set({ state });
      const radio = el("input", { type: "radio", name: "state", value: state, onchange });
      this.states.append(el("label", {}, radio, el("span", { class: "face" }, words.states[state], count)));
      return { state, radio, count };
    });
    const options = (/** @type {import("./text.js").Texts} */ texts) =>
      Object.entries(texts).map(([value, text]) => option(value, text));
    this.reason = el("select", {}, option("", words.every), ...options(words.reasons));
    this.owner = el("select");
    this.sort = el("select", {}, ...options(words.sorts));
    this.sort.value = filter.sort;
    this.reason.addEventListener("change", () => this.set({ reason: this.reason.value }));
    this.owner.addEventListener("change", () => this.set({ owner: this.owner.value }));
    this.sort.addEventListener("change", () => {
      this.sorted = true;
      this.set({ sort: /** @type {Sort} */ (this.sort.value) });
    });
    const field = (/** @type {string} */ label, /** @type {HTMLElement} */ select) =>
      el("label", { class: "field" }, el("span", {}, label), select);
    const keys = el("button", { class: "quiet", onclick: help }, icon("help"), words.keys_button);
    this.tools = el("div", { class: "tools" }, field(words.reason, this.reason), field(words.owner, this.owner),
      field(words.sort, this.sort), keys);
  }

  // Flaws are best judged side by side, what is kept member by member, unless an order was chosen by hand.
  /** @param {Partial<Filters["filter"]>} change */
  set(change) {
    const filter = Object.assign(this.filter, change);
    const flaws = filter.reason || filter.state === "review" || filter.state === "rejected";
    if (!this.sorted) filter.sort = flaws ? "reason" : "member";
    this.sort.value = filter.sort;
    this.changed();
  }

  /** @param {Flag} state */
  widen(state) {
    this.reason.value = this.owner.value = "";
    this.set({ reason: "", owner: "", state });
  }

  /** @param {Record<Flag, number>} counts */
  show(counts) {
    for (const { state, radio, count } of this.radios) {
      radio.checked = state === this.filter.state;
      count.textContent = number(counts[state]);
    }
  }

  // Offer the groups and members that have photos.
  /** @param {import("./store.js").Store} store */
  offer({ groups, members, photos, words }) {
    const used = new Set(photos.map((photo) => photo.member));
    const offered = (/** @type {string} */ value, /** @type {string} */ text) =>
      option(value, text, value === this.filter.owner);
    const lists = groups.flatMap((group, g) => {
      const own = [...members.keys()].filter((m) => members[m].group === g && used.has(m));
      if (!own.length) return [];
      const whole = offered(`g:${g}`, fill(words.whole_group, { group: group.name }));
      return el("optgroup", { label: group.name }, whole, ...own.map((m) => offered(`m:${m}`, members[m].name)));
    });
    this.owner.replaceChildren(option("", words.everyone), ...lists);
  }
}
