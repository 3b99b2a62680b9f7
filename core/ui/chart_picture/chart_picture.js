// @ts-check
// Saves the chart above as it is drawn, with title and source around it and in the studio's own font: outside the page
// no heading stands over a picture, and a machine may lack the font.

import { el, svgEl } from "../dom.js";

/** @typedef {{paper: string, ink: string, muted: string}} Tones */
/** @typedef {{chart: string, name: string, title: string, lines: string[], legend: [string, string][]}} Said */
/** @typedef {Said & {font: string, tones: Tones, texts: Record<string, string>}} Data chart: class of its container */

const EDGE = 20; // px around everything
const TITLE = { size: 19, line: 27 };
const SMALL = { size: 12, line: 18 };
const LEGEND = { size: 13, line: 22 };
const SHARP = 2; // px of a PNG a px of the page
const FAMILY = "Noto Sans KR";

/** @param {import("../dom.js").Call<Data>} call */
export default function ({ data, parentElement }) {
  const status = el("span", { role: "status" });
  const buttons = ["PNG", "SVG"].map((kind) => {
    const button = el("button", { type: "button", "aria-label": `${data.texts.save} ${kind}` }, kind);
    button.addEventListener("click", async () => {
      status.textContent = (await save(data, kind)) ? "" : data.texts.failed;
    });
    return button;
  });
  const root = el("div", { class: "save" }, el("span", {}, data.texts.save), ...buttons, status);
  parentElement.querySelector(".save")?.remove();
  parentElement.append(root);
  return () => root.remove();
}

/** @param {Data} data @param {string} kind */
async function save(data, kind) {
  const plot = /** @type {HTMLElement | null} */ (document.querySelector(`.${data.chart} .js-plotly-plot`));
  if (!plot?.querySelector(".main-svg")) return false;
  try {
    const picture = framed(plot, data);
    const content = kind === "SVG" ? text(picture) : await drawn(picture, data.font);
    if (!content) return false;
    const url = URL.createObjectURL(new Blob([content], kind === "SVG" ? { type: "image/svg+xml" } : {}));
    el("a", { href: url, download: `${data.name}.${kind.toLowerCase()}` }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
    return true;
  } catch {
    return false;
  }
}

// The chart's own drawing between title and source.
/** @param {HTMLElement} plot @param {Data} data */
function framed(plot, { title, lines, legend, tones }) {
  const { width, height } = plot.getBoundingClientRect();
  const above = wrapped(title, TITLE.size, width);
  const below = lines.flatMap((line) => wrapped(line, SMALL.size, width));
  const rows = inRows(legend, width);
  const start = EDGE + above.length * TITLE.line;
  const top = start + rows.length * LEGEND.line + 6;
  const high = Math.round(top + height + below.length * SMALL.line + EDGE + 6);
  const wide = Math.round(width + 2 * EDGE);
  const size = { width: wide, height: high };
  const picture = svgEl("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${wide} ${high}`, ...size });
  picture.append(svgEl("rect", { ...size, fill: tones.paper }));
  const font = `'${FAMILY}', 'Malgun Gothic', 'Apple SD Gothic Neo', sans-serif`;
  above.forEach((line, n) => {
    const place = { x: EDGE, y: EDGE + n * TITLE.line + TITLE.size, "font-size": TITLE.size, "font-weight": "bold" };
    picture.append(svgEl("text", { ...place, "font-family": font, fill: tones.ink }, line));
  });
  rows.forEach((row, n) => {
    for (const [name, colour, x] of row) {
      const y = start + n * LEGEND.line + LEGEND.size;
      picture.append(svgEl("circle", { cx: EDGE + x + 5, cy: y - 4, r: 5, fill: colour }));
      const place = { x: EDGE + x + 16, y, "font-size": LEGEND.size };
      picture.append(svgEl("text", { ...place, "font-family": font, fill: tones.ink }, name));
    }
  });
  for (const part of plot.querySelectorAll(".main-svg")) {
    const copy = /** @type {Element} */ (part.cloneNode(true));
    for (const passing of copy.querySelectorAll(".hoverlayer")) passing.replaceChildren();
    for (const [name, value] of Object.entries({ x: EDGE, y: top, width, height })) copy.setAttribute(name, String(value));
    copy.setAttribute("style", "overflow: visible");
    // Lines that keep their width on any screen would be half as wide where a px is two.
    for (const line of copy.querySelectorAll('[style*="vector-effect"]'))
      line.setAttribute("style", (line.getAttribute("style") ?? "").replace(/vector-effect:[^;]*;?/, ""));
    picture.append(copy);
  }
  below.forEach((line, n) => {
    const place = { x: EDGE, y: top + height + 6 + n * SMALL.line + SMALL.size, "font-size": SMALL.size };
    picture.append(svgEl("text", { ...place, "font-family": font, fill: tones.muted }, line));
  });
  return picture;
}

/** @param {SVGElement} picture */
function text(picture) {
  return new XMLSerializer().serializeToString(picture);
}

// What is drawn from an address of its own sees no font of the page: it has to bring one.
/** @param {SVGElement} picture @param {string} font */
async function drawn(picture, font) {
  const answer = await fetch(new URL(font, document.baseURI));
  if (answer.ok) {
    const data = await toDataUrl(await answer.blob());
    picture.prepend(svgEl("style", {}, `@font-face { font-family: "${FAMILY}"; src: url("${data}"); }`));
  }
  const url = URL.createObjectURL(new Blob([text(picture)], { type: "image/svg+xml" }));
  const image = new Image();
  image.src = url;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.width * SHARP;
  canvas.height = image.height * SHARP;
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(url);
  return new Promise((/** @type {(blob: Blob | null) => void} */ done) => canvas.toBlob(done));
}

/** @param {Blob} blob @returns {Promise<string>} */
function toDataUrl(blob) {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result));
    reader.onerror = failed;
    reader.readAsDataURL(blob);
  });
}

// The legend's entries (name, colour, px from the left) in rows.
/** @param {[string, string][]} legend @param {number} width */
function inRows(legend, width) {
  /** @type {[string, string, number][][]} */
  const rows = [];
  let x = Infinity;
  for (const [name, colour] of legend) {
    const wide = 16 + measured(LEGEND.size)(name);
    if (x + wide > width) [x] = [0, rows.push([])];
    rows[rows.length - 1].push([name, colour, x]);
    x += wide + 18;
  }
  return rows;
}

// How wide a text is, in px.
/** @param {number} size @returns {(text: string) => number} */
function measured(size) {
  const pen = document.createElement("canvas").getContext("2d");
  if (pen) pen.font = `${size}px "${FAMILY}", sans-serif`;
  return (text) => pen?.measureText(text).width ?? size * text.length;
}

/** @param {string} line @param {number} size @param {number} width */
function wrapped(line, size, width) {
  const long = measured(size);
  /** @type {string[]} */
  const lines = [];
  for (const word of line.split(" ")) {
    const longer = lines.length ? `${lines[lines.length - 1]} ${word}` : word;
    if (lines.length && long(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
