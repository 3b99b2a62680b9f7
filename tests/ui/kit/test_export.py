import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from core.ui.kit.export import to_csv, to_xlsx


def test_a_workbook_keeps_numbers_as_numbers_and_has_its_sheets_in_order():
    book = load_workbook(
        io.BytesIO(to_xlsx({"말": (("말", "z"), [["밤하늘", 9.8], ["몽환", None]]), "문장": (("문장",), [])}))
    )
    assert book.sheetnames == ["말", "문장"]
    assert [[cell.value for cell in row] for row in book["말"].rows] == [["말", "z"], ["밤하늘", 9.8], ["몽환", None]]
    assert book["말"]["A1"].font.bold and book["말"].freeze_panes == "A2"
    assert 6 <= book["말"].column_dimensions["A"].width <= 62


@pytest.mark.slow
@settings(max_examples=60)
@given(st.lists(st.text(max_size=40), min_size=1, max_size=4))
def test_no_text_becomes_a_formula_or_breaks_the_file(cells):
    book = load_workbook(io.BytesIO(to_xlsx({"말": (["열"] * len(cells), [cells])})))
    row = list(book["말"].rows)[1] if book["말"].max_row > 1 else []
    for cell in row:
        assert cell.data_type != "f"
        assert not str(cell.value or "").startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_cell_is_never_longer_than_excel_takes():
    book = load_workbook(io.BytesIO(to_xlsx({"말": (("열",), [["가" * 40_000]])})))
    assert len(book["말"]["A2"].value) == 32_767


@given(st.lists(st.text(max_size=30), min_size=1, max_size=4))
def test_csv_never_holds_a_formula_and_reads_back(cells):
    raw = to_csv(["열"] * len(cells), [cells]).decode("utf-8-sig")
    row = list(csv.reader(io.StringIO(raw, newline="")))[1] if any(cells) else cells
    for written, cell in zip(row, cells, strict=False):
        assert not written.startswith(("=", "+", "-", "@", "\t", "\r"))
        assert written in {cell, "'" + cell}
