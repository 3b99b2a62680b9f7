// @ts-check
// The drawings on buttons and badges, in a box of 24 by 24.

import { svgEl } from "../dom.js";

const SHAPES = {
  kept: "M5 12.5 9.8 17.5 19 7",
  rejected: "M6.5 6.5 17.5 17.5M17.5 6.5 6.5 17.5",
  proposed: "M12 5V19M5 12H19",
  follow: "M4 12H18M12.5 6 18.5 12 12.5 18",
  move: "M4 8H17M13 4 17 8 13 12M20 16H7M11 12 7 16 11 20",
  split: "M12 4V20M8 8 4 12 8 16M16 8 20 12 16 16",
  undo: "M9 6 4 11 9 16M4 11H14A5 5 0 0 1 14 20H11",
  open: "M14 4H20V10M20 4 13 11M10 20H4V14M4 20 11 13",
  close: "M6.5 6.5 17.5 17.5M17.5 6.5 6.5 17.5",
  left: "M15 5 8 12 15 19",
  right: "M9 5 16 12 9 19",
  help: "M9 9.2A3.1 3.1 0 1 1 13.2 12C12.4 12.5 12 13 12 14.2M12 17.6V17.8",
};

/** @param {keyof typeof SHAPES} name */
export function icon(name) {
  return svgEl("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" }, svgEl("path", { d: SHAPES[name] }));
}
