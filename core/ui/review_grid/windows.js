// What opens over the grid: one photo with its facts, the choice of a member, and the keys.

class LargeView {
  constructor(grid) {
    this.grid = grid;
    this.name = null;
  }

  build(words) {
    this.figure = el("figure", { class: "main" });
    this.other = el("figure", { class: "other" });
    this.facts = el("div", { class: "facts" });
    this.badges = el("div", { class: "badges", "aria-live": "polite" });
    this.place = el("p", { class: "place" });
    this.buttons = el("div", { class: "row", role: "group" });
    const step = (by, name, label) =>
      el("button", { class: "quiet round", "aria-label": label, onclick: () => this.grid.step(by) }, icon(name));
    this.strips = el("div", { class: "strips" });
    const side = el("div", { class: "side" }, this.badges, this.facts, this.strips, this.buttons);
    const foot = el("footer", {}, step(-1, "left", words.previous), this.place, step(1, "right", words.next));
    this.dialog = modal(words.large, words, el("div", { class: "large", tabindex: "-1", autofocus: true }, el("div", { class: "pictures" }, this.figure, this.other), side), foot);
    this.dialog.classList.add("wide");
    this.dialog.addEventListener("keydown", (event) => this.grid.key(event));
    this.dialog.addEventListener("close", () => {
      this.name = null;
      this.grid.focusTile();
    });
    return this.dialog;
  }

  get isOpen() {
    return this.name !== null;
  }

  show(item) {
    const { store, words } = this.grid;
    this.name = item.name;
    this.dialog.heading.textContent = this.grid.who(store.now(item).member);
    this.figure.replaceChildren(this._image(store.picture(item.name), this.grid.spoken(item)));
    this.other.replaceChildren();
    this.other.hidden = true;
    this.facts.replaceChildren(el("p", { class: "muted" }, words.loading));
    this._compare(item);
    this.refresh();
    if (!this.dialog.open) this.dialog.showModal();
    store.look(item.name);
  }

  // Kept photos of the member, and of whom the photo may be instead: the eye decides by comparing.
  _compare(item) {
    const { store, words } = this.grid;
    const others = Array.isArray(item.suggestion) && item.reason === "swap" ? item.suggestion : [];
    const members = ["no_face", "too_small", "blurred", "near_duplicate", "duplicate"].includes(item.reason) ? [] : [store.now(item).member, ...others];
    this.compared = [];
    this.strips.replaceChildren(...[...new Set(members)].map((member) => {
      const kept = store.items.filter((other) => other.member === member && other.state === "kept" && other !== item).slice(0, 4);
      this.compared.push(...kept);
      const faces = kept.map((other) => el("span", { class: "face", "data-name": other.name }, this.grid.picture(other)));
      const title = fill(words.compare, { who: this.grid.who(member) });
      return el("div", { class: "strip" }, el("p", { class: "muted" }, title), el("div", {}, ...(kept.length ? faces : [words.compare_none])));
    }));
    store.want(this.compared.map((other) => other.name));
  }

  pictures() {
    for (const face of this.strips.querySelectorAll(".face"))
      if (face.querySelector(".blank")) face.replaceChildren(this.grid.picture(this.grid.store.byName.get(face.dataset.name)));
  }

  // The state of the photo on show and where it stands in the list.
  refresh() {
    const item = this.grid.store.byName.get(this.name);
    if (!item) return this.isOpen && this.dialog.close();
    this.badges.replaceChildren(this.grid.badge(item), ...this.grid.chips(item));
    const at = this.grid.order.indexOf(item);
    this.place.textContent = at < 0 ? "" : `${number(at + 1)} / ${number(this.grid.order.length)}`;
    this.buttons.replaceChildren(...this.grid.actions([item]));
  }

  fill(detail, blobs) {
    if (!detail || detail.name !== this.name) return;
    const words = this.grid.words;
    const picture = blobs.get("large/picture");
    const other = blobs.get("large/other");
    if (picture) this.figure.replaceChildren(this._image(this._url(picture), detail.sentence), el("figcaption", {}, words.this_photo));
    this.other.hidden = !other;
    if (other) this.other.replaceChildren(this._image(this._url(other), words.staying), el("figcaption", {}, detail.caption));
    this.figure.classList.toggle("paired", Boolean(other));
    const list = el("dl");
    for (const [label, value, link] of detail.rows)
      list.append(
        el("dt", {}, label),
        el("dd", {}, link ? el("a", { href: link, target: "_blank", rel: "noopener noreferrer" }, value) : value),
      );
    this.facts.replaceChildren(el("p", { class: "why" }, detail.sentence), list);
  }

  _image(source, label) {
    return source ? el("img", { src: source, alt: label }) : el("div", { class: "blank" });
  }

  _url(blob) {
    const url = URL.createObjectURL(blob);
    (this.urls ??= []).push(url);
    while (this.urls.length > 4) URL.revokeObjectURL(this.urls.shift());
    return url;
  }
}

class MoveWindow {
  constructor(grid) {
    this.grid = grid;
    this.last = null;
  }

  build(words) {
    this.select = el("select", { "aria-label": words.move_label });
    const go = el("button", { class: "primary", type: "submit" }, words.move);
    const cancel = el("button", { type: "button", onclick: () => this.dialog.close() }, words.cancel);
    const form = el("form", { method: "dialog", onsubmit: () => this._done() }, this.select, el("div", { class: "row" }, go, cancel));
    this.dialog = modal(words.move_title, words, form);
    this.dialog.addEventListener("keydown", (event) => event.stopPropagation()); // letters search the list
    this.dialog.addEventListener("close", () => this.grid.focusTile());
    return this.dialog;
  }

  ask(items) {
    this.items = items;
    const { store, words } = this.grid;
    this.dialog.heading.textContent = fill(words.move_title, { n: number(items.length) });
    const hinted = new Set(items.map((item) => (Array.isArray(item.suggestion) ? item.suggestion.join() : "")));
    const [hint] = hinted.size === 1 ? [...hinted] : [""];
    const chosen = hint && !hint.includes(",") ? Number(hint) : this.last;
    this.select.replaceChildren(
      ...store.groups.map((group, index) => {
        const members = store.members.map((member, i) => [member, i]).filter(([m]) => m.group === index && m.target);
        return el("optgroup", { label: group.name }, ...members.map(([m, i]) => option(i, this.grid.who(i), i === chosen)));
      }).filter((node) => node.children.length),
    );
    this.dialog.showModal();
    this.select.focus();
  }

  _done() {
    if (this.select.value === "") return;
    this.last = Number(this.select.value);
    this.grid.act("move", this.items, this.last);
  }
}

function keysWindow(words) {
  const list = el("dl", { class: "keys" });
  for (const [keys, meaning] of words.keys)
    list.append(el("dt", {}, ...keys.map((key) => el("kbd", {}, key))), el("dd", {}, meaning));
  const dialog = modal(words.keys_title, words, list, el("p", { class: "muted" }, words.keys_note));
  dialog.addEventListener("keydown", (event) => event.stopPropagation());
  return dialog;
}
