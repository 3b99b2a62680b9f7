"""Google News as RSS: titles, press and links, no bodies. No key, and no promise: nothing of it is documented."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from core.errors import NewsError, instead_of
from core.news import rss
from core.news.reading import Reading, korean_today
from core.news.source import BrokenPage, Page, Query, Search
from core.settings import Settings
from core.types import Article
from core.web.answers import LIMIT, once_more, only_here, unreachable
from core.web.fetcher import Answer, Fetcher, FetchError

FIRST_DAY = date(2002, 1, 1)  # Google News began that year
RECENT_DAYS = 31  # a period as short as this that ends today is given by its length
_EDITION = {"hl": "ko", "gl": "KR", "ceid": "KR:ko"}
_SERVICE = "Google 뉴스"


class GoogleNews:
    """Newest month first, about 100 articles of each. today: the day in Korea, to be replaced in tests."""

    name = "google_news"

    def __init__(self, settings: Settings, fetcher: Fetcher, today: Callable[[], date] = korean_today) -> None:
        self._address, self._fetcher, self._today = settings.google_news, fetcher, today

    def search(self, query: Query) -> Iterator[Page]:
        """A request for each calendar month, as `NewsSource.search`."""
        search = Search(query)
        windows = _windows(query, self._today()) if query.words else []
        for done, window in enumerate(windows, 1):
            articles: tuple[Article, ...] = ()
            try:
                articles, problem = search.accept(self._window(query, window))
            except BrokenPage as error:
                problem = search.failed(error)
            yield Page(articles, done, len(windows), problem)

    def _window(self, query: Query, window: str) -> Reading:
        params = {"q": f"{_any_of(query.words)} {window}", **_EDITION}
        try:
            answer = self._fetcher.get(self._address, LIMIT, params=params, again=once_more(_whole))
        except FetchError as error:
            kind = BrokenPage if only_here(error) else NewsError
            raise kind(unreachable(_SERVICE, error)) from None
        if answer.status != 200:
            raise BrokenPage(f"{_SERVICE}에서 검색을 거절했습니다(상태 {answer.status}). 잠시 뒤에 이어서 모아 주세요.")
        with instead_of(NewsError, BrokenPage(f"{_SERVICE}의 응답을 읽을 수 없습니다. 잠시 뒤에 이어서 모아 주세요.")):
            return rss.read(answer.body, query.group, self.name)


def _whole(answer: Answer) -> bool:
    return b"</rss>" in answer.body


def _any_of(phrases: tuple[str, ...]) -> str:
    return phrases[0] if len(phrases) == 1 else f"({' OR '.join(f'({phrase})' for phrase in phrases)})"


def _windows(query: Query, today: date) -> list[str]:
    """Operators that narrow a search to a part of the period each, the newest first.

    after: and before: count days of an unknown time zone, so they are given a day of margin; what is beyond the period
    is dropped later."""
    since = max(query.since, FIRST_DAY)
    days = (today - since).days + 1
    if query.until >= today and days <= RECENT_DAYS:
        return [f"when:{days}d"] if days > 0 else []
    windows = []
    last = min(query.until, today)
    while last >= since:
        first = max(since, last.replace(day=1))
        windows.append(f"after:{first - timedelta(days=1)} before:{last + timedelta(days=2)}")
        last = first - timedelta(days=1)
    return windows
