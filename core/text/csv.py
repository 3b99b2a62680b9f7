"""Tables as CSV that Excel opens in Korean and that cannot run a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

# What Excel takes for the start of a formula, behind marks that it does not show; the wide ones in East Asian editions.
_DANGEROUS = re.compile(r"[\x00-\x08\x0b-\x1f\ufeff]*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


def safe_cell(value: object) -> object:
    """Text that a spreadsheet would run gets a leading apostrophe; numbers stay numbers."""
    return "'" + value if isinstance(value, str) and _DANGEROUS.match(value) else value


def to_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """UTF-8 with a byte order mark: without it Excel reads Hangul as noise."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe_cell(cell) for cell in header])
    for row in rows:
        writer.writerow(["" if cell is None else safe_cell(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")
