// @ts-check
// The review grid: filters above, tiles in sections, actions below; everything by mouse, thumb and keyboard.

import { closest, el } from "../dom.js";
import { Actions } from "./actions.js";
import { Bar } from "./bar.js";
import { Canvas } from "./canvas.js";
import { Filters } from "./filters.js";
import { icon } from "./icons.js";
import { keysWindow, onKey } from "./keys.js";
import { LargeView } from "./large.js";
import { Listing } from "./listing.js";
import { MoveWindow } from "./move.js";
import { picture } from "./photo.js";
import { Selection } from "./selection.js";
import { Store } from "./store.js";
import { fill, number } from "./text.js";
import { heading, tile } from "./tiles.js";
import { decode } from "./wire.js";

/** @typedef {import("./wire.js").Photo} Photo */

export class Grid {
  store = new Store();
  listing = new Listing(this.store);
  selection = new Selection();

  /** @param {ShadowRoot} root @param {import("./wire.js").Frame} frame the first one */
  constructor(root, frame) {
    this.root = root;
    const news = this.store.take(frame);
    const { words } = this.store;
    const keys = keysWindow(words);
    this.filters = new Filters(words, this.listing.filter, () => this._filtered(), () => keys.showModal());
    this.canvas = new Canvas(words.grid, {
      tile: (photo, focused) => tile(this.store, photo, this.selection.has(photo), focused),
      heading: (section) => this._heading(section),
      want: (names) => this.store.want(names),
      resized: () => this.refresh(),
    });
    this.empty = el("div", { class: "empty", hidden: true });
    this.bar = new Bar(words, () => this.filters.set({}), () => this._numbers());
    this.actions = new Actions(this);
    this.large = new LargeView(this);
    this.mover = new MoveWindow(this);
    this.body = el("div", { class: "review" }, this.filters.states, this.filters.tools, this.canvas.element, this.empty,
      this.bar.element, this.large.dialog, this.mover.dialog, keys);
    this._listen();
    root.append(this.body);
    this._show(news);
  }

  _listen() {
    const { element } = this.canvas;
    for (const part of [element, this.bar.element]) part.addEventListener("keydown", (event) => onKey(this, event));
    // Streamlit reruns on R and empties its caches on C: letters pressed in here are ours.
    for (const kind of ["keydown", "keypress", "keyup"])
      this.body.addEventListener(kind, (event) => event.stopPropagation());
    element.addEventListener("click", (event) => this._click(event));
    element.addEventListener("dblclick", (event) => this.open(this._at(event)));
    element.addEventListener("focusin", (event) => {
      const photo = this._at(event);
      if (photo) this.canvas.rove(photo.name);
    });
  }

  /** @param {import("./wire.js").Frame} frame */
  update(frame) {
    this._show(this.store.take(frame));
  }

  end() {
    this.canvas.end();
    clearTimeout(this.store.timer);
    this.body.remove();
  }

  /** @param {ReturnType<Store["take"]>} news */
  _show({ fresh, results, detail, blobs }) {
    if (fresh) {
      for (const name of this.selection.names) if (!this.store.byName.has(name)) this.selection.names.delete(name);
      this.filters.offer(this.store);
      this._relist();
    } else if (results.length) this.refresh();
    this._pictures();
    this.large.fill(detail, blobs);
    for (const result of results) if (result.message) this.bar.say(result.message, result.error);
  }

  _pictures() {
    for (const [name, shown] of this.canvas.tiles) {
      const blank = shown.querySelector(".photo > .blank");
      if (blank && this.store.picture(name) !== undefined) blank.replaceWith(picture(this.store, name));
    }
    if (this.large.isOpen) this.large.pictures();
  }

  // ---- what is listed

  _filtered() {
    this.listing.frozen.clear();
    this.selection.names.clear();
    this._relist();
  }

  _relist() {
    this.listing.relist();
    const { order } = this.listing;
    if (!order.some((photo) => photo.name === this.canvas.focused)) this.canvas.focused = order[0]?.name ?? null;
    this.refresh();
  }

  // Draw everything again, for the photos listed now.
  refresh() {
    const held = this.canvas.element.contains(this.root.activeElement);
    if (!this.canvas.arrange(this.listing.sections, this.listing.filter.sort !== "score")) return;
    if (held) this.focusTile();
    this._numbers();
  }

