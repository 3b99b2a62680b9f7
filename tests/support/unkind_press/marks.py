"""What the writer of a sentence knows of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from core.catalog import Group
from core.types import Article

FACETS = ("sound", "mood", "look", "story", "stage", "message")
NAMES = frozenset((
    "title", "person", "artist", "agency", "broadcaster", "venue", "award", "chart", "platform", "brand", "event",
    "paper", "place", "fandom", "group", "member",
))  # fmt: skip
# What a sentence is: it describes the act; it describes somebody else; it has a word of a facet and claims nothing (in
# a title, denied, asked, of a thing); anything else the press writes.
Says = Literal["concept", "other", "lone", "press"]


@dataclass(frozen=True, slots=True)
class Mark:
    """text[start:end] of a sentence. kind: "term" for a concept word, else the kind of a name.

    words: of a term, all that stand for it: as written and as a page may show it."""

    start: int
    end: int
    kind: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence with its writer's marks. facets: what it says of the act is about; empty unless it is a concept."""

    text: str
    says: Says
    facets: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()

    def first(self, length: int) -> "Marked":
        """What is left of it where the text is cut: without a concept word it says nothing any more."""
        left = tuple(m for m in self.marks if m.end <= length)
        told = self.says != "concept" or any(m.kind == "term" for m in left)
        return Marked(self.text[:length], self.says if told else "press", self.facets if told else (), left)

    def joined_at(self, space: int) -> "Marked":
        """Without the space at that place, as a hurried writer leaves it out. No mark may hold it."""
        moved = tuple(replace(m, start=m.start - 1, end=m.end - 1) if m.start > space else m for m in self.marks)
        return replace(self, text=self.text[:space] + self.text[space + 1 :], marks=moved)


@dataclass(frozen=True, slots=True)
class Story:
    """An article and what it is made of, the title first."""

    article: Article
    sentences: tuple[Marked, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """An act that does not exist, and its news."""

    group: Group
    stories: tuple[Story, ...]

    @property
    def articles(self) -> list[Article]:
        return [story.article for story in self.stories]

    @property
    def sentences(self) -> list[Marked]:
        """Each that stands in the news, once."""
        return list({s.text: s for story in self.stories for s in story.sentences}.values())


def marked_terms(sentences: Sequence[Marked]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(word, facets) of all that the sentences truly say of the act, in every form."""
    for sentence in sentences:
        if sentence.says == "concept":
            for mark in sentence.marks:
                if mark.kind == "term":
                    yield from ((word, sentence.facets) for word in mark.words)
