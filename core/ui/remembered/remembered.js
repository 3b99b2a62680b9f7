// @ts-check
// Keeps a choice in a cookie of this browser for a year, so that the next visit's first request brings it along.

/** @typedef {{name: string, value: string}} Data */

const YEAR_S = 365 * 24 * 60 * 60;

/** @param {import("../dom.js").Call<Data>} call */
export default function ({ data }) {
  document.cookie = `${data.name}=${data.value}; path=/; max-age=${YEAR_S}; SameSite=Strict`;
}
