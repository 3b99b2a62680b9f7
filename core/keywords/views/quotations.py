"""Sentences of the news that describe a group, the most telling first: each a quotation, by what it speaks of."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from core.keywords.corpus.corpus import Selection
from core.keywords.lexicon.lexicon import Lexicon
from core.keywords.views.statements import Statement
from core.keywords.views.surety import SURE
from core.text.near_duplicates import Folded
from core.types import Keyword

MOST, MOST_OF_A_FACET = 10, 2
_FULL_Z = 6.0  # from here on a word is the group's own, however much more


@dataclass(frozen=True, slots=True)
class Quotation:
    """A sentence as the article has it. spans: (start, end, word as it is shown) of its words in `text`.

    facet: what most of it speaks of. source: the article and its copies; articles: that hold it or nearly the same."""

    text: str
    spans: tuple[tuple[int, int, str], ...]
    facet: str
    source: Folded
    articles: int


def quotations(
    own: Selection,
    found: Sequence[tuple[float, Statement]],
    keywords: Sequence[Keyword],
    lexicon: Lexicon,
    exclude: frozenset[str] = frozenset(),
) -> tuple[Quotation, ...]:
    """The sentences of a group's selected articles, the surest first; none that is not sure enough.

    found: (surety, sentence) of all of them. keywords: of the group; their z says what is its own."""
    distinct = {k.word: max(0.0, min(k.z, _FULL_Z)) for k in keywords}
    said: Counter[str] = Counter()
    of_facet: Counter[str] = Counter()
    chosen: list[tuple[Statement, str]] = []
    copies: dict[int, set[int]] = {}  # articles, each once however often it says so
    for sure, statement in sorted(found, key=lambda s: (-s[0], -_day(own, s[1].article), s[1].text)):
        same = next((at for at, (other, _) in enumerate(chosen) if other.like(statement)), None)
        if same is not None:
            copies[same].add(statement.article)
            continue
        words = statement.one.words
        if len(chosen) == MOST or sure < SURE or exclude.intersection(words):
            continue
        facet = _facet(words, distinct, lexicon)
        # A second sentence of a facet has to bring a word that the first did not have.
        if of_facet[facet] == MOST_OF_A_FACET or all(said[word] for word in words):
            continue
        said.update(words)
        of_facet[facet] += 1
        copies[len(chosen)] = {statement.article}
        chosen.append((statement, facet))
    return tuple(
        Quotation(one.text, _spans(own, one), facet, own.corpus.folded[one.article], len(copies[at]))
        for at, (one, facet) in enumerate(chosen)
    )


def _facet(words: Sequence[str], distinct: Mapping[str, float], lexicon: Lexicon) -> str:
    weights: dict[str, float] = {}
    for word in words:
        facet = lexicon.facet(word)
        weights[facet] = weights.get(facet, 0.0) + 1 + distinct.get(word, 0.0)
    return max(weights, key=lambda facet: weights[facet])


def _spans(own: Selection, statement: Statement) -> tuple[tuple[int, int, str], ...]:
    """Where the words stand in the sentence as it is shown, none overlapping another."""
    start = statement.one.start
    raw = own.corpus.texts[statement.article][start : statement.one.end]
    shift = start + len(raw) - len(raw.lstrip())
    places = sorted((at - shift, end - shift, word) for word, at, end in statement.one.places)
    return tuple(places)


def _day(own: Selection, index: int) -> int:
    return (own.kept[index] or date.min).toordinal()
