// The review grid: filters above, tiles in sections, actions below; everything by mouse, thumb and keyboard.

const VERBS = ["accept", "reject", "follow", "move", "split"];
const ICON_OF = { accept: "kept", reject: "rejected", follow: "follow", move: "move", split: "split", undo: "undo" };
const AHEAD = 700; // px above and below the window whose rows are ready

class Grid extends Choosing {
  constructor(root) {
    super(root);
    this.shown = new Map(); // number of row -> element
    this.large = new LargeView(this);
    this.mover = new MoveWindow(this);
  }

  update(data, setTriggerValue) {
    this.store.send = (value) => setTriggerValue("ask", value);
    if (data === this.data) return; // redrawn without news
    this.data = data;
    const { fresh, results, detail, blobs } = this.store.take(decode(data));
    if (!this.body) this._build();
    if (fresh) {
      for (const name of this.selected) if (!this.store.byName.has(name)) this.selected.delete(name);
      this._owners();
      this.relist();
    } else if (results.length) this.refresh();
    this._pictures();
    this.large.fill(detail, blobs);
    for (const result of results) if (result.message) this.say(result.message, result.error);
  }

  // ---- building

  _build() {
    const w = this.words;
    const filter = this.listing.filter;
    this.states = el("div", { class: "states", role: "radiogroup", "aria-label": w.show });
    for (const state of Object.keys(FLAGS)) {
      const count = el("span", { class: "count" });
      const radio = el("input", { type: "radio", name: "state", value: state, onchange: () => this._filter({ state }) });
      radio.checked = state === filter.state;
      this.states.append(el("label", {}, radio, el("span", { class: "face" }, w.states[state], count)));
    }
    const choose = (label, field, options) => {
      const select = el("select", { onchange: () => this._filter({ [field]: select.value }) }, ...options);
      return [select, el("label", { class: "field" }, el("span", {}, label), select)];
    };
    const reasons = Object.entries(w.reasons).map(([reason, text]) => option(reason, text));
    const sorts = Object.entries(w.sorts).map(([sort, text]) => option(sort, text));
    const [reason, reasonField] = choose(w.reason, "reason", [option("", w.every), ...reasons]);
    const [owner, ownerField] = choose(w.owner, "owner", []);
    const [sort, sortField] = choose(w.sort, "sort", sorts);
    sort.value = filter.sort;
    sort.addEventListener("change", () => (this.sorted = true), { capture: true });
    Object.assign(this, { reason, owner, sort });
    this.keys = keysWindow(w);
    const help = el("button", { class: "quiet", onclick: () => this.keys.showModal() }, icon("help"), w.keys_button);
    this.tidy = el("button", { class: "quiet", hidden: true, onclick: () => this._filter({}) });
    const tools = el("div", { class: "tools" }, reasonField, ownerField, sortField, help);
    this.canvas = el("div", { class: "canvas", role: "grid", "aria-label": w.grid, "aria-multiselectable": "true" });
    this.empty = el("div", { class: "empty", hidden: true });
    this.status = el("p", { class: "status", role: "status", "aria-live": "polite" });
    this.buttons = el("div", { class: "row", role: "group" });
    this.bar = el("div", { class: "bar", role: "toolbar", "aria-label": w.actions }, this.status, this.tidy, this.buttons);
    this.body = el("div", { class: "review" }, this.states, tools, this.canvas, this.empty, this.bar);
    this.body.append(this.large.build(w), this.mover.build(w), this.keys);
    this.canvas.addEventListener("keydown", (event) => this.key(event));
    this.bar.addEventListener("keydown", (event) => this.key(event));
    // Streamlit reruns on R and empties its caches on C: letters pressed in here are ours.
    for (const kind of ["keydown", "keypress", "keyup"]) this.body.addEventListener(kind, (event) => event.stopPropagation());
    this.canvas.addEventListener("click", (event) => this._click(event));
    this.canvas.addEventListener("dblclick", (event) => this._open(event.target.closest?.(".tile")?.item));
    this.canvas.addEventListener("focusin", (event) => this._focusin(event));
    this.root.append(this.body);
    this.onscroll = () => (this.frame ??= requestAnimationFrame(() => this.draw()));
    document.addEventListener("scroll", this.onscroll, { capture: true, passive: true });
    window.addEventListener("resize", this.onscroll);
    this.watch = new ResizeObserver(() => this.canvas.clientWidth !== this.width && this.refresh());
    this.watch.observe(this.canvas);
  }

  end() {
    document.removeEventListener("scroll", this.onscroll, { capture: true });
    window.removeEventListener("resize", this.onscroll);
    this.watch?.disconnect();
    clearTimeout(this.store.timer);
  }

