"""Lines of cells: .csv and .tsv, with ",", tabs, ";" or "|" between them."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path

from core.errors import NewsError, instead_of
from core.news.files.columns import Columns, about_columns, best_header, filled, source_of, without_title
from core.news.files.rows import articles_of
from core.news.reading import Reading, read_bytes
from core.text.html import decode, looks_like_html

HEADER_ROWS = 12  # a title, a date and an empty line may stand above the header
_DELIMITERS = ",\t;|"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")  # with its end, which may stand inside quotes
_SAID = re.compile(r"\"?sep=(.|\\t)\"?[\s,;|]*", re.IGNORECASE)  # as Excel says what is between cells


def read_csv(source: bytes | Path, group: str = "") -> Reading:
    """Rows of a CSV or TSV in UTF-8, UTF-16 or CP949. `group` fills rows that name none.

    A row with more cells than the header names is counted and not read: nobody knows which comma was meant."""
    data = read_bytes(source)
    if looks_like_html(data):
        raise NewsError("CSV가 아니라 웹 페이지(HTML)입니다. 파일을 다시 받아 주세요.")
    return read_lines(decode(data), group)


def read_lines(text: str, group: str = "") -> Reading:
    """As `read_csv`, of its text. Raises NewsError where no row names a title."""
    with instead_of(csv.Error, NewsError("CSV 파일이 깨져 있습니다. 쉼표와 따옴표를 확인해 주세요.")):
        delimiter, at, columns = _layout(text)
        table = _Table(islice(_rows(text, delimiter), at + 1, None), columns)
        reading = articles_of(table, group, source_of(columns.header))
    note = about_columns(columns.header, columns.fields)
    return replace(reading, unread=table.misfits, notes=(note,) if note else ())


def is_table(text: str) -> bool:
    """Does a text begin with a header, such as Excel's own .txt?"""
    with suppress(NewsError, csv.Error):
        return len(_layout(text[:20_000])[2].fields) > 2
    return False


class _Table:
    """The rows below a header, as fields. misfits: rows passed over so far."""

    def __init__(self, rows: Iterable[Sequence[str]], columns: Columns) -> None:
        self._rows, self._columns, self.misfits = rows, columns, 0

    def __iter__(self) -> Iterator[dict[str, object]]:
        columns = self._columns
        for cells in self._rows:
            if not any(map(filled, cells)):
                continue
            if other := columns.again(cells):
                columns = other
            elif any(map(filled, cells[len(columns.header) :])):
                self.misfits += 1
            else:
                yield columns.row(cells)


def _layout(text: str) -> tuple[str, int, Columns]:
    """What stands between cells, which row is the header, and what it names."""
    first = next((line for line in _lines(text) if line.strip()), "")
    said = _SAID.fullmatch(first.strip("\ufeff \r\n"))
    found = []
    for delimiter in said[1].replace("\\t", "\t") if said else _DELIMITERS:
        rows: list[list[str]] = []
        with suppress(csv.Error):  # of a row below the header: it is met again, and told, where that is read
            rows.extend(islice(_rows(text, delimiter), HEADER_ROWS))
        if header := best_header(rows):
            found.append((delimiter, *header))
    if not found:
        delimiter = said[1] if said else max(_DELIMITERS, key=first.count)
        raise NewsError("CSV에서 " + without_title(next(csv.reader([first], delimiter=delimiter), [])))
    return max(found, key=lambda one: len(one[2].fields))


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(_lines(text), delimiter=delimiter, skipinitialspace=True)


def _lines(text: str) -> Iterator[str]:
    return (found[0] for found in _LINE.finditer(text))  # one at a time: io.StringIO takes four bytes a character
