"""A table that is opened in a spreadsheet runs nothing."""

import csv
import io

from core.text.csv import to_csv


def test_what_a_spreadsheet_would_run_is_text() -> None:
    data = to_csv(("=h",), [("=1+1", "@x", -1, None, "가")])
    assert data.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(data.decode("utf-8-sig")))) == [["'=h"], ["'=1+1", "'@x", "-1", "", "가"]]
