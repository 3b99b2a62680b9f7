"""Text files: one article or several with a line of --- between them; the first line of each is its title."""

import re
from pathlib import Path

from core.errors import NewsError
from core.news.days import day
from core.news.files.columns import place
from core.news.files.rows import articles_of
from core.news.files.tabular import is_table, read_lines
from core.news.reading import Reading, read_bytes
from core.text.hidden import visible
from core.text.html import decode, looks_like_html

_LONGEST_TITLE = 200  # characters; a longer first line is text without a title
_BETWEEN = re.compile(r"^[ \t]*-{3,}[ \t]*$", re.MULTILINE)
_LABELLED = re.compile(r"\s*(\S+)\s*[:：]\s*(.*)")
_LABELS = frozenset({"press", "date", "link", "group"})


def read(source: bytes | Path, group: str = "") -> Reading:
    """Articles of a text in UTF-8, UTF-16 or CP949, or of the table that it is.

    Below the title there may be lines such as "언론사: 가람일보", "날짜: ...",
    "링크: ...", "그룹: ...", in any order; the rest is the body. `group` fills articles that name none.

    Raises NewsError for what is no text."""
    data = read_bytes(source)
    if looks_like_html(data):
        raise NewsError("텍스트가 아니라 웹 페이지(HTML)입니다. 기사 글만 담아 다시 저장해 주세요.")
    text = decode(data).replace("\r\n", "\n").replace("\r", "\n")
    if len(visible(text)) < 0.9 * len(text):
        raise NewsError("텍스트 파일이 아닙니다. 기사 글만 담아 UTF-8로 저장해 주세요.")
    if is_table(text):  # Excel's own .txt
        return read_lines(text, group)
    return articles_of((_row(part.strip()) for part in _BETWEEN.split(text) if part.strip()), group)


def _row(text: str) -> dict[str, str]:
    title, _, rest = text.partition("\n")
    if len(title) > _LONGEST_TITLE:
        return {"title": f"{title[:60].rstrip()}…", "body": text}
    row, body, start = {"title": title}, rest.strip(), 0
    # Millions of lines are not cut into millions of strings for the sake of the first few.
    while (labelled := _LABELLED.match(body, start, _end(body, start))) and (known := place(labelled[1])):
        if known[0] not in _LABELS or not _says(known[0], labelled[2]):
            break
        row.setdefault(known[0], labelled[2])
        start = _end(body, start) + 1
    return {**row, "body": body[start:]}


def _says(field: str, value: str) -> bool:
    """Is it what the label promises? "시간: 세 시간" is a line of the article."""
    return {"date": day(value) is not None, "link": value.startswith("http")}.get(field, True)


def _end(text: str, start: int) -> int:
    """Of the line that begins there."""
    end = text.find("\n", start)
    return len(text) if end < 0 else end
