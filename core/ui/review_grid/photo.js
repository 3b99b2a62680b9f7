// @ts-check
// What is shown and said of one photo, in its tile and in the large view.

import { el } from "../dom.js";
import { icon } from "./icons.js";
import { fill, percent } from "./text.js";

/** @typedef {import("./store.js").Store} Store */
/** @typedef {import("./wire.js").Photo} Photo */

/** @param {Store} store @param {string} name */
export function picture(store, name) {
  const source = store.picture(name);
  if (source) return el("img", { src: source, alt: "", draggable: "false", decoding: "async" });
  return el("div", { class: "blank" }, source === "" ? store.words.no_picture : "");
}

// The state as icon and word, never by colour alone.
/** @param {Store} store @param {Photo} photo */
export function badge(store, photo) {
  const { state } = store.now(photo);
  const waits = store.waits(photo);
  const word = store.words.badges[waits && state === "rejected" ? "set_aside" : state];
  return el("span", { class: `badge ${state}${waits ? " waits" : ""}` }, icon(state), word);
}

/** @param {Store} store @param {number} member */
export function who({ members, groups }, member) {
  return `${members[member].name} · ${groups[members[member].group].name}`;
}

/** @param {Store} store @param {Photo} photo */
export function chips(store, photo) {
  const [why, sure] = found(store, photo);
  return why ? [el("span", { class: "chip", title: why + sure }, why, el("span", { class: "sure" }, sure))] : [];
}

// Members that the photo may show instead.
/** @param {Photo} photo */
export const suggested = ({ suggestion }) => (typeof suggestion === "string" ? [] : suggestion);

// The reason, and how sure it is.
/** @param {Store} store @param {Photo} photo */
function found(store, photo) {
  const reason = store.reason(photo);
  if (!reason) return ["", ""];
  const names = suggested(photo).map((member) => store.members[member].name).join(", ");
  const towards = names && store.words.towards[reason];
  const why = towards ? fill(towards, { who: names }) : store.words.reasons[reason];
  return [why, photo.score === null ? "" : ` ${percent(photo.score)}`];
}

/** @param {Store} store @param {Photo} photo */
export function spoken(store, photo) {
  const member = who(store, store.now(photo).member);
  return [member, badge(store, photo).textContent, found(store, photo).join("")].filter(Boolean).join(", ");
}
