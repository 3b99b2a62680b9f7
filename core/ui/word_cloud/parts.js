// Small pieces both components are built from. Text from outside only ever becomes text, never markup.

const SVG = "http://www.w3.org/2000/svg";

// node("button", {class: "x", onclick: f}, "text", child)
function node(tag, attributes = {}, ...children) {
  return furnish(document.createElement(tag), attributes, children);
}

function drawn(tag, attributes = {}, ...children) {
  return furnish(document.createElementNS(SVG, tag), attributes, children);
}

function furnish(made, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

// Streamlit calls again with every run. What looks the same is left alone: building anew would take the focus away.
const STATES = new WeakMap();

function keep(parent, data, build) {
  const { chosen, ...rest } = data;
  const now = JSON.stringify(rest);
  const state = STATES.get(parent) ?? {};
  STATES.set(parent, state);
  if (state.drawn !== now) {
    state.root?.remove();
    state.drawn = now;
    state.root = build(state);
    parent.append(state.root);
  }
  state.mark(chosen);
  return state;
}

function leave(parent) {
  STATES.get(parent)?.root?.remove();
  STATES.delete(parent);
}
