"""Commons and Naver in their real formats: what is asked, what is understood, and what is said when it goes wrong."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

import pytest

from core.collect.commons import WIDTH, Commons
from core.collect.naver import NaverImages
from core.errors import CollectError
from core.settings import get_settings
from core.web.answers import plain
from core.web.fetcher import Fetcher
from tests.support.fault_server import HUB_KEY, LEGACY_KEY, SkippingClock
from tests.support.photo_answers import Offer, noise_photo
from tests.support.photo_server import PhotoServer

PHOTO = noise_photo(2)
HUB = {"naver_hub_key_id": "me", "naver_hub_key": HUB_KEY}
LEGACY = {"naver_client_id": "me", "naver_client_secret": LEGACY_KEY}


@pytest.fixture
def server() -> Iterator[PhotoServer]:
    many = [Offer(f"Jisoo at show {n}", PHOTO) for n in range(120)]
    few = [Offer("Yeji", PHOTO), Offer("Yeji large", PHOTO, width=4000, height=6000)]
    odd = [Offer("score", PHOTO, mime="image/svg+xml"), Offer("clip", PHOTO, mime="video/webm"), Offer("Lia", PHOTO)]
    with PhotoServer({"지수": many, "예지": few, "리아": odd, "Category:Jisoo": many[:60]}) as running:
        yield running


def commons(server: PhotoServer) -> Commons:
    clock = SkippingClock()
    settings = server.settings(get_settings())
    return Commons(settings, Fetcher(settings, clock=clock, sleep=clock.sleep))


def naver(server: PhotoServer, keys: dict[str, str]) -> NaverImages:
    clock = SkippingClock()
    settings = server.settings(get_settings())
    return NaverImages(settings, Fetcher(settings, clock=clock, sleep=clock.sleep), keys)


def test_commons_gives_every_result_in_the_order_of_its_rank(server: PhotoServer) -> None:
    found = list(commons(server).search("지수"))
    assert [c.title for c in found] == [f"Jisoo at show {n}" for n in range(120)]
    assert len(server.searches) == 3  # 50 at a time
    asked = server.searches[0]
    assert asked["gsrnamespace"] == "6" and asked["formatversion"] == "2" and asked["maxlag"] == "5"


def test_commons_asks_for_no_more_pages_than_are_used(server: PhotoServer) -> None:
    assert len(list(islice(commons(server).search("지수"), 50))) == 50
    assert len(server.searches) == 1


def test_commons_says_whose_a_photo_is(server: PhotoServer) -> None:
    small, large = commons(server).search("예지")
    assert (small.author, small.licence) == ("Kim & Lee", "CC BY-SA 4.0")
    assert small.licence_url == "https://creativecommons.org/licenses/by-sa/4.0"
    assert small.page == "https://commons.wikimedia.org/wiki/File:Yeji.jpg"
    assert small.url == server.url(server.results["예지"][0])
    assert large.width == 4000 and "/thumb/" in large.url, f"the original is wider than {WIDTH} px"


def test_commons_leaves_out_what_is_no_photo(server: PhotoServer) -> None:
    assert [c.title for c in commons(server).search("리아")] == ["Lia"]


@pytest.mark.parametrize("query", ["Category:Jisoo", "분류: Jisoo", "category:Jisoo"])
def test_a_category_is_listed_and_not_searched(server: PhotoServer, query: str) -> None:
    assert len(list(commons(server).search(query))) == 60
    assert {asked["generator"] for asked in server.searches} == {"categorymembers"}


def test_no_photo_found(server: PhotoServer) -> None:
    assert list(commons(server).search("nobody")) == []
    assert list(naver(server, HUB).search("nobody")) == []


@pytest.mark.parametrize("fault", ["maxlag", "ratelimited", "429", "500"])
def test_commons_waits_when_it_is_asked_to(server: PhotoServer, fault: str) -> None:
    server.faults = [fault, fault]
    assert len(list(commons(server).search("예지"))) == 2
    assert len(server.searches) == 3


@pytest.mark.parametrize(
    ("faults", "sentence"),
    [
        (["code:badvalue"], "badvalue"),
        (["html"], "읽을 수 없습니다"),
        (["ratelimited"] * 4, "줄여 달라고"),
        (["500"] * 4, "문제가 있어"),
    ],
)
def test_commons_fails_in_a_sentence(server: PhotoServer, faults: list[str], sentence: str) -> None:
    server.faults = faults
    with pytest.raises(CollectError, match=sentence):
        list(commons(server).search("예지"))


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<a href='x'>Kim</a>", "Kim"),
        ("<p>one</p><p>two</p>", "one two"),
        ("a <script>alert(1)</script>b", "a b"),
        ("<b>broken <i>markup", "broken markup"),
        ("&lt;b&gt;", "<b>"),
        (None, ""),
        ("x" * 900, "x" * 300),
        ("<br>" * 3000 + "beyond what is read", ""),
    ],
)
def test_markup_becomes_text(markup: str | None, text: str) -> None:
    assert plain(markup) == text


@pytest.mark.parametrize("keys", [HUB, LEGACY])
def test_naver_gives_every_result(server: PhotoServer, keys: dict[str, str]) -> None:
    found = list(naver(server, keys).search("지수"))
    assert [c.url for c in found] == [server.url(o) for o in server.results["지수"]]
    assert found[0].title == '지수 "Jisoo at show 0"' and (found[0].width, found[0].height) == (640, 480)
    assert {(c.author, c.licence, c.page) for c in found} == {("", "", "")}, "nobody said whose they are"
    assert [s["start"] for s in server.searches] == ["1", "101"] and server.searches[0]["filter"] == "large"


def test_the_hub_goes_before_the_old_api(server: PhotoServer) -> None:
    list(naver(server, {**HUB, **LEGACY}).search("예지"))
    assert server.searches[0].get("format") == "json"


def test_naver_without_keys(server: PhotoServer) -> None:
    with pytest.raises(CollectError, match="API 키가 없습니다"):
        naver(server, {"naver_client_id": "me"})


@pytest.mark.parametrize("key", ["wrong", "한글 열쇠", "line\r\nbreak"])
@pytest.mark.parametrize("name", ["naver_hub_key", "naver_client_secret"])
def test_a_bad_photo_key_is_told_and_not_repeated(server: PhotoServer, name: str, key: str) -> None:
    other = {"naver_hub_key": "naver_hub_key_id", "naver_client_secret": "naver_client_id"}[name]
    with pytest.raises(CollectError, match="키를 받아들이지") as told:
        list(naver(server, {name: key, other: "me"}).search("예지"))
    assert key not in str(told.value) and len(server.searches) <= 1


@pytest.mark.parametrize(
    ("faults", "sentence", "calls"),
    [
        (["quota"], "한도", 1),
        (["hub_quota"], "한도", 1),
        (["query"], "검색어", 1),
        (["500"] * 4, "문제가 있어", 4),
        (["html"] * 2, "형식이 다릅니다", 2),
    ],
)
def test_naver_fails_in_a_sentence(server: PhotoServer, faults: list[str], sentence: str, calls: int) -> None:
    server.faults = list(faults)
    with pytest.raises(CollectError, match=sentence):
        list(naver(server, HUB).search("예지"))
    assert len(server.searches) == calls


def test_odd_answers_are_survived(server: PhotoServer, monkeypatch: pytest.MonkeyPatch) -> None:
    pages: list[Any] = [None, 3, {"imageinfo": []}, {"imageinfo": [{"mime": "image/jpeg", "url": "javascript:x"}]}]
    answers: list[dict[str, Any]] = [
        {"query": {"pages": pages}, "continue": {"gsroffset": 50}},
        {"batchcomplete": True, "continue": {"gsroffset": 50}},
    ]
    own = commons(server)
    monkeypatch.setattr(own, "_ask", lambda params: answers.pop(0))
    assert list(own.search("지수")) == [] and not answers, "and it does not go round for ever"
