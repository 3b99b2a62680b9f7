"""Sentences of the news that describe a group, the most telling first: each a quotation, by what it speaks of."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from core.keywords.corpus.corpus import Selection
from core.keywords.corpus.description import Description
from core.keywords.lexicon.lexicon import Lexicon
from core.text.near_duplicates import Folded
from core.types import Keyword

MOST, MOST_OF_A_FACET = 10, 2
_FULL_Z = 6.0  # from here on a word is the group's own, however much more
_LEAST = 4.0  # of a score: below it stand on generated news as many sentences that mislead as that tell
_NEAR = 0.5  # share of character triples that make two sentences one
_LETTERS = re.compile(r"[\W_]+")
_LONGEST = 160  # characters: a sentence that takes longer to read goes after one that says the same


@dataclass(frozen=True, slots=True)
class Quotation:
    """A sentence as the article has it. spans: (start, end, word as it is shown) of its words in `text`.

    facet: what most of it speaks of. source: the article and its copies; articles: that hold it or nearly the same."""

    text: str
    spans: tuple[tuple[int, int, str], ...]
    facet: str
    source: Folded
    articles: int


@dataclass(frozen=True, slots=True)
class _Candidate:
    index: int
    one: Description
    text: str
    score: float
    triples: frozenset[str]


def quotations(
    own: Selection, keywords: Sequence[Keyword], lexicon: Lexicon, exclude: frozenset[str] = frozenset()
) -> tuple[Quotation, ...]:
    """The sentences of a group's selected articles. keywords: of the group; their z says what is its own."""
    distinct = {k.word: max(0.0, min(k.z, _FULL_Z)) for k in keywords}
    found = sorted(
        (_candidate(own, index, one, distinct) for index in own.kept for one in own.corpus.descriptions[index]),
        key=lambda c: (-c.score, -_day(own, c.index), c.text),
    )
    said: Counter[str] = Counter()
    of_facet: Counter[str] = Counter()
    chosen: list[tuple[_Candidate, str]] = []
    copies: dict[int, set[int]] = {}  # articles, each once however often it says so
    for candidate in found:
        same = next((at for at, (c, _) in enumerate(chosen) if _alike(c.triples, candidate.triples)), None)
        if same is not None:
            copies[same].add(candidate.index)
            continue
        if len(chosen) == MOST or candidate.score < _LEAST or exclude.intersection(candidate.one.words):
            continue
        facet = _facet(candidate.one.words, distinct, lexicon)
        # A second sentence of a facet has to bring a word that the first did not have.
        if of_facet[facet] == MOST_OF_A_FACET or all(said[word] for word in candidate.one.words):
            continue
        said.update(candidate.one.words)
        of_facet[facet] += 1
        copies[len(chosen)] = {candidate.index}
        chosen.append((candidate, facet))
    return tuple(
        Quotation(c.text, _spans(own, c), facet, own.corpus.folded[c.index], len(copies[at]))
        for at, (c, facet) in enumerate(chosen)
    )


def _candidate(own: Selection, index: int, one: Description, distinct: Mapping[str, float]) -> _Candidate:
    text = own.corpus.texts[index][one.start : one.end].strip()
    telling = sum(sorted((distinct.get(word, 0.0) for word in one.words), reverse=True)[:3])
    score = one.weight + telling / 3 - (len(text) > _LONGEST)
    return _Candidate(index, one, text, score, _triples(text))


def _triples(text: str) -> frozenset[str]:
    letters = _LETTERS.sub("", text)
    return frozenset(letters[i : i + 3] for i in range(len(letters) - 2))


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    both = len(one & other)
    return both >= _NEAR * (len(one) + len(other) - both)


def _facet(words: Sequence[str], distinct: Mapping[str, float], lexicon: Lexicon) -> str:
    weights: dict[str, float] = {}
    for word in words:
        facet = lexicon.facet(word)
        weights[facet] = weights.get(facet, 0.0) + 1 + distinct.get(word, 0.0)
    return max(weights, key=lambda facet: weights[facet])


def _spans(own: Selection, candidate: _Candidate) -> tuple[tuple[int, int, str], ...]:
    """Where the words stand in the sentence as it is shown, none overlapping another."""
    start = candidate.one.start
    raw = own.corpus.texts[candidate.index][start : candidate.one.end]
    shift = start + len(raw) - len(raw.lstrip())
    places = sorted((at - shift, end - shift, word) for word, at, end in candidate.one.places)
    return tuple(places)


def _day(own: Selection, index: int) -> int:
    return (own.kept[index] or date.min).toordinal()
