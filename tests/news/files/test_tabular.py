import json
from datetime import date

import pytest

from core.errors import NewsError
from core.news.files.records import read_json
from core.news.files.tabular import read_csv

CSV = 'group,title,body,press,date,link\n여섯별,밤하늘,"몽환, 새벽",가람일보,2026-03-02,https://a.example/1\n두물,골목,비트,나루,20260303,ftp://x\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_csv_in_the_encodings_excel_writes(encoding):
    first, second = read_csv(CSV.encode(encoding))
    assert (first.group, first.title, first.body, first.press) == ("여섯별", "밤하늘", "몽환, 새벽", "가람일보")
    assert first.date == date(2026, 3, 2)
    assert second.link == ""


def test_tabs_and_korean_headers():
    reading = read_csv("그룹\t제목\t본문\n여섯별\t밤하늘\t몽환\n".encode())
    assert reading[0].title == "밤하늘"


def test_short_rows_and_rows_without_a_title():
    reading = read_csv("group,title,body\n여섯별,밤하늘\n여섯별,,몽환\n".encode())
    assert (len(reading), reading.skipped) == (1, 1)
    assert reading[0].body == ""


def test_rows_without_a_group_get_the_given_one():
    assert read_csv("title\n밤하늘\n".encode(), "group_6")[0].group == "group_6"


def test_json_rows_object_and_naver_answer():
    rows = [{"group": "여섯별", "title": "밤하늘", "body": "몽환", "date": "2026-03-02"}]
    for content in (rows, {"articles": rows}):
        assert read_json(json.dumps(content).encode())[0].title == "밤하늘"
    naver = {"items": [{"title": "<b>밤</b>하늘", "description": ""}]}
    assert read_json(json.dumps(naver).encode(), "g")[0].title == "밤하늘"


@pytest.mark.parametrize(
    ("read", "body", "sentence"),
    [
        (read_csv, b"a,b\n1,2\n", "제목"),
        (read_csv, b"<html>", "HTML"),
        (read_csv, b"", "비어"),
        (read_csv, '제목,본문\n컴백,"'.encode() + b"a" * 200_000, "따옴표"),  # a quote that nothing closes
        (read_csv, b"title\n\xff\xfe\xfd\n", "UTF-8"),
        (read_json, b"{", "깨져"),
        (read_json, b'{"rows": 1}', "목록"),
        (read_json, b'[{"name": 1}]', "제목"),
        (read_json, b"[1]", "목록"),
    ],
)
def test_faults_of_a_table_are_one_korean_sentence(read, body, sentence):
    with pytest.raises(NewsError, match=sentence):
        read(body)


def test_of_two_columns_with_one_name_the_first_counts_and_nothing_moves():
    (article,) = read_csv("제목,,,본문\n컴백,x,y,새 노래를 냈다\n".encode())
    assert (article.title, article.body) == ("컴백", "새 노래를 냈다")
    (article,) = read_csv("제목,제목,본문,날짜\n컴백,부제,길게,2024-01-01\n".encode())
    assert (article.title, article.body, article.date) == ("컴백", "길게", date(2024, 1, 1))


@pytest.mark.parametrize("before", ["\n\n", "sep=;\n", "\nsep=;\r\n"])
def test_empty_lines_and_what_excel_says_of_its_columns_come_first(before):
    (article,) = read_csv((before + "제목;본문\n컴백;새 노래, 새 무대\n").encode())
    assert (article.title, article.body) == ("컴백", "새 노래, 새 무대")
