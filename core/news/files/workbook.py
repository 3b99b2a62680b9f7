"""Excel files: the exports of BIGKinds, and rows of one's own. Every sheet is read, or told about."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from itertools import chain, islice
from pathlib import Path
from typing import Any

from core.errors import NewsError, refusing
from core.news.days import EXCEL
from core.news.files.columns import Columns, Row, about_columns, best_header, filled, source_of, without_title
from core.news.files.rows import articles_of
from core.news.reading import Reading, read_bytes, refusal
from core.text.html import looks_like_html
from core.text.markup import line
from core.types import Progress, silent

HEADER_ROWS = 12  # a title, a date and an empty line may stand above the header
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
_ALL_ROWS = 200_000  # of all sheets, empty ones too
_MAX_COLUMNS = 256
_LAST_ROW = 1_048_576  # Excel's own
_PASSED = 4 * _LAST_ROW  # rows that are looked at, empty ones that no part of the file holds among them
_BROKEN = "엑셀 파일이 깨져 있어 읽을 수 없습니다. 파일을 .xlsx로 다시 내려받거나 저장해 주세요."

Cells = Sequence[object]


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


def read(source: bytes | Path, group: str = "", progress: Progress = silent) -> Reading:
    """Articles of all sheets that have a header with a title. progress counts the rows.

    Raises NewsError when the file is no workbook, no sheet names a title, or it holds more than this takes."""
    data = read_bytes(source)
    if looks_like_html(data):
        raise NewsError("엑셀이 아니라 웹 페이지(HTML)입니다. 파일을 .xlsx로 다시 내려받거나 저장해 주세요.")
    with refusing(NewsError, refusal(_BROKEN)):
        unpacked(data)
        return _read(data, group, _look_through(data), progress)


def _read(data: bytes, group: str, expected: int, progress: Progress) -> Reading:
    from openpyxl import load_workbook
    from openpyxl.utils.datetime import MAC_EPOCH

    with closing(load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)) as book:
        excel = MAC_EPOCH.date() if book.epoch == MAC_EPOCH else EXCEL
        walk = _Walk(expected, progress)
        found: list[Reading] = []
        headless: list[tuple[str, Cells]] = []
        hidden: list[str] = []
        for sheet in book.worksheets:
            rows = walk.rows(sheet)
            top = list(islice(rows, HEADER_ROWS))
            header = best_header(top)
            if header is not None and sheet.sheet_state == "visible":
                found.append(_sheet(chain(top[header[0] + 1 :], rows), header[1], group, excel))
            elif header is not None:
                hidden.append(sheet.title)
            elif top:
                headless.append((sheet.title, max(top, key=lambda row: sum(map(filled, row)))))
    if not found:
        unhide = f" 숨긴 시트 {_quoted(hidden)}의 숨김을 풀고 저장해 주세요." if hidden else ""
        raise NewsError(f"엑셀에서 {without_title(headless[0][1] if headless else ())}{unhide}")
    notes = []
    if headless:
        notes.append(f"제목 열이 없는 시트 {_quoted(name for name, _ in headless)}의 내용은 읽지 않았습니다.")
    if hidden:
        notes.append(f"숨긴 시트 {_quoted(hidden)}의 기사는 읽지 않았습니다.")
    return sum(found, Reading((), notes=tuple(notes)))


def _sheet(rows: Iterable[Cells], columns: Columns, group: str, excel: date) -> Reading:
    def fields() -> Iterator[Row]:
        now = columns
        for row in rows:
            other = now.again(row)
            now = other or now
            if other is None:
                yield now.row(row)

    note = about_columns(columns.header, columns.fields)
    return replace(articles_of(fields(), group, source_of(columns.header), excel), notes=(note,) if note else ())


class _Walk:
    """Goes through the sheets row by row, passing over empty ones, and says how far it is."""

    def __init__(self, expected: int, progress: Progress) -> None:
        self._expected, self._progress, self._passed = expected, progress, 0

    def rows(self, sheet: Any) -> Iterator[Cells]:
        """Raises NewsError for rows without end."""
        sheet.reset_dimensions()  # exports state a wrong size, and read-only mode would believe it
        before: Cells | None = None  # the last empty one: the reader gives one object for all rows that are not there
        # No row is padded to 16,384 columns.
        for row in sheet.iter_rows(values_only=True, max_col=_MAX_COLUMNS):
            self._passed += 1
            if self._passed > _PASSED:
                raise _too_much()
            if row is before or not any(map(filled, row)):
                before = row
                continue
            self._progress(self._passed, max(self._expected, self._passed), "")
            yield row


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f"‘{line(name, 31)}’" for name in islice(names, 5))


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
