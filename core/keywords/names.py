"""Where a text names a group, a member or a song. Names are not concept: they are listed apart.

Names that are also words (있지 the grammar, 아이들 the children) count only where the context says so."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from core.keywords.lexicon import Lexicon

NameKind = Literal["group", "member", "other"]

# Particles that may follow a name; longest first so that none hides a longer one.
_PARTICLES = sorted(
    (
        *("은", "는", "이", "가", "을", "를", "의", "과", "와", "도", "만", "에", "로", "으로", "랑", "이랑", "하고"),
        *("에게", "에게서", "에게는", "에게도", "께", "께서", "에서", "에는", "에도", "부터", "까지", "처럼", "보다"),
        *("마저", "조차", "라는", "이라는", "라고", "이라고", "이나", "나", "이다", "다", "인", "였", "이었"),
        *("표", "측", "들", "만의", "와의", "과의", "로서", "으로서"),
    ),
    key=len,
    reverse=True,
)
_AFTER = rf"(?=(?:{'|'.join(_PARTICLES)})?(?![가-힣]))"
_QUOTES = "‘'“\"「『<《〈"
_CLOSING = "’'”\"」』>》〉"


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


class NameFinder:
    """Finds the names of some groups. Built once a set of groups; `find` is pure."""

    def __init__(self, groups: Iterable[GroupNames], lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        plain: dict[str, tuple[str, str, NameKind]] = {}
        homonyms: list[tuple[str, str, str]] = []
        self._members: dict[str, tuple[tuple[str, str], ...]] = {}
        for group in groups:
            for name in dict.fromkeys((group.name, group.latin, *group.aliases)):
                if not name or len(name) < 2:
                    continue
                if name in lexicon.homonyms:
                    homonyms.append((name, group.name, group.id))
                else:
                    plain.setdefault(name.lower(), (group.name, group.id, "group"))
            for word in group.words:
                if len(word) >= 2:
                    plain.setdefault(word.lower(), (word, group.id, "other"))
            self._members[group.id] = tuple((name, group.id) for name in group.member_names if len(name) >= 2)
        for name, owner in lexicon.own_names.items():
            plain.setdefault(name.lower(), (name, owner, "other"))
        self._plain: Mapping[str, tuple[str, str, NameKind]] = plain
        self._plain_pattern = whole_words(plain)
        self._homonyms = [(_in_context(name, lexicon), name, shown, group) for name, shown, group in homonyms]
        self._member_patterns = {
            group: whole_words(name.lower() for name, _ in members) for group, members in self._members.items()
        }
        before = "|".join(re.escape(word) for word in sorted(lexicon.song_before, key=len, reverse=True))
        self._song = re.compile(
            rf"(?:{before})(?:은|는|인|의)?\s?[{_QUOTES}]([^{_QUOTES}{_CLOSING}\n]{{1,40}})[{_CLOSING}]"
        )

    def homonyms(self, group: str) -> tuple[str, ...]:
        """Names of the group that are also words, as they are written."""
        return tuple(name for _, name, _, owner in self._homonyms if owner == group)

    def find(self, text: str, group: str = "") -> list[NameSpan]:
        """Names in a text, in order, none overlapping another.

        group: the group the article is filed under; its members count even where the text does not name it."""
        spans = [
            NameSpan(match.start(), match.end(), *self._plain[match.group().lower()])
            for match in self._plain_pattern.finditer(text)
        ]
        for pattern, name, shown, owner in self._homonyms:
            if name in text:
                spans += [NameSpan(*match.span(), shown, owner, "group") for match in pattern.finditer(text)]
        for owner in {span.group for span in spans} | {group}:
            if owner in self._member_patterns:
                found = self._member_patterns[owner].finditer(text)
                spans += [NameSpan(m.start(), m.end(), m.group(), owner, "member") for m in found]
        spans += [NameSpan(*m.span(1), m.group(1).strip(), "", "other") for m in self._song.finditer(text)]
        return _apart(spans)


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


def _in_context(name: str, lexicon: Lexicon) -> re.Pattern[str]:
    """A homonym is a name after 'group', beside its Latin spelling, in quotes, or before a particle only nouns take."""
    n = rf"(?<![가-힣]){re.escape(name)}"
    before = [rf"(?<={re.escape(word)}\s)" for word in lexicon.before]  # a look-behind has one width: one each
    particles = "|".join(re.escape(word) for word in sorted(lexicon.particles, key=len, reverse=True))
    latin = "|".join(re.escape(word) for word in lexicon.with_latin.get(name, ())) or r"(?!)"
    return re.compile(
        rf"(?:{'|'.join(before) or '(?!)'}){n}(?!만(?![의])|\s?않){_AFTER}"
        rf"|{n}(?=\s*[(\[]\s*(?:{latin}))"
        rf"|(?<=[{_QUOTES}]){n}(?=[{_CLOSING}])"
        rf"|(?<=[(]){n}(?=[)])"
        rf"|{n}(?=(?:\s멤버|(?:{particles})(?![가-힣]))(?!\s*않))",
        re.IGNORECASE,
    )


def _apart(spans: Sequence[NameSpan]) -> list[NameSpan]:
    """Longest first where two overlap; a song title swallows the names in it."""
    kept: list[NameSpan] = []
    taken: set[int] = set()
    for span in sorted(spans, key=lambda s: (-(s.end - s.start), s.start)):
        places = range(span.start, span.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(span)
    return sorted(kept)
