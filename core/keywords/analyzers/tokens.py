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


# What is counted with a number in front, and says nothing without it: 3월, 100만장, 20개국, 1위.
_UNITS = (
    "시간|개월|주년|주일|주차|번째|차례|가지|개국|개사|개팀|개곡|장르|여명|여장|여곡|여개|퍼센트|달러|위안|유로|미터|"
    "년|월|일|시|분|초|주|명|인|팀|곡|장|회|위|번|개|원|엔|점|표|권|호|집|편|층|석|건|배|차|관왕|연패|연승|여"
)
_PATTERN = re.compile(
    r"(?=[A-Za-z\d_.+-])(?:"  # what each of them may begin with: most letters are Hangul
    r"(?P<skip>https?://\S+|www\.\S+|[A-Za-z0-9_.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.(?:com|net|org|kr|jp|io|tv|example)(?![A-Za-z])\S*"
    r"|(?<![A-Za-z0-9])\d[\d,.]*(?i:st|nd|rd|th|[ckm]m|kg|ml|[mg]b|px|fps|hz)(?![A-Za-z0-9]))"
    r"|(?P<number>(?<![\d.,A-Za-z])(?:[1-9]0대|(?:[1-9]0|\d{4})년대|\d부작|\d{1,2}인조|\d(?:\.5)?세대|808(?!\d)))"
    rf"|(?P<amount>(?<![A-Za-z])\d[\d,.]*\s?(?:[십백천만억조]\s?)*(?:{_UNITS}|[십백천만억조])"
    r"(?:[은는이가을를의도에로와과간째대]|에[는도서]|부터|까지|만에)?(?![가-힣]))"
    r"|(?P<latin>\d*[A-Za-z][A-Za-z0-9]*(?:[&'’-][A-Za-z0-9]+)*))",
)
_BEFORE = re.compile(r"(?<![A-Za-z0-9가-힣.,])(?:[A-Z]-?|\d{1,2})$")  # that belongs to the Hangul after it: K팝, 2막
_LATIN_OR_DIGIT = re.compile(r"[A-Za-z0-9]")
_LONE = frozenset(("팝", "록"))  # the only syllables that do: not A씨, 3월


def pattern_tokens(text: str) -> list[Token]:
    """Words that need no Korean dictionary: Latin ones (R&B, K-POP, 2NE1), upper case, and 10대, 4세대, 3부작.

    Addresses, ordinals (1st) and amounts (100만장) have a token with an empty word: what stands there is no word."""
    found: list[Token] = []
    for match in _PATTERN.finditer(text):
        kind = match.lastgroup
        if kind == "latin":
            if match.end() - match.start() >= 2:
                word = match.group().upper().replace("’", "'")
                found.append(Token(word, "latin", match.start(), match.end()))
        else:
            found.append(Token(match.group() if kind == "number" else "", "noun", match.start(), match.end()))
    return found


def merge(text: str, korean: list[Token], patterns: list[Token]) -> list[Token]:
    """Both in order of place; a pattern replaces the tokens of the same letters, and a letter or a digit right before
    a Korean word is part of it."""
    if not patterns and not _LATIN_OR_DIGIT.search(text):
        return korean
    taken = {i for token in patterns for i in range(token.start, token.end)}
    apart = [
        _with_prefix(text, token) if "-" <= text[token.start - 1 : token.start] <= "z" else token  # no Hangul before it
        for token in korean
        if token.start not in taken
    ]
    return sorted([*apart, *(token for token in patterns if token.word)], key=lambda token: token.start)


def _with_prefix(text: str, token: Token) -> Token:
    before = text[max(0, token.start - 3) : token.start]
    if token.kind not in ("noun", "name") or (len(token.word) == 1 and token.word not in _LONE):
        return token
    match = _BEFORE.search(before)
    if not match:
        return token
    start = token.start - len(match.group())
    return Token(match.group().removesuffix("-") + token.word, "noun", start, token.end)
