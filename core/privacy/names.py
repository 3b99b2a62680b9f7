"""A trainee's name as people spell it: composed or not, with spaces or without, in capitals or small letters."""

import hmac
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from core.text.hidden import visible
from core.text.unicode import normal

GONE = "지운 연습생"  # with a number, in place of a purged name
_AROUND = 24  # characters of a text that are shown before and after a name
_GONE = re.compile(re.escape(GONE) + r" (\d+)")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text. start, end: in its composed form (NFC); exact: written just as it was asked for."""

    start: int
    end: int
    exact: bool


class Sought(Protocol):
    """Somebody whose name is looked for in a project's names and texts."""

    def is_one(self, project: str, name: str) -> bool:
        """Is this her name, in whatever spelling?"""
        ...

    def is_exact(self, name: str) -> bool:
        """Is it written just as it was asked for?"""
        ...

    def within(self, project: str, text: str) -> list[Mention]:
        """Where a text names her."""
        ...


def same(name: str) -> str:
    """What all spellings of a name have in common: composed, without spaces and hidden marks, in small letters."""
    return _letters(normal(visible(name)))


def mark(key: bytes, project: str, name: str) -> str:
    """What is left of a purged name: 64 hex digits (HMAC-SHA256) that tell whether another is the same, in the project
    with this id. Who has the key can try names."""
    return _mark(key, project, same(name))


@dataclass(frozen=True, slots=True)
class ByName:
    """Somebody whose name was typed."""

    name: str

    def is_one(self, project: str, name: str) -> bool:
        del project
        return same(name) == same(self.name) != ""

    def is_exact(self, name: str) -> bool:
        return normal(name) == normal(self.name)

    def within(self, project: str, text: str) -> list[Mention]:
        del project
        return mentions(text, self.name)


@dataclass(frozen=True, slots=True)
class ByMark:
    """Somebody who was purged. size: of `same` of the name."""

    mark: str
    key: bytes
    size: int

    def is_one(self, project: str, name: str) -> bool:
        return self._is(project, same(name))

    def is_exact(self, name: str) -> bool:
        del name
        return True

    def within(self, project: str, text: str) -> list[Mention]:
        composed = normal(text)
        letters = _letters(composed)
        tried = {letters[at : at + self.size] for at in range(len(letters) - self.size + 1)} if self.size else ()
        for part in tried:  # thousands of texts have a million of them
            if self._is(project, part):
                return _mentions(composed, part, "")
        return []

    def _is(self, project: str, letters: str) -> bool:
        return len(letters) == self.size and hmac.compare_digest(_mark(self.key, project, letters), self.mark)


def mentions(text: str, name: str) -> list[Mention]:
    """Where a text names somebody, in whatever spelling. A name in Latin letters, or of one letter, counts only where
    no other letter touches it; to a Korean one, particles may be attached."""
    return _mentions(normal(text), same(name), normal(name))


def without(text: str, found: Iterable[Mention], instead: str) -> str:
    """The composed text with something else in place of the mentions."""
    parts, at, composed = [], 0, normal(text)
    for one in found:
        parts += [composed[at : one.start], instead]
        at = one.end
    return "".join((*parts, composed[at:]))


def excerpt(text: str, one: Mention) -> str:
    """A mention with what stands around it, in one line."""
    composed = normal(text)
    start, end = max(0, one.start - _AROUND), min(len(composed), one.end + _AROUND)
    cut = " ".join(composed[start:end].split())
    return f"{'…' if start else ''}{cut}{'…' if end < len(composed) else ''}"


def spellings(name: str) -> set[str]:
    """The forms in which software writes a name: composed and not."""
    return {name, *(unicodedata.normalize(form, name) for form in ("NFC", "NFD"))}


def next_number(names: Iterable[str]) -> int:
    """Of the next who is called GONE, beside these names."""
    return 1 + max((int(found[1]) for name in names if (found := _GONE.fullmatch(name))), default=0)


def _mark(key: bytes, project: str, letters: str) -> str:
    return hmac.digest(key, f"{project}\0{letters}".encode(), "sha256").hex()


def _mentions(composed: str, part: str, exactly: str) -> list[Mention]:
    found: list[Mention] = []
    if not part or part not in _letters(composed):  # most texts: where each letter stands is found out for the rest
        return found
    letters, places = _compared(composed)
    labels = [one.span() for one in _GONE.finditer(composed)]  # in which some names stand: "연습생 1"
    at = letters.find(part)
    while at >= 0:
        start, end = places[at], places[at + len(part) - 1] + 1
        if _stands_alone(composed, start, end, part) and not any(a < start and end <= b for a, b in labels):
            found.append(Mention(start, end, not exactly or composed[start:end] == exactly))
            at = letters.find(part, at + len(part))
        else:
            at = letters.find(part, at + 1)
    return found


def _stands_alone(text: str, start: int, end: int, part: str) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    if len(part) == 1:
        return not before.isalnum() and not after.isalnum()
    left = before.isascii() and before.isalnum() and part[0].isascii()
    right = after.isascii() and after.isalnum() and part[-1].isascii()
    return not (left or right)


def _letters(composed: str) -> str:
    """The characters that are compared."""
    return visible("".join(composed.casefold().split()))


def _compared(composed: str) -> tuple[str, list[int]]:
    """`_letters`, and where each of them stands in the text."""
    letters: list[str] = []
    places: list[int] = []
    for at, character in enumerate(composed):
        if not character.isspace():
            for one in visible(character.casefold()):
                letters.append(one)
                places.append(at)
    return "".join(letters), places
