// @ts-check
// Which photos are selected, by name.

/** @typedef {import("./wire.js").Photo} Photo */

export class Selection {
  names = /** @type {Set<string>} */ (new Set());
  anchor = /** @type {string | null} */ (null); // where a range begins

  /** @param {Photo} photo */
  has(photo) {
    return this.names.has(photo.name);
  }

  /** @param {Photo[]} photos */
  add(photos) {
    photos.forEach((photo) => this.names.add(photo.name));
  }

  /** @param {Photo[]} photos */
  remove(photos) {
    photos.forEach((photo) => this.names.delete(photo.name));
  }

  /** @param {Photo} photo */
  toggle(photo) {
    if (!this.names.delete(photo.name)) this.names.add(photo.name);
    this.anchor = photo.name;
  }

  // From the anchor to a photo, in the order given.
  /** @param {Photo[]} order @param {Photo} photo */
  extend(order, photo) {
    const [from, to] = [this.anchor, photo.name].map((name) => order.findIndex((other) => other.name === name));
    if (from >= 0) this.add(order.slice(Math.min(from, to), Math.max(from, to) + 1));
  }
}
