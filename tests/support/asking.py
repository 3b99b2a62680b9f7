"""Clients of news services that ask the server of these tests, and what becomes of a whole search."""

from datetime import date
from typing import Any

from core.errors import NewsError
from core.news.google_news import GoogleNews
from core.news.naver_search import NaverNews
from core.news.source import NewsSource, Page, Query
from core.news.table import hosts
from core.settings import Settings, get_settings
from core.types import Article
from core.web.fetcher import Fetcher, FetchLimits
from tests.support.fault_server import SkippingClock
from tests.support.news_server import HUB, LEGACY, NewsServer

PHRASE = "있지 ITZY"
TODAY = date(2026, 4, 20)
LIMITS = FetchLimits(connect=2, read=0.25, seconds=5)


def query(*words: str, since: date = date(2026, 1, 1), until: date = date(2026, 3, 31)) -> Query:
    return Query("있지", words or (PHRASE,), since, until)


def asking(server: NewsServer, **more: Any) -> tuple[Settings, Fetcher]:
    settings, clock = server.settings(get_settings()), SkippingClock()
    own = {"limits": LIMITS, "clock": clock, "sleep": clock.sleep, "hosts": hosts(settings), **more}
    return settings, Fetcher(settings, **own)


def client(name: str, server: NewsServer) -> NewsSource:
    """name: hub or legacy of Naver, or google."""
    settings, fetcher = asking(server)
    if name == "google":
        return GoogleNews(settings, fetcher, lambda: TODAY)
    return NaverNews(settings, fetcher, HUB if name == "hub" else LEGACY)


def run(source: NewsSource, asked: Query) -> tuple[list[Page], list[Article], list[str]]:
    """The pages, the articles of all of them, and everything that was said to be wrong."""
    pages: list[Page] = []
    told: list[str] = []
    try:
        for page in source.search(asked):
            pages.append(page)
    except NewsError as error:
        told.append(str(error))
    told = [page.problem for page in pages if page.problem] + told
    return pages, [one for page in pages for one in page.articles], told
