"""Writes the news of one act: patterns of all the press and sentences of its own, filled, shuffled, cut and copied."""

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, cast

from core.catalog import Group, Member
from core.text.korean import PAIRS, attach
from core.types import Article
from tests.support.unkind_press.marks import FACETS, Act, Mark, Marked, Says, Story

CUT = 200  # characters of a body that BIGKinds gives

_SLOT = re.compile(r"\{([^{}]+)\}")
_SAYS = re.compile(r"(other|lone|press)\| ")  # what a line of a section is, where it is not what its section is
_QUOTES = (
    "'{}'",
    "‘{}’",
    "‘{}’",
    "“{}”",
    '"{}"',
    "「{}」",
    "『{}』",
    "<{}>",
    "《{}》",
    "‘{}({latin})’",
    "'{}({latin})'",
    "{latin}",
)
_CLOSED = {pair.split("/")[0]: pair for pair in PAIRS}
_POOLS = {  # slot -> (kind of the name, list of the press)
    "person": ("person", "people"), "person2": ("person", "people"), "rep": ("person", "reporters"),
    "artist": ("artist", "artists"), "artist2": ("artist", "artists"), "artist3": ("artist", "artists"),
    "artist4": ("artist", "artists"), "bc": ("broadcaster", "broadcasters"), "show": ("title", "shows"),
    "drama": ("title", "dramas"), "venue": ("venue", "venues"), "award": ("award", "awards"),
    "chart": ("chart", "charts"), "chart2": ("chart", "charts"), "platform": ("platform", "platforms"),
    "platform2": ("platform", "platforms"), "brand": ("brand", "brands"), "magazine": ("brand", "magazines"),
    "event": ("event", "events"), "press": ("paper", "presses"), "city": ("place", "cities"),
    "city2": ("place", "cities"),
}  # fmt: skip
_Filled = tuple[str, str, list[Mark]]  # as written, as read aloud, its marks
# How many of each list an act has mostly to do with: its own shows, houses and rivals set its news apart, too.
_NEAR = {
    "people": 4, "reporters": 6, "artists": 5, "broadcasters": 3, "shows": 3, "dramas": 2, "venues": 2, "awards": 3,
    "charts": 3, "platforms": 3, "brands": 2, "magazines": 2, "events": 2, "presses": 6, "cities": 4,
}  # fmt: skip


