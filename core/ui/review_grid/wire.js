// @ts-check
// What Python sends (`Desk.frame`): 4 bytes length of the header (big endian), the header as JSON, then the pictures.

/** @typedef {"kept" | "rejected" | "proposed"} State */
/** @typedef {{name: string, colour: string}} Group */
/** @typedef {{id: string, name: string, group: number, target: boolean, nobody: boolean}} Member as in who.py */
/** @typedef {{state: State, member: number, by: string}} Standing member: its number; by: "person", "auto" or "" */
/** @typedef {number[] | string} Suggestion numbers of members, or a file, or "" */
/** @typedef {{name: string, index: number, reason: string, suggestion: Suggestion, score: number | null}} Found */
/** @typedef {Standing & Found} Photo as Python knows it */
/** @typedef {[string, number, number, number, Suggestion, number | null, string]} Row a photo, as `Desk._row` */
/** @typedef {"accept" | "reject" | "follow" | "move" | "split"} Verb */
/** @typedef {{seq: number, message: string, error: boolean}} Result of a request */
/** @typedef {{name: string, sentence: string, caption: string, rows: string[][]}} Detail rows: what, value, link */
/**
 * @typedef {object} Header
 * @property {string} set @property {string} rev @property {number} steps @property {boolean} locked @property {string} page
 * @property {Result[]} results @property {Detail | null} detail @property {string[]} missing
 * @property {[string, number][]} blobs name and size
 * @property {Group[]} [groups] these five only when the photos changed
 * @property {Member[]} [members] @property {import("./text.js").Words} [words] @property {string[]} [reasons]
 * @property {Row[]} [items]
 */
/** @typedef {{header: Header, blobs: Map<string, Blob>}} Frame */

/** @type {State[]} */
const STATES = ["kept", "rejected", "proposed"]; // by their number on the wire

/** @param {Uint8Array} bytes @returns {Frame} */
export function decode(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(0);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
  const blobs = new Map();
  let at = 4 + length;
  for (const [name, size] of header.blobs) {
    const data = /** @type {BlobPart} */ (bytes.subarray(at, at + size));
    blobs.set(name, new Blob([data], { type: "image/jpeg" }));
    at += size;
  }
  return { header, blobs };
}

/** @param {Row} row @param {number} index @param {string[]} reasons @returns {Photo} */
export function photoOf([name, member, state, reason, suggestion, score, by], index, reasons) {
  return { name, member, state: STATES[state], reason: reasons[reason], suggestion, score, by, index };
}
