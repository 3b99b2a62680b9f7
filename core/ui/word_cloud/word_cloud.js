// @ts-check
// The cloud: one Tab stop, arrow keys walk from the strongest word to the weakest, Enter or Space opens one.

import { closest, el, svgEl } from "../dom.js";
import { redraw } from "./redraw.js";

/** @typedef {{x: number, y: number, left: number, top: number, width: number, height: number}} Box */
/** @typedef {Box & {word: string, size: number, stroke: number}} Place px, as `PlacedWord` of core.keywords.views.cloud */
/** @typedef {{width: number, height: number, places: Place[], legend: [string, string][]}} Layout */
/** @typedef {{label: string, colour: string, kind: string}} Entry */
/** @typedef {{layouts: Layout[], words: Record<string, Entry>, chosen: string, texts: Record<string, string>}} Data */
/** @typedef {(word: string) => void} OnWord */

/** @type {Record<string, number>} */
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
const ROOM = 2; // px around a word that belong to it

/** @param {import("../dom.js").Call<Data>} call */
export default function (call) {
  return redraw(call, draw);
}

/** @param {Data} data @param {OnWord} choose */
function draw(data, choose) {
  const clouds = data.layouts.map((layout, index) => {
    const one = cloud(layout, data, choose);
    const parts = [legend(layout, data, one.groups), one.svg];
    return { ...one, root: el("div", { class: index === 0 ? "wide" : "narrow" }, ...parts) };
  });
  return {
    root: el("div", { class: "words" }, ...clouds.map((one) => one.root)),
    mark: (/** @type {string} */ chosen) => clouds.forEach((one) => one.mark(chosen)),
  };
}

// What the colours of one layout mean; a kind makes its own words stand out.
/** @param {Layout} layout @param {Data} data @param {Map<string, SVGElement>} groups */
function legend(layout, data, groups) {
  const bar = el("div", { class: "legend", role: "group", "aria-label": data.texts.legend });
  let held = "";
  /** @param {string} kind "" for all */
  const show = (kind) => {
    for (const [word, group] of groups) group.classList.toggle("away", kind !== "" && data.words[word].kind !== kind);
  };
  for (const [kind, colour] of layout.legend) {
    const mark = el("span", { class: "mark", style: `background:${colour}` });
    const button = el("button", { type: "button", "aria-pressed": "false" }, mark, kind);
    button.addEventListener("mouseenter", () => show(kind));
    button.addEventListener("mouseleave", () => show(held));
    button.addEventListener("click", () => {
      held = held === kind ? "" : kind;
      for (const other of bar.children) other.setAttribute("aria-pressed", String(other === button && held !== ""));
      show(held);
    });
    bar.append(button);
  }
  return bar;
}

/** @param {Layout} layout @param {Data} data @param {OnWord} choose */
function cloud({ width, height, places }, data, choose) {
  const viewBox = `0 0 ${width} ${height}`;
  const svg = svgEl("svg", { viewBox, role: "group", "aria-label": data.texts.cloud });
  const groups = new Map(places.map((place) => [place.word, word(place, data.words[place.word])]));
  const order = [...groups.keys()];
  svg.append(...groups.values());
  // Let Tab reach this word and no other.
  /** @param {string} wanted */
  const stop = (wanted) => {
    for (const [name, group] of groups) group.setAttribute("tabindex", name === wanted ? "0" : "-1");
  };
  /** @param {string} chosen */
  const mark = (chosen) => {
    for (const [name, group] of groups) group.setAttribute("aria-pressed", String(name === chosen));
    stop(groups.has(chosen) ? chosen : order[0]);
  };
  /** @param {Event} event */
  const wordOf = (event) => closest(event, "g[data-word]")?.dataset.word;
  /** @param {Event} event */
  const open = (event) => {
    const found = wordOf(event);
    if (found !== undefined) choose(found);
    return found !== undefined;
  };
  svg.addEventListener("click", open);
  svg.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const at = order.indexOf(wordOf(event) ?? "");
    const ends = /** @type {Record<string, number>} */ ({ Home: 0, End: order.length - 1 });
    const to = ends[event.key] ?? (event.key in STEPS ? at + STEPS[event.key] : undefined);
    if (to !== undefined) {
      const next = order[Math.min(Math.max(to, 0), order.length - 1)];
      stop(next);
      groups.get(next)?.focus({ preventScroll: true });
    } else if (!["Enter", " "].includes(event.key) || !open(event)) return;
    event.preventDefault();
  });
  return { svg, groups, mark };
}

/** @param {Place} place @param {Entry} entry */
function word(place, entry) {
  const { left, top, width, height } = place;
  const box = { x: left - ROOM, y: top - ROOM, width: width + 2 * ROOM, height: height + 2 * ROOM, rx: 4 };
  const bold = place.stroke ? { stroke: entry.colour, "stroke-width": 2 * place.stroke } : {};
  const letters = { x: place.x, y: place.y, "font-size": place.size, fill: entry.colour, ...bold };
  const text = svgEl("text", letters, place.word);
  const title = svgEl("title", {}, entry.label);
  const attributes = { role: "button", "data-word": place.word, "aria-label": entry.label };
  const group = svgEl("g", attributes, svgEl("rect", box), text, title);
  group.style.color = entry.colour;
  return group;
}
