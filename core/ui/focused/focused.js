// @ts-check
// Puts the focus on a control again that was drawn anew elsewhere, or on the one that takes its place: otherwise whoever
// works with the keyboard starts from the top of the page.

/** @typedef {{keys: string[], count: number}} Data keys: of controls, the first that can be used; count: of the times */

const PATIENCE_MS = 800;
/** @type {{count: number | null}} */
const page = { count: null };

/** @param {string[]} keys @returns {HTMLElement | null} */
function usable(keys) {
  for (const key of keys) {
    const own = `.st-key-${key.replace(/[^\w-]/g, "-")}`;
    const found = document.querySelector(`${own} button:not([disabled]), ${own} textarea`);
    if (found instanceof HTMLElement) return found;
  }
  return null;
}

/** @param {string[]} keys @param {Element | null} held what had the focus last @param {number} until */
function hold(keys, held, until) {
  const active = document.activeElement;
  if (active !== held && active !== document.body) return; // the visitor has gone elsewhere
  const target = usable(keys);
  target?.focus({ preventScroll: active === target });
  const now = document.activeElement;
  if (performance.now() < until) setTimeout(() => hold(keys, now, until), 50);
}

/** @param {import("../dom.js").Call<Data>} call */
export default function ({ data }) {
  const before = page.count;
  page.count = data.count;
  if (before === null || before === data.count) return;
  hold(data.keys, document.activeElement, performance.now() + PATIENCE_MS);
}
