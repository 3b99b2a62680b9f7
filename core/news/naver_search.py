"""Naver's news search: a title, a snippet and a link of each article, never its body."""

from collections.abc import Iterator, Mapping
from datetime import date

from core.errors import NewsError
from core.news import naver
from core.news.reading import Reading
from core.news.source import BrokenPage, Page, Query, Search
from core.settings import Settings
from core.types import Article
from core.web.answers import number
from core.web.fetcher import Fetcher
from core.web.naver_api import LAST_START, PAGE, NaverApi, NaverError

_TAIL = 10  # dated articles at a page's end that must all be too old: one wrong clock among them ends nothing


class NaverNews:
    """Newest first. keys: go before those of the settings and have their names. Raises NewsError where there are none.

    The API knows no period: newer articles are requested all the same, and of each search phrase it shows the newest
    1,000 articles only."""

    name = "naver"

    def __init__(self, settings: Settings, fetcher: Fetcher, keys: Mapping[str, str]) -> None:
        try:
            self._api = NaverApi(
                "네이버 뉴스 검색", settings.naver_news_legacy, settings.naver_news_hub, settings, fetcher, keys
            )
        except NaverError as error:
            raise NewsError(str(error)) from None

    def search(self, query: Query) -> Iterator[Page]:
        """One phrase after another, as `NewsSource.search`."""
        search, done = Search(query), 0
        for phrase_number, phrase in enumerate(query.words, 1):
            for articles, problem, left in self._phrase(search, query, phrase):
                done += 1
                yield Page(articles, done, done + left + len(query.words) - phrase_number, problem)

    def _phrase(self, search: Search, query: Query, phrase: str) -> Iterator[tuple[tuple[Article, ...], str, int]]:
        """New articles, what failed, and how many requests are left, of each request."""
        last = LAST_START
        for start in range(1, LAST_START + 1, PAGE):
            articles: tuple[Article, ...] = ()
            try:
                reading, total = self._page(query.group, phrase, start)
            except _BadPhrase as error:
                yield (), f"'{phrase}': {error}", 0
                return
            except BrokenPage as error:
                problem = search.failed(error)
            else:
                articles, problem = search.accept(reading)
                reached = _reached(reading)
                over = not reading or (reached is not None and reached < query.since)
                last = 0 if over else min(total, LAST_START)
                if reached is not None and total > LAST_START and start + PAGE > last > 0:
                    problem = f"{problem} {_cut_off(phrase, reached)}".strip()
            left = len(range(start + PAGE, last + 1, PAGE))
            yield articles, problem, left
            if not left:
                return

    def _page(self, group: str, phrase: str, start: int) -> tuple[Reading, int]:
        """The articles from rank `start`, and how many there are in all."""
        try:
            answer = self._api.ask({"query": phrase, "display": PAGE, "start": start, "sort": "date"})
        except NaverError as error:
            kind = BrokenPage if error.page else _BadPhrase if error.query else NewsError
            raise kind(str(error)) from None
        return naver.parse(answer, group), number(answer.get("total"))


class _BadPhrase(NewsError):
    """Naver refuses a search phrase; the next may be fine."""


def _reached(reading: Reading) -> date | None:
    """The day that the search has come back to, None where a page has no dates at all."""
    days = [article.date for article in reading if article.date is not None]
    return max(days[-_TAIL:], default=None)


def _cut_off(phrase: str, reached: date) -> str:
    return f"네이버는 검색어마다 최근 {LAST_START:,}건만 보여 주어 '{phrase}'의 {reached} 이전 기사는 오지 않았습니다."
