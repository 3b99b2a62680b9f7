// @ts-check
// The grid of tiles. Only rows near the window are in the page.

import { el } from "../dom.js";
import { HEAD, Rows } from "./rows.js";

/** @typedef {import("./wire.js").Photo} Photo */
/** @typedef {import("./rows.js").Section} Section */
/**
 * @typedef {object} Parts what stands in the rows, and what is to be done
 * @property {(photo: Photo, focused: boolean) => HTMLElement} tile
 * @property {(section: Section) => HTMLElement[]} heading
 * @property {(names: string[]) => void} want ask for pictures
 * @property {() => void} resized
 */

const AHEAD = 700; // px above and below the window whose rows are ready
const TOP = 84; // px of the studio's header

export class Canvas {
  layout = new Rows([], 0, false);
  width = 0;
  focused = /** @type {string | null} */ (null); // name of the tile that Tab reaches
  tiles = /** @type {Map<string, HTMLElement>} */ (new Map()); // of the photos in the page, by name
  shown = /** @type {Map<number, HTMLElement>} */ (new Map()); // by number of row
  frame = 0; // request for the next drawing, 0 for none
  rest = 0; // timer: pictures are asked for when scrolling rests
  fetched = false;

  /** @param {string} label @param {Parts} parts */
  constructor(label, parts) {
    this.parts = parts;
    this.element = el("div", { class: "canvas", role: "grid", "aria-label": label, "aria-multiselectable": "true" });
    this.onscroll = () => (this.frame ||= requestAnimationFrame(() => this.draw()));
    document.addEventListener("scroll", this.onscroll, { capture: true, passive: true });
    window.addEventListener("resize", this.onscroll);
    this.watch = new ResizeObserver(() => this.element.clientWidth !== this.width && parts.resized());
    this.watch.observe(this.element);
  }

  end() {
    document.removeEventListener("scroll", this.onscroll, { capture: true });
    window.removeEventListener("resize", this.onscroll);
    this.watch.disconnect();
  }

  // Draw all rows again. Returns whether there is a place for them: if not yet, `resized` is called once there is.
  /** @param {Section[]} sections @param {boolean} headed */
  arrange(sections, headed) {
    this.width = this.element.clientWidth;
    if (!this.width) return false;
    this.layout = new Rows(sections, this.width, headed);
    this.element.style.height = `${this.layout.height}px`;
    this.element.style.setProperty("--side", `${this.layout.side}px`);
    this.element.style.setProperty("--columns", String(this.layout.columns));
    this.element.setAttribute("aria-rowcount", String(this.layout.rows.length));
    this.shown.forEach((row) => row.remove());
    this.shown.clear();
    this.tiles.clear();
    this.draw();
    return true;
  }

  draw() {
    this.frame = 0;
    if (!this.element.isConnected) return;
    const near = new Set(this._near());
    const focused = this.layout.rowOf.get(this.focused ?? ""); // Tab must find it
    if (focused !== undefined) near.add(focused);
    for (const [index, row] of this.shown) {
      if (near.has(index)) continue;
      row.remove();
      this.shown.delete(index);
      this.layout.rows[index]?.photos.forEach((photo) => this.tiles.delete(photo.name));
    }
    const sorted = [...near].sort((a, b) => a - b);
    for (const index of sorted)
      if (!this.shown.has(index)) {
        const row = this._row(index);
        const next = sorted.find((other) => other > index && this.shown.has(other));
        this.element.insertBefore(row, next === undefined ? null : this.shown.get(next) ?? null);
        this.shown.set(index, row);
      }
    clearTimeout(this.rest);
    this.rest = setTimeout(() => this._fetch(), this.fetched ? 90 : 0);
  }

  _near() {
    const top = -this.element.getBoundingClientRect().top;
    return this.layout.between(top - AHEAD, top + window.innerHeight + AHEAD);
  }

  _fetch() {
    this.fetched = true;
    if (!this.element.isConnected || this.element.offsetParent === null) return;
    const photos = this._near().flatMap((index) => this.layout.rows[index].photos);
    this.parts.want(photos.map((photo) => photo.name).slice(0, 160));
  }

  /** @param {number} index */
  _row(index) {
    const { y, height, section, photos } = this.layout.rows[index];
    const row = el("div", { class: section ? "head" : "line", role: "row", "aria-rowindex": index + 1 });
    row.style.cssText = `transform:translateY(${y}px);height:${height}px`;
    if (section) row.append(...this.parts.heading(section));
    for (const photo of photos) {
      const tile = this.parts.tile(photo, photo.name === this.focused);
      this.tiles.set(photo.name, tile);
      row.append(tile);
    }
    return row;
  }

  // Let Tab reach this tile and no other.
  /** @param {string} name */
  rove(name) {
    if (this.focused !== null) this.tiles.get(this.focused)?.setAttribute("tabindex", "-1");
    this.focused = name;
    this.tiles.get(name)?.setAttribute("tabindex", "0");
  }

  focus() {
    const tile = this.tiles.get(this.focused ?? "");
    tile?.setAttribute("tabindex", "0");
    tile?.focus({ preventScroll: true });
  }

  // Bring a photo between the studio's header and what covers the lower end of the window, and draw what is there.
  /** @param {Photo} photo @param {number} covered px */
  scrollTo(photo, covered) {
    const row = this.layout.rows[this.layout.rowOf.get(photo.name) ?? -1];
    const scroller = this._scroller();
    if (scroller && row) {
      const top = this.element.getBoundingClientRect().top + row.y;
      const low = window.innerHeight - covered - 16;
      if (top < TOP) scroller.scrollTop += top - TOP - HEAD;
      else if (top + row.height > low) scroller.scrollTop += top + row.height - low;
    }
    this.draw();
  }

  _scroller() {
    const scrolls = (/** @type {Element} */ found) =>
      found.scrollHeight > found.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(found).overflowY);
    /** @type {Element | null} */
    let found = this.element;
    while (found && !scrolls(found)) {
      const root = found.getRootNode();
      found = found.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
    }
    return found;
  }
}
