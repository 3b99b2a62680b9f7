// @ts-check
// Tells Python which visit this tab had before it was loaded anew, and the visitor what would be lost with the tab.
// What a tab keeps is gone once it is closed. On a phone it puts the menu away, which lies over the page that a button
// in it has led to, as Streamlit does for its own links.

/**
 * @typedef {{visit: string, cleared: number, answers: number, unsaved: boolean, at: string}} Data
 * cleared: how often the visitor has cleared; answers: how many were given that are read from their top; unsaved: is
 * there in the studio's memory what would be missed? at: the page that is shown.
 */

const KEY = "studio.visit";
const CHOSEN = '[data-testid="stFileChip"]'; // brought into an uploader and not read yet
/** @type {{cleared: number, answers: number, at: string | null}} */
const page = { cleared: 0, answers: 0, at: null }; // home has the address ""
const SLIDES_MS = 400; // how long Streamlit's menu is on its way

function putMenuAway() {
  const menu = document.querySelector('[data-testid="stSidebar"]')?.getBoundingClientRect();
  /** @type {HTMLElement | null} */
  const button = document.querySelector('[data-testid="stSidebarCollapseButton"] button');
  if (menu && menu.right > innerWidth / 2) button?.click(); // it covers what it led to
}

/** @param {import("../dom.js").Call<Data>} call */
export default function ({ data, setTriggerValue }) {
  // One at a time, in place of the one before. No browser tells closing from loading anew, and none asks before the
  // visitor has touched the page.
  window.onbeforeunload = (event) => {
    if (data.unsaved || document.querySelector(CHOSEN)) event.preventDefault();
  };
  const before = sessionStorage.getItem(KEY);
  if (before !== data.visit) {
    sessionStorage.setItem(KEY, data.visit);
    if (before) setTriggerValue("before", before);
  }
  if (page.at !== null && page.at !== data.at) setTimeout(putMenuAway, SLIDES_MS);
  page.at = data.at;
  if (data.answers > page.answers) {
    page.answers = data.answers;
    document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
  }
  if (data.cleared > page.cleared) {
    page.cleared = data.cleared;
    // The server has the last message of a page at hand until the next one comes: names that were typed, for one.
    setTriggerValue("cleared", data.cleared);
  }
}
