// Sentences whose evidence can be opened by a click on its word, and their text for a planning document.

export default function ({ data, parentElement, setTriggerValue }) {
  const state = keep(parentElement, data, (fresh) => build(data, fresh));
  state.send = (word) => setTriggerValue("word", word);
  return () => leave(parentElement);
}

function build(data, state) {
  const buttons = [];
  const lines = data.lines.map((line) => {
    const parts = line.parts.map(([text, word]) => {
      if (!word) return text;
      const label = `${text}. ${data.texts.open}`;
      const button = node("button", { type: "button", class: "word", "data-word": word, title: data.texts.open, "aria-label": label }, text);
      button.addEventListener("click", () => {
        state.mark(word);
        state.send(word);
      });
      buttons.push(button);
      return button;
    });
    const item = node("li", {}, node("p", {}, ...parts, " ", node("span", { class: "note" }, line.note)));
    if (line.title) item.prepend(node("span", { class: "facet" }, node("span", { class: "mark", style: `background:${line.colour}` }), line.title));
    item.style.setProperty("--tone", line.colour);
    return item;
  });
  state.mark = (chosen) => {
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.word === chosen));
  };
  return node("div", { class: "sentences" }, node("ul", {}, ...lines), copying(data));
}

function copying({ copy, texts }) {
  const said = node("span", { role: "status" });
  const button = node("button", { type: "button", class: "copy" }, texts.copy);
  button.addEventListener("click", async () => {
    const done = await toClipboard(copy, button.getRootNode());
    said.textContent = done ? texts.copied : texts.failed;
    setTimeout(() => (said.textContent = ""), 4000);
  });
  return node("div", { class: "below" }, button, said);
}

async function toClipboard(text, root) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Without https the browser has no clipboard for scripts; the older way still works.
    const area = node("textarea", { "aria-hidden": "true", style: "position:fixed;opacity:0" });
    area.value = text;
    (root.host ? root : document.body).append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}
