"""A name in a text, and how a name is looked for as a word of its own."""

import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from core.text.korean import COMMON, endings

NameKind = Literal[
    "group", "member", "other", "title", "artist", "person", "agency", "broadcaster", "venue", "award", "chart",
    "platform", "event", "place", "press", "brand",
]  # fmt: skip

# Particles that may follow a name.
PARTICLES = endings(*COMMON, "only", "even", "say", "person", "stacked", "role", "name")
_AFTER = rf"(?=(?:{'|'.join(PARTICLES)})?(?![가-힣]))"


class NameSpan(NamedTuple):
    """A name in a text. group: id of the group whose name it is, empty for what belongs to none of those looked for.

    kind `other`: a song, album or fan club of a group, a company, or a Latin word of which nothing else is known."""

    start: int
    end: int
    name: str
    group: str
    kind: NameKind


LONG = 4  # letters of a name that is no beginning of another word
_GLUED = frozenset("은는이가을를의")


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


_REST = re.compile(_AFTER)


def places(name: str, text: str, low: str) -> Iterator[tuple[int, int]]:
    """(start, end) of one name as in `whole_words`, without a pattern of its own: names are many, most are nowhere.

    name: in lower case; low: the text in lower case."""
    if len(low) != len(text):
        low = text
    hangul = "가" <= name[-1] <= "힣"
    for form in (name, name.replace(" ", "")) if " " in name else (name,):
        start = low.find(form)
        while start >= 0:
            end = start + len(form)
            before, after = low[start - 1 : start], low[end : end + 1]
            if hangul:
                glued = len(name) >= LONG and after in _GLUED  # a space lost: 달빛소녀의신곡
                whole = not "가" <= before <= "힣" and (glued or bool(_REST.match(text, end)))
            else:
                whole = not (before.isascii() and before.isalnum()) and not (after.isascii() and after.isalnum())
            if whole:
                yield start, end
            start = low.find(form, end)
