"""The background of a group: which page it comes from, where it ends, whose it is."""

from collections.abc import Iterator

import pytest

from core.news.wikipedia import MAX_TEXT, background
from tests.support.asking import asking
from tests.support.news_server import WIKIPEDIA, NewsServer

LEAD = "있지(ITZY)는 2019년에 데뷔한 대한민국의 걸그룹이다."
PAGES = {
    "ITZY": f"{LEAD}\n\n\n== 역사 ==\n\n=== 데뷔 ===\n2월에 데뷔했다.",
    "아이들": "아이들은 다음을 가리킨다.\n\n* 어린이\n* 걸그룹",
    "지수": "지수는 동음이의어 문서이다. 값을 나타내는 말이거나 사람의 이름이다.",
    "긴 글": "하나의 문장이 여기에 있다. " * 200,
    "마침표 없는 글": "가" * 4000,
    "빈 글": "",
}


@pytest.fixture
def server() -> Iterator[NewsServer]:
    with NewsServer(pages=PAGES, redirects={"있지": "ITZY"}) as running:
        yield running


def test_the_first_title_that_has_an_article(server: NewsServer) -> None:
    found = background(*asking(server), ["없는 문서", "빈 글", "아이들", "지수", "있지", "긴 글"])
    assert found is not None
    assert (found.title, found.text) == ("ITZY", f"{LEAD}\n2월에 데뷔했다."), "redirected, without headings"
    assert found.link == f"http://{server.place}/wiki/ITZY"
    assert found.licence == "CC BY-SA 4.0" and found.credit == "위키백과 'ITZY' 문서와 그 기여자, CC BY-SA 4.0"
    assert [params["titles"] for _, params in server.requests] == ["없는 문서", "빈 글", "아이들", "지수", "있지"]
    path, params = server.requests[0]
    assert path == WIKIPEDIA and params["prop"].startswith("extracts") and params["explaintext"] == "1"


def test_a_long_article_ends_with_a_sentence(server: NewsServer) -> None:
    found = background(*asking(server), ["긴 글"])
    assert found is not None and 0.9 * MAX_TEXT < len(found.text) <= MAX_TEXT and found.text.endswith("있다.")
    assert found.link.endswith("/wiki/%EA%B8%B4_%EA%B8%80")
    endless = background(*asking(server), ["마침표 없는 글"])
    assert endless is not None and len(endless.text) == MAX_TEXT + 1 and endless.text.endswith("…")


def test_no_page_found(server: NewsServer) -> None:
    assert background(*asking(server), ["없는 문서", "지수"]) is None
    assert background(*asking(server), []) is None