  _owners() {
    const { groups, members, items } = this.store;
    const used = new Set(items.map((item) => item.member));
    const chosen = this.listing.filter.owner;
    const lists = groups.map((group, g) => {
      const own = members.map((member, m) => [member, m]).filter(([member, m]) => member.group === g && used.has(m));
      if (!own.length) return null;
      return el("optgroup", { label: group.name },
        option(`g:${g}`, fill(this.words.whole_group, { group: group.name }), chosen === `g:${g}`),
        ...own.map(([member, m]) => option(`m:${m}`, member.name, chosen === `m:${m}`)));
    });
    this.owner.replaceChildren(option("", this.words.everyone), ...lists.filter(Boolean));
  }

  // ---- what is listed

  _filter(change) {
    const filter = Object.assign(this.listing.filter, change);
    // Flaws are best judged side by side, what is kept member by member, unless somebody chose otherwise.
    if (!this.sorted) filter.sort = filter.reason || ["review", "rejected"].includes(filter.state) ? "reason" : "member";
    this.sort.value = filter.sort;
    this.listing.frozen.clear();
    this.selected.clear();
    this.relist();
  }

  relist() {
    this.listing.relist();
    if (!this.store.byName.has(this.focused) || !this.order.some((item) => item.name === this.focused))
      this.focused = this.order[0]?.name ?? null;
    this.refresh();
  }

  // Everything anew, for the photos listed now.
  refresh() {
    this.width = this.canvas.clientWidth;
    if (!this.width) return; // not laid out yet: the observer calls again
    this.listing.arrange(this.width);
    this.canvas.style.height = `${this.listing.height}px`;
    this.canvas.style.setProperty("--side", `${this.listing.side}px`);
    this.canvas.style.setProperty("--columns", this.listing.columns);
    this.canvas.setAttribute("aria-rowcount", this.listing.rows.length);
    const held = this.canvas.contains(this.root.activeElement);
    this.shown.forEach((row) => row.remove());
    this.shown.clear();
    this.tiles.clear();
    this.draw();
    if (held) this.focusTile();
    this._numbers();
  }

  _numbers() {
    const counts = this.listing.counts();
    for (const label of this.states.children) {
      const state = label.firstChild.value;
      label.firstChild.checked = state === this.listing.filter.state;
      label.querySelector(".count").textContent = number(counts[state]);
    }
    const settled = this.listing.filter.state === "all" ? 0 : this.listing.settled();
    this.tidy.hidden = !settled;
    this.tidy.textContent = fill(this.words.tidy, { n: number(settled) });
    this._nothing(counts);
    this.bar.hidden = !this.order.length && !this.store.steps;
    const targets = this.targets();
    if (!this.status.classList.contains("fresh"))
      this.status.textContent = this.selected.size
        ? fill(this.words.selected, { n: number(this.selected.size) })
        : this.words.pick;
    this.buttons.replaceChildren(...this.actions(this.selected.size ? targets : [], true));
    if (this.large.isOpen) this.large.refresh();
  }

  _nothing(counts) {
    this.empty.hidden = this.order.length > 0;
    if (this.order.length) return;
    const w = this.words;
    const narrowed = this.listing.filter.reason || this.listing.filter.owner;
    const done = this.listing.filter.state === "review" && !narrowed;
    const everything = el("button", { onclick: () => {
      this.reason.value = this.owner.value = "";
      this._filter({ reason: "", owner: "", state: done ? "all" : this.listing.filter.state });
    } }, done ? w.see_all : w.widen);
    const [title, text] = done ? [w.done, fill(w.done_next, { n: number(counts.kept) })] : [w.none, narrowed ? w.none_next : ""];
    this.empty.replaceChildren(icon("kept"), el("h3", {}, title), el("p", {}, text), ...(done || narrowed ? [everything] : []));
  }

  // ---- drawing

  draw() {
    this.frame = null;
    if (!this.canvas.isConnected) return;
    const top = -this.canvas.getBoundingClientRect().top;
    const near = new Set(this.listing.between(top - AHEAD, top + window.innerHeight + AHEAD));
    const kept = this.listing.rowOf?.get(this.focused); // Tab must find it
    if (kept !== undefined) near.add(kept);
    for (const [index, row] of this.shown) {
      if (near.has(index)) continue;
      row.remove();
      this.shown.delete(index);
      this.listing.rows[index]?.items.forEach((item) => this.tiles.delete(item.name));
    }
    const sorted = [...near].sort((a, b) => a - b);
    for (const index of sorted)
      if (!this.shown.has(index)) {
        const row = this._row(index);
        const next = sorted.find((other) => other > index && this.shown.has(other));
        this.canvas.insertBefore(row, next === undefined ? null : this.shown.get(next));
        this.shown.set(index, row);
      }
    clearTimeout(this.rest);
    this.rest = setTimeout(() => this._fetch(), this.fetched ? 90 : 0);
  }

