// @ts-check
// How a photo's tile and a section's heading look.

import { el } from "../dom.js";
import { icon } from "./icons.js";
import { badge, chips, picture } from "./photo.js";
import { fill, number } from "./text.js";

/** @typedef {import("./store.js").Store} Store */
/** @typedef {import("./wire.js").Photo} Photo */

/** @param {Store} store @param {Photo} photo @param {boolean} selected @param {boolean} focused */
export function tile(store, photo, selected, focused) {
  const { words } = store;
  const now = store.now(photo);
  const member = store.members[now.member];
  const group = store.groups[member.group];
  const done = !store.waits(photo) && now.by === "person";
  const look = { class: "look", tabindex: "-1", "aria-label": words.large, title: words.large };
  const tick = el("span", { class: "tick" }, icon("kept"));
  const shown = [picture(store, photo.name), badge(store, photo), tick, el("button", look, icon("open"))];
  const dot = el("span", { class: "dot" });
  dot.style.background = group.colour;
  const name = el("div", { class: "name" }, dot, el("b", {}, member.name), el("span", { class: "muted" }, group.name));
  const classes = `tile ${now.state}${done ? " done" : ""}${store.ahead.has(photo.name) ? " ahead" : ""}`;
  return el("div", {
    class: classes, role: "gridcell", tabindex: focused ? "0" : "-1", "aria-selected": String(selected),
    "data-name": photo.name,
  }, el("div", { class: "photo" }, ...shown),
    el("div", { class: "caption" }, name, el("div", { class: "chips" }, ...chips(store, photo))));
}

/**
 * @param {Store} store @param {import("./rows.js").Section} section
 * @param {boolean} every whether all its photos are selected @param {() => void} pick selects or deselects them
 */
export function heading({ members, groups, words }, { key, photos }, every, pick) {
  const title = el("div", { class: "title", role: "rowheader" });
  if (typeof key === "number") {
    const { name, group } = members[key];
    const mark = el("span", { class: "mark" });
    mark.style.background = groups[group].colour;
    title.append(mark, el("b", {}, name), el("span", { class: "muted" }, groups[group].name));
  } else title.append(el("b", {}, words.reasons[key] ?? words.no_reason));
  title.append(el("span", { class: "muted" }, fill(words.photos, { n: number(photos.length) })));
  const button = el("button", { class: "quiet", onclick: pick }, every ? words.unpick : words.pick_all);
  return [title, el("div", { role: "gridcell" }, button)];
}
