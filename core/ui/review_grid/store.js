// What the browser knows of the set, and its talk with Python.
//
// Streamlit keeps only the newest of two messages that wait for one run, and a run may be cut short by the next. So every
// request has a number, all unanswered ones travel together, and Python answers each number once: nothing is lost and
// nothing is done twice. What was asked for shows at once (`ahead`) until Python confirms it or takes it back.

const PICTURES = new Map(); // "set/name" -> object URL, oldest first; outlives a redrawn page
const MOST_PICTURES = 4000;
const PATIENCE_MS = 4000;
const STEPS = 20;

class Store {
  constructor() {
    this.page = Math.random().toString(36).slice(2);
    this.set = "";
    this.rev = "";
    this.items = [];
    this.byName = new Map();
    this.ahead = new Map(); // name -> {seq, state, member, by}
    this.open = []; // requests without an answer, oldest first
    this.asked = new Set(); // pictures on their way
    this.seq = 0;
    this.steps = 0; // that Python can undo
    this.past = []; // how the photos of those steps looked before, newest last
    this.send = () => {};
  }

  // A frame from Python. Returns {fresh: items came, results: [...], detail}.
  take({ header, blobs }) {
    if (header.set !== this.set) {
      this.set = header.set;
      this.items = [];
      this.byName.clear();
      this.ahead.clear();
      this.past = [];
    }
    this.words = header.words ?? this.words;
    this.groups = header.groups ?? this.groups;
    this.members = header.members ?? this.members;
    const fresh = Boolean(header.items);
    if (fresh) this._items(header.items, header.reasons);
    this.rev = header.rev;
    this.steps = header.steps;
    const results = header.page === this.page ? header.results.filter((r) => this._close(r.seq)) : [];
    // Python's steps leave out what is still on its way: only when nothing is do the two tell the same story.
    if (!this.open.some((request) => request.kind !== "look" && request.kind !== "thumbs"))
      this.past.splice(0, this.past.length - this.steps);
    for (const [name, blob] of blobs) if (name.startsWith("thumb/")) this._picture(name.slice(6), blob);
    for (const name of header.missing) this._picture(name, null);
    return { fresh, results, detail: header.detail ?? null, blobs };
  }

  _items(rows, reasons) {
    const old = this.byName;
    this.byName = new Map();
    this.items = rows.map(([name, member, state, reason, suggestion, score, by], index) => {
      const item = old.get(name) ?? { name };
      Object.assign(item, { member, state: STATES[state], reason: reasons[reason], suggestion, score, by, index });
      this.byName.set(name, item);
      return item;
    });
  }

  _close(seq) {
    const at = this.open.findIndex((request) => request.seq === seq);
    if (at < 0) return false;
    this.open.splice(at, 1);
    for (const [name, change] of this.ahead) if (change.seq === seq) this.ahead.delete(name);
    return true;
  }

  // How a photo stands, what was asked for included.
  now(item) {
    return this.ahead.get(item.name) ?? item;
  }

  waits(item) {
    const now = this.now(item);
    return now.state === "proposed" || (now.state === "rejected" && now.by === "auto");
  }

  picture(name) {
    return PICTURES.get(`${this.set}/${name}`);
  }

  _picture(name, blob) {
    const key = `${this.set}/${name}`;
    this.asked.delete(name);
    if (PICTURES.get(key)) return;
    PICTURES.set(key, blob ? URL.createObjectURL(blob) : "");
    for (const [oldest, url] of PICTURES) {
      if (PICTURES.size <= MOST_PICTURES) break;
      URL.revokeObjectURL(url);
      PICTURES.delete(oldest);
    }
  }

  act(kind, items, member = null) {
    const seq = ++this.seq;
    const before = new Map(items.map((item) => [item.name, { ...this.now(item) }]));
    this.past.push(before);
    this.past.splice(0, this.past.length - STEPS);
    for (const item of items) this.ahead.set(item.name, { ...this._after(kind, item, member), seq });
    this._ask({ seq, kind, names: items.map((item) => item.name), member: this.members[member]?.id });
    return seq;
  }

  _after(kind, item, member) {
    const now = this.now(item);
    const decided = { state: now.state, member: now.member, by: "person" };
    if (kind === "accept") return { ...decided, state: "kept" };
    if (kind === "move") return { ...decided, state: "kept", member };
    if (kind === "follow" && now.state === "proposed") return { ...decided, state: "kept" };
    if (kind === "follow" && item.reason === "swap" && item.suggestion.length === 1)
      return { ...decided, state: "kept", member: item.suggestion[0] };
    return { ...decided, state: "rejected" }; // reject, split, and a suggestion to leave it out
  }

  undo() {
    const seq = ++this.seq;
    for (const [name, was] of this.past.pop() ?? [])
      this.ahead.set(name, { state: was.state, member: was.member, by: was.by, seq });
    this._ask({ seq, kind: "undo" });
  }

  look(name) {
    this.open = this.open.filter((request) => request.kind !== "look"); // only the photo on the screen matters
    this._ask({ seq: ++this.seq, kind: "look", names: [name] });
  }

  // Ask for pictures that are neither here nor on their way.
  want(names) {
    const missing = names.filter((name) => this.picture(name) === undefined && !this.asked.has(name));
    if (!missing.length) return;
    missing.forEach((name) => this.asked.add(name));
    this._ask({ seq: ++this.seq, kind: "thumbs", names: missing });
  }

  _ask(request) {
    this.open.push(request);
    if (!this.flushing) this.flushing = Promise.resolve().then(() => this._flush());
  }

  _flush() {
    this.flushing = null;
    clearTimeout(this.timer);
    if (!this.open.length) return;
    this.send({ page: this.page, have: this.rev, requests: this.open });
    this.timer = setTimeout(() => this._flush(), PATIENCE_MS);
  }
}
