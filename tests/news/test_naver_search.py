"""Naver's news search: what is asked, where it ends, and what is understood."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from core.errors import NewsError
from core.news.naver_search import NaverNews
from core.settings import get_settings
from tests.support.asking import PHRASE, asking, client, query, run
from tests.support.news_server import HUB, LEGACY, NAVER_HUB, NAVER_OLD, NewsServer, article

LAST = date(2026, 3, 31)


@pytest.fixture
def server() -> Iterator[NewsServer]:
    many = [article(n, LAST - timedelta(days=n // 10)) for n in range(420)]  # ten a day, down to the 18th of February
    few = [*many[5:15], article(900, LAST - timedelta(days=1))]
    popular = [article(2000 + n, LAST) for n in range(1200)]
    with NewsServer({PHRASE: many, "있지 컴백": few, "있지 걸그룹": popular}) as running:
        yield running


@pytest.mark.parametrize(("name", "path", "more"), [("hub", NAVER_HUB, {"format": "json"}), ("legacy", NAVER_OLD, {})])
def test_both_apis_are_asked_for_the_newest_first(
    server: NewsServer, name: str, path: str, more: dict[str, str]
) -> None:
    pages, articles, told = run(client(name, server), query())
    assert len(articles) == 420 and not told
    asked = [
        {"query": PHRASE, "display": "100", "start": str(start), "sort": "date", **more} for start in (1, 101, 201)
    ]
    assert server.requests[:3] == [(path, params) for params in asked] and len(server.requests) == 5
    assert [(page.done, page.total) for page in pages] == [(n, 5) for n in range(1, 6)]


def test_an_article_is_what_was_written(server: NewsServer) -> None:
    _, articles, _ = run(client("hub", server), query(since=LAST))
    assert len(articles) == 10 and articles[0] == article(0, LAST), "marks and entities are gone, words are whole"
    assert articles[0].at == datetime(2026, 3, 31, 3, tzinfo=UTC)


def test_it_ends_where_the_period_begins(server: NewsServer) -> None:
    pages, articles, _ = run(client("hub", server), query(since=date(2026, 3, 20)))
    assert len(articles) == 120 and min(one.date for one in articles if one.date) == date(2026, 3, 20)
    assert len(server.requests) == 2 and (pages[-1].done, pages[-1].total) == (2, 2)


def test_one_wrong_clock_ends_nothing(server: NewsServer) -> None:
    # Naver sorts by its own clock, which may not be the one that an article shows.
    odd = article(0, LAST - timedelta(days=9000), at=None)
    server.articles["x"] = [article(n, LAST) for n in range(1, 150)]
    server.found = lambda phrases: [*server.articles["x"][:99], odd, *server.articles["x"][99:]]  # type: ignore[method-assign]
    _, articles, _ = run(client("hub", server), query("x"))
    assert len(articles) == 149


def test_what_is_newer_than_the_period_is_passed_over(server: NewsServer) -> None:
    pages, articles, _ = run(client("hub", server), query(until=date(2026, 3, 10)))
    assert max(one.date for one in articles if one.date) == date(2026, 3, 10)
    assert [len(page.articles) for page in pages] == [0, 0, 90, 100, 20]


def test_phrases_follow_each_other_and_no_link_comes_twice(server: NewsServer) -> None:
    pages, articles, told = run(client("hub", server), query(PHRASE, "있지 컴백", "nothing"))
    assert [one.link for one in articles].count("https://press4.example/900") == 1
    assert len(articles) == 421 and len({one.link for one in articles}) == 421 and not told
    assert [(page.done, page.total) for page in pages] == [(n, 7) for n in range(1, 8)]


def test_what_naver_does_not_show_is_told(server: NewsServer) -> None:
    pages, articles, told = run(client("hub", server), query("있지 걸그룹"))
    assert len(articles) == 1000 and len(pages) == 10
    assert told == [
        "네이버는 검색어마다 최근 1,000건만 보여 주어 '있지 걸그룹'의 2026-03-31 이전 기사는 오지 않았습니다."
    ]


def test_the_hub_goes_before_the_old_api_and_keys_of_the_settings_serve_too(server: NewsServer) -> None:
    settings, fetcher = asking(server)
    list(NaverNews(settings, fetcher, {**HUB, **LEGACY}).search(query("nothing")))
    own = settings.model_copy(
        update={"naver_client_id": _secret("me"), "naver_client_secret": _secret("legacy-secret")}
    )
    list(NaverNews(own, fetcher, {}).search(query("nothing")))
    assert [path for path, _ in server.requests] == [NAVER_HUB, NAVER_OLD]


def test_without_keys_it_says_where_they_come_from(server: NewsServer) -> None:
    with pytest.raises(NewsError, match="API 키가 없습니다"):
        NaverNews(get_settings(), asking(server)[1], {"naver_client_id": "me"})


@pytest.mark.parametrize("key", ["wrong", "한글 열쇠", "line\r\nbreak"])
def test_a_bad_news_key_is_told_and_not_repeated(server: NewsServer, key: str) -> None:
    settings, fetcher = asking(server)
    with pytest.raises(NewsError, match="키를 받아들이지") as told:
        list(NaverNews(settings, fetcher, {**HUB, "naver_hub_key": key}).search(query()))
    assert key not in str(told.value) and len(server.requests) <= 1


def test_a_phrase_that_is_refused_is_named(server: NewsServer) -> None:
    server.faults = ["query"]
    _, articles, told = run(client("hub", server), query("(((", PHRASE))
    assert len(articles) == 420 and len(told) == 1 and told[0].startswith("'((('") and "SE01" in told[0]


def _secret(text: str) -> object:
    from pydantic import SecretStr

    return SecretStr(text)
