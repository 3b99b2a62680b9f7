"""What every news source offers: the articles about a group in a period, request by request."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from core.errors import NewsError
from core.news.reading import Reading
from core.types import Article


@dataclass(frozen=True, slots=True)
class Query:
    """group: id that the articles are filed under; words: search phrases; since, until: Korean days, both included."""

    group: str
    words: tuple[str, ...]
    since: date
    until: date

    def holds(self, day: date | None) -> bool:
        """May an article of this day belong to the period? One whose day nobody knows may."""
        return day is None or self.since <= day <= self.until


@dataclass(frozen=True, slots=True)
class Page:
    """What one request gave. done, total: requests so far and expected, as far as it is known by now.

    problem: Korean, what failed while the rest goes on; "" if nothing did."""

    articles: tuple[Article, ...]
    done: int
    total: int
    problem: str = ""


class NewsSource(Protocol):
    """A place to look for news. name: as in `Article.source`."""

    @property
    def name(self) -> str: ...

    def search(self, query: Query) -> Iterator[Page]:
        """Asked for page by page as they are taken; no link comes twice. Raises NewsError where nothing more can come
        (a bad key, a quota, nobody answers; BrokenPage where another search may fare better), and Stopped of the
        fetcher. Pages that were given stay good."""
        ...


class BrokenPage(NewsError):
    """One request failed; the next may go well."""


class Search:
    """The state of one search: which links were given, and whether it is worth going on."""

    def __init__(self, query: Query) -> None:
        self._query = query
        self._seen: set[tuple[str, str]] = set()
        self._failed = False

    def accept(self, reading: Reading) -> tuple[tuple[Article, ...], str]:
        """Its articles of the period that were not given before, and what is to be said of the rest."""
        self._failed = False
        new = []
        for article in reading:
            key = (article.link, "" if article.link else article.title)
            if self._query.holds(article.date) and key not in self._seen:
                self._seen.add(key)
                new.append(article)
        undated = f"날짜가 미래로 적힌 기사 {reading.undated}건은 날짜 없이 남겼습니다." if reading.undated else ""
        return tuple(new), undated

    def failed(self, error: BrokenPage) -> str:
        """What to say of a page that failed. Raises it at the second in a row: a third would fail as well, though a
        search for another group may not."""
        if self._failed:
            raise error
        self._failed = True
        return str(error)
