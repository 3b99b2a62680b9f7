// @ts-check
// Elements in one expression, for every component. Text from outside only ever becomes text, never markup.

/** @typedef {Record<string, string | number | boolean | null | undefined | ((event: Event) => unknown)>} Attributes */
/** @typedef {Node | string | null | undefined} Child */
/**
 * What Streamlit calls a component with, once a run; the component returns what is to be done when it leaves the page.
 * @template Data
 * @typedef {{data: Data, parentElement: ShadowRoot, setTriggerValue: (name: string, value: unknown) => void}} Call
 */

const SVG = "http://www.w3.org/2000/svg";

/**
 * el("button", {class: "x", onclick: f, "aria-label": "…"}, "text", child)
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag @param {Attributes} attributes @param {...Child} children
 */
export function el(tag, attributes = {}, ...children) {
  return furnish(document.createElement(tag), attributes, children);
}

/**
 * The same for drawings.
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag @param {Attributes} attributes @param {...Child} children
 */
export function svgEl(tag, attributes = {}, ...children) {
  return furnish(document.createElementNS(SVG, tag), attributes, children);
}

/** @param {string} value @param {string} text */
export function option(value, text, selected = false) {
  const made = el("option", { value }, text);
  made.selected = selected;
  return made;
}

/** @template {Element} Made @param {Made} made @param {Attributes} attributes @param {Child[]} children */
function furnish(made, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === "function") made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children) if (child !== undefined && child !== null) made.append(child);
  return made;
}

// The element of a selector around what an event happened on.
/** @param {Event} event @param {string} selector */
export function closest(event, selector) {
  const found = event.target instanceof Element ? event.target.closest(selector) : null;
  return /** @type {HTMLElement | SVGElement | null} */ (found);
}
