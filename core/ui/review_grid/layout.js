// Which photos are listed, in which sections, and where each row lies. Only rows near the window are in the page.

const GAP = 14; // px between tiles
const HEAD = 54; // px of a section's heading
const CAPTION = 56; // px under a photo
const FLAGS = {
  review: (store, item) => store.waits(item),
  kept: (store, item) => store.now(item).state === "kept",
  rejected: (store, item) => store.now(item).state === "rejected",
  all: () => true,
};

class Listing {
  constructor(store) {
    this.store = store;
    this.filter = { state: "review", reason: "", owner: "", sort: "reason" };
    this.frozen = new Map(); // name -> {member}: what was worked on stays where it was until the filter changes
    this.order = [];
    this.rows = [];
    this.height = 0;
  }

  matches(item) {
    const { state, reason, owner } = this.filter;
    return FLAGS[state](this.store, item) && this._narrow(item, reason, owner);
  }

  _narrow(item, reason, owner) {
    if (reason && this.reason(item) !== reason) return false;
    const member = this.store.now(item).member;
    const [kind, index] = owner.split(":");
    return !owner || (kind === "m" ? member === Number(index) : this.store.members[member].group === Number(index));
  }

  // What a photo is filed under: proposals have no reason of their own.
  reason(item) {
    return this.store.now(item).state === "proposed" && !item.reason ? "proposed" : item.reason;
  }

  hold(items) {
    for (const item of items)
      if (!this.frozen.has(item.name)) this.frozen.set(item.name, { member: this.store.now(item).member, reason: this.reason(item) });
  }

  settled() {
    return this.order.filter((item) => !this.matches(item)).length;
  }

  counts() {
    const { reason, owner } = this.filter;
    const narrowed = this.store.items.filter((item) => this._narrow(item, reason, owner));
    return Object.fromEntries(Object.entries(FLAGS).map(([name, test]) => [name, narrowed.filter((item) => test(this.store, item)).length]));
  }

  relist() {
    const place = (item) => this.frozen.get(item.name) ?? { member: this.store.now(item).member, reason: this.reason(item) };
    const listed = this.store.items.filter((item) => this.matches(item) || this.frozen.has(item.name));
    const rank = [...Object.keys(this.store.words.reasons), ""]; // photos without a reason come last
    const score = (item) => item.score ?? 2; // a fact stands before every measurement
    const sorts = {
      member: (a, b) => place(a).member - place(b).member || a.index - b.index,
      reason: (a, b) => rank.indexOf(place(a).reason) - rank.indexOf(place(b).reason) || score(b) - score(a) || a.index - b.index,
      score: (a, b) => score(b) - score(a) || a.index - b.index,
    };
    this.order = listed.sort(sorts[this.filter.sort]);
    const key = { member: (item) => place(item).member, reason: (item) => place(item).reason, score: () => 0 }[this.filter.sort];
    this.sections = [];
    for (const item of this.order) {
      const last = this.sections.at(-1);
      if (last && last.key === key(item)) last.items.push(item);
      else this.sections.push({ key: key(item), items: [item] });
    }
  }

  // width: px of the grid. Returns the side of a tile.
  arrange(width) {
    const least = width < 520 ? 104 : 138;
    this.columns = Math.max(2, Math.floor((width + GAP) / (least + GAP)));
    this.side = Math.floor((width - GAP * (this.columns - 1)) / this.columns);
    this.rows = [];
    this.rowOf = new Map();
    let y = 0;
    for (const section of this.sections) {
      if (this.filter.sort !== "score") {
        this.rows.push({ y, height: HEAD, section, items: [] });
        y += HEAD;
      }
      for (let start = 0; start < section.items.length; start += this.columns) {
        const items = section.items.slice(start, start + this.columns);
        items.forEach((item) => this.rowOf.set(item.name, this.rows.length));
        this.rows.push({ y, height: this.side + CAPTION, items });
        y += this.side + CAPTION + GAP;
      }
    }
    this.height = y;
  }

  // Numbers of the rows that touch top..bottom (px).
  between(top, bottom) {
    let low = 0;
    let high = this.rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.rows[middle].y + this.rows[middle].height < top) low = middle + 1;
      else high = middle;
    }
    const found = [];
    for (; low < this.rows.length && this.rows[low].y <= bottom; low++) found.push(low);
    return found;
  }

  // The photo one row up (-1) or down (+1), in the same column where there is one.
  beside(item, by) {
    const at = this.rowOf.get(item.name);
    const column = this.rows[at].items.indexOf(item);
    for (let row = at + by; row >= 0 && row < this.rows.length; row += by) {
      const { items } = this.rows[row];
      if (items.length) return items[Math.min(column, items.length - 1)];
    }
    return item;
  }
}
