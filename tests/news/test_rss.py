import time
from datetime import UTC, date, datetime

import pytest

from core.errors import NewsError
from core.news.rss import read

FEED = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>x</title>{mark}{items}</channel></rss>"""
ITEM = """<item><title>여섯별 - 밤하늘 - 가람일보</title><link>https://news.example/rss/articles/abc</link>
<guid isPermaLink="false">abc</guid><pubDate>Tue, 03 Mar 2026 16:30:00 GMT</pubDate>
<description>&lt;ol&gt;&lt;li&gt;&lt;a href="https://x.example"&gt;여섯별&lt;/a&gt;&lt;/li&gt;&lt;/ol&gt;</description>
<source url="https://garam.example">가람일보</source></item>"""


def feed(items=ITEM, mark=""):
    return FEED.format(items=items, mark=mark).encode()


def test_the_press_is_cut_from_the_title_and_other_dashes_stay():
    (article,) = read(feed(), "group_6")
    assert article.title == "여섯별 - 밤하늘"
    assert article.press == "가람일보"


def test_the_list_of_links_is_no_summary():
    assert read(feed(), "g")[0].body == ""


def test_a_publishers_summary_is_kept_as_text():
    item = ITEM.replace(
        ITEM[ITEM.index("<description>") : ITEM.index("</description>")], "<description>&lt;p&gt;몽환&lt;/p&gt;"
    )
    assert read(feed(item), "g")[0].body == "몽환"


def test_gmt_becomes_the_korean_day():
    assert read(feed(), "g")[0].date == date(2026, 3, 4)


def test_the_moment_and_a_publishers_own_way_to_write_a_day():
    assert read(feed(), "g")[0].at == datetime(2026, 3, 3, 16, 30, tzinfo=UTC)
    (article,) = read(feed(ITEM.replace("Tue, 03 Mar 2026 16:30:00 GMT", "2026-03-03 16:30:00")), "g")
    assert (article.date, article.at) == (date(2026, 3, 3), None)


@pytest.mark.parametrize("declared", ["UTF-8", "EUC-KR"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp949"])
def test_the_encoding_may_be_another_than_declared(declared, encoding):
    text = feed().decode().replace('encoding="UTF-8"', f'encoding="{declared}"')
    assert read(text.encode(encoding), "g")[0].press == "가람일보"


def test_control_characters_are_passed_over():
    assert read(feed(ITEM.replace("밤하늘", "밤\x0b하늘")), "g")[0].title == "여섯별 - 밤하늘"


@pytest.mark.parametrize(
    "mark",
    [
        "<category>fictional</category>",
        "<fictional>true</fictional>",
        "<description>가상 기사: 지어낸 글</description>",
    ],
)
def test_the_fiction_mark(mark):
    assert read(feed(mark=mark), "g")[0].fictional
    assert not read(feed(), "g")[0].fictional


def test_items_without_a_title_are_counted():
    reading = read(feed(ITEM + "<item><link>https://a.example</link></item>"), "g")
    assert (len(reading), reading.skipped) == (1, 1)


BOMB = b"""<!DOCTYPE rss [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;">]><rss><channel>&b;</channel></rss>"""
LEAK = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><channel>&a;</channel></rss>"""


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"<!doctype html><html></html>", "HTML"),
        (feed()[:200], "깨져"),
        (b"plain text", "깨져"),
        (b"<opml></opml>", "RSS 형식"),
        (BOMB, "엔티티"),
        (LEAK, "엔티티"),
        (b"", "비어"),
    ],
    ids=["html", "cut", "text", "other xml", "bomb", "file entity", "empty"],
)
def test_faults_of_a_feed_are_one_korean_sentence(body, sentence):
    with pytest.raises(NewsError, match=sentence):
        read(body, "g")


def test_links_that_never_end_take_no_longer_than_others():
    start = time.process_time()
    item = f"<item><title>t</title><description>{'&lt;a ' * 300_000}</description></item>"
    read(feed(item), "g")
    assert time.process_time() - start < 3, "seconds; it would have taken ten minutes"