class Writer:
    """Writes the news of one act."""

    def __init__(self, press: Mapping[str, list[str]], act: Mapping[str, Any], label: int, seed: str) -> None:
        self.press, self.own, self.label = press, act, label
        self.random = random.Random(f"{seed}:{act['name']}")
        self.decks: dict[str, list[str]] = {}
        self.near = {name: self.random.sample(press[name], min(few, len(press[name]))) for name, few in _NEAR.items()}
        self.phrases = {facet: text.strip().splitlines() for facet, text in act["phrases"].items()}

    def act(self) -> Act:
        """Nine stories in ten are its own, the others copies of them in other papers."""
        stories: list[Story] = []
        for number in range(self.own["articles"]):
            copied = number % 10 == 9
            stories.append(self.copy(self.random.choice(stories)) if copied else self.story(number))
        members = tuple(Member(id=f"member_{i}", name=name) for i, name in enumerate(self.own["members"]))
        group = Group(
            f"act_{self.label}", self.label, self.own["name"], self.own["latin"], "#006CC0", members, (),
            tuple(self.own.get("aliases", ())), "", (self.own["fandom"],), fictional=True,
        )  # fmt: skip
        return Act(group, tuple(stories))

    def draw(self, name: str, entries: Sequence[str]) -> str:
        """The next of the entries in an order of chance, all before one comes again."""
        deck = self.decks.setdefault(name, [])
        if not deck:
            deck += self.random.sample(entries, len(entries))
        return deck.pop()

    def story(self, number: int) -> Story:
        r = self.random
        kind = r.choices(["news", "light", "caption", "roundup"], [54, 22, 14, 10])[0]
        slots: dict[str, str] = {}
        if kind == "caption":
            made = [self.line("captiontitles", slots), self.line("caption", slots)]
        elif kind == "roundup":
            made = [self.line(section, slots) for section in ("rounduptitles", "roundup", "roundup", "noise")]
        else:
            concepts = [self.concept(slots) for _ in range(r.randint(1, 3))] if kind == "news" else []
            noise = [self.line("noise", slots) for _ in range(r.randint(2, 4))]
            noise += [self.affair(slots) for _ in range(r.choice((0, 1, 1)))]
            strange = [self.line(s, slots, s) for s in ("other", "lone") if r.random() < 0.35]
            rest = [*concepts, *noise, *strange]
            r.shuffle(rest)
            made = [self.line("titles", slots), self.line("lead", slots), *rest]
            made += [self.line("closers", slots)] if r.random() < 0.4 else []
        return self.printed(made, number)

    def copy(self, source: Story) -> Story:
        """In another paper, without its second sentence or with its last two turned round."""
        made = list(source.sentences)
        if len(made) > 4 and self.random.random() < 0.5:
            del made[1]
        elif len(made) > 3:
            made[-2:] = made[:-3:-1]
        return self.printed(made, (source.article.date or date.min).toordinal() % 200 + 1)

    def printed(self, made: Sequence[Marked], number: int) -> Story:
        """The article: with a byline, cut where the archive cuts, and a space lost here and there."""
        r = self.random
        press, reporter = r.choice(self.press["presses"]), r.choice(self.press["reporters"])
        byline = r.choice(
            ["", "", f"[{press} {reporter} 기자] ", f"({r.choice(self.press['cities'])}={press}) {reporter} 기자 = "]
        )
        made = [made[0], *(self.hurried(s) if r.random() < 0.05 else s for s in made[1:])]
        left = CUT - len(byline) if r.random() < 0.35 else 10_000
        body = []
        for sentence in made[1:]:
            if left > 0:
                body.append(sentence.first(left))
            left -= len(sentence.text) + 1
        article = Article(
            f"act_{self.label}", made[0].text, byline + " ".join(s.text for s in body), press,
            date(2026, 1, 5) + timedelta(days=number * 3 % 300), "", "test", fictional=True,
        )  # fmt: skip
        return Story(article, (made[0], *body))

    def hurried(self, sentence: Marked) -> Marked:
        places = [i for i, c in enumerate(sentence.text) if c == " "]
        free = [i for i in places if not any(m.start <= i <= m.end for m in sentence.marks)]
        return sentence.joined_at(self.random.choice(free)) if free else sentence

    def concept(self, slots: dict[str, str]) -> Marked:
        """A sentence of the act's own, or a pattern of all the press about it."""
        facet, _, pattern = self.draw(
            "concept", [*self.own["own"].strip().splitlines(), *self.press["concept"]]
        ).partition("| ")
        return self.rendered(pattern, slots, "concept", (facet,))

    def affair(self, slots: dict[str, str]) -> Marked:
        """A sentence of what else happens to the act."""
        says, _, pattern = self.draw("affairs", self.own["affairs"].strip().splitlines()).partition("| ")
        return self.rendered(pattern, slots, cast(Says, says), ())

    def line(self, section: str, slots: dict[str, str], says: Says = "press") -> Marked:
        """The next pattern of a section; a title may say something of the act, a round-up of others."""
        pattern = self.draw(section, self.press[section])
        if told := _SAYS.match(pattern):
            says, pattern = cast(Says, told[1]), pattern[told.end() :]
        facets = tuple(f for f in FACETS if re.search(rf"\{{{f}[:}}]", pattern))
        return self.rendered(pattern, slots, "concept" if facets else says, facets)

    def rendered(self, pattern: str, slots: dict[str, str], says: Says, facets: tuple[str, ...]) -> Marked:
        text, marks = "", list[Mark]()
        at = 0
        for slot in _SLOT.finditer(pattern):
            text += pattern[at : slot.start()]
            at = slot.end()
            said, spoken, own = self.filled(slot[1], slots)
            marks += [replace(m, start=m.start + len(text), end=m.end + len(text)) for m in own]
            particle = slot[1].rpartition(":")[2] if ":" in slot[1] and not slot[1].startswith("@") else ""
            text += said + (attach(spoken, _CLOSED[particle])[len(spoken) :] if particle in _CLOSED else particle)
        return Marked(text + pattern[at:], says, facets, tuple(marks))

    def filled(self, slot: str, slots: dict[str, str]) -> _Filled:
        """(as written, as read aloud, its marks) of what stands in braces."""
        name = slot.partition(":")[0]
        if slot.startswith("@"):
            kind, _, said = slot[1:].partition(" ")
            return said, said, [Mark(0, len(said), kind)]
        if name in FACETS:
            made = self.rendered(self.draw(name, self.phrases[name]), slots, "concept", ())
            return made.text, made.text, list(made.marks)
        if name in _SLOTS:
            return _SLOTS[name](self, name, slots)
        said, _, variants = slot.partition("|")
        return said, said, [Mark(0, len(said), "term", (said, *filter(None, variants.split(","))))]

    def pool(self, name: str, slots: dict[str, str]) -> _Filled:
        kind, entries = _POOLS[name]
        taken = [slots[other] for other in slots if _POOLS.get(other, ("", ""))[1] == entries]
        if name not in slots:
            usual = self.near[entries] if self.random.random() < 0.8 else self.press[entries]
            slots[name] = self.random.choice([e for e in usual if e not in taken] or self.press[entries])
        said = spoken = slots[name]
        if entries in ("shows", "dramas"):
            said = self.random.choice(("‘{}’", "'{}'", "<{}>", "「{}」")).format(said)
        return said, spoken, [Mark(0, len(said), kind)]

    def title(self, name: str, slots: dict[str, str]) -> _Filled:
        entries = self.own["albums" if name == "album" else "songs"]
        key = "song" if name == "songbare" else name
        chosen = slots.setdefault(key, self.random.choice([e for e in entries if e != slots.get("song")] or entries))
        korean, _, latin = str(chosen).partition("/")
        if name == "songbare":
            return korean, korean, [Mark(0, len(korean), "title")]
        said = self.random.choice(_QUOTES if latin else _QUOTES[:9]).format(korean, latin=latin)
        spoken = latin if said == latin else korean
        return said, spoken, [Mark(0, len(said), "title")]

    def named(self, name: str, slots: dict[str, str]) -> _Filled:
        said = spoken = str(self.own["name"])
        if name == "gl":
            said = f"{spoken}({self.own['latin']})"
        elif self.own.get("aliases") and self.random.random() < 0.2:
            said = spoken = self.own["aliases"][0]
        return said, spoken, [Mark(0, len(said), "group")]

    def member(self, name: str, slots: dict[str, str]) -> _Filled:
        taken = slots.get("m")
        said = slots.setdefault(name, self.random.choice([m for m in self.own["members"] if m != taken]))
        return said, said, [Mark(0, len(said), "member")]

    def number(self, name: str, slots: dict[str, str]) -> _Filled:
        low, high = {"n": (2, 9), "n2": (11, 98), "month": (1, 12), "day": (1, 28)}[name]
        said = slots.setdefault(name, str(self.random.randint(low, high)))
        return said, said, []

    def known(self, name: str, slots: dict[str, str]) -> _Filled:
        said = str(self.own[name])
        return said, said, [Mark(0, len(said), name)]


_SLOTS: Mapping[str, Callable[[Writer, str, dict[str, str]], _Filled]] = {
    **dict.fromkeys(_POOLS, Writer.pool),
    **dict.fromkeys(("song", "song2", "songbare", "album"), Writer.title),
    **dict.fromkeys(("g", "gl"), Writer.named),
    **dict.fromkeys(("m", "m2"), Writer.member),
    **dict.fromkeys(("n", "n2", "month", "day"), Writer.number),
    **dict.fromkeys(("agency", "fandom"), Writer.known),
}
