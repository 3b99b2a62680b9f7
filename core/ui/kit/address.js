// @ts-check
// Adds the codes of what is shown to the address of the page that a link led to.

/** @typedef {{page: string, codes: string}} Data */

/** @param {import("../dom.js").Call<Data>} call */
export default function ({ data }) {
  if (location.pathname.split("/").pop() === data.page && !location.search)
    history.replaceState(history.state, "", `${location.pathname}?${data.codes}`);
}
