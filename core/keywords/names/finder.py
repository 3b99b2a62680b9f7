"""Where a text names a group, a member or a song. Names are not concept: they are listed apart.

Names that are also words (있지 the grammar, 아이들 the children) count only where the context shows it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, cast

from core.keywords.lexicon.lexicon import Lexicon
from core.keywords.names.homonyms import CLOSING, QUOTES, Homonym, other_senses
from core.text.korean import COMMON, endings

NameKind = Literal["group", "member", "other"]

# Particles that may follow a name.
_AFTER = (
    rf"(?=(?:{'|'.join(endings(*COMMON, 'only', 'even', 'say', 'person', 'stacked', 'role', 'name'))})?(?![가-힣]))"
)


@dataclass(frozen=True, slots=True)
class GroupNames:
    """The names of one group. words: its songs, albums and fan club."""

    id: str
    name: str
    latin: str = ""
    aliases: tuple[str, ...] = ()
    member_names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


class NameSpan(NamedTuple):
    """A name in a text. kind `other`: a song, album, fan club or company; found by its quotes, its group is empty."""

    start: int
    end: int
    name: str
    group: str
    kind: NameKind


class _Label(NamedTuple):
    """What a found name stands for, as in `NameSpan`."""

    name: str
    group: str
    kind: NameKind


class _Plain(NamedTuple):
    """A name that its letters alone decide. key: what a text in lower case must hold before the pattern is tried."""

    key: str
    pattern: re.Pattern[str]
    label: _Label

    @classmethod
    def of(cls, name: str, label: _Label) -> "_Plain":
        return cls(name.lower().split(" ")[0], whole_words([name.lower()]), label)

    def spans(self, text: str) -> list[NameSpan]:
        """Its places in the text."""
        return [NameSpan(m.start(), m.end(), *self.label) for m in self.pattern.finditer(text)]


class _OfGroup(NamedTuple):
    """A name that its context decides."""

    homonym: Homonym
    label: _Label


class NameFinder:
    """Finds the names of some groups. Built once a set of groups; `find` is pure."""

    def __init__(self, groups: Iterable[GroupNames], lexicon: Lexicon) -> None:
        self._plain: list[_Plain] = []
        self._homonyms: list[_OfGroup] = []
        self._members: dict[str, list[_Plain]] = {}
        seen: set[str] = set()
        for group in groups:
            listed = [(name, group.name, "group") for name in (group.name, group.latin, *group.aliases)]
            listed += [(word, word, "other") for word in group.words]
            for name, title, kind in listed:
                if len(name) < 2 or name.lower() in seen:
                    continue
                seen.add(name.lower())
                label = _Label(title, group.id, cast(NameKind, kind))
                if name in lexicon.homonyms:
                    self._homonyms.append(_OfGroup(Homonym(name, lexicon, group.member_names), label))
                else:
                    self._plain.append(_Plain.of(name, label))
            self._members[group.id] = [
                _Plain.of(name, _Label(name, group.id, "member"))
                for name in dict.fromkeys(group.member_names)
                if len(name) >= 2
            ]
        for name, owner in lexicon.own_names.items():
            if name.lower() not in seen:
                self._plain.append(_Plain.of(name, _Label(name, owner, "other")))
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

    def find(self, text: str, group: str = "") -> list[NameSpan]:
        """Names in a text, in order, none overlapping another.

        group: the group the article is filed under; its members count even where the text does not name it."""
        low = text.lower()
        spans = [span for name in self._plain if name.key in low for span in name.spans(text)]
        ambiguous = [h for h in self._homonyms if h.homonym.name in text]
        if ambiguous:
            spans += self._by_context(ambiguous, text, low, spans)
        members = [
            span
            for owner in {span.group for span in spans} | {group}
            for name in self._members.get(owner, ())
            if name.key in low
            for span in name.spans(text)
        ]
        if any(span.name in self._words for span in members):
            members = self._apart_from_words(members, text)
        spans += members
        if any(quote in text for quote in QUOTES):
            spans += [NameSpan(*m.span(1), m.group(1).strip(), "", "other") for m in self._song.finditer(text)]
        return _apart(spans)

    def _by_context(
        self, ambiguous: Sequence[_OfGroup], text: str, low: str, sure: Sequence[NameSpan]
    ) -> list[NameSpan]:
        others = [span for name in self._others if name.key in low for span in name.spans(text)]
        named = frozenset(place for span in (*sure, *others) for place in (span.start, span.end))
        found: list[NameSpan] = []
        for homonym, label in ambiguous:
            known = label.kind == "group" and any(span[3:] == label[1:] for span in (*sure, *found))
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


def whole_words(names: Iterable[str]) -> re.Pattern[str]:
    """Any of the names as a word of its own: no letters before, at most a particle after."""
    parts = []
    for name in sorted(set(names), key=len, reverse=True):
        escaped = re.escape(name).replace(r"\ ", r"\s?")
        if re.search(r"[가-힣]$", name):
            parts.append(rf"(?<![가-힣]){escaped}{_AFTER}")
        else:
            parts.append(rf"(?<![A-Za-z0-9]){escaped}(?![A-Za-z0-9])")
    return re.compile("|".join(parts) or r"(?!)", re.IGNORECASE)


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
