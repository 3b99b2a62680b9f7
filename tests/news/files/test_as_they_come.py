"""Files as people bring them, a kind a test with its siblings: the same three articles come out of all of them."""

import csv
import io
import json
import unicodedata
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import MAC_EPOCH

from core.errors import NewsError
from core.news.files import rows as news_rows
from core.news.fingerprint import fingerprint
from core.news.load import load_bytes
from core.news.reading import Reading
from tests.support.builders import present

KOREAN = ("제목", "본문", "언론사", "날짜", "링크")
CELLS = [
    (
        "블랙핑크 컴백",
        "블랙핑크가 강렬한 힙합, 가죽 의상으로 돌아왔다.",
        "가람일보",
        "2024-03-01",
        "https://garam.kr/1",
    ),
    (
        "오마이걸 컴백",
        "오마이걸이 동화 같은 무대로 청량한 여름을 노래한다.",
        "나래신문",
        "2024-03-02",
        "https://narae.kr/2",
    ),
    ("트와이스 공연", "트와이스의 공연은 밝고 경쾌하다.", "가람일보", "2024-03-03", "https://garam.kr/3"),
]
RIGHT = [(*cells[:3], date.fromisoformat(cells[3]), cells[4]) for cells in CELLS]
Table = Sequence[Sequence[Any]]


def text_of(rows: Table, delimiter: str = ",", end: str = "\r\n") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(rows)
    return out.getvalue()


def lines(rows: Table, delimiter: str = ",", encoding: str = "utf-8", above: str = "") -> bytes:
    return (above + text_of(rows, delimiter)).encode(encoding)


def sheets(*tables: Table, names: Sequence[str] = (), hidden: Sequence[int] = (), mac: bool = False) -> bytes:
    book, out = Workbook(), io.BytesIO()
    book.remove(present(book.active))
    if mac:
        book.epoch = MAC_EPOCH
    for number, table in enumerate(tables):
        sheet = book.create_sheet(names[number] if names else None)
        sheet.sheet_state = "hidden" if number in hidden else "visible"
        for row in table:
            sheet.append(list(row))
    book.save(out)
    return out.getvalue()


def columns(*header: object, order: str = "01234") -> Table:
    """The three articles under a header; order: which cell stands in which column, "-" for none."""
    return [header, *([row[int(at)] if at != "-" else "" for at in order] for row in CELLS)]


def objects(*names: str) -> list[dict[str, Any]]:
    return [dict(zip(names, cells, strict=True)) for cells in CELLS]


def as_json(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False).encode()


def told(reading: Reading) -> list[tuple[object, ...]]:
    return [(a.title, a.body, a.press, a.date, a.link) for a in reading]


def decomposed(*names: str) -> tuple[str, ...]:
    return tuple(unicodedata.normalize("NFD", name) for name in names)


TABLE = columns(*KOREAN)
ENGLISH = ("title", "body", "press", "date", "link")

NAMES = [
    ("기사제목", "기사 본문", "언론사명", "보도일자", "기사 링크"),
    ("Title", "Content", "Media", "Published_At", "URL"),
    ("headline", "text", "publisher", "pubDate", "permalink"),
    ("뉴스 제목", "내용", "매체", "작성일시", "원문 링크"),
    ("제목(title)", "본문(200자)", "신문사", "입력일", "주소"),
    ("article-title", "articleBody", "source.name", "dc:date", "article_url"),
    ("헤드라인", "요약", "출처", "기사입력", "원문주소"),
]


@pytest.mark.parametrize("names", NAMES)
def test_a_column_is_known_by_every_name_that_such_files_use(names: tuple[str, ...]) -> None:
    for file, data in {"a.csv": lines(columns(*names)), "a.xlsx": sheets(columns(*names))}.items():
        reading = load_bytes(file, data)
        assert (told(reading), reading.remarks) == (RIGHT, ()), file
    assert told(load_bytes("a.json", as_json(objects(*names)))) == RIGHT


