"""Excel files as they really come, and as they come broken."""

import io
import random
import zipfile
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from core.errors import NewsError
from core.news.bigkinds import COLUMNS
from core.news.files import rows
from core.news.files.rows import MAX_TAGS
from core.news.files.workbook import MAX_PARTS, read
from tests.support.builders import present

ROW = {
    "뉴스 식별자": "01100101.20191121",
    "일자": "20191121",
    "언론사": "가람일보",
    "제목": "여섯별, 밤하늘을 노래하다",
    "본문": "몽환적인 신스가 길게 번진다.",
    "URL": "https://news.example.com/1",
    "분석제외 여부": None,
}


def workbook(*rows, columns=COLUMNS, sheet="sheet", before=()):
    book = Workbook()
    page = present(book.active)
    page.title = sheet
    for row in before:
        page.append(row)
    page.append(list(columns))
    for row in rows:
        page.append([row.get(c) for c in COLUMNS])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_reads_the_nineteen_columns():
    assert len(COLUMNS) == 19
    (article,) = read(workbook(ROW), "group_6")
    assert article.group == "group_6"
    assert article.title == "여섯별, 밤하늘을 노래하다"
    assert article.body == "몽환적인 신스가 길게 번진다."
    assert article.press == "가람일보"
    assert article.date == date(2019, 11, 21)
    assert article.link == "https://news.example.com/1"
    assert not article.fictional


@pytest.mark.parametrize("day", [20191121, 20191121.0, "2019-11-21", "2019.11.21"])
def test_reads_the_day_however_excel_kept_it(day):
    (article,) = read(workbook({**ROW, "일자": day}), "g")
    assert article.date == date(2019, 11, 21)


def test_a_day_that_is_none_stays_none():
    (article,) = read(workbook({**ROW, "일자": "20191399"}), "g")
    assert article.date is None


def test_rows_marked_as_excluded_are_dropped_and_counted():
    rows = [ROW, {**ROW, "분석제외 여부": "중복"}, {**ROW, "분석제외 여부": "예외"}]
    reading = read(workbook(*rows), "g")
    assert len(reading) == 1
    assert reading.excluded == 2


def test_headers_may_lose_spaces_and_hold_line_breaks():
    columns = [c.replace(" ", "") if i % 2 else c.replace(" ", "\n") for i, c in enumerate(COLUMNS)]
    columns[columns.index("특성추출(가중치순상위50개)")] = "특성추출"
    reading = read(workbook(ROW, {**ROW, "분석제외 여부": "중복"}, columns=columns), "g")
    assert len(reading) == 1
    assert reading.excluded == 1
    assert reading[0].press == "가람일보"


def test_a_title_line_above_the_header_is_skipped():
    reading = read(workbook(ROW, before=[["빅카인즈 검색 결과"], []]), "g")
    assert len(reading) == 1


def test_the_fiction_mark_of_the_identifier():
    (article,) = read(workbook({**ROW, "뉴스 식별자": "FICTION.group_6-001"}), "g")
    assert article.fictional


@pytest.mark.parametrize("link", ["javascript:alert(1)", "ftp://a.example", "file:///etc/passwd", "//x", "http://", ""])
def test_only_web_links_are_kept(link):
    (article,) = read(workbook({**ROW, "URL": link}), "g")
    assert article.link == ""


def test_rows_without_a_title_are_counted_and_entities_resolved():
    reading = read(workbook({**ROW, "제목": " "}, {**ROW, "제목": "A &amp; B"}), "g")
    assert reading.skipped == 1
    assert reading[0].title == "A & B"


def test_names_that_the_export_lists_become_tags():
    named = {"인물": "예지, 류진", "기관": "JYP엔터테인먼트", "키워드": "있지,컴백,, 예지 ,쇼케이스", "위치": "서울"}
    (article,) = read(workbook({**ROW, **named}), "g")
    assert article.tags == ("예지", "류진", "JYP엔터테인먼트", "있지", "컴백", "쇼케이스")
    (many,) = read(workbook({**ROW, "키워드": ",".join(map(str, range(500)))}), "g")
    assert len(many.tags) == MAX_TAGS
    assert read(workbook(ROW), "g")[0].tags == ()


def test_missing_columns_are_named():
    columns = ["적어 둔 것" if c == "제목" else c for c in COLUMNS]
    with pytest.raises(NewsError, match=r"엑셀에서 제목.*적어 둔 것"):
        read(workbook(ROW, columns=columns), "g")


