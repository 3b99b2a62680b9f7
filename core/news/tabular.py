"""Rows of one's own: .csv, .tsv or .json with group, title, body, press, date, link."""

import csv
import json
import re
from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from core.errors import NewsError, instead_of
from core.news import naver
from core.news.reading import Reading, collected, day, read_bytes
from core.text.html import clean, decode, looks_like_html, web_link
from core.types import Article

# Our field -> its headers.
_HEADERS = {
    "group": "group 그룹 팀", "title": "title 제목", "body": "body 본문 내용", "press": "press 언론사 매체",
    "date": "date 일자 날짜", "link": "link url 링크", "fictional": "fictional",
}  # fmt: skip
_FIELDS = {header: field for field, headers in _HEADERS.items() for header in headers.split()}
_YES = {"true", "1", "yes", "y"}
MAX_ROWS = 100_000
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")  # with its end, which may stand inside quotes


def read_csv(source: bytes | Path, group: str = "") -> Reading:
    """Rows of a CSV or TSV in UTF-8 or CP949. `group` fills rows that name none."""
    data = read_bytes(source)
    if looks_like_html(data):
        raise NewsError("CSV가 아니라 웹 페이지(HTML)입니다. 파일을 다시 받아 주세요.")
    text = decode(data)
    lines = (found[0] for found in _LINE.finditer(text))  # one at a time: io.StringIO takes four bytes a character
    head = next((line for line in lines if line.strip()), "")
    if said := re.fullmatch(r"sep=(.)\s*", head):  # as Excel says it
        head = next(lines, "")
    delimiter = said[1] if said else max(",\t;", key=head.count)
    with instead_of(csv.Error, NewsError("CSV 파일이 깨져 있습니다. 쉼표와 따옴표를 확인해 주세요.")):
        rows = csv.reader(chain([head], lines), delimiter=delimiter)
        fields = [field(name) for name in next(rows, ())]
        _require_title(fields, "CSV의 첫 줄")
        # From the right, so that of two columns with one name the first counts.
        return articles_of((dict(list(zip(fields, row, strict=False))[::-1]) for row in rows if row), group)


def read_json(source: bytes | Path, group: str = "") -> Reading:
    """A list of rows, an object with `articles`, or a saved answer of Naver."""
    data = read_bytes(source)
    if looks_like_html(data):
        raise NewsError("JSON이 아니라 웹 페이지(HTML)입니다. 파일을 다시 받아 주세요.")
    try:
        content = json.loads(decode(data))
    except (ValueError, RecursionError) as error:
        raise NewsError("JSON 파일이 깨져 있습니다. 기사 목록이 든 JSON인지 확인해 주세요.") from error
    if isinstance(content, dict) and ("items" in content or "errorCode" in content or "error" in content):
        return naver.parse(content, group)
    rows = content.get("articles") if isinstance(content, dict) else content
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise NewsError(
            "JSON에서 기사 목록을 찾지 못했습니다. group, title, body, press, date, link가 든 목록을 올려 주세요."
        )
    if rows:
        _require_title([field(name) for row in rows[:50] for name in row], "JSON의 기사")
    return articles_of(({field(name): value for name, value in row.items()} for row in rows), group)


def field(name: object) -> str:
    """The field that a Korean or English header names; an unknown header gets a leading "_"."""
    key = str(name or "").strip().strip("\ufeff").lower()
    return _FIELDS.get(key, f"_{key}")


def _require_title(fields: Iterable[str], where: str) -> None:
    if "title" not in set(fields):
        raise NewsError(f"{where}에 제목(title) 열이 없습니다. group, title, body, press, date, link 열을 넣어 주세요.")


def articles_of(rows: Iterable[Mapping[str, Any]], group: str) -> Reading:
    """Articles of rows with the keys title, body, press, date, link, group. Rows without a title are counted.

    Raises NewsError for more than MAX_ROWS."""
    articles: list[Article] = []
    for number, row in enumerate(rows):
        if number >= MAX_ROWS:
            raise NewsError(f"기사가 너무 많습니다. {MAX_ROWS:,}건 이하로 나누어 주세요.")
        articles.append(
            Article(
                group=clean(row.get("group"), 80) or group,
                title=clean(row.get("title"), 500),
                body=clean(row.get("body")),
                press=clean(row.get("press"), 60),
                date=day(row.get("date")),
                link=web_link(row.get("link")),
                source="file",
                fictional=str(row.get("fictional") or "").strip().lower() in _YES,
            )
        )
    return collected(articles)
