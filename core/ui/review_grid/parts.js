// Small pieces the review grid is built from. Text from outside only ever becomes text, never markup.

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
const STATES = ["kept", "rejected", "proposed"]; // by their number on the wire
const SVG = "http://www.w3.org/2000/svg";

function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", SHAPES[name]);
  svg.append(path);
  return svg;
}

// el("button", {class: "x", onclick: f, "aria-label": "…"}, "text", child)
function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== undefined && child !== null));
  return node;
}

const number = (n) => n.toLocaleString("ko-KR");
// One way to write shares, the same as the studio's other pages: never 0 or 100 for what is neither.
function percent(value) {
  if (value > 0 && value < 0.005) return "<1\u00a0%";
  return value >= 0.995 && value < 1 ? ">99\u00a0%" : `${Math.round(value * 100)}\u00a0%`;
}
const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");

// One frame from Python: 4 bytes length of the header (big endian), the header as JSON, then the pictures.
function decode(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(0);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
  const blobs = new Map();
  let at = 4 + length;
  for (const [name, size] of header.blobs) {
    blobs.set(name, new Blob([bytes.subarray(at, at + size)], { type: "image/jpeg" }));
    at += size;
  }
  return { header, blobs };
}

function option(value, text, selected = false) {
  const node = el("option", { value }, text);
  node.selected = selected;
  return node;
}

let windows = 0;

// A modal window that closes on Escape, on its cross and on a press outside.
function modal(title, words, ...children) {
  const id = `window-${++windows}`;
  const heading = el("h2", { id }, title); // names the window too: some of them say a number
  const close = el("button", { class: "quiet round", "aria-label": words.close, onclick: () => dialog.close() }, icon("close"));
  const dialog = el("dialog", { "aria-labelledby": id }, el("header", {}, heading, close), ...children);
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  dialog.heading = heading;
  return dialog;
}