@pytest.mark.parametrize(
    "data",
    [b"not a workbook", b"PK\x03\x04broken", b"<!DOCTYPE html><html>login</html>"],
    ids=["text", "cut zip", "html"],
)
def test_what_is_no_workbook_is_refused_in_one_sentence(data):
    with pytest.raises(NewsError, match="엑셀"):
        read(data, "g")


def test_an_empty_file_is_refused():
    with pytest.raises(NewsError, match="비어"):
        read(b"", "g")


def test_a_truncated_workbook_is_refused():
    data = workbook(*[ROW] * 50)
    with pytest.raises(NewsError, match="깨져"):
        read(data[: len(data) // 2], "g")


def test_an_entity_bomb_inside_the_workbook_is_refused():
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(ROW))) as good, zipfile.ZipFile(out, "w") as bad:
        for entry in good.infolist():
            bad.writestr(entry.filename, bomb if "sheet1" in entry.filename else good.read(entry))
    with pytest.raises(NewsError, match="깨져"):
        read(out.getvalue(), "g")


def changed(**parts: bytes) -> bytes:
    """A good workbook in which some parts, by the stem of their names, are these."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(ROW))) as good, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bad:
        for entry in good.infolist():
            name = Path(entry.filename).stem
            bad.writestr(entry.filename, parts[name] if name in parts else good.read(entry))
    return out.getvalue()


TOP = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
END = b"</sheetData></worksheet>"


@pytest.mark.parametrize(
    "sheet",
    [
        b"<row/>" * 5_000_000,
        b"<row>" + b"<c/>" * 8_000_000 + b"</row>",
        b"<row>" + b"<c/>" * 200_000 + b"</row>",
        b'<row><c t="inlineStr"><is><t>' + b"a" * 2**22 + b"</t></is></c></row>",
        b"<row/>" * 3_000_000 + random.Random(1).randbytes(400_000).hex().encode() * 2,
    ],
    ids=["rows", "cells", "cells of one row", "one cell", "within the ratio"],
)
def test_a_sheet_that_becomes_too_much_is_refused_before_it_is_parsed(sheet):
    with pytest.raises(NewsError, match=r"너무 (큽니다|많습니다)"):
        read(changed(sheet1=TOP + sheet + END), "g")


def test_other_parts_may_hold_less():
    strings = b"<sst>" + b"<si><t>a</t></si>" * 100_000 + b"</sst>"
    assert len(read(changed(theme1=b"<a>" + b"<b/>" * 1000 + b"</a>"), "g")) == 1
    with pytest.raises(NewsError, match="너무 큽니다"):
        read(changed(theme1=strings), "g")


def test_more_parts_than_a_workbook_has_are_not_even_listed():
    out = io.BytesIO(workbook(ROW))
    with zipfile.ZipFile(out, "a") as archive:
        for number in range(MAX_PARTS):
            archive.writestr(f"xl/{number}.xml", "<a/>")
    with pytest.raises(NewsError, match="너무 큽니다"):
        read(out.getvalue(), "g")


def test_damaged_workbooks_are_refused_or_read_and_never_break():
    good, chance = workbook(*[ROW] * 20), random.Random(11)
    for _ in range(40):
        data = bytearray(good)
        for _ in range(chance.randrange(1, 9)):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        with suppress(NewsError):
            read(bytes(data), "g")


def test_more_rows_than_are_taken_are_a_refusal_not_a_silent_end(monkeypatch):
    monkeypatch.setattr(rows, "MAX_ROWS", 20)
    assert len(read(workbook(*[ROW] * 20, before=[["검색 결과"], []]), "g")) == 20
    with pytest.raises(NewsError, match="너무 많습니다"):
        read(workbook(*[ROW] * 21), "g")


def test_a_zip_that_is_no_workbook_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("photo.txt", "x")
    with pytest.raises(NewsError, match="깨져"):
        read(out.getvalue(), "g")


def test_reads_from_a_path(tmp_path):
    path = tmp_path / "export.xlsx"
    path.write_bytes(workbook(ROW))
    assert len(read(path, "g")) == 1
    with pytest.raises(NewsError, match="열 수 없습니다"):
        read(tmp_path / "gone.xlsx", "g")
