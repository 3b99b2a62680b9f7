"""Articles of rows, however a file kept them: as lines, as cells of a sheet, as objects."""

import re
from collections.abc import Iterable
from datetime import date
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from core.errors import NewsError
from core.news.bigkinds import FICTION_PREFIX
from core.news.days import EXCEL, day, moment
from core.news.files.columns import Row, filled
from core.news.reading import Reading, collected
from core.text.html import characters, clean, web_link
from core.text.markup import line, plain
from core.types import Article

MAX_ROWS = 100_000
MAX_TAGS = 60
MAX_WORDS = 1_000
_YES = {"true", "1", "yes", "y"}
_NO = {"", "n", "no", "아니오", "0", "false"}
_CUT_MARK = re.compile(r"\[\+\d{1,9} chars\]$")  # of NewsAPI, behind the 200 characters that it gives
_ADDRESS = re.compile(r"https?://[^\s\"'<>\])]+")
# What of an object stands for it: {"name": "가람일보"}, {"$date": ...}, {"href": ...}.
_INNER = ("name", "title", "text", "#text", "value", "$date", "href", "url")


def articles_of(rows: Iterable[Row], group: str, source: str = "file", excel: date = EXCEL) -> Reading:
    """Articles of rows under the fields of core/news/files/columns.py. group: of those that name none; source: as in
    `Article.source`; excel: as of `day`. Rows without a title, or marked as not to be analysed, are counted.

    Raises NewsError for more than MAX_ROWS."""
    articles: list[Article] = []
    excluded = illegible = 0
    example = ""
    for number, row in enumerate(rows):
        if number >= MAX_ROWS:
            raise NewsError(f"기사가 너무 많습니다. {MAX_ROWS:,}건 이하가 되도록 기간을 나누어 주세요.")
        if _text(row.get("excluded")).lower() not in _NO:
            excluded += 1
            continue
        article = _article(row, group, source, excel)
        articles.append(article)
        if article.date is None and article.title and filled(row.get("date")):
            illegible += 1
            example = example or line(_inner(row["date"]), 30)
    return collected(articles, excluded=excluded, illegible=illegible, example=example)


def _article(row: Row, group: str, source: str, excel: date) -> Article:
    when, link = _inner(row.get("date")), _link(row.get("link"))
    terms = _terms(row.get("keywords"))
    # A lone word is what somebody searched for, and stands in the row whatever the article is about.
    listed = terms if source == "bigkinds" or len(terms) > 1 else []
    named = (*_terms(row.get("people")), *_terms(row.get("organisations")))
    names = {*named, *_terms(row.get("places"))}
    return Article(
        group=line(_given(row.get("group")), 80) or group,
        title=line(_given(row.get("title")), 500),
        body=_body(plain(_given(row.get("body")))),
        press=_press(_given(row.get("press"))) or (_host(link) if source == "naver" else ""),
        date=day(when, excel),
        link=link,
        source=source,
        fictional=_text(row.get("fictional")).lower() in _YES or _text(row.get("id")).startswith(FICTION_PREFIX),
        at=moment(when),
        tags=tuple(islice(dict.fromkeys((*named, *listed)), MAX_TAGS)),
        words=tuple([term for term in listed if term not in names][:MAX_WORDS]) if source == "bigkinds" else (),
    )


def _body(text: str) -> str:
    cut = _CUT_MARK.search(text[-30:])
    return text[: -len(cut[0])].rstrip(" …\n") if cut else text


def _text(value: object) -> str:
    return "" if value is None else clean(_given(value), 80)


def _given(value: object) -> object:
    """What a cell says, None where that is nothing."""
    inner = _inner(value)
    return inner if filled(inner) else None


def _inner(value: object) -> object:
    """Of a list its parts, a line each; of an object what names it."""
    if isinstance(value, dict):
        return next((_inner(value[name]) for name in _INNER if filled(value.get(name))), None)
    if isinstance(value, list):
        return "\n".join(text for part in value[:500] if (text := characters(_inner(part))))
    return value


def _terms(value: object) -> list[str]:
    if value is None:  # most rows have none
        return []
    parts = re.split(r"[,;|\n]", plain(_given(value)))
    return [term for part in parts if (term := " ".join(part.split())[:40])]


def _press(value: object) -> str:
    name = line(value, 60)
    return _host(name) if name.startswith(("http://", "https://")) else name


def _host(link: str) -> str:
    try:
        return (urlsplit(link).hostname or "").removeprefix("www.") if link else ""
    except ValueError:
        return ""


def _link(value: object) -> str:
    """The address of a cell, also where more stands in it: =HYPERLINK("https://...", "기사")."""
    text = characters(_given(value))[:4_000]
    if link := web_link(text):
        return link
    found: Any = _ADDRESS.search(text)
    return web_link(found[0]) if found else ""
