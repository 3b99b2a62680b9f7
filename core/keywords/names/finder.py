"""Where a text names a group, a member, a title, another artist ...: names are no concept words, they are listed apart.

Names that are also words (있지 the grammar, 아이들 the children) count only where the context shows it."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from operator import add
from typing import NamedTuple, cast

from core.keywords.lexicon.file import plain
from core.keywords.lexicon.lexicon import Lexicon
from core.keywords.names import called as beside
from core.keywords.names import titles as quoted
from core.keywords.names.homonyms import CLOSING, QUOTES, Homonym, is_person, is_thing, other_senses
from core.keywords.names.known import KnownNames
from core.keywords.names.spans import NameKind, NameSpan, places
from core.keywords.names.standing import standing


@dataclass(frozen=True, slots=True)
class GroupNames:
    """The names of one group. words: its songs, albums and fan club. ordinary: its name is also a word."""

    id: str
    name: str
    latin: str = ""
    aliases: tuple[str, ...] = ()
    member_names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    ordinary: bool = False


class Noted(NamedTuple):
    """What stands beside the names in one text. titles: (span, is it sure?); called: (span, does it stand for the same
    elsewhere too?)."""

    titles: Sequence[tuple[NameSpan, bool]]
    called: Sequence[tuple[NameSpan, bool]]


@dataclass(frozen=True, slots=True)
class Learnt:
    """Names that texts show somewhere to be such, to be found wherever they stand. called: name -> its kind.

    by_pair: the first two letters, in lower case -> the names that begin with them. noted: what each of the texts shows
    by itself, so that `find` need not look again."""

    titles: frozenset[str] = frozenset()
    called: Mapping[str, NameKind] = field(default_factory=dict)
    by_pair: Mapping[str, Sequence[str]] = field(default_factory=dict)
    noted: Mapping[str, Noted] = field(default_factory=dict)

    def in_text(self, text: str, pairs: Set[str]) -> list[str]:
        """Those that may stand in a text. pairs: of its letters, in lower case."""
        return [name for pair in pairs & self.by_pair.keys() for name in self.by_pair[pair] if name in text]


NOTHING = Learnt()
MIN_ROWS = 2  # of names that one of is known, to show what an entry is


class _Label(NamedTuple):
    """What a found name stands for, as in `NameSpan`."""

    name: str
    group: str
    kind: NameKind


class _Plain(NamedTuple):
    """A name that its letters alone decide. key: what a text in lower case must hold before it is looked for."""

    key: str
    low: str
    label: _Label

    @classmethod
    def of(cls, name: str, label: _Label) -> "_Plain":
        return cls(name.lower().split(" ")[0], name.lower(), label)

    def spans(self, text: str, low: str) -> list[NameSpan]:
        """Its places in the text; low: in lower case."""
        return [NameSpan(start, end, *self.label) for start, end in places(self.low, text, low)]


class _OfGroup(NamedTuple):
    """A name that its context decides."""

    homonym: Homonym
    label: _Label


class NameFinder:
    """Finds the names of some groups. Built once a set of groups; `find` is pure."""

    def __init__(self, groups: Iterable[GroupNames], lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._known = KnownNames(lexicon)
        self._plain: list[_Plain] = []
        self._homonyms: list[_OfGroup] = []
        self._members: dict[str, list[_Plain]] = {}
        seen: set[str] = set()
        groups = tuple(groups)
        self._traps = lexicon.homonyms | {group.name for group in groups if group.ordinary}
        for group in groups:
            listed = [(name, group.name, "group") for name in (group.name, group.latin, *group.aliases)]
            listed += [(word, word, "other") for word in group.words]
            for name, title, kind in listed:
                if len(name) < 2 or name.lower() in seen:
                    continue
                seen.add(name.lower())
                label = _Label(title, group.id, cast(NameKind, kind))
                if name in self._traps or lexicon.is_word(name):
                    spellings = (group.name, group.latin, *group.aliases) if kind == "group" else ()
                    homonym = Homonym(name, lexicon, group.member_names, spellings, song=kind == "other")
                    self._homonyms.append(_OfGroup(homonym, label))
                else:
                    self._plain.append(_Plain.of(name, label))
            self._members[group.id] = [
                _Plain.of(name, _Label(name, group.id, "member"))
                for name in dict.fromkeys(group.member_names)
                if len(name) >= 2
            ]
        self._owners: dict[str, set[str]] = {}
        for group in groups:
            for name in group.member_names:
                self._owners.setdefault(name, set()).add(group.id)
        for name, owner in lexicon.own_names.items():
            if name.lower() not in seen:
                self._plain.append(_Plain.of(name, _Label(name, owner, "other")))
        self._own = seen | {name.lower() for group in groups for name in group.member_names}
        self._acts = seen | {name.lower() for name in lexicon.known.get("artist", ())}
        self._others = [
            _Plain.of(name, _Label(name, "", "other")) for name in lexicon.names if name.lower() not in seen
        ]
        self._words = lexicon.homonyms
        self._other_senses = other_senses(lexicon.other_senses)
        before = "|".join(re.escape(word) for word in sorted(lexicon.song_before, key=len, reverse=True))
        self._song = re.compile(
            rf"(?:{before})(?:은|는|인|의)?\s?[{QUOTES}](?!\s)([^{QUOTES}{CLOSING}\n]{{1,40}})(?<!\s)[{CLOSING}]"
        )

    def homonyms(self, group: str) -> tuple[str, ...]:
        """Names of the group that are also words, as they are written."""
        return tuple(h.homonym.name for h in self._homonyms if h.label.group == group and h.label.kind == "group")

    def owned(self, word: str) -> bool:
        """Is it a name of one of the groups or its members, whatever else it may be?"""
        return word.lower() in self._own

    def note(self, text: str) -> Noted:
        """What a text shows by itself, for `learn`."""
        return Noted(quoted.titles(text, self._lexicon), list(beside.called(text, self._lexicon)))

    def learn(self, texts: Sequence[str], noted: Mapping[str, Noted] | None = None) -> Learnt:
        """What the texts show to be a title or a person, for `find`: a title in quotes once is one everywhere.

        noted: of each of the texts, looked for here if not given."""
        if noted is None:
            noted = {text: self.note(text) for text in texts}
        titles: set[str] = set()
        called: dict[str, NameKind] = {}
        for text in texts:
            titles.update(span.name for span, sure in noted[text].titles if sure)
            for span, lasting in noted[text].called:
                if lasting:
                    called.setdefault(span.name, span.kind)
        for name, kind in standing(texts, self._lexicon, self._own).items():
            called.setdefault(name, kind)
        for name in self._listed(texts, called):
            called.setdefault(name, "artist")
        by_pair: dict[str, list[str]] = {}
        for name in sorted(titles | called.keys()):
            by_pair.setdefault(name[:2].lower(), []).append(name)
        return Learnt(frozenset(titles), called, by_pair, noted)

    def _listed(self, texts: Sequence[str], called: Mapping[str, NameKind]) -> Iterator[str]:
        """Entries of rows of names: 트와이스, 나래, 가람 등. Known ones show what the others are, words only where they
        seldom stand elsewhere (나침반)."""
        acts = self._acts | {name.lower() for name, kind in called.items() if kind == "artist"}
        times: Counter[str] = Counter()
        words: Counter[str] = Counter()
        for text in texts:
            for row, closed in beside.rows(text, acts):
                known = sum(one.lower() in acts for one in row)
                entries = {one for one in row if one.lower() not in self._own}
                common = {one for one in entries if self._lexicon.is_word(self._lexicon.canonical(one))}
                if known:
                    words.update(common & self._lexicon.facet_of.keys())
                if known and not common:
                    times.update(dict.fromkeys(entries, MIN_ROWS if known > 1 or closed else 1))
        yield from (name for name, often in times.items() if often >= MIN_ROWS)
        yield from (name for name, often in words.items() if often > MIN_ROWS and beside.mostly_act(name, texts))

    def find(self, text: str, group: str = "", learnt: Learnt = NOTHING) -> list[NameSpan]:
        """Names of every kind in a text, in order, none overlapping another.

        group: the group the article is filed under; its members count even where the text does not name it.
        learnt: from this and other texts."""
        own, low = self._groups(text, group), text.lower()
        named = {place for span in own if span.kind in ("group", "member") for place in range(span.start, span.end)}
        pairs = {*map(add, low, low[1:]), low[-1:]}
        there = learnt.in_text(text, pairs)
        noted = learnt.noted.get(text) or self.note(text)
        others = self._others_in(text, low, pairs, learnt, there, noted)
        apart = [one for one in others if named.isdisjoint(range(one.start, one.end))]
        found = _apart([*own, *apart, *self._titles(text, low, learnt, there, noted)])
        by_hand = self._lexicon.by_hand
        if not by_hand:
            return found
        return [one for one in found if one.kind in ("group", "member") or plain(one.name).lower() not in by_hand]

    def groups(self, text: str, group: str = "") -> list[NameSpan]:
        """As `find`, of the groups and what is theirs alone: for deciding whom a text is about."""
        return _apart(self._groups(text, group))

    def _titles(self, text: str, low: str, learnt: Learnt, there: Sequence[str], noted: Noted) -> list[NameSpan]:
        here = {span.name for span, known in noted.titles if known}
        found = [span for span, known in noted.titles if known or span.name in here or span.name in learnt.titles]
        for name in sorted(here.union(name for name in there if name in learnt.titles)):
            found += quoted.again(name, text, low, self._lexicon)
        return found

    def _others_in(
        self, text: str, low: str, pairs: Set[str], learnt: Learnt, there: Sequence[str], noted: Noted
    ) -> list[NameSpan]:
        found = list(self._known.find(text, low, pairs))
        found += [span for span, _ in noted.called]
        kinds = {span.name: span.kind for span, lasting in noted.called if lasting}
        for name, kind in {**kinds, **{name: learnt.called[name] for name in there if name in learnt.called}}.items():
            found += [NameSpan(*place, name, "", kind) for place in places(name.lower(), text, low)]
        found += beside.with_latin(text, self._lexicon)
        found += quoted.latin_names(text, self._lexicon)
        return found

    def _groups(self, text: str, group: str) -> list[NameSpan]:
        low = text.lower()
        found = (span for name in self._plain if name.key in low for span in name.spans(text, low))
        spans = [span for span in found if text[span.start : span.end] not in self._lexicon.doubtful]  # twice a day
        ambiguous = [h for h in self._homonyms if h.homonym.name in text]
        if ambiguous:
            spans += self._by_context(ambiguous, text, low, spans, group)
        members = [
            span
            for owner in {span.group for span in spans} | {group}
            for name in self._members.get(owner, ())
            if name.key in low
            for span in name.spans(text, low)
        ]
        if any(span.name in self._words for span in members):
            members = self._apart_from_words(members, text)
        if any(span.name in self._lexicon.doubtful for span in members):
            members = self._without_doubt(members, text, {span.group for span in spans}, group)
        spans += members
        if any(quote in text for quote in QUOTES):
            spans += [NameSpan(*m.span(1), quoted.called(m.group(1)), "", "title") for m in self._song.finditer(text)]
        return spans

    def owners(self, member: str) -> Set[str]:
        """The groups that have a member of that name."""
        return self._owners.get(member, set())

    def speaks_alone(self, member: str) -> bool:
        """Does a member's name tell the group? Not one that members of two groups have, and not one that is a word."""
        return (
            len(self.owners(member)) < 2 and member not in self._lexicon.doubtful and not self._lexicon.is_word(member)
        )

    def _without_doubt(
        self, members: Sequence[NameSpan], text: str, named: Collection[str], filed: str
    ) -> list[NameSpan]:
        """Without 지수 where neither the group, another member nor what people do shows that it is her."""
        doubtful = self._lexicon.doubtful
        known = {*named, *(span.group for span in members if span.name not in doubtful)}
        return [
            span
            for span in members
            if span.name not in doubtful
            or span.group in known
            or is_person(text, span.start, span.end)
            or (span.group == filed and not is_thing(text, span.end))
        ]

    def _by_context(
        self, ambiguous: Sequence[_OfGroup], text: str, low: str, sure: Sequence[NameSpan], filed: str
    ) -> list[NameSpan]:
        others = [span for name in self._others if name.key in low for span in name.spans(text, low)]
        named = frozenset(place for span in (*sure, *others) for place in (span.start, span.end))
        found: list[NameSpan] = []
        for homonym, label in ambiguous:
            known = label.kind == "group" and (
                any(span[3:] == label[1:] for span in (*sure, *found))
                or (label.group == filed and homonym.name not in self._traps)  # a word, but not one of the known traps
            )
            found += [NameSpan(start, end, *label) for start, end in homonym.names(text, named, known=known)]
        return found

    def _apart_from_words(self, members: Sequence[NameSpan], text: str) -> list[NameSpan]:
        words = [match.span() for match in self._other_senses.finditer(text)]
        return [
            span
            for span in members
            if span.name not in self._words
            or not (any(a <= span.start and span.end <= b for a, b in words) or text.startswith("들", span.end))
        ]


def _apart(spans: Sequence[NameSpan]) -> list[NameSpan]:
    """Longest first where two overlap; a song title swallows the names in it."""
    apart: list[NameSpan] = []
    taken: set[int] = set()
    for span in sorted(spans, key=lambda s: (-(s.end - s.start), s.start)):
        places = range(span.start, span.end)
        if taken.isdisjoint(places):
            taken.update(places)
            apart.append(span)
    return sorted(apart)
