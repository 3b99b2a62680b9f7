// @ts-check
// What the browser knows of the set, and its talk with Python.
//
// Streamlit keeps only the newest of two messages that wait for one run, and a run may be cut short by the next. So
// every request has a number, all unanswered ones travel together, and Python answers each number once: nothing is lost
// and nothing is done twice. What was asked for shows at once (`ahead`) until Python confirms it or takes it back.

import { photoOf } from "./wire.js";

/** @typedef {import("./wire.js").Photo} Photo */
/** @typedef {import("./wire.js").Standing} Standing */
/** @typedef {import("./wire.js").Verb} Verb */
/** @typedef {{seq: number, kind: Verb | "undo" | "look" | "thumbs", names?: string[], member?: string}} Request */

/** @type {Map<string, string>} */
const PICTURES = new Map(); // "set/name" -> object URL or "", oldest first; outlives a redrawn page
const MOST_PICTURES = 4000;
const PATIENCE_MS = 4000;
export const STEPS = 20; // that Python can undo

export class Store {
  page = Math.random().toString(36).slice(2);
  set = "";
  rev = "";
  words = /** @type {import("./text.js").Words} */ ({});
  groups = /** @type {import("./wire.js").Group[]} */ ([]);
  members = /** @type {import("./wire.js").Member[]} */ ([]);
  photos = /** @type {Photo[]} */ ([]);
  byName = /** @type {Map<string, Photo>} */ (new Map());
  ahead = /** @type {Map<string, Standing & {seq: number}>} */ (new Map()); // by name
  open = /** @type {Request[]} */ ([]); // without an answer, oldest first
  asked = /** @type {Set<string>} */ (new Set()); // pictures on their way
  seq = 0;
  steps = 0; // that can be undone now
  locked = false; // the visitor may look and change nothing
  past = /** @type {Map<string, Standing>[]} */ ([]); // how the photos of those steps looked before, newest last
  send = (/** @type {unknown} */ _message) => {};
  flushing = false;
  timer = 0;

  // Returns what came with the frame. fresh: the photos.
  /** @param {import("./wire.js").Frame} frame */
  take({ header, blobs }) {
    if (header.set !== this.set) {
      this.set = header.set;
      this.photos = [];
      this.byName.clear();
      this.ahead.clear();
      this.past = [];
    }
    this.words = header.words ?? this.words;
    this.groups = header.groups ?? this.groups;
    this.members = header.members ?? this.members;
    const fresh = header.items !== undefined;
    if (header.items) this._learn(header.items, header.reasons ?? []);
    this.rev = header.rev;
    this.steps = header.steps;
    this.locked = header.locked;
    const results = header.page === this.page ? header.results.filter((result) => this._close(result.seq)) : [];
    // Python's steps leave out what is still on its way: only when nothing is do the two tell the same story.
    if (!this.open.some((request) => request.kind !== "look" && request.kind !== "thumbs"))
      this.past.splice(0, this.past.length - this.steps);
    for (const [name, blob] of blobs) if (name.startsWith("thumb/")) this._picture(name.slice(6), blob);
    for (const name of header.missing) this._picture(name, null);
    return { fresh, results, detail: header.detail, blobs };
  }

  /** @param {import("./wire.js").Row[]} rows @param {string[]} reasons */
  _learn(rows, reasons) {
    const old = this.byName;
    this.photos = rows.map((row, index) => Object.assign(old.get(row[0]) ?? {}, photoOf(row, index, reasons)));
    this.byName = new Map(this.photos.map((photo) => [photo.name, photo]));
  }

  // Whether the request was still open.
  /** @param {number} seq */
  _close(seq) {
    const at = this.open.findIndex((request) => request.seq === seq);
    if (at < 0) return false;
    this.open.splice(at, 1);
    for (const [name, change] of this.ahead) if (change.seq === seq) this.ahead.delete(name);
    return true;
  }

  // How a photo stands, what was asked for included.
  /** @param {Photo} photo @returns {Standing} */
  now(photo) {
    return this.ahead.get(photo.name) ?? photo;
  }

  /** @param {Photo} photo */
  waits(photo) {
    const now = this.now(photo);
    return now.state === "proposed" || (now.state === "rejected" && now.by === "auto");
  }

  // What a photo is filed under: proposals have no reason of their own.
  /** @param {Photo} photo */
  reason(photo) {
    return this.now(photo).state === "proposed" && !photo.reason ? "proposed" : photo.reason;
  }

  // An address, "" for a photo that cannot be shown, undefined for one that has not come.
  /** @param {string} name */
  picture(name) {
    return PICTURES.get(`${this.set}/${name}`);
  }

  /** @param {string} name @param {Blob | null} blob */
  _picture(name, blob) {
    const key = `${this.set}/${name}`;
    this.asked.delete(name);
    if (PICTURES.get(key)) return;
    PICTURES.set(key, blob ? URL.createObjectURL(blob) : "");
    for (const [oldest, url] of PICTURES) {
      if (PICTURES.size <= MOST_PICTURES) break;
      URL.revokeObjectURL(url);
      PICTURES.delete(oldest);
    }
  }

  /** @param {Verb} kind @param {Photo[]} photos @param {number | null} member where they are moved to */
  act(kind, photos, member = null) {
    const seq = ++this.seq;
    this.past.push(new Map(photos.map((photo) => [photo.name, { ...this.now(photo) }])));
    this.past.splice(0, this.past.length - STEPS);
    for (const photo of photos) this.ahead.set(photo.name, { ...this._after(kind, photo, member), seq });
    const id = member === null ? undefined : this.members[member]?.id;
    this._ask({ seq, kind, names: photos.map((photo) => photo.name), member: id });
  }

  /** @param {Verb} kind @param {Photo} photo @param {number | null} member @returns {Standing} */
  _after(kind, photo, member) {
    const now = this.now(photo);
    /** @type {Standing} */
    const kept = { state: "kept", member: now.member, by: "person" };
    if (kind === "accept") return kept;
    if (kind === "move" && member !== null) return { ...kept, member };
    if (kind === "follow" && now.state === "proposed") return kept;
    if (kind === "follow" && photo.reason === "swap" && photo.suggestion.length === 1)
      return { ...kept, member: Number(photo.suggestion[0]) };
    return { ...kept, state: "rejected" }; // reject, split, and a suggestion to leave it out
  }

  undo() {
    const seq = ++this.seq;
    for (const [name, { state, member, by }] of this.past.pop() ?? []) this.ahead.set(name, { state, member, by, seq });
    this._ask({ seq, kind: "undo" });
  }

  /** @param {string} name */
  look(name) {
    this.open = this.open.filter((request) => request.kind !== "look"); // only the photo on the screen matters
    this._ask({ seq: ++this.seq, kind: "look", names: [name] });
  }

  // Ask for pictures that are neither here nor on their way.
  /** @param {string[]} names */
  want(names) {
    const missing = names.filter((name) => this.picture(name) === undefined && !this.asked.has(name));
    if (!missing.length) return;
    missing.forEach((name) => this.asked.add(name));
    this._ask({ seq: ++this.seq, kind: "thumbs", names: missing });
  }

  /** @param {Request} request */
  _ask(request) {
    this.open.push(request);
    if (!this.flushing) queueMicrotask(() => this._flush());
    this.flushing = true;
  }

  _flush() {
    this.flushing = false;
    clearTimeout(this.timer);
    if (!this.open.length) return;
    this.send({ page: this.page, have: this.rev, requests: this.open });
    this.timer = setTimeout(() => this._flush(), PATIENCE_MS);
  }
}
