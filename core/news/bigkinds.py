"""BIGKinds Excel export: 19 columns, one row an article. What press analysts in Korea really have."""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

from core.errors import NewsError, instead_of
from core.news.reading import Reading, collected, day, read_bytes
from core.text.html import clean, looks_like_html, web_link
from core.types import Article

COLUMNS = (
    *("뉴스 식별자", "일자", "언론사", "기고자", "제목", "통합 분류1", "통합 분류2", "통합 분류3"),
    *("사건/사고 분류1", "사건/사고 분류2", "사건/사고 분류3", "인물", "위치", "기관", "키워드"),
    *("특성추출(가중치순 상위 50개)", "본문", "URL", "분석제외 여부"),
)
FICTION_PREFIX = "FICTION."
MAX_UNPACKED = 600 * 2**20
MAX_ROWS = 50_000
MAX_TAGS = 60

# Our field -> its headers, compared without spaces and line breaks: exports lose or add both.
_HEADERS = {
    "id": "뉴스식별자", "date": "일자 날짜 보도일자", "press": "언론사 매체 신문사", "title": "제목 기사제목",
    "body": "본문 내용 기사본문", "link": "url 링크", "people": "인물", "organisations": "기관", "keywords": "키워드",
    "excluded": "분석제외여부 분석제외",
}  # fmt: skip
_FIELDS = {header: field for field, headers in _HEADERS.items() for header in headers.split()}
_REQUIRED = {"title": "제목", "body": "본문"}
_FALSE = {"", "n", "no", "아니오", "0", "false"}


def read(source: bytes | Path, group: str) -> Reading:
    """Articles of an export. Rows marked 분석제외 are dropped and counted.

    Raises NewsError when the file is no workbook or lacks 제목 or 본문."""
    data = read_bytes(source)
    _refuse_unsafe(data)
    from openpyxl import load_workbook

    with instead_of(Exception, _broken()):  # openpyxl lets KeyError, ValueError and XML errors of broken parts through
        workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        found: set[str] = set()
        for sheet in workbook.worksheets:
            sheet.reset_dimensions()  # exports state a wrong size, and read-only mode would believe it
            rows = sheet.iter_rows(values_only=True, max_row=MAX_ROWS)
            fields, headers = _header(rows)
            found |= headers
            if fields is not None:
                return _articles(rows, fields, group)
    except NewsError:
        raise
    except Exception as error:
        raise _broken() from error
    finally:
        workbook.close()
    missing = ", ".join(name for name in _REQUIRED.values() if _key(name) not in found)
    raise NewsError(
        f"빅카인즈 엑셀에서 '{missing or '제목, 본문'}' 열을 찾지 못했습니다. 내려받은 파일을 그대로 올려 주세요."
    )


def _broken() -> NewsError:
    return NewsError("엑셀 파일이 깨져 있어 읽을 수 없습니다. 빅카인즈에서 .xlsx로 다시 내려받아 주세요.")


def _refuse_unsafe(data: bytes) -> None:
    if looks_like_html(data):
        raise NewsError("엑셀이 아니라 웹 페이지(HTML)입니다. 빅카인즈에서 .xlsx로 다시 내려받아 주세요.")
    causes = zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError
    with instead_of(causes, _broken()), zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
            raise NewsError("엑셀 파일이 풀었을 때 너무 큽니다. 기간을 나누어 내려받아 주세요.")
        for entry in archive.infolist():
            if entry.filename.endswith((".xml", ".rels")):
                with archive.open(entry) as part:
                    if b"<!" in part.read(2048).replace(b"<!--", b"").replace(b"<![CDATA[", b""):
                        # A workbook never declares a document type; an entity bomb must.
                        raise _broken()


def _key(header: object) -> str:
    return re.sub(r"[\s\u00a0\u200b\ufeff]+", "", str(header or "")).lower()


def _header(rows: Iterable[Sequence[object]]) -> tuple[dict[str, int] | None, set[str]]:
    """The header row is the first of ten that names a title and a body."""
    seen: set[str] = set()
    for number, row in enumerate(rows):
        keys = [_key(cell) for cell in row]
        seen.update(keys)
        fields: dict[str, int] = {}
        for index, key in enumerate(keys):
            if key in _FIELDS:
                fields.setdefault(_FIELDS[key], index)
        if _REQUIRED.keys() <= fields.keys():
            return fields, seen
        if number >= 9:
            break
    return None, seen


def _articles(rows: Iterable[Sequence[object]], fields: dict[str, int], group: str) -> Reading:
    articles: list[Article] = []
    excluded = 0
    for row in rows:
        if not any(value is not None and str(value).strip() for value in row):
            continue
        cells = {name: row[index] for name, index in fields.items() if index < len(row)}
        if str(cells.get("excluded") or "").strip().lower() not in _FALSE:
            excluded += 1
            continue
        articles.append(
            Article(
                group=group,
                title=clean(cells.get("title"), 500),
                body=clean(cells.get("body")),
                press=clean(cells.get("press"), 60),
                date=day(cells.get("date")),
                link=web_link(cells.get("link")),
                source="bigkinds",
                fictional=str(cells.get("id") or "").startswith(FICTION_PREFIX),
                tags=_tags(cells.get("people"), cells.get("organisations"), cells.get("keywords")),
            )
        )
    return collected(articles, excluded=excluded)


def _tags(*cells: object) -> tuple[str, ...]:
    """What the export lists for an article, the people first: the body is partial, and a name may stand only here."""
    names = (clean(name, 40) for cell in cells for name in re.split(r"[,;|\n]", clean(cell)))
    return tuple(islice(dict.fromkeys(name for name in names if name), MAX_TAGS))
