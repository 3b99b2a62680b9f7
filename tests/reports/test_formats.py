"""All four formats say what the one `Report` says, whatever people have typed."""

import io
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pypdf import PdfReader

from core.reports import html, pdf, pptx, xlsx
from core.reports import words_ko as t
from core.reports.make import make_report
from core.reports.report import Part, Report
from core.services.reports.write import WRITERS
from tests.support.reports import MADE, face, given

HOSTILE = [
    "유나 😀", "\u200f\u05d0\u05d1 RTL", "=cmd|' /C calc'!A0", "<script>alert(1)</script>", '#import "x"', "$x$ *굵게*",
    "가" * 300, "W" * 300, "\\u{0} \x00\x07", "a & b",
]  # fmt: skip


@pytest.fixture(scope="module")
def report() -> Report:
    return make_report(given(faces={0: face()}, show_faces="shown"), list(Part), MADE)


@pytest.fixture(scope="module")
def files(report: Report) -> dict[str, bytes]:
    """The one report in every format."""
    return {name: write(report) for name, write in WRITERS.items()}


def pdf_text(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def pptx_text(data: bytes) -> str:
    found = []
    for slide in Presentation(io.BytesIO(data)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                found.append(shape.text_frame.text)
            if shape.has_table:
                found += [cell.text for row in shape.table.rows for cell in row.cells]
    return "\n".join(found)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.tags: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)


def html_words(data: bytes) -> _Words:
    parser = _Words()
    parser.feed(data.decode())
    return parser


def sheet_values(data: bytes) -> tuple[list[float], list[Any]]:
    cells: list[Any] = [c for sheet in load_workbook(io.BytesIO(data)) for row in sheet.iter_rows() for c in row]
    return [float(c.value) for c in cells if c.data_type == "n" and c.value is not None], cells


def occurrences(text: str) -> list[str]:
    return re.findall(r"[+-]?[<>]?\d[\d,.]*", text.replace("\u00a0", " "))


def test_every_number_is_in_every_format(report: Report, files: dict[str, bytes]) -> None:
    written = [cell.written.rstrip("\u00a0 %p") for cell in report.numbers()]
    assert len(written) > 100
    texts = [pdf_text(files["pdf"]), pptx_text(files["pptx"]), " ".join(html_words(files["html"]).found)]
    for text in texts:
        found = occurrences(text)
        for number in set(written):
            assert found.count(number) >= written.count(number), number
    values, _ = sheet_values(files["xlsx"])
    for cell in report.numbers():
        exact = (cell.value or 0) * (100 if cell.share else 1)
        place = min(range(len(values)), key=lambda i: abs(values[i] - exact))
        assert values.pop(place) == pytest.approx(exact), cell


def test_every_page_says_what_it_is(report: Report, files: dict[str, bytes]) -> None:
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(files["pdf"])).pages]
    for place, page in enumerate(pages, 1):
        assert all(said in page for said in (report.project, "버전 3", "2026년 3월 2일", "컨셉 참고용"))
        assert f"{place} / {len(pages)}" in page.replace("\u00a0", " ")
    slides = list(Presentation(io.BytesIO(files["pptx"])).slides)
    for place, slide in enumerate(slides, 1):
        said = "\n".join(s.text_frame.text for s in slide.shapes if s.has_text_frame)
        assert all(word in said for word in ("새벽 프로젝트", "버전 3", "2026년 3월 2일", "컨셉 참고용"))
        assert f"{place} / {len(slides)}" in said


def test_the_pdf_is_accessible_and_the_same_each_time(report: Report, files: dict[str, bytes]) -> None:
    data = files["pdf"]
    assert data == pdf.write(report) and len(data) < 2**20
    reader = PdfReader(io.BytesIO(data))
    assert reader.metadata and "새벽 프로젝트" in str(reader.metadata.title)
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "ko" and root["/MarkInfo"]["/Marked"] and "/StructTreeRoot" in root
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()


def test_hangul_on_slides_has_a_typeface_of_its_own(files: dict[str, bytes]) -> None:
    for slide in Presentation(io.BytesIO(files["pptx"])).slides:
        runs = slide._element.xpath(".//a:r")
        assert runs and all(run.xpath("./a:rPr/a:ea/@typeface") == ["맑은 고딕"] for run in runs)


@pytest.mark.parametrize("names", [HOSTILE, ["혼자"], [f"연습생 {n}" for n in range(200)]], ids=["typed", "one", "200"])
def test_whatever_was_typed_is_text(names: list[str]) -> None:
    parts = [Part.BRIEF] if len(names) > 100 else [Part.BRIEF, Part.CARDS]
    report = make_report(given(names), parts, MADE)
    assert not report.failed
    said = pdf_text(pdf.write(report))
    page = html_words(html.write(report))
    assert "script" not in page.tags and "http" not in "".join(page.tags)
    _, cells = sheet_values(xlsx.write(report))
    assert not [c for c in cells if c.data_type == "f" or c.hyperlink]
    assert pptx_text(pptx.write(report))
    if names is HOSTILE:
        for text in ("=cmd|", '#import "x"', "$x$ *굵게*", "유나 □"):
            assert text in said
        assert "유나 😀" in "".join(page.found) and t.UNSHOWN in said
        assert any(str(c.value).startswith("=cmd") for c in cells)


def test_nobody_usable_is_said(report: Report) -> None:
    from tests.support.reports import version

    none = make_report(given(version=version(["가", "나"], usable=False)), [Part.BRIEF, Part.CARDS], MADE)
    assert "쓸 수 있는 사진이 한 장도 없어" in pdf_text(pdf.write(none)).replace("\n", " ")
    for writer in (pptx, xlsx, html):
        assert writer.write(none)


def test_a_sheet_keeps_faces_in_their_rows_and_wraps_what_is_long(report: Report, files: dict[str, bytes]) -> None:
    book = load_workbook(io.BytesIO(files["xlsx"]))
    cards: Any = book[t.PARTS[Part.CARDS]]
    (face,) = cards._images
    row, column = face.anchor._from.row + 1, face.anchor._from.col + 1
    names = {cell.value: cell.row for (cell,) in cards.iter_rows(max_col=1)}
    heads = [cell.value for cell in cards[row - 1]]
    assert names["연습생 1"] == row and heads[column - 1] == t.FACE
    for sheet in book:
        for line in sheet.iter_rows():
            for cell in line:
                if isinstance(cell.value, str) and len(cell.value) > 60 and cell.hyperlink is None:
                    assert cell.alignment.wrap_text, (sheet.title, cell.coordinate)
