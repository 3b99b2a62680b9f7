"""The repairs that every reader shares: moments, clocks that run ahead, characters that no database takes."""

import io
import json
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from core.news.days import day, korean_day, mail_moment
from core.news.load import load_bytes
from core.news.reading import Reading, collected, korean_today
from core.text.html import MAX_LINK, clean, web_link
from core.types import Article
from tests.support.builders import present


def korean_day_of(text: str) -> date | None:
    return korean_day(mail_moment(text))


def test_a_moment_is_in_utc_and_its_day_in_korea() -> None:
    assert mail_moment("Mon, 26 Sep 2016 07:50:00 +0900") == datetime(2016, 9, 25, 22, 50, tzinfo=UTC)
    assert korean_day_of("Sun, 25 Sep 2016 15:00:00 GMT") == date(2016, 9, 26)
    assert mail_moment("Mon, 26 Sep 2016 07:50:00") == datetime(2016, 9, 26, 7, 50, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "soon", "1 jan 99999999999999999999 1:1:1 +0", "Mon, 26 Sep , 07:50:00 +0900"])
def test_what_is_no_moment_is_none(text: str) -> None:
    assert mail_moment(text) is None and korean_day_of(text) is None


@given(st.text() | st.none() | st.integers() | st.floats() | st.lists(st.integers()))
def test_any_value_may_stand_for_a_date_a_text_or_a_link(value: object) -> None:
    moment, found = mail_moment(value), day(value)
    assert moment is None or moment.tzinfo is UTC
    assert found is None or isinstance(found, date)
    assert len(clean(value).encode()) >= len(clean(value))
    assert web_link(value) in ("", str(value).strip())


def test_half_characters_and_lists_are_no_text() -> None:
    assert clean("있지\ud83d!") == "있지?!" and clean(["있지"]) == "" and clean({"a": 1}) == ""


def test_an_endless_address_is_no_link() -> None:
    assert web_link("https://a.example/" + "x" * MAX_LINK) == ""


LATER = (datetime.now(UTC) + timedelta(days=400)).date()
ROW = ["title", "body", "date"], ["있지", "본문", LATER.isoformat()]
MAIL = f"{LATER:%a, %d %b %Y} 07:50:00 +0900"


def workbook() -> bytes:
    book, out = Workbook(), io.BytesIO()
    for row in (["제목", "본문", "일자"], ["있지", "본문", f"{LATER:%Y%m%d}"]):
        present(book.active).append(row)
    book.save(out)
    return out.getvalue()


FILES = {
    "a.csv": "\n".join(",".join(row) for row in ROW).encode(),
    "a.json": json.dumps([dict(zip(*ROW, strict=True))]).encode(),
    "naver.json": json.dumps({"items": [{"title": "있지", "description": "", "pubDate": MAIL}]}).encode(),
    "a.txt": f"있지\n날짜: {LATER}\n본문".encode(),
    "a.rss": f"<rss><channel><item><title>있지</title><pubDate>{MAIL}</pubDate></item></channel></rss>".encode(),
    "a.xlsx": workbook(),
}


@pytest.mark.parametrize("name", FILES)
def test_every_reader_drops_dates_of_the_future_and_counts_them(name: str) -> None:
    reading = load_bytes(name, FILES[name], "g")
    assert (len(reading), reading.undated) == (1, 1)
    assert reading[0].title == "있지" and reading[0].date is None and reading[0].at is None
    assert (reading + reading).undated == 2


def test_tomorrow_may_be_and_fiction_may_be_whenever() -> None:
    def article(when: date, fictional: bool = False) -> Article:
        return Article("g", "t", "b", "p", when, "", "file", fictional, datetime(2026, 1, 1, tzinfo=UTC))

    tomorrow, later = korean_today() + timedelta(days=1), korean_today() + timedelta(days=3)
    kept = collected([article(tomorrow), article(later), article(later, True)], excluded=1, skipped=2)
    assert [one.date for one in kept] == [tomorrow, None, later]
    assert [one.at is None for one in kept] == [False, True, False]
    assert kept == Reading(kept.articles, excluded=1, skipped=2, undated=1)