HEADERS = {
    "decomposed": columns(*decomposed(*KOREAN)),
    "decomposed and spaced": columns(*decomposed("기사 제목", "본 문", "언 론 사", "일 자", "링 크")),
    "line breaks and marks": columns("\ufeff제목\n", "본\u200b문", " 언론사 ", "날짜*", "[링크]"),
    "blank ones": columns("", "제목", "", "본문", "언론사", "날짜", "링크", "", order="-0-1234-"),
    "two bodies, the second empty": columns("제목", "본문", "본문", "언론사", "날짜", "링크", order="01-234"),
    "two bodies, the first empty": columns("제목", "본문", "본문", "언론사", "날짜", "링크", order="0-1234"),
    "pandas' second body": columns("제목", "본문", "본문.1", "언론사", "날짜", "링크", order="0-1234"),
    "two of another name": columns("분류", "분류", *KOREAN, order="2201234"),
    "a summary before the body": columns("요약", *KOREAN, order="201234"),
    "another order": columns("링크", "날짜", "언론사", "본문", "제목", order="43210"),
}


@pytest.mark.parametrize("table", HEADERS.values(), ids=HEADERS)
def test_each_field_comes_from_the_column_of_its_name(table: Table) -> None:
    for file, data in {"a.csv": lines(table), "a.xlsx": sheets(table)}.items():
        reading = load_bytes(file, data)
        assert (told(reading), reading.remarks) == (RIGHT, ()), file


ABOVE: dict[str, Table] = {
    "an empty row": [["", "", ""]],
    "a title": [["뉴스 검색 결과"]],
    "a title, a day and two empty rows": [["검색어: 블랙핑크, 오마이걸"], ["2024-03-05 내려받음"], [], []],
    "a row of words": [["제목 없음", "내용 없음", "", "", ""]],
    "a period": [["기간", "2024-03-01", "2024-03-31"]],
}


@pytest.mark.parametrize("above", ABOVE.values(), ids=ABOVE)
def test_rows_may_stand_above_the_header(above: Table) -> None:
    for data in (lines([*above, *TABLE]), lines([*above, *TABLE], "\t"), lines([*above, *TABLE], ";")):
        assert told(load_bytes("a.csv", data)) == RIGHT
    assert told(load_bytes("a.xlsx", sheets([*above, *TABLE]))) == RIGHT


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_whatever_stands_between_cells_and_whatever_the_encoding(delimiter: str, encoding: str) -> None:
    assert told(load_bytes("a.tsv", lines(TABLE, delimiter, encoding))) == RIGHT


@pytest.mark.parametrize("above", ["sep=;\r\n", "SEP=;\n", '"sep=;"\r\n', "\nsep=;\n", "sep=;;;;;\n"])
def test_excel_says_itself_what_stands_between_cells(above: str) -> None:
    assert told(load_bytes("a.csv", lines(TABLE, ";", above=above))) == RIGHT


def test_spaces_after_commas_a_second_header_and_a_table_in_a_text_file() -> None:
    spaced = "\n".join(", ".join(f'"{cell}"' for cell in row) for row in TABLE)
    assert told(load_bytes("a.csv", spaced.encode())) == RIGHT
    other_way_round = columns(*reversed(ENGLISH), order="43210")
    assert told(load_bytes("a.csv", lines([*TABLE, *other_way_round]))) == [*RIGHT, *RIGHT]
    assert told(load_bytes("a.txt", lines(TABLE, "\t", "utf-16"))) == RIGHT, "as Excel saves Unicode text"
    assert told(load_bytes("a.csv", sheets(TABLE))) == RIGHT, "a workbook that was renamed"


def test_a_row_with_too_many_cells_is_counted_and_not_guessed_at() -> None:
    data = text_of(TABLE) + "트와이스, 새 앨범,본문,가람일보,2024-03-04,https://a.kr/1\n트와이스,본문,가람일보,,,,,\n"
    reading = load_bytes("a.csv", data.encode())
    assert (len(reading), reading.unread, reading[3].title) == (4, 1, "트와이스")
    assert "1개" in reading.remarks[0]


