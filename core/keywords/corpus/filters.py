"""Which articles and words count. Applied after everything costly, so that a filter is instant."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from core.keywords.analyzers.tokens import WordKind
from core.text.near_duplicates import Folded
from core.text.terms import EVERY_TEXT, Terms
from core.types import Article


@dataclass(frozen=True, slots=True)
class Filters:
    """since, until: days inclusive; an article without a day is left out as soon as one is given. presses: those to
    keep, all if empty. kinds: parts of speech to keep, all if empty. exclude: words to leave out. terms: (group, which
    of its articles are read), of the groups that are not read whole."""

    since: date | None = None
    until: date | None = None
    presses: frozenset[str] = frozenset()
    kinds: frozenset[WordKind] = frozenset()
    exclude: frozenset[str] = frozenset()
    terms: tuple[tuple[str, Terms], ...] = ()

    def in_period(self, day: date | None) -> bool:
        """Does an article of that day count?"""
        if self.since is None and self.until is None:
            return True
        return day is not None and (self.since or day) <= day <= (self.until or day)

    def reads(self, article: Article) -> bool:
        """Do its words let it be read for its group?"""
        return dict(self.terms).get(article.group, EVERY_TEXT).reads(article)

    def passing(self, folded: Folded) -> Iterator[Article]:
        """Those of the article and its copies that pass period and press; one is enough for the story to count. Its
        words are those of the article that is read."""
        if not self.reads(folded.article):
            return
        for article in (folded.article, *folded.copies):
            if self.in_period(article.date) and (not self.presses or article.press in self.presses):
                yield article


EVERYTHING = Filters()
