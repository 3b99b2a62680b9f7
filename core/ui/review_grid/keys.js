// Choosing photos and moving between them, by mouse, thumb and keyboard.

// By their place on the keyboard: the Korean layout writes ㅁ where A is.
const KEYS = { KeyA: "accept", KeyR: "reject", KeyS: "follow", KeyM: "move", KeyD: "split" };

class Choosing extends Tiles {
  constructor(root) {
    super(root);
    this.anchor = null; // where a range begins
  }

  targets() {
    if (this.large.isOpen) return [this.store.byName.get(this.large.name)].filter(Boolean);
    if (this.selected.size) return this.order.filter((item) => this.selected.has(item.name));
    return [this.store.byName.get(this.focused)].filter(Boolean);
  }

  _click(event) {
    const tile = event.target.closest(".tile");
    if (!tile) return;
    if (event.target.closest(".look")) return this._open(tile.item);
    if (event.shiftKey && this.anchor) this._range(tile.item);
    else {
      if (!this.selected.delete(tile.item.name)) this.selected.add(tile.item.name);
      this.anchor = tile.item.name;
    }
    this._focus(tile.item);
    this._mark();
  }

  _range(item) {
    const [from, to] = [this.anchor, item.name].map((name) => this.order.findIndex((other) => other.name === name));
    if (from < 0) return;
    this.order.slice(Math.min(from, to), Math.max(from, to) + 1).forEach((other) => this.selected.add(other.name));
  }

  _mark() {
    for (const [name, tile] of this.tiles) tile.setAttribute("aria-selected", String(this.selected.has(name)));
    this.status.classList.remove("fresh");
    this._numbers();
  }

  _focusin(event) {
    const tile = event.target.closest(".tile");
    if (tile) this._roving(tile.item.name);
  }

  _roving(name) {
    this.tiles.get(this.focused)?.setAttribute("tabindex", "-1");
    this.focused = name;
    this.tiles.get(name)?.setAttribute("tabindex", "0");
  }

  _focus(item) {
    this._roving(item.name);
    this._scroll(item);
    this.draw();
    this.focusTile();
  }

  focusTile() {
    if (this.large.isOpen || this.mover.dialog?.open) return;
    const tile = this.tiles.get(this.focused);
    tile?.setAttribute("tabindex", "0");
    tile?.focus({ preventScroll: true });
  }

  // Bring a tile between the studio's header and the bar of actions.
  _scroll(item) {
    let scroller = this.root.host ?? this.root;
    while (scroller && !(scroller.scrollHeight > scroller.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(scroller).overflowY)))
      scroller = scroller.parentElement ?? scroller.getRootNode().host;
    if (!scroller) return;
    const row = this.listing.rows[this.listing.rowOf.get(item.name)];
    const top = this.canvas.getBoundingClientRect().top + row.y;
    const low = window.innerHeight - this.bar.offsetHeight - 16;
    if (top < 84) scroller.scrollTop += top - 84 - HEAD;
    else if (top + row.height > low) scroller.scrollTop += top + row.height - low;
  }

  key(event) {
    const item = this.store.byName.get(this.large.name ?? this.focused);
    const command = event.ctrlKey || event.metaKey;
    const onTile = Boolean(this.root.activeElement?.closest(".tile"));
    if (event.altKey || !item) return;
    if (command && event.code === "KeyA" && onTile) this.order.forEach((other) => this.selected.add(other.name));
    else if (command && event.code === "KeyZ") this.undo();
    else if (command) return;
    else if (KEYS[event.code]) this.run(KEYS[event.code], this.targets());
    else if (event.code === "KeyU") this.undo();
    else if (this.large.isOpen) {
      const by = { ArrowLeft: -1, ArrowRight: 1 }[event.code];
      if (!by) return;
      this.step(by);
    } else if (!onTile || !this._walk(event, item)) return;
    event.preventDefault();
    if (command && event.code === "KeyA") this._mark();
  }

  _walk(event, item) {
    const at = this.order.indexOf(item);
    const to = {
      ArrowLeft: () => this.order[at - 1], ArrowRight: () => this.order[at + 1],
      ArrowUp: () => this.listing.beside(item, -1), ArrowDown: () => this.listing.beside(item, 1),
      Home: () => this.order[0], End: () => this.order.at(-1),
    }[event.code];
    if (to) {
      if (event.shiftKey) this.anchor ??= item.name;
      const next = to() ?? item;
      if (event.shiftKey) this._range(next);
      this._focus(next);
      if (event.shiftKey) this._mark();
      else this.anchor = next.name;
    } else if (event.code === "Space") {
      if (!this.selected.delete(item.name)) this.selected.add(item.name);
      this.anchor = item.name;
      this._mark();
    } else if (event.code === "Enter" || event.code === "NumpadEnter") {
      this._open(item);
    } else if (event.code === "Escape") {
      this.selected.clear();
      this._mark();
    } else return false;
    return true;
  }
}
