// The cloud: one Tab stop, arrow keys walk from the strongest word to the weakest, Enter or Space opens one.

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
const ROOM = 4; // px around a word that belong to it

export default function ({ data, parentElement, setTriggerValue }) {
  const state = keep(parentElement, data, (fresh) => build(data, fresh));
  state.send = (word) => setTriggerValue("word", word);
  return () => leave(parentElement);
}

function build(data, state) {
  const clouds = data.layouts.map((layout, index) => cloud(layout, index === 0 ? "wide" : "narrow", data, state));
  state.mark = (chosen) => clouds.forEach((one) => one.mark(chosen));
  const legend = node("div", { class: "legend", role: "group", "aria-label": data.texts.legend });
  const show = (kind) => {
    for (const one of clouds) for (const [word, group] of one.groups) group.classList.toggle("away", kind !== "" && data.words[word].kind !== kind);
  };
  let held = "";
  for (const [kind, colour] of data.legend) {
    const mark = node("span", { class: "mark", style: `background:${colour}` });
    const button = node("button", { type: "button", "aria-pressed": "false" }, mark, kind);
    button.addEventListener("mouseenter", () => show(kind));
    button.addEventListener("mouseleave", () => show(held));
    button.addEventListener("click", () => {
      held = held === kind ? "" : kind;
      for (const other of legend.children) other.setAttribute("aria-pressed", String(other === button && held !== ""));
      show(held);
    });
    legend.append(button);
  }
  return node("div", { class: "words" }, legend, ...clouds.map((one) => one.svg));
}

function cloud(layout, name, data, state) {
  const { width, height, places } = layout;
  const svg = drawn("svg", { class: name, viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": data.texts.cloud });
  const groups = new Map(places.map((place) => [place.word, word(place, data.words[place.word])]));
  const order = [...groups.keys()];
  svg.append(...groups.values());
  const stop = (wanted) => {
    for (const [name, group] of groups) group.setAttribute("tabindex", name === wanted ? "0" : "-1");
  };
  const mark = (chosen) => {
    for (const [name, group] of groups) group.setAttribute("aria-pressed", String(name === chosen));
    stop(groups.has(chosen) ? chosen : order[0]);
  };
  const open = (target) => {
    const found = target.closest("g[data-word]")?.dataset.word;
    if (found === undefined) return false;
    state.mark(found);
    state.send(found);
    return true;
  };
  svg.addEventListener("click", (event) => open(event.target));
  svg.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const at = order.indexOf(event.target.closest("g[data-word]")?.dataset.word);
    const to = { Home: 0, End: order.length - 1 }[event.key] ?? (event.key in STEPS ? at + STEPS[event.key] : undefined);
    if (to !== undefined) {
      const next = order[Math.min(Math.max(to, 0), order.length - 1)];
      stop(next);
      groups.get(next).focus({ preventScroll: true });
    } else if (!["Enter", " "].includes(event.key) || !open(event.target)) return;
    event.preventDefault();
  });
  return { svg, groups, mark };
}

function word(place, entry) {
  const box = drawn("rect", {
    x: place.left - ROOM, y: place.top - ROOM, width: place.width + 2 * ROOM, height: place.height + 2 * ROOM, rx: 2 * ROOM,
  });
  const text = drawn("text", { x: place.x, y: place.y, "font-size": place.size, fill: entry.colour }, place.word);
  const group = drawn("g", { role: "button", "data-word": place.word, "aria-label": entry.label }, box, text);
  if (entry.faint) group.classList.add("faint");
  group.append(drawn("title", {}, entry.label));
  group.style.color = entry.colour;
  return group;
}
