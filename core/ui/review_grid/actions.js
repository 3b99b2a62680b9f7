// @ts-check
// What can be done with photos, when, and doing it.

import { el } from "../dom.js";
import { icon } from "./icons.js";
import { STEPS } from "./store.js";
import { fill, number } from "./text.js";

/** @typedef {import("./wire.js").Photo} Photo */
/** @typedef {import("./wire.js").Verb | "undo"} Verb */

const ICONS = /** @type {const} */ ({
  accept: "kept", reject: "rejected", follow: "follow", move: "move", split: "split", undo: "undo",
});
const VERBS = /** @type {Verb[]} */ (Object.keys(ICONS));

export class Actions {
  /** @param {import("./grid.js").Grid} grid */
  constructor(grid) {
    this.grid = grid;
    this.store = grid.store;
  }

  /** @param {Verb} verb @param {Photo[]} photos */
  can(verb, photos) {
    if (this.store.locked) return false;
    if (verb === "undo") return this.store.steps > 0 || this.store.past.length > 0;
    if (!photos.length) return false;
    if (verb === "follow") return photos.some((photo) => this._followable(photo));
    return verb !== "split" || photos.every((photo) => photo.reason === "several_faces");
  }

  /** @param {Photo} photo */
  _followable(photo) {
    const { state } = this.store.now(photo);
    return state === "proposed" || (state === "rejected" && photo.suggestion.length > 0);
  }

  /** @param {Photo[]} photos @param {boolean} keys whether to name the key of each */
  buttons(photos, keys = false) {
    const { words, locked } = this.store;
    if (locked) return []; // the page says who may
    return VERBS.filter((verb) => verb !== "split" || this.can(verb, photos)).map((verb) => {
      const onclick = () => this.run(verb, photos);
      const [disabled, title] = [!this.can(verb, photos), keys ? words.hints[verb] : null];
      const attributes = { class: verb === "accept" ? "primary" : "", "data-verb": verb, disabled, title, onclick };
      return el("button", attributes, icon(ICONS[verb]), words.verbs[verb]);
    });
  }

  /** @param {Verb} verb @param {Photo[]} photos */
  run(verb, photos) {
    if (this.store.locked) return;
    if (verb === "undo") return this.undo();
    const { bar, mover } = this.grid;
    const { words, members } = this.store;
    const able = verb === "follow" ? photos.filter((photo) => this._followable(photo)) : photos;
    if (!this.can(verb, able)) return bar.say(photos.length ? words.cannot[verb] ?? "" : words.pick, true);
    if (verb === "accept" || verb === "follow") {
      const unnamed = able.filter((photo) => members[this.store.now(photo).member].nobody);
      if (unnamed.length === able.length) return mover.ask(able); // first of all: who is it?
      if (unnamed.length) return bar.say(words.cannot.nobody, true);
    }
    return verb === "move" ? mover.ask(able) : this.act(verb, able);
  }

  /** @param {import("./wire.js").Verb} verb @param {Photo[]} photos @param {number | null} member */
  act(verb, photos, member = null) {
    const { listing, selection, large, bar } = this.grid;
    listing.hold(photos);
    this.store.act(verb, photos, member);
    this.store.steps = Math.min(this.store.steps + 1, STEPS);
    const single = photos.length === 1 && !large.isOpen && !selection.names.size;
    selection.names.clear();
    bar.say(fill(this.store.words.did[verb], { n: number(photos.length) }));
    this.grid.refresh();
    if (single) this.grid.step(1);
  }

  undo() {
    const { listing, bar } = this.grid;
    const { words, byName, past } = this.store;
    if (!this.can("undo", [])) return bar.say(words.cannot.undo);
    listing.hold([...(past.at(-1)?.keys() ?? [])].flatMap((name) => byName.get(name) ?? []));
    this.store.undo();
    this.store.steps -= 1;
    bar.say(words.did.undo);
    return this.grid.refresh();
  }
}
