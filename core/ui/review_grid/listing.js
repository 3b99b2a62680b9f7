// @ts-check
// Which photos are listed, in which order and sections.

/** @typedef {import("./wire.js").Photo} Photo */
/** @typedef {import("./store.js").Store} Store */
/** @typedef {keyof typeof FLAGS} Flag */
/** @typedef {"member" | "reason" | "score"} Sort */
/** @typedef {{member: number, reason: string}} Place where a photo is filed */

export const FLAGS = {
  review: (/** @type {Store} */ store, /** @type {Photo} */ photo) => store.waits(photo),
  kept: (/** @type {Store} */ store, /** @type {Photo} */ photo) => store.now(photo).state === "kept",
  rejected: (/** @type {Store} */ store, /** @type {Photo} */ photo) => store.now(photo).state === "rejected",
  all: () => true,
};

export class Listing {
  // owner: "m:" and the number of a member, "g:" and that of a group, or "" for all, as reason
  filter = { state: /** @type {Flag} */ ("review"), reason: "", owner: "", sort: /** @type {Sort} */ ("reason") };
  frozen = /** @type {Map<string, Place>} */ (new Map()); // what was worked on stays there until the filter changes
  order = /** @type {Photo[]} */ ([]);
  sections = /** @type {import("./rows.js").Section[]} */ ([]);

  /** @param {Store} store */
  constructor(store) {
    this.store = store;
  }

  /** @param {Photo} photo */
  matches(photo) {
    return FLAGS[this.filter.state](this.store, photo) && this._narrow(photo);
  }

  /** @param {Photo} photo */
  _narrow(photo) {
    const { reason, owner } = this.filter;
    if (reason && this.store.reason(photo) !== reason) return false;
    const member = this.store.now(photo).member;
    const [kind, index] = owner.split(":");
    return !owner || (kind === "m" ? member : this.store.members[member].group) === Number(index);
  }

  /** @param {Photo[]} photos */
  hold(photos) {
    for (const photo of photos) if (!this.frozen.has(photo.name)) this.frozen.set(photo.name, this._place(photo));
  }

  /** @param {Photo} photo @returns {Place} */
  _place(photo) {
    return this.frozen.get(photo.name) ?? { member: this.store.now(photo).member, reason: this.store.reason(photo) };
  }

  settled() {
    return this.order.filter((photo) => !this.matches(photo)).length;
  }

  counts() {
    const narrowed = this.store.photos.filter((photo) => this._narrow(photo));
    const of = (/** @type {Flag} */ flag) => narrowed.filter((photo) => FLAGS[flag](this.store, photo)).length;
    return { review: of("review"), kept: of("kept"), rejected: of("rejected"), all: of("all") };
  }

  relist() {
    /** @type {(photo: Photo) => Place} */
    const place = (photo) => this._place(photo);
    const rank = [...Object.keys(this.store.words.reasons), ""]; // photos without a reason come last
    /** @type {(photo: Photo) => number} */
    const score = (photo) => photo.score ?? 2; // a fact stands before every measurement
    /** @type {(photo: Photo) => number} */
    const of = (photo) => rank.indexOf(place(photo).reason);
    /** @type {Record<Sort, (a: Photo, b: Photo) => number>} */
    const sorts = {
      member: (a, b) => place(a).member - place(b).member || a.index - b.index,
      reason: (a, b) => of(a) - of(b) || score(b) - score(a) || a.index - b.index,
      score: (a, b) => score(b) - score(a) || a.index - b.index,
    };
    const listed = this.store.photos.filter((photo) => this.matches(photo) || this.frozen.has(photo.name));
    this.order = listed.sort(sorts[this.filter.sort]);
    this.sections = [];
    for (const photo of this.order) {
      const key = this.filter.sort === "score" ? 0 : place(photo)[this.filter.sort];
      const last = this.sections.at(-1);
      if (last?.key === key) last.photos.push(photo);
      else this.sections.push({ key, photos: [photo] });
    }
  }
}
