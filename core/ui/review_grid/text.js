// @ts-check
// Numbers and sentences as they are written, and which words Python gives us for them (`text_review_ko.GRID`).

/** @typedef {Record<string, string>} Texts */
/** @typedef {"badges" | "reasons" | "towards" | "sorts" | "states" | "verbs" | "hints" | "did" | "cannot"} Tables */
/** @typedef {Record<Tables, Texts> & {keys: [string[], string][]} & Record<Text, string>} Words */
/**
 * @typedef {"show" | "reason" | "owner" | "sort" | "every" | "everyone" | "whole_group" | "no_reason" | "photos"
 *   | "pick" | "pick_all" | "unpick" | "selected" | "tidy" | "grid" | "actions" | "no_picture" | "done" | "done_next"
 *   | "none" | "none_next" | "see_all" | "widen" | "large" | "previous" | "next" | "compare" | "compare_none"
 *   | "loading" | "this_photo" | "staying" | "close" | "cancel" | "move" | "move_title" | "move_label"
 *   | "move_nobody" | "move_first"
 *   | "keys_button" | "keys_title" | "keys_note"} Text
 */

/** @param {number} n */
export const number = (n) => n.toLocaleString("ko-KR");

// One way to write shares, the same as the studio's other pages: never 0 or 100 for what is neither.
/** @param {number} value */
export function percent(value) {
  if (value > 0 && value < 0.005) return "<1\u00a0%";
  return value >= 0.995 && value < 1 ? ">99\u00a0%" : `${Math.round(value * 100)}\u00a0%`;
}

// fill("{n}장", {n: "3"}) is "3장"
/** @param {string} pattern @param {Record<string, string>} values */
export const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");
