"""A group's prepared articles, and those of them that filters select."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from core.keywords.analyzers.tokens import WordKind
from core.keywords.corpus.description import ELSEWHERE, UNLISTED, Description
from core.keywords.corpus.filters import Filters
from core.keywords.names.spans import NameSpan
from core.text.near_duplicates import Folded

Place = tuple[int, int, int]  # article, start, end


@dataclass(frozen=True, slots=True)
class Corpus:
    """A group's articles after folding, one entry each in the tuples. texts: without bylines, the title comes first.

    documents: word -> times in the article; names are not among them. kinds: (word, part of speech) -> times.
    beyond: word -> the articles that hold it only where their body is cut off, by the source's list of their words: it
    counts among their documents and has no place there.
    places: word -> its first place in each article that holds it. descriptions: the sentences that describe the group;
    described: word -> times in those of the article."""

    folded: tuple[Folded, ...]
    texts: tuple[str, ...]
    names: tuple[tuple[NameSpan, ...], ...]
    documents: tuple[Mapping[str, int], ...]
    kinds: Mapping[tuple[str, WordKind], int]
    places: Mapping[str, tuple[Place, ...]]
    descriptions: tuple[tuple[Description, ...], ...]
    described: tuple[Mapping[str, int], ...]
    beyond: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def holding(self, word: str) -> set[int]:
        """Indices of the articles that hold a word; a name does not count as one."""
        return {index for index, *_ in self.places.get(word, ())}.union(self.beyond.get(word, ()))


@dataclass(frozen=True, slots=True)
class Selection:
    """The articles of a corpus that filters select. kept: index of the article -> its day, the earliest where several
    papers carried it, None if undated or dated after today. ahead: how many are dated after today."""

    corpus: Corpus
    kept: Mapping[int, date | None]
    ahead: int = 0

    @property
    def documents(self) -> list[Mapping[str, int]]:
        return [self.corpus.documents[index] for index in self.kept]

    @property
    def described(self) -> list[Mapping[str, int]]:
        return [self.corpus.described[index] for index in self.kept]

    def worth(self, concept: Callable[[str], bool]) -> list[Mapping[str, float]]:
        """Word -> how far each article's use of it says what the group is like, 0..1.

        concept: is it a word for that?"""
        return [
            {
                word: (1.0 if word in described else ELSEWHERE) * (1.0 if concept(word) else UNLISTED)
                for word in document
            }
            for document, described in zip(self.documents, self.described, strict=True)
        ]

    def places(self, word: str) -> list[Place]:
        """Where each selected article first holds a word, else a name; any other text is searched for as it stands.

        A word that is a member's name too (화사) is a word here as soon as one article has it as such."""
        if (known := self.corpus.places.get(word)) is not None:
            return [place for place in known if place[0] in self.kept]
        named = ((i, next((s for s in self.corpus.names[i] if s.name == word), None)) for i in self.kept)
        if found := [(index, span.start, span.end) for index, span in named if span]:
            return found
        found_at = ((index, self.corpus.texts[index].find(word)) for index in self.kept)
        return [(index, start, start + len(word)) for index, start in found_at if start >= 0 and word.strip()]

    def holding(self, words: Collection[str]) -> set[int]:
        """Indices of the selected articles that hold at least one of the words; a name does not count as a word."""
        return {index for word in words for index in self.corpus.holding(word) if index in self.kept}

    def beyond(self, word: str) -> list[int]:
        """The selected articles that hold a word only beyond their cut body: known, and not to be quoted."""
        return [index for index in self.corpus.beyond.get(word, ()) if index in self.kept]


def select(corpus: Corpus, filters: Filters, today: date | None = None) -> Selection:
    """The articles of a corpus that pass period and press. today: an article of a later day counts as undated, for it
    would decide what "of late" is; None where any day may be."""
    kept: dict[int, date | None] = {}
    ahead = 0
    for index, folded in enumerate(corpus.folded):
        if passing := list(filters.passing(folded)):
            day = min((article.date for article in passing if article.date), default=None)
            wrong = today is not None and day is not None and day > today
            ahead += wrong
            kept[index] = None if wrong else day
    return Selection(corpus, kept, ahead)