ROWS = objects(*ENGLISH)
JSONS = {
    "a list": ROWS,
    "under articles": {"status": "ok", "totalResults": 3, "articles": ROWS},
    "under a name of its own": {"meta": {"count": 3}, "뉴스": ROWS},
    "deep": {"return_object": {"total": 3, "documents": ROWS}},
    "by group": {"첫째": ROWS[:1], "둘째": ROWS[1:]},
    "rows inside of rows": [{"name": "묶음", "articles": ROWS[:2]}, {"name": "둘", "articles": ROWS[2:]}],
    "a feed as JSON": {"title": "가람연예", "items": [{**row, "guid": "x"} for row in ROWS]},
    "columns of pandas": {name: {str(at): row[name] for at, row in enumerate(ROWS)} for name in ENGLISH},
    "split by pandas": {"columns": list(ENGLISH), "index": [0, 1, 2], "data": [list(row.values()) for row in ROWS]},
    "an index of pandas": {str(at): row for at, row in enumerate(ROWS)},
    "lists side by side": {name: [row[name] for row in ROWS] for name in ENGLISH},
    "objects for texts": [
        {**row, "press": {"id": None, "name": row["press"]}, "body": row["body"].split(" ", 0)} for row in ROWS
    ],
}


@pytest.mark.parametrize("content", JSONS.values(), ids=JSONS)
def test_rows_are_found_wherever_a_json_keeps_them(content: object) -> None:
    assert told(load_bytes("a.json", as_json(content))) == RIGHT


@pytest.mark.parametrize("between", ["\n", "\r\n", "\n\n", ",\n"])
@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_one_object_a_line(between: str, name: str) -> None:
    text = between.join(json.dumps(row, ensure_ascii=False) for row in ROWS)
    assert told(load_bytes(name, text.encode())) == RIGHT
    assert told(load_bytes(name, f"\ufeff{text}\n".encode())) == RIGHT
    cut = load_bytes(name, text[:-30].encode())
    assert (told(cut), cut.unread) == (RIGHT[:2], 1) and "1개" in cut.remarks[0]


def test_what_is_no_row_among_rows_is_counted() -> None:
    reading = load_bytes("a.json", as_json([*ROWS, 5, None, "x"]))
    assert (told(reading), reading.unread) == (RIGHT, 3) and "3개" in reading.remarks[0]


def test_one_article_alone_and_none() -> None:
    assert told(load_bytes("a.json", as_json(ROWS[0]))) == RIGHT[:1]
    assert len(load_bytes("a.json", b"[]")) == len(load_bytes("a.json", b'{"articles": []}')) == 0


NAVER = [
    {
        "title": title.replace("컴백", "<b>컴백</b>"),
        "originallink": link,
        "link": "https://n.news.naver.com/x/1",
        "description": body.replace("가 ", "<b>가</b> "),
        "pubDate": f"{date.fromisoformat(day):%a, %d %b %Y} 09:00:00 +0900",
    }
    for title, body, _, day, link in CELLS
]
NAVER_TABLE: Table = [["", *NAVER[0]], *([number, *row.values()] for number, row in enumerate(NAVER))]
DUMPS = {
    "items.json": as_json(NAVER),
    "answer.json": as_json({"lastBuildDate": "x", "total": 3, "items": NAVER}),
    "lines.jsonl": b"\n".join(map(as_json, NAVER)),
    "dump.csv": lines(NAVER_TABLE, encoding="utf-8-sig"),
    "dump.tsv": lines(NAVER_TABLE, "\t"),
    "dump.xlsx": sheets(NAVER_TABLE),
}


@pytest.mark.parametrize("name", DUMPS)
def test_what_came_from_naver_is_the_same_however_it_was_saved(name: str) -> None:
    reading = load_bytes(name, DUMPS[name])
    hosts = [cells[4].split("/")[2] for cells in CELLS]
    assert told(reading) == [(t, b, host, d, link) for (t, b, _, d, link), host in zip(RIGHT, hosts, strict=True)]
    assert {a.source for a in reading} == {"naver"} and reading[0].at == datetime(2024, 3, 1, tzinfo=UTC)


