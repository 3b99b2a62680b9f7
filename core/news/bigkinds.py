"""BIGKinds Excel export: 19 columns, one row an article. What press analysts in Korea really have."""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path

from core.errors import NewsError, refusing
from core.news.reading import Reading, collected, day, read_bytes, refusal
from core.text.html import clean, looks_like_html, web_link
from core.types import Article, Progress, silent

COLUMNS = (
    *("뉴스 식별자", "일자", "언론사", "기고자", "제목", "통합 분류1", "통합 분류2", "통합 분류3"),
    *("사건/사고 분류1", "사건/사고 분류2", "사건/사고 분류3", "인물", "위치", "기관", "키워드"),
    *("특성추출(가중치순 상위 50개)", "본문", "URL", "분석제외 여부"),
)
FICTION_PREFIX = "FICTION."
MAX_ROWS = 50_000
MAX_TAGS = 60
# What is unpacked: of 20,000 rows 130 MB, a fourth of which is the packed file, and 100 elements a row.
MAX_UNPACKED = 400 * 2**20
MAX_RATIO = 100  # unpacked / packed, beyond _RATIO_FREE bytes
MAX_PARTS = 2_000
MAX_TAGS_OF_CELLS = 8_000_000  # "<" of a sheet or of the shared strings
TAGS_A_ROW = 1_000  # of a sheet: cells that no row of an export has take as long as those that it has
MAX_TAGS_ELSEWHERE = 100_000  # styles and names, each of which costs far more than a cell
_RATIO_FREE = 20 * 2**20
_PIECE = 2**20
_CENTRAL = b"PK\x01\x02"  # every entry of a ZIP's directory begins with it
_HEADER_ROWS = 10
_ALL_ROWS = 200_000  # of all sheets, empty ones too
_MAX_COLUMNS = 256
_BROKEN = "엑셀 파일이 깨져 있어 읽을 수 없습니다. 빅카인즈에서 .xlsx로 다시 내려받아 주세요."

# Our field -> its headers, compared without spaces and line breaks: exports lose or add both.
_HEADERS = {
    "id": "뉴스식별자", "date": "일자 날짜 보도일자", "press": "언론사 매체 신문사", "title": "제목 기사제목",
    "body": "본문 내용 기사본문", "link": "url 링크", "people": "인물", "organisations": "기관", "keywords": "키워드",
    "excluded": "분석제외여부 분석제외",
}  # fmt: skip
_FIELDS = {header: field for field, headers in _HEADERS.items() for header in headers.split()}
_REQUIRED = {"title": "제목", "body": "본문"}
_FALSE = {"", "n", "no", "아니오", "0", "false"}


def unpacked(data: bytes) -> int:
    """Bytes of a workbook once it is unpacked, as it states; 0 where it is none. Raises NewsError for a bomb."""
    if data.count(_CENTRAL) > MAX_PARTS:  # before zipfile builds an object for each
        raise _too_much()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except Exception:  # what is no workbook says so when it is read
        return 0
    if size > min(MAX_UNPACKED, max(_RATIO_FREE, MAX_RATIO * len(data))):
        raise _too_much()
    return size


def read(source: bytes | Path, group: str, progress: Progress = silent) -> Reading:
    """Articles of an export. Rows marked 분석제외 are dropped and counted. progress counts the sheet's rows.

    Raises NewsError when the file is no workbook, lacks 제목 or 본문, or holds more than this takes."""
    data = read_bytes(source)
    if looks_like_html(data):
        raise NewsError("엑셀이 아니라 웹 페이지(HTML)입니다. 빅카인즈에서 .xlsx로 다시 내려받아 주세요.")
    with refusing(NewsError, refusal(_BROKEN)):
        unpacked(data)
        return _read(data, group, _look_through(data), progress)


def _read(data: bytes, group: str, expected: int, progress: Progress) -> Reading:
    from openpyxl import load_workbook

    with closing(load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)) as workbook:
        found: set[str] = set()
        for sheet in workbook.worksheets:
            sheet.reset_dimensions()  # exports state a wrong size, and read-only mode would believe it
            # One row more than is taken, so that what is left out is said; and no row is padded to 16,384 columns.
            rows = sheet.iter_rows(values_only=True, max_row=MAX_ROWS + _HEADER_ROWS + 1, max_col=_MAX_COLUMNS)
            fields, headers = _header(rows)
            found |= headers
            if fields is not None:
                return _articles(rows, fields, group, expected, progress)
    missing = ", ".join(name for name in _REQUIRED.values() if _key(name) not in found)
    raise NewsError(
        f"빅카인즈 엑셀에서 '{missing or '제목, 본문'}' 열을 찾지 못했습니다. 내려받은 파일을 그대로 올려 주세요."
    )


def _too_much() -> NewsError:
    return NewsError("엑셀 파일이 풀었을 때 너무 큽니다. 기간을 나누어 내려받아 올려 주세요.")


def _look_through(data: bytes) -> int:
    """The rows of all sheets. Every part is counted piece by piece before a parser builds anything of it.

    Raises NewsError for a document type (a workbook declares none; an entity bomb must), for more elements than a large
    export has, and for a text without end: Excel's own cells hold 32,767 characters."""
    rows = 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for entry in archive.infolist():
            if not entry.filename.endswith((".xml", ".rels")):
                continue
            sheet = entry.filename.startswith("xl/worksheets/")
            large = sheet or entry.filename.startswith("xl/sharedStrings")
            tags, before = 0, rows
            with archive.open(entry) as part:
                while piece := part.read(_PIECE):
                    if b"<!" in piece.replace(b"<!--", b"").replace(b"<![CDATA[", b"") or b"\0" in piece[:64]:
                        raise NewsError(_BROKEN)
                    tags += piece.count(b"<")
                    rows += piece.count(b"<row")
                    endless = len(piece) == _PIECE and b"<" not in piece
                    if tags > (MAX_TAGS_OF_CELLS if large else MAX_TAGS_ELSEWHERE) or endless or rows > _ALL_ROWS:
                        raise _too_much()
            if sheet and tags > MAX_TAGS_ELSEWHERE + TAGS_A_ROW * (rows - before):
                raise _too_much()
    return rows


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
        if number >= _HEADER_ROWS - 1:
            break
    return None, seen


def _articles(
    rows: Iterable[Sequence[object]], fields: dict[str, int], group: str, expected: int, progress: Progress
) -> Reading:
    articles: list[Article] = []
    filled = excluded = 0
    for number, row in enumerate(rows):
        progress(number, max(expected, number), "")
        if not any(value is not None and str(value).strip() for value in row):
            continue
        filled += 1
        if filled > MAX_ROWS:
            raise NewsError(f"엑셀에 기사가 너무 많습니다. {MAX_ROWS:,}건 이하가 되도록 기간을 나누어 내려받아 주세요.")
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
