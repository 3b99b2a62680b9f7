"""Tokens, and the interface that every analyzer has."""

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple, Protocol

from core.types import Progress, silent

WordKind = Literal["noun", "name", "root", "adjective", "adverb", "latin"]
KINDS: tuple[WordKind, ...] = ("noun", "name", "root", "adjective", "adverb", "latin")


class Token(NamedTuple):
    """A content word. word: normalised (roots without 하다, other adjectives ending in 다).

    start, end: where it stands in the analysed text, in characters; text[start:end] is its surface form."""

    word: str
    kind: WordKind
    start: int
    end: int


class Analyzer(Protocol):
    """A Korean analyzer. Safe to call from several threads.

    version: changes whenever the same text could give other tokens (library, dictionary): part of every cache key."""

    name: str

    @property
    def version(self) -> str: ...

    def tokens(self, texts: Sequence[str], progress: Progress = silent) -> list[list[Token]]:
        """Tokens of each text, in order of their place in it. Raises AnalyzerError if it cannot start."""
        ...


_PATTERN = re.compile(
    r"(?P<skip>https?://\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<number>(?<![\d.,])(?:[1-9]0대|(?:[1-9]0|\d{4})년대|\d부작))"
    r"|(?P<latin>[A-Za-z][A-Za-z0-9]*(?:[&'][A-Za-z]+)*)"
)


def pattern_tokens(text: str) -> list[Token]:
    """Words that need no Korean dictionary: Latin ones (R&B, EDM, Y2K), upper case, and 10대, 1990년대, 3부작."""
    found: list[Token] = []
    for match in _PATTERN.finditer(text):
        kind = match.lastgroup
        if kind == "latin" and match.end() - match.start() >= 2:
            found.append(Token(match.group().upper(), "latin", match.start(), match.end()))
        elif kind == "number":
            found.append(Token(match.group(), "noun", match.start(), match.end()))
    return found


def merge(korean: list[Token], patterns: list[Token]) -> list[Token]:
    """Both in order of place; a pattern replaces the tokens of the same letters."""
    if not patterns:
        return korean
    taken = {i for token in patterns for i in range(token.start, token.end)}
    apart = [token for token in korean if token.start not in taken]
    return sorted(apart + patterns, key=lambda token: token.start)