def test_a_body_that_a_service_cuts_ends_where_it_is_cut() -> None:
    (one,) = load_bytes("a.json", as_json({"articles": [{"title": "가", "content": "강렬한 무대… [+1234 chars]"}]}))
    assert one.body == "강렬한 무대"
    (one,) = load_bytes("a.json", as_json([{"title": "가", "content": None, "description": "요약이다."}]))
    assert one.body == "요약이다."


EXPORT = ("뉴스 식별자", "일자", "언론사", "제목", "인물", "기관", "키워드", "본문", "URL", "분석제외 여부")
WORDS = "블랙핑크,컴백,힙합,가죽,힙합"


def exported(header: Sequence[str] = EXPORT) -> Table:
    rows = [
        [
            "01100101.1",
            "20240301",
            "가람일보",
            "블랙핑크 컴백",
            "제니,로제",
            "YG",
            WORDS,
            "본문이다.",
            "https://a.kr/1",
            "",
        ],
        ["01100101.2", "20240302", "나래신문", "중복된 기사", "", "", "", "본문이다.", "https://a.kr/2", "중복"],
    ]
    return [header, *rows]


EXPORTS = {
    "a.xlsx": sheets(exported()),
    "cp949.csv": lines(exported(), encoding="cp949"),
    "utf-8.csv": lines(exported(), encoding="utf-8-sig"),
    "a.tsv": lines(exported(), "\t", "utf-16"),
    "bar.csv": lines(exported(), "|"),
    "old.xlsx": sheets([["빅카인즈 검색 결과"], [], *exported([name.replace(" ", "\n") for name in EXPORT])]),
}


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_of_bigkinds_is_one_in_every_format(name: str) -> None:
    reading = load_bytes(name, EXPORTS[name])
    (one,) = reading
    assert (reading.excluded, one.source, one.date, one.link) == (1, "bigkinds", date(2024, 3, 1), "https://a.kr/1")
    assert one.tags == ("제니", "로제", "YG", "블랙핑크", "컴백", "힙합", "가죽")
    assert one.words == ("블랙핑크", "컴백", "힙합", "가죽", "힙합"), "of the whole article, which the body is not"


def test_a_word_that_was_searched_for_is_no_word_of_the_article() -> None:
    table = [
        ["키워드", "기사제목", "언론사", "발행시간", "기자"],
        ["블랙핑크", "오마이걸 컴백", "가람", "2024-03-01 09:00", "홍길동"],
    ]
    reading = load_bytes("a.csv", lines(table))
    assert (reading[0].tags, reading[0].words, reading[0].date) == ((), (), date(2024, 3, 1))
    assert reading.remarks == ("본문 열이 없습니다. 제목만 읽었습니다.",)


def test_columns_that_nobody_understands_are_named() -> None:
    reading = load_bytes("a.csv", lines([["제목", "글쓴것", "뿌린곳"], ["블랙핑크 컴백", "본문", "가람"]]))
    assert "알아보지 못한 열: 글쓴것, 뿌린곳." in reading.remarks[0] and "제목만" in reading.remarks[0]
    for name, data in {"a.csv": lines([["가", "나"], [1, 2]]), "a.xlsx": sheets([["가", "나"], [1, 2]])}.items():
        with pytest.raises(NewsError, match=r"제목.*가, 나"):
            load_bytes(name, data)
    with pytest.raises(NewsError, match=r"제목.*가, 나"):
        load_bytes("a.json", as_json([{"가": 1, "나": 2}]))


