// How one photo and one section look. Text from outside is set as text.

class Tiles {
  constructor(root) {
    this.root = root;
    this.store = new Store();
    this.listing = new Listing(this.store);
    this.selected = new Set();
    this.focused = null; // name of the tile that Tab reaches
    this.tiles = new Map(); // name -> element, of those in the page
  }

  get words() {
    return this.store.words;
  }

  get order() {
    return this.listing.order;
  }

  _heading(section) {
    const { members, groups } = this.store;
    const byMember = this.listing.filter.sort === "member";
    const member = byMember ? members[section.key] : null;
    const title = el("div", { class: "title", role: "rowheader" });
    if (member) {
      const mark = el("span", { class: "mark" });
      mark.style.background = groups[member.group].colour;
      title.append(mark, el("b", {}, member.name), el("span", { class: "muted" }, groups[member.group].name));
    } else title.append(el("b", {}, this.words.reasons[section.key] ?? this.words.no_reason));
    title.append(el("span", { class: "muted" }, fill(this.words.photos, { n: number(section.items.length) })));
    const every = section.items.every((item) => this.selected.has(item.name));
    const pick = () => {
      section.items.forEach((item) => (every ? this.selected.delete(item.name) : this.selected.add(item.name)));
      this.refresh();
    };
    return [title, el("button", { class: "quiet", onclick: pick }, every ? this.words.unpick : this.words.pick_all)];
  }

  _tile(item) {
    const { store } = this;
    const now = store.now(item);
    const member = store.members[now.member];
    const done = !store.waits(item) && now.by === "person";
    const look = el("button", { class: "look", tabindex: "-1", "aria-label": this.words.large, title: this.words.large }, icon("open"));
    const photo = el("div", { class: "photo" }, this.picture(item), this.badge(item), el("span", { class: "tick" }, icon("kept")), look);
    const dot = el("span", { class: "dot" });
    dot.style.background = store.groups[member.group].colour;
    const caption = el("div", { class: "caption" },
      el("div", { class: "name" }, dot, el("b", {}, member.name), el("span", { class: "muted" }, store.groups[member.group].name)),
      el("div", { class: "chips" }, ...this.chips(item)));
    const tile = el("div", {
      class: `tile ${now.state}${done ? " done" : ""}${store.ahead.has(item.name) ? " ahead" : ""}`,
      role: "gridcell", tabindex: item.name === this.focused ? "0" : "-1",
      "aria-selected": String(this.selected.has(item.name)), "aria-label": this.spoken(item), "data-name": item.name,
    }, photo, caption);
    tile.item = item;
    this.tiles.set(item.name, tile);
    return tile;
  }

  picture(item) {
    const source = this.store.picture(item.name);
    if (source) return el("img", { src: source, alt: "", draggable: "false", decoding: "async" });
    return el("div", { class: "blank" }, source === "" ? this.words.no_picture : "");
  }

  _pictures() {
    for (const [name, tile] of this.tiles) {
      const blank = tile.querySelector(".photo > .blank");
      if (blank && this.store.picture(name) !== undefined) blank.replaceWith(this.picture(tile.item));
    }
    if (this.large.isOpen) this.large.pictures();
  }

  // The state as icon and word, never by colour alone.
  badge(item) {
    const now = this.store.now(item);
    const waits = this.store.waits(item);
    const word = waits && now.state === "rejected" ? this.words.badges.set_aside : this.words.badges[now.state];
    return el("span", { class: `badge ${now.state}${waits ? " waits" : ""}` }, icon(now.state), word);
  }

  who(member) {
    const { members, groups } = this.store;
    return `${members[member].name} · ${groups[members[member].group].name}`;
  }

  chips(item) {
    const [why, sure] = this.found(item);
    return why ? [el("span", { class: "chip", title: this.reasonText(item) }, why, el("span", { class: "sure" }, sure))] : [];
  }

  reasonText(item) {
    return this.found(item).join("");
  }

  // [reason, how sure it is]
  found(item) {
    const reason = this.listing.reason(item);
    if (!reason) return ["", ""];
    const named = Array.isArray(item.suggestion) ? item.suggestion : [];
    const names = named.map((m) => this.store.members[m].name).join(", ");
    const words = names && this.words.towards[reason] ? fill(this.words.towards[reason], { who: names }) : this.words.reasons[reason];
    return [words, item.score === null ? "" : ` ${percent(item.score)}`];
  }

  spoken(item) {
    const now = this.store.now(item);
    return [this.who(now.member), this.badge(item).textContent, this.reasonText(item)].filter(Boolean).join(", ");
  }
}
