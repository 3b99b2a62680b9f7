// @ts-check
// Streamlit calls again with every run. What looks the same is left alone: drawing it again would take the focus away.

/** @typedef {{root: HTMLElement, mark: (chosen: string) => void}} Drawing mark: show the chosen word, "" for none */
/** @typedef {(word: string) => void} OnWord */

/** @type {WeakMap<ShadowRoot, {content: string, drawing: Drawing, send: OnWord}>} */
const SHOWN = new WeakMap();

/**
 * Draw what Python sent, unless only the chosen word is new. `draw` is given what to call with a word that is pressed.
 * @template {{chosen: string}} Data
 * @param {import("../dom.js").Call<Data>} call @param {(data: Data, choose: OnWord) => Drawing} draw
 */
export function redraw({ data, parentElement, setTriggerValue }, draw) {
  const { chosen, ...rest } = data;
  const content = JSON.stringify(rest);
  let shown = SHOWN.get(parentElement);
  if (shown?.content !== content) {
    shown?.drawing.root.remove();
    /** @type {OnWord} */
    const choose = (word) => {
      drawing.mark(word);
      SHOWN.get(parentElement)?.send(word);
    };
    const drawing = draw(data, choose);
    parentElement.append(drawing.root);
    shown = { content, drawing, send: () => {} };
    SHOWN.set(parentElement, shown);
  }
  shown.drawing.mark(chosen);
  shown.send = (word) => setTriggerValue("word", word);
  return () => {
    SHOWN.get(parentElement)?.drawing.root.remove();
    SHOWN.delete(parentElement);
  };
}
