"""Sentences of a group's news that describe it, and which of them say nearly the same.

A press release, a round-up and a caption are printed by many papers: what only such copies say is said once."""

import re
from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from core.keywords.corpus.corpus import Selection
from core.keywords.corpus.description import Description
from core.keywords.views.keyness import frequencies
from core.keywords.views.threshold import MIN_ARTICLES

NEAR = 0.5  # share of character triples that make two sentences one
_LETTERS = re.compile(r"[\W_]+")


class Statement(NamedTuple):
    """A sentence of the article at that place of the corpus as it is shown. triples: of its letters."""

    article: int
    one: Description
    text: str
    triples: frozenset[str]

    def like(self, other: "Statement") -> bool:
        """Is it nearly the same sentence?"""
        both = len(self.triples & other.triples)
        return both >= NEAR * (len(self.triples) + len(other.triples) - both)


def statements(own: Selection) -> list[Statement]:
    """All of the selected articles, in order."""
    found = []
    for index in own.kept:
        for one in own.corpus.descriptions[index]:
            text = own.corpus.texts[index][one.start : one.end].strip()
            found.append(Statement(index, one, text, _triples(text)))
    return found


def attested(own: Selection, sure: Sequence[Statement], describing: Collection[str]) -> Callable[[str], bool]:
    """Word -> may a sentence in the page's own words rest on it?

    sure: the sentences that more likely than not describe the group. describing: the words that claim something of it.
    Such a word has to be said of it, in that sense, by sentences of MIN_ARTICLES articles of which two are no copies of
    each other; of any other word that many articles have to hold it in sentences that describe."""
    held, _ = frequencies(own.described)
    said: dict[str, list[Statement]] = {}
    for statement in sure:
        for word in statement.one.words:
            said.setdefault(word, []).append(statement)

    def rests(word: str) -> bool:
        if word not in describing:
            return held[word] >= MIN_ARTICLES
        found = said.get(word, [])
        return len({one.article for one in found}) >= MIN_ARTICLES and any(not one.like(found[0]) for one in found)

    return rests


def _triples(text: str) -> frozenset[str]:
    letters = _LETTERS.sub("", text)
    return frozenset(letters[i : i + 3] for i in range(len(letters) - 2))
