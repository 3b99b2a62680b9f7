"""Facets that Kiwi's model proposes for words that have none. Nothing is put into the lexicon here."""

from collections.abc import Sequence

from core.keywords.analyzers.kiwi_meaning import vectors
from core.keywords.lexicon.facet_space import FacetProposal, FacetSpace, facet_space
from core.keywords.lexicon.file import plain
from core.keywords.lexicon.lexicon import MARKET, Lexicon
from core.types import Progress, silent


def space_of(lexicon: Lexicon, progress: Progress = silent) -> FacetSpace:
    """The lexicon's facet words by meaning. Takes seconds, and loads Kiwi's model the first time. Raises
    AnalyzerError."""
    words = [word for words in lexicon.facets.values() for word in words]
    return facet_space(lexicon.facets, vectors(words, progress))


def proposed_facet(space: FacetSpace, lexicon: Lexicon, word: str) -> FacetProposal | None:
    """For a word that is about to be added; None where it has a facet, or no facet stands out. Raises AnalyzerError."""
    if not word.strip() or lexicon.canonical(plain(word)) in lexicon.facet_of:
        return None
    (found,) = space.propose(vectors([word]))
    return found


def proposed_facets(space: FacetSpace, lexicon: Lexicon, words: Sequence[str]) -> list[tuple[str, FacetProposal]]:
    """Of words that the news uses those that may belong to a facet, in their order. Raises AnalyzerError.

    Without words that the lexicon knows without a facet: whoever wrote it has decided. Without the market's facet: Kiwi
    cannot tell its words from those of the press, which are near to them."""
    new = [word for word in words if not lexicon.is_word(word)]
    found = zip(new, space.propose(vectors(new)), strict=True)
    return [(word, one) for word, one in found if one is not None and one.facet != MARKET]