  /** @param {import("./rows.js").Section} section */
  _heading(section) {
    const every = section.photos.every((photo) => this.selection.has(photo));
    return heading(this.store, section, every, () => {
      if (every) this.selection.remove(section.photos);
      else this.selection.add(section.photos);
      this.refresh();
    });
  }

  _numbers() {
    const counts = this.listing.counts();
    const selected = this.selection.names.size;
    this.filters.show(counts);
    this._nothing(counts.kept);
    this.bar.element.hidden = !this.listing.order.length && !this.store.steps;
    const buttons = this.actions.buttons(selected ? this.targets() : [], true);
    this.bar.show(this.listing.filter.state === "all" ? 0 : this.listing.settled(), selected, buttons);
    if (this.large.isOpen) this.large.refresh();
  }

  // Instead of the tiles, where there are none. kept: how many photos are.
  /** @param {number} kept */
  _nothing(kept) {
    this.empty.hidden = this.listing.order.length > 0;
    if (this.listing.order.length) return;
    const { words } = this.store;
    const { state, reason, owner } = this.listing.filter;
    const narrowed = Boolean(reason || owner);
    const done = state === "review" && !narrowed;
    const [title, text] = done
      ? [words.done, fill(words.done_next, { n: number(kept) })]
      : [words.none, narrowed ? words.none_next : ""];
    const onclick = () => this.filters.widen(done ? "all" : state);
    const widen = done || narrowed ? [el("button", { onclick }, done ? words.see_all : words.widen)] : [];
    this.empty.replaceChildren(icon("kept"), el("h2", {}, title), el("p", {}, text), ...widen);
  }

  // ---- selecting and moving about

  /** @param {Event} event */
  _at(event) {
    return this.store.byName.get(closest(event, ".tile")?.dataset.name ?? "");
  }

  /** @param {MouseEvent} event */
  _click(event) {
    const photo = this._at(event);
    if (!photo) return;
    if (closest(event, ".look")) {
      this.open(photo);
      return;
    }
    if (event.shiftKey && this.selection.anchor) this.selection.extend(this.listing.order, photo);
    else this.selection.toggle(photo);
    this.focus(photo);
    this.mark();
  }

  // Show which tiles are selected.
  mark() {
    for (const [name, shown] of this.canvas.tiles)
      shown.setAttribute("aria-selected", String(this.selection.names.has(name)));
    this.bar.hush();
    this._numbers();
  }

  // The photo that keys are about.
  current() {
    return this.store.byName.get(this.large.name ?? this.canvas.focused ?? "");
  }

  // The photos that actions are about.
  targets() {
    if (this.selection.names.size && !this.large.isOpen)
      return this.listing.order.filter((photo) => this.selection.has(photo));
    const photo = this.current();
    return photo ? [photo] : [];
  }

  /** @param {Photo} photo */
  focus(photo) {
    this.canvas.rove(photo.name);
    this.canvas.scrollTo(photo, this.bar.element.offsetHeight);
    this.focusTile();
  }

  focusTile() {
    if (!this.large.isOpen && !this.mover.dialog.open) this.canvas.focus();
  }

  // To the next photo (+1) or the one before, in the large view too.
  /** @param {number} by */
  step(by) {
    const { order } = this.listing;
    const at = order.findIndex((photo) => photo.name === (this.large.name ?? this.canvas.focused));
    const photo = order[Math.min(Math.max(at + by, 0), order.length - 1)];
    if (!photo) return;
    if (this.large.isOpen) {
      this.canvas.rove(photo.name);
      if (photo.name !== this.large.name) this.large.show(photo);
    } else this.focus(photo);
  }

  /** @param {Photo | undefined} photo */
  open(photo) {
    if (!photo) return;
    this.canvas.rove(photo.name);
    this.large.show(photo);
  }
}

/** @type {WeakMap<ShadowRoot, {grid: Grid, data: Uint8Array}>} */
const GRIDS = new WeakMap(); // Streamlit calls again with every run, for the same place in the page

/** @param {import("../dom.js").Call<Uint8Array>} call */
export default function ({ data, parentElement, setTriggerValue }) {
  const known = GRIDS.get(parentElement);
  const grid = known?.grid ?? new Grid(parentElement, decode(data));
  if (known && known.data !== data) grid.update(decode(data)); // else it is redrawn without news
  GRIDS.set(parentElement, { grid, data });
  grid.store.send = (message) => setTriggerValue("ask", message);
  return () => {
    GRIDS.get(parentElement)?.grid.end();
    GRIDS.delete(parentElement);
  };
}
