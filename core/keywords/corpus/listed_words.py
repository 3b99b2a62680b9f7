"""The lexicon's words where an analyzer cut them elsewhere: 희망 and 이, which Okt takes for a name 희망이.

A run of Hangul that is a word of the lexicon and an ending is that word, whichever analyzer reads it. Where it finds
nothing there, it is left alone: it may know better (집에 가면 is no mask)."""

import re
from collections.abc import Sequence
from functools import lru_cache

from core.keywords.analyzers.tokens import Token, WordKind
from core.keywords.lexicon.lexicon import Lexicon
from core.text.korean import COMMON, SURNAMES, endings

MEMORY = 100_000  # runs of one lexicon that are remembered
_RUN = re.compile(r"(?<![A-Za-z0-9가-힣-])[가-힣]{2,14}(?![가-힣])")
_ADJECTIVE = frozenset(endings("adjective", "adjective_form"))
_ENDINGS = _ADJECTIVE | frozenset(("", *endings(*COMMON, "only", "even", "say", "stacked", "plural_case", "predicate")))
# People by what they do, and words: 안무가 'the choreography' as a subject. Beside a person it is the person.
_PEOPLE = frozenset(("안무가", "혁명가", "모험가", "여행가"))
_PERSON_BEFORE = re.compile(r"(?:유명|세계적|세계적인|스타|전문|담당|인기|국내|해외|출신|신예|총괄|수석|대표)\s$")
_PERSON_AFTER = re.compile(rf"\s(?:[{SURNAMES}][가-힣]{{2}}(?:[은는이가의와과도]|에게|씨)?(?![가-힣])|[A-Z][a-zA-Z]+)")


def with_listed_words(text: str, tokens: Sequence[Token], lexicon: Lexicon) -> Sequence[Token]:
    """The tokens, those that overlap a word of the lexicon which they cut replaced by one token of it."""
    words = lexicon.joined
    at = {token.start: token.end for token in tokens}
    covered: set[int] | None = None
    found: list[Token] = []
    stems = _stems(words)
    for match in _RUN.finditer(text):
        stem = stems[run := match[0]]
        if not stem:
            continue
        start = match.start()
        if run in _PEOPLE and (_PERSON_BEFORE.search(text, 0, start) or _PERSON_AFTER.match(text, match.end())):
            stem = run
        last = at.get(start, 0)
        if last == start + len(stem) or last > match.end():  # one that reaches over the run is a word: 댄스 팝
            continue
        if covered is None:
            covered = {place for token in tokens for place in range(token.start, token.end)}
        if covered.isdisjoint(range(start, start + len(stem))):
            continue
        kind: WordKind = "root" if run[len(stem) :] in _ADJECTIVE else "noun"
        found.append(Token(stem, kind, start, start + len(stem)))
    if not found:
        return tokens
    taken = {place for token in found for place in range(token.start, token.end)}
    apart = [token for token in tokens if taken.isdisjoint(range(token.start, token.end))]
    return sorted([*apart, *found], key=lambda token: token.start)


class _Stems(dict[str, str]):
    """Run -> the longest of some words that is the run without an ending, "" if none is. Filled as it is asked."""

    def __init__(self, words: frozenset[str]) -> None:
        super().__init__()
        self._words = words

    def __missing__(self, run: str) -> str:
        if len(self) >= MEMORY:
            self.clear()
        stem = next(
            (run[:end] for end in range(len(run), 1, -1) if run[:end] in self._words and run[end:] in _ENDINGS), ""
        )
        return self.setdefault(run, stem)


@lru_cache(maxsize=4)
def _stems(words: frozenset[str]) -> _Stems:
    return _Stems(words)
