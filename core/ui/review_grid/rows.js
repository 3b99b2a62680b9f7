// @ts-check
// Where each row of tiles lies, in px, for one width of the grid.

const GAP = 14; // between tiles
export const HEAD = 54; // a section's heading
const CAPTION = 56; // under a photo

/** @typedef {import("./wire.js").Photo} Photo */
/** @typedef {{key: string | number, photos: Photo[]}} Section */
/** @typedef {{y: number, height: number, section?: Section, photos: Photo[]}} Row section: that it heads */

export class Rows {
  rows = /** @type {Row[]} */ ([]);
  rowOf = /** @type {Map<string, number>} */ (new Map()); // by name of the photo
  height = 0;

  /** @param {Section[]} sections @param {number} width @param {boolean} headed */
  constructor(sections, width, headed) {
    const least = width < 520 ? 104 : 138;
    this.columns = Math.max(2, Math.floor((width + GAP) / (least + GAP)));
    this.side = Math.floor((width - GAP * (this.columns - 1)) / this.columns); // of a tile
    for (const section of sections) {
      if (headed) {
        this.rows.push({ y: this.height, height: HEAD, section, photos: [] });
        this.height += HEAD;
      }
      for (let start = 0; start < section.photos.length; start += this.columns) {
        const photos = section.photos.slice(start, start + this.columns);
        photos.forEach((photo) => this.rowOf.set(photo.name, this.rows.length));
        this.rows.push({ y: this.height, height: this.side + CAPTION, photos });
        this.height += this.side + CAPTION + GAP;
      }
    }
  }

  // Numbers of the rows that touch top..bottom.
  /** @param {number} top @param {number} bottom */
  between(top, bottom) {
    let low = 0;
    let high = this.rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.rows[middle].y + this.rows[middle].height < top) low = middle + 1;
      else high = middle;
    }
    const found = [];
    for (; low < this.rows.length && this.rows[low].y <= bottom; low++) found.push(low);
    return found;
  }

  // The photo one row up (-1) or down (+1), in the same column where there is one.
  /** @param {Photo} photo @param {number} by */
  beside(photo, by) {
    const at = this.rowOf.get(photo.name) ?? 0;
    const column = this.rows[at].photos.indexOf(photo);
    for (let row = at + by; row >= 0 && row < this.rows.length; row += by) {
      const { photos } = this.rows[row];
      if (photos.length) return photos[Math.min(column, photos.length - 1)];
    }
    return photo;
  }
}
