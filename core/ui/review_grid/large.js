// @ts-check
// One photo large, with its facts, beside what it is to be compared with.

import { el } from "../dom.js";
import { icon } from "./icons.js";
import { onKey } from "./keys.js";
import { modal } from "./modal.js";
import { badge, chips, picture, spoken, suggested, who } from "./photo.js";
import { fill, number } from "./text.js";

/** @typedef {import("./wire.js").Photo} Photo */

const NOT_OF_FACES = ["no_face", "too_small", "blurred", "near_duplicate", "duplicate"]; // reasons

export class LargeView {
  name = /** @type {string | null} */ (null); // of the photo on show
  urls = /** @type {string[]} */ ([]);

  /** @param {import("./grid.js").Grid} grid */
  constructor(grid) {
    const { words } = grid.store;
    this.grid = grid;
    this.store = grid.store;
    this.figure = el("figure", { class: "main" });
    this.other = el("figure", { class: "other" });
    this.facts = el("div", { class: "facts" });
    this.badges = el("div", { class: "badges", "aria-live": "polite" });
    this.place = el("p", { class: "place" });
    this.buttons = el("div", { class: "row", role: "group" });
    this.strips = el("div", { class: "strips" });
    const pictures = el("div", { class: "pictures" }, this.figure, this.other);
    const side = el("div", { class: "side" }, this.badges, this.facts, this.strips, this.buttons);
    const large = el("div", { class: "large", tabindex: "-1", autofocus: true }, pictures, side);
    const step = (/** @type {number} */ by, /** @type {string} */ label) => {
      const attributes = { class: "quiet round", "aria-label": label, onclick: () => grid.step(by) };
      return el("button", attributes, icon(by < 0 ? "left" : "right"));
    };
    const foot = el("footer", {}, step(-1, words.previous), this.place, step(1, words.next));
    const { dialog, heading } = modal(words.large, words, large, foot);
    this.dialog = dialog;
    this.heading = heading;
    this.dialog.classList.add("wide");
    this.dialog.addEventListener("keydown", (event) => onKey(grid, event));
    this.dialog.addEventListener("close", () => {
      this.name = null;
      grid.focusTile();
    });
  }

  get isOpen() {
    return this.name !== null;
  }

  get photo() {
    return this.store.byName.get(this.name ?? "");
  }

  /** @param {Photo} photo */
  show(photo) {
    this.name = photo.name;
    this.heading.textContent = who(this.store, this.store.now(photo).member);
    this.figure.replaceChildren(image(this.store.picture(photo.name), spoken(this.store, photo)));
    this.other.replaceChildren();
    this.other.hidden = true;
    this.facts.replaceChildren(el("p", { class: "muted" }, this.store.words.loading));
    this._compare(photo);
    this.refresh();
    if (!this.dialog.open) this.dialog.showModal();
    this.store.look(photo.name);
  }

  // Kept photos of the member, and of those the photo may be of instead: the eye decides by comparing.
  /** @param {Photo} photo */
  _compare(photo) {
    const { store } = this;
    const others = photo.reason === "swap" ? suggested(photo) : [];
    const members = NOT_OF_FACES.includes(photo.reason) ? [] : [store.now(photo).member, ...others];
    /** @type {string[]} */
    const names = [];
    this.strips.replaceChildren(...[...new Set(members)].map((member) => {
      const kept = store.photos.filter((one) => one.member === member && one.state === "kept" && one !== photo);
      const shown = kept.slice(0, 4).map((one) => one.name);
      names.push(...shown);
      const faces = shown.map((name) => el("span", { class: "face", "data-name": name }, picture(store, name)));
      const title = fill(store.words.compare, { who: who(store, member) });
      const strip = el("div", {}, ...(faces.length ? faces : [store.words.compare_none]));
      return el("div", { class: "strip" }, el("p", { class: "muted" }, title), strip);
    }));
    store.want(names);
  }

  // Fill in what has come since.
  pictures() {
    for (const face of /** @type {NodeListOf<HTMLElement>} */ (this.strips.querySelectorAll(".face")))
      if (face.querySelector(".blank")) face.replaceChildren(picture(this.store, face.dataset.name ?? ""));
  }

  // The state of the photo on show and where it stands in the list.
  refresh() {
    const { photo } = this;
    if (!photo) return this.isOpen && this.dialog.close();
    const { order } = this.grid.listing;
    this.badges.replaceChildren(badge(this.store, photo), ...chips(this.store, photo));
    const at = order.indexOf(photo);
    this.place.textContent = at < 0 ? "" : `${number(at + 1)} / ${number(order.length)}`;
    return this.buttons.replaceChildren(...this.grid.actions.buttons([photo]));
  }

  /** @param {import("./wire.js").Detail | null} detail @param {Map<string, Blob>} blobs */
  fill(detail, blobs) {
    if (!detail || detail.name !== this.name) return;
    const { words } = this.store;
    const [own, other] = [blobs.get("large/picture"), blobs.get("large/other")];
    const caption = (/** @type {string} */ text) => el("figcaption", {}, text);
    if (own) this.figure.replaceChildren(image(this._url(own), detail.sentence), caption(words.this_photo));
    this.other.hidden = !other;
    if (other) this.other.replaceChildren(image(this._url(other), words.staying), caption(detail.caption));
    this.figure.classList.toggle("paired", Boolean(other));
    const list = el("dl");
    for (const [label, value, href] of detail.rows) {
      const shown = href ? el("a", { href, target: "_blank", rel: "noopener noreferrer" }, value) : value;
      list.append(el("dt", {}, label), el("dd", {}, shown));
    }
    this.facts.replaceChildren(el("p", { class: "why" }, detail.sentence), list);
  }

  /** @param {Blob} blob */
  _url(blob) {
    const url = URL.createObjectURL(blob);
    this.urls.push(url);
    for (const old of this.urls.splice(0, this.urls.length - 4)) URL.revokeObjectURL(old);
    return url;
  }
}

/** @param {string | undefined} source @param {string} label */
function image(source, label) {
  return source ? el("img", { src: source, alt: label }) : el("div", { class: "blank" });
}