  _fetch() {
    this.fetched = true;
    if (!this.canvas.isConnected || this.body.offsetParent === null) return;
    const rows = this.listing.between(...[-AHEAD, window.innerHeight + AHEAD].map((y) => y - this.canvas.getBoundingClientRect().top));
    this.store.want(rows.flatMap((row) => this.listing.rows[row].items.map((item) => item.name)).slice(0, 160));
  }

  _row(index) {
    const { y, height, section, items } = this.listing.rows[index];
    const row = el("div", { class: section ? "head" : "line", role: "row", "aria-rowindex": index + 1 });
    row.style.cssText = `transform:translateY(${y}px);height:${height}px`;
    if (section) row.append(...this._heading(section));
    else row.append(...items.map((item) => this._tile(item)));
    return row;
  }

  // ---- acting

  can(verb, items) {
    if (verb === "undo") return this.store.steps > 0 || this.store.past.length > 0;
    if (!items.length) return false;
    if (verb === "follow") return items.some((item) => this._followable(item));
    return verb !== "split" || items.every((item) => item.reason === "several_faces");
  }

  _followable(item) {
    const { state } = this.store.now(item);
    return state === "proposed" || (state === "rejected" && item.suggestion.length > 0);
  }

  actions(items, keys = false) {
    const shown = [...VERBS, "undo"].filter((verb) => verb !== "split" || this.can("split", items));
    return shown.map((verb) =>
      el("button", {
        class: verb === "accept" ? "primary" : "", "data-verb": verb, disabled: !this.can(verb, items),
        title: keys ? this.words.hints[verb] : null, onclick: () => this.run(verb, items),
      }, icon(ICON_OF[verb]), this.words.verbs[verb]));
  }

  run(verb, items) {
    if (verb === "undo") return this.undo();
    const able = verb === "follow" ? items.filter((item) => this._followable(item)) : items;
    if (!this.can(verb, able)) return this.say(items.length ? this.words.cannot[verb] ?? "" : this.words.pick, true);
    if (verb === "accept" || verb === "follow") {
      const nobody = able.filter((item) => this.store.members[this.store.now(item).member].nobody);
      if (nobody.length === able.length) return this.mover.ask(able); // first of all: who is it?
      if (nobody.length) return this.say(this.words.cannot.nobody, true);
    }
    if (verb === "move") return this.mover.ask(able);
    this.act(verb, able);
  }

  act(verb, items, member = null) {
    this.listing.hold(items);
    this.store.act(verb, items, member);
    this.store.steps = Math.min(this.store.steps + 1, STEPS);
    const single = items.length === 1 && (this.large.isOpen || !this.selected.size);
    this.selected.clear();
    this.say(fill(this.words.did[verb], { n: number(items.length) }));
    this.refresh();
    if (single && !this.large.isOpen) this.step(1);
  }

  undo() {
    if (!this.can("undo", [])) return this.say(this.words.cannot.undo);
    this.listing.hold([...(this.store.past.at(-1)?.keys() ?? [])].map((name) => this.store.byName.get(name)).filter(Boolean));
    this.store.undo();
    this.store.steps -= 1;
    this.say(this.words.did.undo);
    this.refresh();
  }

  say(text, error = false) {
    this.status.textContent = text;
    this.status.classList.toggle("error", error);
    this.status.classList.add("fresh");
    clearTimeout(this.quiet);
    this.quiet = setTimeout(() => {
      this.status.classList.remove("fresh", "error");
      this._numbers();
    }, error ? 12000 : 6000);
  }

  // To the next photo (+1) or the one before, in the large view too.
  step(by) {
    const at = this.order.findIndex((item) => item.name === (this.large.name ?? this.focused));
    const item = this.order[Math.min(Math.max(at + by, 0), this.order.length - 1)];
    if (!item) return;
    if (this.large.isOpen) {
      this._roving(item.name);
      if (item.name !== this.large.name) this.large.show(item);
    } else this._focus(item);
  }

  _open(item) {
    if (!item) return;
    this._roving(item.name);
    this.large.show(item);
  }

}

const GRIDS = new WeakMap(); // Streamlit calls again with every run, for the same place in the page

export default function ({ data, parentElement, setTriggerValue }) {
  if (!GRIDS.has(parentElement)) GRIDS.set(parentElement, new Grid(parentElement));
  const grid = GRIDS.get(parentElement);
  grid.update(data, setTriggerValue);
  return () => {
    grid.end();
    grid.body?.remove();
    GRIDS.delete(parentElement);
  };
}
