"""Every client of news against every fault: what came is kept, what failed is said in a sentence, nothing crashes."""

import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import pytest
from _pytest.mark import ParameterSet
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import NewsError
from core.news.google_news import GoogleNews
from core.news.load import READERS, load_bytes
from core.news.naver_search import NaverNews
from core.news.source import Query
from core.news.wikipedia import background
from core.settings import get_settings
from core.web.fetcher import Answer, Stopped
from tests.support.asking import PHRASE, TODAY, asking, client, query, run
from tests.support.news_server import ENDING, HUB, NAVER_ERRORS, ODD, PASSING, NewsServer, article

CLIENTS = ("hub", "legacy", "google")
UNREADABLE = ("cut_unsaid", "broken", "html", "empty")  # asked for twice, the other passing ones four times
# Faults that last, and what is said of them; tries: requests that one page is given.
FOUR = {"429": "줄여 달라고", "429_later": "줄여 달라고", "500": "문제가 있어", "naver_500": "문제가 있어"}
FOUR |= dict.fromkeys(("slow", "cut", "cut_chunked"), "연결하지 못했습니다")
TWO = dict.fromkeys((*UNREADABLE, "bytes"), "응답")
ONE = {"huge": "문제가 있어", "gone": "404", "429_long": "줄여 달라고"}
ONE |= dict.fromkeys(("to_private", "to_loopback", "to_foreign", "to_file"), "허용되지 않은 곳")
NAVER_ONLY = {"key": "키를 받아들이지", "quota": "한도", "query": "검색어"}
TRIES = {**dict.fromkeys(FOUR, 4), **dict.fromkeys(TWO, 2), **dict.fromkeys((*ONE, *NAVER_ONLY), 1)}
SAID = {**FOUR, **TWO, **ONE, **NAVER_ONLY}
AT_ONCE = {"429", "429_later", "key", "quota", *ENDING}  # no other page is tried
MARCH = [article(n, date(2026, 3, 28) - timedelta(days=n // 4)) for n in range(60)]
ARTICLES = MARCH + [article(n, date(2026, 2, 20) - timedelta(days=n // 4)) for n in range(60, 118)]
FIRST = {"hub": 100, "legacy": 100, "google": len(MARCH)}  # articles in the first answer
EXTRACT = "있지는 2019년에 데뷔한 대한민국의 걸그룹이다. 다섯 명으로 이루어져 있다."


@pytest.fixture(scope="module")
def running() -> Iterator[NewsServer]:
    with NewsServer({PHRASE: ARTICLES}, {"ITZY": EXTRACT}) as server:
        yield server


@pytest.fixture
def server(running: NewsServer) -> NewsServer:
    running.faults, running.requests = [], []
    return running


def cases(*faults: str) -> list[ParameterSet]:
    """Every client with every fault that its service knows. A client waits for a slow answer in earnest."""
    known = [(name, fault) for name in CLIENTS for fault in faults if name != "google" or fault not in NAVER_ERRORS]
    return [pytest.param(*case, marks=[pytest.mark.slow] if case[1] == "slow" else []) for case in known]


def is_a_sentence_or_two(text: str) -> bool:
    return 10 < len(text) < 160 and text.endswith(("다.", "요.")) and text.count("다.") <= 2


@pytest.mark.parametrize(("name", "fault"), cases(*PASSING, *ODD, "bytes"))
def test_a_fault_that_passes_loses_nothing(server: NewsServer, name: str, fault: str) -> None:
    server.faults = [fault]
    pages, articles, told = run(client(name, server), query())
    assert len(server.requests) == len(pages) + (fault not in ODD), "what is only odd is not asked for again"
    assert {one.title for one in articles} == {one.title for one in ARTICLES}
    assert len(articles) == len(ARTICLES)
    assert len(told) == (fault == "future") and all("미래" in sentence for sentence in told)
    undated = [one for one in articles if one.date is None]
    assert len(undated) == (FIRST[name] if told else 0) and all(one.at is None for one in undated)


@pytest.mark.parametrize(("name", "fault"), cases(*(fault for fault in SAID if fault not in AT_ONCE)))
def test_a_page_that_fails_is_told_and_the_rest_comes(server: NewsServer, name: str, fault: str) -> None:
    server.faults = [fault] * TRIES[fault]
    _, articles, told = run(client(name, server), query(PHRASE, PHRASE) if fault == "query" else query())
    assert len(articles) == (len(ARTICLES) if fault == "query" else len(ARTICLES) - FIRST[name])
    assert len(told) == 1 and SAID[fault] in told[0] and is_a_sentence_or_two(told[0])


@pytest.mark.parametrize(("name", "fault"), cases(*SAID))
def test_a_fault_that_lasts_ends_the_search_and_what_came_is_kept(server: NewsServer, name: str, fault: str) -> None:
    server.faults = ["", *[fault] * 40]
    pages, articles, told = run(client(name, server), query(since=date(2025, 1, 1)))
    assert len(articles) == FIRST[name]
    assert len(set(told)) == 1 and SAID[fault] in told[0] and is_a_sentence_or_two(told[0])
    assert pages[0].problem == "" and all(page.done <= page.total for page in pages)
    assert len(server.requests) == 1 + TRIES[fault] * (1 if name != "google" or fault in AT_ONCE else 2)


@pytest.mark.parametrize(("name", "fault"), cases(*(fault for fault in SAID if fault != "slow")))
def test_a_service_that_is_down_is_not_asked_for_long(server: NewsServer, name: str, fault: str) -> None:
    server.faults = [fault] * 40
    _, articles, told = run(client(name, server), query(since=date(2025, 1, 1)))
    assert articles == [] and len(set(told)) == 1 and SAID[fault] in told[0]
    assert len(server.requests) == TRIES[fault] * (1 if fault in (*AT_ONCE, "query") else 2)


def test_failures_with_answers_between_them_end_nothing(server: NewsServer) -> None:
    server.faults = ["html", "html", "", "html", "html", ""]
    pages, _, told = run(client("google", server), query(since=date(2025, 10, 1)))
    assert [bool(page.problem) for page in pages] == [True, False, True, False, False, False] and len(told) == 2


@pytest.mark.parametrize("fault", ["entities", "file_entity"])
def test_entity_tricks_are_not_followed(server: NewsServer, fault: str) -> None:
    server.faults = [fault]
    _, articles, told = run(client("google", server), query())
    assert len(articles) == len(ARTICLES) - FIRST["google"] and len(told) == 1 and "응답을 읽을 수" in told[0]


def test_nobody_answers(server: NewsServer) -> None:
    with NewsServer() as gone:
        pass
    for name in CLIENTS:
        _, articles, told = run(client(name, gone), query())
        assert articles == [] and len(told) == 1 and "연결하지 못했습니다" in told[0]


@pytest.mark.parametrize("name", CLIENTS)
def test_whoever_wants_to_stop_is_heard(server: NewsServer, name: str) -> None:
    settings, fetcher = asking(server, stop=lambda: len(server.requests) > 0)
    source = GoogleNews(settings, fetcher) if name == "google" else NaverNews(settings, fetcher, HUB)
    with pytest.raises(Stopped):
        list(source.search(query()))


@pytest.mark.parametrize("fault", [*PASSING, "cp949", "bytes"])
def test_a_fault_that_passes_does_not_hide_the_background(server: NewsServer, fault: str) -> None:
    server.faults = [fault]
    found = background(*asking(server), ["ITZY"])
    assert found is not None and found.text == EXTRACT


@pytest.mark.parametrize("fault", [fault for fault in SAID if fault not in NAVER_ERRORS])
def test_a_background_that_cannot_be_had_is_told(server: NewsServer, fault: str) -> None:
    server.faults = [fault] * 4
    with pytest.raises(NewsError, match=SAID[fault]) as told:
        background(*asking(server), ["없는 문서", "ITZY"])
    assert is_a_sentence_or_two(str(told.value)) and len(server.requests) == TRIES[fault]


class Canned:
    """A fetcher that has one answer for everything."""

    def __init__(self, body: bytes, status: int = 200) -> None:
        self._answer = Answer("http://x.example", status, {}, body)

    def get(self, *_: Any, **__: Any) -> Answer:
        return self._answer


NAVER_ITEM = {
    "title": "<b>있지</b>",
    "originallink": "https://a.example/1",
    "link": "",
    "description": "x",
    "pubDate": "x",
}
FEED = (
    '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><item><title>있지 - 가람</title>'
    "<link>https://a.example</link><pubDate>Tue, 03 Mar 2026 16:30:00 GMT</pubDate><source>가람</source></item>"
    "</channel></rss>"
)
SOUND = [
    json.dumps({"total": 9, "items": [NAVER_ITEM]}).encode(),
    FEED.encode(),
    "제목\n날짜: 2026-03-02\n본문".encode(),
]
LEAF = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(exclude_categories=[]), max_size=40)
)
KEYS = ["items", "total", "error", "errorCode", "query", "pages", "extract", "articles", *NAVER_ITEM]
JSON = st.recursive(
    LEAF,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=12,
)
ITEMS = st.lists(st.fixed_dictionaries(dict.fromkeys(NAVER_ITEM, JSON)) | JSON, max_size=4)
NAVER = st.fixed_dictionaries({"items": ITEMS, "total": JSON})
PAGES = st.lists(st.fixed_dictionaries({"title": JSON, "extract": JSON, "pageprops": JSON}) | JSON, max_size=2)
WIKIPEDIA = st.fixed_dictionaries({"query": st.fixed_dictionaries({"pages": PAGES})})


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """An answer of a real shape with a piece replaced by anything."""
    data = draw(st.sampled_from(SOUND))
    start, end = sorted((draw(st.integers(0, len(data))), draw(st.integers(0, len(data)))))
    return data[:start] + draw(st.binary(max_size=20)) + data[end:]


ANYTHING = (
    st.binary(max_size=300) | damaged() | (JSON | NAVER | WIKIPEDIA).map(lambda value: json.dumps(value).encode())
)


@pytest.mark.slow
@settings(max_examples=300)
@given(ANYTHING, st.sampled_from([200, 200, 200, 204, 400, 404]))
def test_no_answer_raises_anything_but_a_news_error(body: bytes, status: int) -> None:
    own = get_settings()
    fetcher: Any = Canned(body, status)
    asked = Query("있지", (PHRASE, "있지 컴백"), date(2026, 1, 1), date(2026, 3, 31))
    for source in (NaverNews(own, fetcher, HUB), GoogleNews(own, fetcher, lambda: TODAY)):
        _, articles, _ = run(source, asked)
        for one in articles:
            assert f"{one.title}{one.body}{one.press}{one.link}".encode(), "a database takes it"
    with suppress(NewsError):
        background(own, fetcher, ["있지"])


@pytest.mark.slow
@settings(max_examples=300)
@given(ANYTHING, st.sampled_from(sorted(READERS)))
def test_no_file_raises_anything_but_a_news_error(data: bytes, suffix: str) -> None:
    try:
        reading = load_bytes(f"a{suffix}", data)
    except NewsError as error:
        assert str(error)
    else:
        assert all(one.title for one in reading)
