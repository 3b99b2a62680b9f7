"""Rows as JSON: lists of objects, answers of news services, one object a line."""

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import Any

from core.errors import NewsError
from core.news import naver
from core.news.files.columns import about_columns, by_name, place, source_of, without_title
from core.news.files.rows import articles_of
from core.news.reading import Reading, read_bytes
from core.text.html import decode, looks_like_html

_LOOKED_AT = 50  # rows, for their names
_DEEP = 4  # lists and objects around the rows
_NO_LIST = "JSON에서 기사 목록을 찾지 못했습니다. group, title, body, press, date, link가 든 목록을 올려 주세요."


def read_json(source: bytes | Path, group: str = "") -> Reading:
    """Rows wherever they lie in a JSON: a list of objects, under `articles`, `items`, `data` or any other name, as the
    columns of pandas, or one object a line (JSON Lines); and saved answers of Naver.

    Raises NewsError where there are none, or none has a title."""
    data = read_bytes(source)
    if looks_like_html(data):
        raise NewsError("JSON이 아니라 웹 페이지(HTML)입니다. 파일을 다시 받아 주세요.")
    text = decode(data)
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        content, unread = _by_line(text)
        if not content:
            raise NewsError("JSON 파일이 깨져 있습니다. 기사 목록이 든 JSON인지 확인해 주세요.") from error
        reading = _reading(content, group)
        return replace(reading, unread=reading.unread + unread)
    if naver.is_answer(content):
        return naver.parse(content, group)
    return _reading(content, group)


def _by_line(text: str) -> tuple[list[Any], int]:
    """The objects that stand on a line each, and how many other lines there are; none where those are most."""
    found: list[Any] = []
    unread = 0
    for line in filter(None, map(str.strip, text.split("\n"))):
        try:
            one = json.loads(line.rstrip(","))
        except (ValueError, RecursionError):
            one = None
        if isinstance(one, dict):
            found.append(one)
        elif line not in ("[", "]"):
            unread += 1
    return (found, unread) if len(found) >= unread else ([], 0)


def _reading(content: object, group: str) -> Reading:
    found = list(_rows(content, _DEEP))
    rows = [row for row in found if isinstance(row, dict)]
    if not rows:
        empty = content if isinstance(content, list) else content.get("articles") if isinstance(content, dict) else None
        if empty == []:
            return Reading(())
        others = _names_of(content)
        raise NewsError("JSON의 기사에서 " + without_title(others) if others else _NO_LIST)
    names = dict.fromkeys(chain.from_iterable(rows[:_LOOKED_AT]))
    reading = articles_of(map(by_name, rows), group, source_of(names))
    note = about_columns(names, [known[0] for name in names if (known := place(name))])
    return replace(reading, unread=len(found) - len(rows), notes=(note,) if note else ())


def _rows(content: object, deep: int) -> Iterator[Any]:
    """What every list of objects that have titles holds, but not what lies inside one of them; else the one object that
    has one."""
    if deep < 0 or not isinstance(content, list | dict):
        return
    if isinstance(content, dict):
        table = _columns_of_pandas(content)
        if table is not None:
            yield from table
            return
        inner = list(_rows(list(content.values()), deep - 1))
        yield from inner or ([content] if _titled(content) else ())
        return
    objects = [one for one in content if isinstance(one, dict)]
    if any(map(_titled, objects[:_LOOKED_AT])):
        yield from content
        return
    for part in content:
        yield from _rows(part, deep - 1)


def _titled(row: dict[Any, Any]) -> bool:
    return any(
        known is not None and known[0] == "title" and not isinstance(value, dict)
        for name, value in row.items()
        if (known := place(name))
    )


def _columns_of_pandas(content: dict[Any, Any]) -> list[dict[str, Any]] | None:
    """Rows of DataFrame.to_json in its forms by column: {"title": {"0": ...}} and {"columns": [...], "data": [[...]]};
    and of lists side by side."""
    names, data = content.get("columns"), content.get("data")
    if isinstance(names, list) and isinstance(data, list):
        return [dict(zip(map(str, names), row, strict=False)) for row in data if isinstance(row, list)]
    titles = next((value for name, value in content.items() if (known := place(name)) and known[0] == "title"), None)
    if isinstance(titles, dict) and titles:
        sides = {name: value for name, value in content.items() if isinstance(value, dict)}
        return [{name: side.get(at) for name, side in sides.items()} for at in titles]
    if isinstance(titles, list) and titles:
        lists = {name: value for name, value in content.items() if isinstance(value, list)}
        return [{n: side[at] if at < len(side) else None for n, side in lists.items()} for at in range(len(titles))]
    return None


def _names_of(content: object) -> list[str]:
    """Of the objects of a list that has no titles."""
    inner = content.values() if isinstance(content, dict) else [content]
    for part in inner:
        if isinstance(part, list) and part and all(isinstance(one, dict) for one in part):
            return list(dict.fromkeys(chain.from_iterable(islice(part, _LOOKED_AT))))
    return []
