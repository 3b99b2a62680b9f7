"""Google News: which windows are asked for and what is understood of the feed."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.news.google_news import FIRST_DAY, RECENT_DAYS, _windows
from core.news.source import Query
from tests.support.asking import PHRASE, TODAY, client, query, run
from tests.support.news_server import GOOGLE, NewsServer, article


@pytest.fixture
def server() -> Iterator[NewsServer]:
    daily = [article(n, TODAY - timedelta(days=n)) for n in range(120)]
    with NewsServer({PHRASE: daily, "있지 컴백": [*daily[:5], article(500, date(2026, 2, 1))]}) as running:
        yield running


def asked(server: NewsServer) -> list[str]:
    return [params["q"] for _, params in server.requests]


def test_a_long_period_is_asked_for_by_months(server: NewsServer) -> None:
    pages, articles, told = run(client("google", server), query(since=date(2026, 1, 15), until=date(2026, 3, 10)))
    assert asked(server) == [
        "있지 ITZY after:2026-02-28 before:2026-03-12",
        "있지 ITZY after:2026-01-31 before:2026-03-02",
        "있지 ITZY after:2026-01-14 before:2026-02-02",
    ]
    path, params = server.requests[0]
    assert path == GOOGLE and {key: params[key] for key in ("hl", "gl", "ceid")} == {
        "hl": "ko",
        "gl": "KR",
        "ceid": "KR:ko",
    }
    assert [(page.done, page.total) for page in pages] == [(1, 3), (2, 3), (3, 3)] and not told
    days = [one.date for one in articles]
    assert len(set(days)) == len(days) == 55, "each day's article once, the margins of the windows left out"
    assert (min(d for d in days if d), max(d for d in days if d)) == (date(2026, 1, 15), date(2026, 3, 10))


def test_a_short_period_until_today_is_asked_for_by_its_length(server: NewsServer) -> None:
    _, articles, _ = run(
        client("google", server), query(since=TODAY - timedelta(days=6), until=TODAY + timedelta(days=3))
    )
    assert asked(server) == ["있지 ITZY when:7d"]
    assert len(articles) == 7, "what the feed holds beyond the period is dropped"


def test_phrases_share_a_request(server: NewsServer) -> None:
    _, articles, _ = run(
        client("google", server), query(PHRASE, "있지 컴백", since=date(2026, 2, 1), until=date(2026, 2, 28))
    )
    assert asked(server) == ["((있지 ITZY) OR (있지 컴백)) after:2026-01-31 before:2026-03-02"]
    assert len(articles) == 29


def test_an_article_is_what_the_feed_says_of_it(server: NewsServer) -> None:
    _, (one, *_), _ = run(client("google", server), query(since=TODAY - timedelta(days=2), until=TODAY))
    assert (one.title, one.press, one.body) == ('있지 컴백 0 & "쇼케이스"', "press0.example", "")
    assert (one.group, one.source, one.date) == ("있지", "google_news", TODAY)
    assert one.at == datetime(2026, 4, 20, 3, tzinfo=UTC) and one.link.startswith("https://news.google.example/")


def test_nothing_is_asked_where_there_is_nothing_to_ask(server: NewsServer) -> None:
    tomorrow = TODAY + timedelta(days=1)
    assert run(client("google", server), query(since=tomorrow, until=tomorrow)) == ([], [], [])
    assert run(client("google", server), query(since=date(2026, 3, 2), until=date(2026, 3, 1))) == ([], [], [])
    assert list(client("google", server).search(Query("g", (), date(2026, 1, 1), TODAY))) == []
    assert server.requests == []


@given(st.dates(), st.dates())
def test_the_windows_cover_every_day_of_the_period_that_has_been(since: date, until: date) -> None:
    windows = _windows(Query("g", ("x",), since, until), TODAY)
    wanted = max(since, FIRST_DAY), min(until, TODAY)
    if wanted[0] > wanted[1]:
        assert windows == []
    elif until >= TODAY and (TODAY - since).days < RECENT_DAYS:
        assert windows == [f"when:{(TODAY - since).days + 1}d"]
    else:
        spans = [[date.fromisoformat(part.split(":")[1]) for part in window.split()] for window in reversed(windows)]
        assert spans[0][0] < wanted[0] and spans[-1][1] > wanted[1]
        assert all(earlier[1] > later[0] for earlier, later in pairwise(spans))
        assert all((last - first).days <= RECENT_DAYS + 2 for first, last in spans)
