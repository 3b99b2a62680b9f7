import json
from datetime import UTC, date, datetime

import pytest

from core.errors import NewsError
from core.news.naver import read

ITEM = {
    "title": "<b>여섯별</b>의 &quot;밤하늘&quot; &amp; 새벽",
    "originallink": "https://www.garam.example/1",
    "link": "https://n.news.naver.example/1",
    "description": "몽<b>환</b>적인 신스 &lt;잔향&gt;",
    "pubDate": "Mon, 26 Sep 2016 07:50:00 +0900",
}


def answer(*items, **more):
    body = {"lastBuildDate": "x", "total": len(items), "start": 1, "display": len(items), "items": list(items), **more}
    return json.dumps(body, ensure_ascii=False).encode()


def test_bold_tags_vanish_without_a_space_and_entities_are_resolved():
    (article,) = read(answer(ITEM), "group_6")
    assert article.title == '여섯별의 "밤하늘" & 새벽'
    assert article.body == "몽환적인 신스 <잔향>"
    assert article.date == date(2016, 9, 26)
    assert article.at == datetime(2016, 9, 25, 22, 50, tzinfo=UTC)
    assert article.link == "https://www.garam.example/1"
    assert article.press == "garam.example"
    assert article.source == "naver"
    assert not article.fictional


def test_the_fiction_mark_stands_at_the_top():
    assert all(a.fictional for a in read(answer(ITEM, fictional=True), "g"))


def test_times_are_korean_days():
    late = {**ITEM, "pubDate": "Sun, 25 Sep 2016 15:30:00 +0000"}
    assert read(answer(late), "g")[0].date == date(2016, 9, 26)


def test_links_that_are_no_web_links_are_left_out():
    odd = {**ITEM, "originallink": "javascript:alert(1)", "link": "https://n.news.naver.example/2"}
    assert read(answer(odd), "g")[0].link == "https://n.news.naver.example/2"


def test_damaged_items_are_counted_and_the_rest_kept():
    reading = read(answer(ITEM, {"title": ""}, "text", {**ITEM, "pubDate": "soon"}), "g")
    assert len(reading) == 2
    assert reading.skipped == 2
    assert reading[1].date is None


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"<html><body>502</body></html>", "HTML"),
        (b'{"items": [', "깨져"),
        (b"[1, 2]", "형식"),
        (b'{"errorMessage": "bad key", "errorCode": "024"}', "024"),
        (b'{"error": {"errorCode": "400", "message": "quota", "details": ""}}', "400"),
        (b"   ", "비어"),
    ],
)
def test_faults_of_an_answer_are_one_korean_sentence(body, sentence):
    with pytest.raises(NewsError, match=sentence):
        read(body, "g")


def test_no_hits_are_no_fault():
    assert len(read(answer(), "g")) == 0
