"""Tables as CSV and as workbooks that Excel opens in Korean and that cannot run a formula."""

import io
import re
from collections.abc import Mapping, Sequence

from core.text.csv import safe_cell, to_csv

__all__ = ["Rows", "Sheet", "safe_cell", "to_csv", "to_xlsx"]

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")  # no place for them in XML
_LONGEST = 32_767  # characters in a cell of a workbook
_WIDEST = 60  # characters a column is shown with

Rows = Sequence[Sequence[object]]
Sheet = tuple[Sequence[str], Rows]  # header, rows


def to_xlsx(sheets: Mapping[str, Sheet]) -> bytes:
    """A workbook. sheets: name -> (header, rows), in order; names of at most 31 characters without []:*?/\\."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    for name, (header, rows) in sheets.items():
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        shown = [[_cell(value) for value in row] for row in rows]
        for place, title in enumerate(header):
            longest = max(map(_width, [title, *(row[place] for row in shown if place < len(row))]))
            sheet.column_dimensions[_letter(place)].width = min(longest, _WIDEST) + 2
        titles = [WriteOnlyCell(sheet, str(_cell(title))) for title in header]
        for title_cell in titles:
            title_cell.font = Font(bold=True)
        for row in (titles, *shown):
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(value: object) -> object:
    """A value as a cell may hold it: never a formula, no character that XML forbids."""
    return str(safe_cell(_FORBIDDEN.sub("", value)))[:_LONGEST] if isinstance(value, str) else value


def _width(value: object) -> int:
    return sum(2 if ord(letter) >= 0x1100 else 1 for letter in str(value))


def _letter(place: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(place + 1)
