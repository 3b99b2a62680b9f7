"""Compounds that a corpus uses and the lexicon lacks: words that often stand next to each other.

Normalised pointwise mutual information: Bouma (2009), "Normalized (Pointwise) Mutual Information in Collocation
Extraction", GSCL, equation 4, where an event is one sentence."""

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from core.keywords.analyzers.tokens import Token
from core.keywords.corpus.evidence import SENTENCE_END
from core.keywords.corpus.words import Mention, judged_words
from core.keywords.lexicon.file import plain
from core.keywords.lexicon.lexicon import Lexicon
from core.keywords.names.spans import NameSpan

FEWEST_ARTICLES = 3
LONGEST = 3  # words
LEAST = 0.4  # NPMI: on the demo's news, below it stand words that only happen to meet
_SWALLOWED = 0.8  # a pair that mostly stands inside a longer proposal is not proposed by itself
_KINDS = frozenset({"noun", "root", "latin"})
_HANGUL = re.compile("[가-힣]")


class Document(NamedTuple):
    """An analysed article."""

    text: str
    tokens: Sequence[Token]
    names: Sequence[NameSpan]


@dataclass(frozen=True, slots=True)
class CompoundProposal:
    """word: as most articles write it. parts: two or three words. npmi: -1 to 1, 1 where none appears without the
    others. count: times; articles: that hold it. sentence: one that holds it, sentence[start:end] is the word."""

    word: str
    parts: tuple[str, ...]
    npmi: float
    count: int
    articles: int
    sentence: str
    start: int
    end: int


class _Place(NamedTuple):
    article: int
    sentence: int
    start: int
    end: int


def propose(documents: Sequence[Document], lexicon: Lexicon, *, least: float = LEAST) -> list[CompoundProposal]:
    """Neighbours that belong together, the most surely and most widely used first.

    Content words with nothing or one space between them, in at least three articles. Names, stop words and what the
    lexicon knows are left out. The order of the documents only decides which sentences are given."""
    sentences = 0
    holding: Counter[tuple[str, ...]] = Counter()  # sentences, for a word alone and for neighbours
    places: dict[tuple[str, ...], list[_Place]] = {}
    for index, document in enumerate(documents):
        ends = [match.end() for match in SENTENCE_END.finditer(document.text)]
        seen: set[tuple[int, tuple[str, ...]]] = set()
        for run in _runs(document, lexicon):
            for first, mention in enumerate(run):
                sentence = bisect_right(ends, mention.start)
                seen.add((sentence, (mention.word,)))
                for last in range(first + 1, min(first + LONGEST, len(run))):
                    words = tuple([part.word for part in run[first : last + 1]])
                    seen.add((sentence, words))
                    places.setdefault(words, []).append(_Place(index, sentence, mention.start, run[last].end))
        holding.update(words for _, words in seen)
        sentences += len(ends) + 1
    wide = {words: found for words, found in places.items() if len({p.article for p in found}) >= FEWEST_ARTICLES}
    scores = {words: _score(words, holding, sentences) for words in wide}
    chosen = {words for words, score in scores.items() if score >= least and not _known("".join(words), lexicon)}
    for words in [words for words in chosen if len(words) == LONGEST]:
        for pair in pairwise(words):
            if len(places[words]) >= _SWALLOWED * len(places[pair]):
                chosen.discard(pair)
    found = [_proposal(words, wide[words], scores[words], documents) for words in chosen]
    return sorted(found, key=lambda p: (-p.npmi * math.log2(1 + p.articles), p.word, p.parts))


def npmi(both: int, one: int, other: int, total: int) -> float:
    """Normalised pointwise mutual information of two events in `total`, -1 to 1. Neither may be empty."""
    if both == 0:
        return -1.0
    if both == total:
        return 1.0
    pmi = math.log(both * total / (one * other))
    return max(-1.0, min(1.0, pmi / -math.log(both / total)))


def _score(words: tuple[str, ...], holding: Counter[tuple[str, ...]], sentences: int) -> float:
    """Of three words, the weaker of the two ways to chain them: (a b) c and a (b c)."""
    splits = [(words[:cut], words[cut:]) for cut in range(1, len(words))]
    return min(npmi(holding[words], holding[left], holding[right], sentences) for left, right in splits)


def _runs(document: Document, lexicon: Lexicon) -> Iterable[list[Mention]]:
    """Content words that stand next to each other; what the lexicon joins already is one word."""
    text = document.text
    run: list[Mention] = []
    for mention, reason in judged_words(text, document.tokens, document.names, lexicon):
        surface = text[mention.start : mention.end]
        if mention.kind not in _KINDS or reason not in (None, "short"):
            continue
        if mention.kind == "root" and lexicon.canonical(surface) != mention.word:  # 청량한, not 청량
            continue
        gap = text[run[-1].end : mention.start] if run else ""
        # One syllable is part of a word where it is joined to it (농구공); by itself it is any word (다음 달 공연).
        apart = gap == " " and min(len(surface), run[-1].end - run[-1].start) > 1
        if run and gap and not apart:
            yield run
            run = []
        if run or not _HANGUL.fullmatch(text[mention.start - 1 : mention.start]):  # not the rest of a word that was cut
            run.append(mention)
    if run:
        yield run


def _known(word: str, lexicon: Lexicon) -> bool:
    lists = (lexicon.joined, lexicon.facet_of, lexicon.stop, lexicon.names, map(plain, lexicon.own_names))
    return any(word in words for words in lists)


def _proposal(
    words: tuple[str, ...], places: Sequence[_Place], score: float, documents: Sequence[Document]
) -> CompoundProposal:
    spellings = Counter(documents[p.article].text[p.start : p.end] for p in places)
    word = min(spellings, key=lambda spelling: (-spellings[spelling], spelling))
    best = min(places, key=lambda p: (documents[p.article].text[p.start : p.end] != word, p.sentence == 0))
    text = documents[best.article].text
    starts = [0, *(match.end() for match in SENTENCE_END.finditer(text)), len(text)]
    raw = text[starts[best.sentence] : starts[best.sentence + 1]]
    shift = starts[best.sentence] + len(raw) - len(raw.lstrip())
    return CompoundProposal(
        word=word,
        parts=words,
        npmi=score,
        count=len(places),
        articles=len({p.article for p in places}),
        sentence=raw.strip(),
        start=best.start - shift,
        end=best.end - shift,
    )
