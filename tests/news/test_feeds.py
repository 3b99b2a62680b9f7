"""Feeds as publishers write them: the text of the article, whatever links, pictures and formats stand around it."""

from datetime import UTC, date, datetime

import pytest

from core.news.load import load_bytes
from core.news.rss import read

TEXT = "블랙핑크가 강렬한 힙합으로 돌아왔다."
LINK = "https://press.example/1"


def rss(description: str, more: str = "", day: str = "<pubDate>Tue, 05 Mar 2024 09:00:00 +0900</pubDate>") -> bytes:
    return (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>가람연예</title><item>'
        f"<title><![CDATA[블랙핑크, 강렬한 무대로 컴백]]></title><link>{LINK}</link>"
        f"<description><![CDATA[{description}]]></description>{more}{day}</item></channel></rss>"
    ).encode()


BODIES = [
    TEXT,
    f'{TEXT} <a href="{LINK}">기사 더보기</a>',
    f'{TEXT}<br/><a href="{LINK}">[전문 보기]</a>',
    f'<p>{TEXT}</p><p><a href="{LINK}" target="_blank">Read more…</a></p>',
    f'{TEXT} <a href="{LINK}">원문 바로가기 »</a>',
    f'<a href="{LINK}"><img src="x.jpg"/></a><br>{TEXT}',
    f'<a href="{LINK}"><img src="x.jpg" alt="사진"></a><p>{TEXT}</p>',
    '<a href="https://a.example">블랙핑크</a>가 <a href="https://b.example">강렬한</a> 힙합으로 돌아왔다.',
    f'<div><figure><a href="{LINK}"><img src="x.jpg"></a></figure>{TEXT} <a href="{LINK}">더 보기</a></div>',
    f"&lt;p&gt;{TEXT}&lt;/p&gt;",
    f"{TEXT}&nbsp;<!-- 광고 --><script>var a = 1;</script>",
]


@pytest.mark.parametrize("description", BODIES)
def test_the_text_stays_and_links_to_it_go(description: str) -> None:
    (one,) = read(rss(description), "g")
    assert (one.title, one.body, one.link) == ("블랙핑크, 강렬한 무대로 컴백", TEXT, LINK)


@pytest.mark.parametrize(
    "description",
    [
        f'<a href="{LINK}">블랙핑크, 강렬한 무대로 컴백</a>',
        f'<a href="{LINK}">블랙핑크, 강렬한 무대로 컴백</a>&nbsp;&nbsp;<font color="#6f6f6f">가람일보</font>',
        f'<ol><li><a href="{LINK}">블랙핑크 컴백</a>&nbsp;<font color="#6f6f6f">가람일보</font></li>'
        f'<li><a href="{LINK}">또 다른 제목</a>&nbsp;<font color="#6f6f6f">나래신문</font></li></ol>',
        "<b>블랙핑크</b>, 강렬한 무대로 컴백",
        f'<a href="{LINK}"><img src="x.jpg"/></a>',
    ],
)
def test_links_and_the_title_alone_are_no_text(description: str) -> None:
    assert read(rss(description), "g")[0].body == ""


@pytest.mark.parametrize("name", ["content:encoded", "content", "summary"])
def test_the_full_text_goes_before_the_summary(name: str) -> None:
    full = f"<{name}><![CDATA[<p>{TEXT} 전문이다.</p>]]></{name}>"
    assert read(rss("요약.", full), "g")[0].body == f"{TEXT} 전문이다."
    assert read(rss(TEXT, f"<{name}> </{name}>"), "g")[0].body == TEXT


DAYS = {
    "<pubDate>Mon, 04 Mar 2024 20:00:00 GMT</pubDate>": datetime(2024, 3, 4, 20, tzinfo=UTC),
    "<pubDate>Tue, 05 Mar 2024 05:00:00 KST</pubDate>": datetime(2024, 3, 4, 20, tzinfo=UTC),
    "<dc:date>2024-03-04T20:00:00Z</dc:date>": datetime(2024, 3, 4, 20, tzinfo=UTC),
    "<pubDate>2024-03-05 09:00:00</pubDate>": None,
    "<pubDate>2024년 3월 5일</pubDate>": None,
}


@pytest.mark.parametrize("day", DAYS)
def test_a_feed_s_day_is_that_of_korea(day: str) -> None:
    (one,) = read(rss(TEXT, day=day), "g")
    assert (one.date, one.at) == (date(2024, 3, 5), DAYS[day])


def test_a_day_that_is_none_is_told() -> None:
    reading = read(rss(TEXT, day="<pubDate>3시간 전</pubDate>"), "g")
    assert (reading[0].date, reading.illegible) == (None, 1) and "‘3시간 전’" in reading.remarks[0]
    assert read(rss(TEXT, day=""), "g").remarks == ()


ATOM = '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>가람</title><entry>{}</entry></feed>'
ENTRIES = [
    f'<title>컴백</title><link href="{LINK}"/><updated>2024-03-04T20:00:00Z</updated><summary>{TEXT}</summary>',
    f'<title type="html">&lt;b&gt;컴백&lt;/b&gt;</title><link rel="self" href="https://x.example"/>'
    f'<link rel="alternate" href="{LINK}"/><published>2024-03-05T05:00:00+09:00</published>'
    f'<updated>2024-04-01T00:00:00Z</updated><content type="html">&lt;p&gt;{TEXT}&lt;/p&gt;</content>',
    f"<title>컴백</title><id>{LINK}</id><published>2024-03-05T05:00:00+09:00</published><summary>요약</summary>"
    f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{TEXT}</p></div></content>',
]


@pytest.mark.parametrize("entry", ENTRIES)
def test_atom(entry: str) -> None:
    for name in ("a.xml", "a.atom"):
        (one,) = load_bytes(name, ATOM.format(entry).encode(), "g")
        assert (one.title, one.body, one.link, one.date) == ("컴백", TEXT, LINK, date(2024, 3, 5))
        assert one.at == datetime(2024, 3, 4, 20, tzinfo=UTC)


def test_rss_1_keeps_its_items_beside_the_channel() -> None:
    feed = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>가람</title></channel>'
        f"<item><title>컴백</title><link>{LINK}</link><description>{TEXT}</description>"
        "<dc:date>2024-03-05T09:00:00+09:00</dc:date></item></rdf:RDF>"
    )
    (one,) = read(feed.encode(), "g")
    assert (one.title, one.body, one.link, one.date) == ("컴백", TEXT, LINK, date(2024, 3, 5))


def test_the_press_is_whom_the_item_names_and_not_the_feed_of_an_entry() -> None:
    assert read(rss(TEXT, "<source url='https://a.example'>가람일보</source>"), "g")[0].press == "가람일보"
    source = f"<title>컴백</title><link href='{LINK}'/><source><title>나래신문</title></source>"
    assert read(ATOM.format(source).encode(), "g")[0].press == "나래신문"
