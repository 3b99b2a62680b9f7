"""A table that is opened in a spreadsheet runs nothing."""

import csv
import io

from core.text.csv import to_csv


def test_what_a_spreadsheet_would_run_is_text() -> None:
    dangerous = ["=1+1", "@x", "\x00=1", "＝1", "\n=1"]
    data = to_csv(("=h",), [(*dangerous, -1, None, "가")])
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows == [["'=h"], [*(f"'{cell}" for cell in dangerous), "-1", "", "가"]]
