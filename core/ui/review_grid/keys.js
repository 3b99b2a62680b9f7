// @ts-check
// The keyboard, and the window that lists its keys.

import { el } from "../dom.js";
import { modal } from "./modal.js";

/** @typedef {import("./grid.js").Grid} Grid */
/** @typedef {import("./wire.js").Photo} Photo */

// By their place on the keyboard: the Korean layout writes ㅁ where A is.
/** @type {Record<string, import("./actions.js").Verb>} */
const KEYS = { KeyA: "accept", KeyR: "reject", KeyS: "follow", KeyM: "move", KeyD: "split", KeyU: "undo" };
/** @type {Record<string, number>} */
const STEP = { ArrowLeft: -1, ArrowRight: 1 };

/** @param {Grid} grid @param {KeyboardEvent} event */
export function onKey(grid, event) {
  const photo = grid.current();
  const onTile = Boolean(grid.root.activeElement?.closest(".tile"));
  if (!event.altKey && photo && answered(grid, event, photo, onTile)) event.preventDefault();
}

// Do what a key stands for. Returns whether it stands for anything.
/** @param {Grid} grid @param {KeyboardEvent} event @param {Photo} photo @param {boolean} onTile */
function answered(grid, event, photo, onTile) {
  const { code } = event;
  if (event.ctrlKey || event.metaKey) {
    if (code === "KeyA" && onTile) {
      grid.selection.add(grid.listing.order);
      grid.mark();
    } else if (code === "KeyZ") grid.actions.undo();
    else return false;
  } else if (KEYS[code]) grid.actions.run(KEYS[code], grid.targets());
  else if (grid.large.isOpen) {
    if (!STEP[code]) return false;
    grid.step(STEP[code]);
  } else return onTile && walked(grid, event, photo);
  return true;
}

/** @param {Grid} grid @param {KeyboardEvent} event @param {Photo} photo */
function walked(grid, event, photo) {
  const { selection, listing } = grid;
  const to = target(grid, event.code, photo);
  if (to) {
    if (event.shiftKey) {
      selection.anchor ??= photo.name;
      selection.extend(listing.order, to);
    } else selection.anchor = to.name;
    grid.focus(to);
    if (event.shiftKey) grid.mark();
  } else if (event.code === "Space") {
    selection.toggle(photo);
    grid.mark();
  } else if (event.code === "Enter" || event.code === "NumpadEnter") {
    grid.open(photo);
  } else if (event.code === "Escape") {
    selection.names.clear();
    grid.mark();
  } else return false;
  return true;
}

// The photo that an arrow, Home or End leads to; undefined for other keys.
/** @param {Grid} grid @param {string} code @param {Photo} photo @returns {Photo | undefined} */
function target({ listing: { order }, canvas: { layout } }, code, photo) {
  if (code === "Home") return order[0];
  if (code === "End") return order.at(-1);
  if (code === "ArrowUp" || code === "ArrowDown") return layout.beside(photo, code === "ArrowUp" ? -1 : 1);
  return STEP[code] ? order[order.indexOf(photo) + STEP[code]] ?? photo : undefined;
}

/** @param {import("./text.js").Words} words */
export function keysWindow(words) {
  const list = el("dl", { class: "keys" });
  for (const [keys, meaning] of words.keys)
    list.append(el("dt", {}, ...keys.map((key) => el("kbd", {}, key))), el("dd", {}, meaning));
  const { dialog } = modal(words.keys_title, words, list, el("p", { class: "muted" }, words.keys_note));
  dialog.addEventListener("keydown", (event) => event.stopPropagation());
  return dialog;
}