def test_every_sheet_is_read_or_told_about() -> None:
    two = load_bytes("a.xlsx", sheets([*TABLE[:2]], [TABLE[0], *TABLE[2:]]))
    assert (told(two), two.remarks) == (RIGHT, ())
    other = load_bytes("a.xlsx", sheets(TABLE, columns(*reversed(ENGLISH), order="43210"), []))
    assert told(other) == [*RIGHT, *RIGHT]
    cover = load_bytes("a.xlsx", sheets([["검색 조건"], ["기간", "1년"]], TABLE, names=["표지", "기사"]))
    assert told(cover) == RIGHT and cover.remarks == ("제목 열이 없는 시트 ‘표지’의 내용은 읽지 않았습니다.",)
    going_on = load_bytes("a.xlsx", sheets(TABLE, TABLE[1:], names=["하나", "둘"]))
    assert told(going_on) == RIGHT and "‘둘’" in going_on.remarks[0]
    hidden = load_bytes("a.xlsx", sheets(TABLE, TABLE, names=["하나", "숨김"], hidden=[1]))
    assert told(hidden) == RIGHT and "숨긴 시트 ‘숨김’" in hidden.remarks[0]


def test_every_row_is_read_or_the_file_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    gaps = [[], [], *[row for cells in TABLE for row in (cells, [], [])]]
    assert told(load_bytes("a.xlsx", sheets(gaps))) == told(load_bytes("a.csv", lines(gaps))) == RIGHT
    monkeypatch.setattr(news_rows, "MAX_ROWS", 2)
    for name, data in {"a.xlsx": sheets(gaps), "a.csv": lines(gaps), "a.json": as_json(ROWS)}.items():
        with pytest.raises(NewsError, match="너무 많습니다"):
            load_bytes(name, data)


SERIAL = 45_352  # 2024-03-01
DAYS: list[tuple[object, date | None]] = [
    (SERIAL, date(2024, 3, 1)), (SERIAL + 0.9, date(2024, 3, 1)), (str(SERIAL), date(2024, 3, 1)),
    (datetime(2024, 3, 1, 23, 30), date(2024, 3, 1)), (20240301, date(2024, 3, 1)), ("240301", date(2024, 3, 1)),
    ("20240301093000", date(2024, 3, 1)), (1_709_251_200, date(2024, 3, 1)), (1_709_251_200_000, date(2024, 3, 1)),
    ("2024년 3월 1일", date(2024, 3, 1)), ("2024년 03월 01일 (금) 오후 3:20", date(2024, 3, 1)),
    ("2024. 3. 1.", date(2024, 3, 1)), ("24.03.01", date(2024, 3, 1)), ("’24.3.1.", date(2024, 3, 1)),
    ("기사입력 2024.03.01. 오전 9:00", date(2024, 3, 1)), ("2024/03/01 09:00", date(2024, 3, 1)),
    ("2024-03-01T23:00:00", date(2024, 3, 1)), ("2024-03-01T20:00:00Z", date(2024, 3, 2)),
    ("2024-03-01 20:00:00.123 UTC", date(2024, 3, 2)), ("2024-03-01T20:00:00+09:00", date(2024, 3, 1)),
    ("Fri, 01 Mar 2024 16:00:00 GMT", date(2024, 3, 2)), ("Fri, 01 Mar 2024 23:00:00 KST", date(2024, 3, 1)),
    ("Mar 1, 2024", date(2024, 3, 1)), ("1 March 2024", date(2024, 3, 1)), ("3/31/2024", date(2024, 3, 31)),
    # What is known of these is no day: which year, since when, March or January?
    ("11.28.", None), ("3월 1일", None), ("3시간 전", None), ("어제", None), ("03/01/2024", None), ("2024-03", None),
]  # fmt: skip


@pytest.mark.parametrize(("stated", "day"), DAYS, ids=[str(stated) for stated, _ in DAYS])
def test_a_day_is_that_of_korea_however_it_is_written(stated: object, day: date | None) -> None:
    reading = load_bytes("a.csv", lines([["제목", "본문", "날짜"], ["가", "나", stated]]))
    assert (reading[0].date, reading.illegible) == (day, int(day is None))
    if day is None:
        assert f"‘{stated}’" in reading.remarks[-1] and "1건" in reading.remarks[-1]


def test_cells_of_excel_hold_days_in_their_own_ways() -> None:
    cells = [SERIAL, SERIAL + 0.875, str(SERIAL), datetime(2024, 3, 1, 23), date(2024, 3, 1), 20240301.0]
    table: Table = [["제목", "본문", "일자"], *([f"기사 {at}", "본문", cell] for at, cell in enumerate(cells))]
    assert [a.date for a in load_bytes("a.xlsx", sheets(table))] == [date(2024, 3, 1)] * len(cells)
    before: Table = [["제목", "본문", "일자"], ["가", "나", SERIAL - 1462]]
    assert load_bytes("a.xlsx", sheets(before, mac=True))[0].date == date(2024, 3, 1), "counted from 1904"


@pytest.mark.parametrize("nothing", ["nan", "NaN", "None", "NULL", "<NA>", "#N/A", "NaT", "-", " "])
def test_what_programs_write_for_nothing_is_nothing(nothing: str) -> None:
    table = [
        KOREAN,
        [nothing] * 5,
        ["블랙핑크 컴백", *[nothing] * 4],
        [nothing, "본문", "가람일보", "2024-03-01", nothing],
    ]
    for name, data in {"a.csv": lines(table), "a.xlsx": sheets(table)}.items():
        reading = load_bytes(name, data)
        assert told(reading) == [("블랙핑크 컴백", "", "", None, "")], name
        assert (reading.skipped, reading.illegible) == (1, 0), "without a title; without a date"
    (one,) = load_bytes("a.json", b'[{"title": "a", "body": NaN, "press": null, "date": NaN}]')
    assert (one.body, one.press, one.date) == ("", "", None)


MARKED = {
    "<p>강렬하다.<br/>힙합이다.</p>&amp;nbsp;&amp;quot;끝&amp;quot;": '강렬하다.\n힙합이다.\n"끝"',
    "R&amp;B &lt;잔향&gt; &#39;팝&#39;": "R&B <잔향> '팝'",
    "강<b>렬</b>하다 <strong>힙합</strong>": "강렬하다 힙합",
    "<div class='a'>강렬하다</div><script>var a = '<p>';</script><style>p{}</style><!-- 광고 -->": "강렬하다",
    "<table><tr><td>강렬</td><td>힙합</td></tr></table>": "강렬 힙합",
    "<![CDATA[<p>강렬하다</p>]]>": "강렬하다",
    "강렬하다 <img src='https://a.kr/1": "강렬하다",
    "<Love Dive> 3 < 5 > 4 <3": "<Love Dive> 3 < 5 > 4 <3",
}


@pytest.mark.parametrize("markup", MARKED)
def test_tags_and_entities_of_a_cell_are_no_text(markup: str) -> None:
    table = [["제목", "본문"], ["<b>블랙</b>핑크 &quot;컴백&quot;", markup]]
    for name, data in {"a.csv": lines(table), "a.xlsx": sheets(table)}.items():
        (one,) = load_bytes(name, data)
        assert (one.title, one.body) == ('블랙핑크 "컴백"', MARKED[markup]), name


LINK = "http://news.example.kr/view.do?ncd=51342&ref=DA"


@pytest.mark.parametrize(
    "cell",
    [
        LINK, LINK.replace("&", "&amp;"), LINK.replace("&", "&amp;amp;"), LINK.replace("&", "&#38;"),
        f'=HYPERLINK("{LINK}", "기사")', f'<a href="{LINK.replace("&", "&amp;")}">기사</a>',
    ],
)  # fmt: skip
def test_an_address_is_the_same_however_it_was_escaped(cell: str) -> None:
    right = fingerprint(load_bytes("a.csv", lines([["제목", "링크"], ["가", LINK]]))[0])
    table = [["제목", "링크"], ["다른 제목", cell]]
    for one in (*load_bytes("a.csv", lines(table)), *load_bytes("a.json", as_json([dict(zip(*table, strict=True))]))):
        assert one.link == LINK and fingerprint(one) == right
    plain = "https://a.kr/?a=1&copy=2&section=3"
    assert load_bytes("a.csv", lines([["제목", "링크"], ["가", plain]]))[0].link == plain, "nothing was escaped here"
