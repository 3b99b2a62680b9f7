"""Shapes, texts, tables and pictures put on a slide by python-pptx, in inches."""

import io
from collections.abc import Sequence
from typing import Any

from core.colour import readable_on
from core.reports.pptx_layout import EDGE, LINE, ROOM, ROW, Column, fitted
from core.reports.report import Cell

FACE = "맑은 고딕"  # on every Korean Windows and in every Office
INK, MUTED, ACCENT, HAIR, TRACK = "#16151a", "#5f5b68", "#5b3fc4", "#d9d6e0", "#f0eff3"


class Canvas:
    """The slide that is drawn on: `slide`, the last of the deck."""

    def __init__(self, deck: Any) -> None:
        self.deck = deck
        self.slide: Any = None

    def blank(self) -> None:
        """The next slide."""
        self.slide = self.deck.slides.add_slide(self.deck.slide_layouts[6])

    def rect(self, left: float, top: float, width: float, height: float, colour: str, line: str = "") -> None:
        from pptx.enum.shapes import MSO_SHAPE
        from pptx.oxml.ns import qn
        from pptx.util import Inches, Pt

        shape = self.slide.shapes.add_shape(
            MSO_SHAPE.RECTANGLE, Inches(left), Inches(top), Inches(max(width, 0.01)), Inches(height)
        )
        shape._element.remove(shape._element.find(qn("p:style")))  # of the theme: a shadow and an outline
        shape.fill.solid()
        shape.fill.fore_color.rgb = _rgb(colour)
        if line:
            shape.line.color.rgb, shape.line.width = _rgb(line), Pt(0.75)
        else:
            shape.line.fill.background()

    def line(self, left: float, top: float, width: float) -> None:
        self.rect(left, top, width, 0.01, HAIR)

    def text(
        self, text: str, top: float, *, size: int, left: float = EDGE, width: float = ROOM, colour: str = INK,
        height: float = 0.0, side: str = "l", bold: bool = False, marked: tuple[str, str] = ("", ""),
    ) -> None:  # fmt: skip
        """A box that its text fits into: in smaller letters, and cut where even those are too many."""
        from pptx.util import Inches

        if not text:
            return
        tall = height or size * LINE / 72
        said, fitting = fitted(text, size, width, tall)
        box = self.slide.shapes.add_textbox(Inches(left), Inches(top), Inches(width), Inches(tall))
        frame = box.text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        for place, line in enumerate(said.split("\n")):
            paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
            paragraph.alignment = _side(side)
            before, found, after = line.partition(marked[0]) if marked[0] else (line, "", "")
            for part, tone in ((before, colour), (found, marked[1] or colour), (after, colour)):
                if part:
                    _run(paragraph, part, fitting, tone, bold=bold)

    def picture(self, data: bytes, left: float, top: float, width: float, height: float, alt: str) -> None:
        """PNG or JPEG. alt: what it shows."""
        from pptx.util import Inches

        at = (Inches(left), Inches(top), Inches(width), Inches(height))
        shown = self.slide.shapes.add_picture(io.BytesIO(data), *at)
        shown._element.nvPicPr.cNvPr.set("descr", alt)

    def table(
        self, header: Sequence[str], rows: Sequence[Sequence[Cell]], columns: Sequence[Column], top: float
    ) -> float:
        """Some rows of a table under its header. Returns the height."""
        from pptx.util import Inches

        height = ROW * (len(rows) + 1)
        shape = self.slide.shapes.add_table(
            len(rows) + 1,
            len(columns),
            Inches(EDGE),
            Inches(top),
            Inches(sum(c.width for c in columns)),
            Inches(height),
        )
        # Without a style of the deck's theme: cells are white, or as shaded as their figure.
        shape._element.graphic.graphicData.tbl[0][-1].text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
        grid = shape.table
        grid.first_row = True
        for own, column in zip(grid.columns, columns, strict=True):
            own.width = Inches(column.width)
        for place, cells in enumerate([tuple(map(Cell, header)), *rows]):
            grid.rows[place].height = Inches(ROW)
            for at, (cell, column) in enumerate(zip(cells, columns, strict=True)):
                colour = MUTED if place == 0 else readable_on(cell.ground) if cell.ground else INK
                _fill_cell(grid.cell(place, at), cell, column, colour, size=11 if place == 0 else 12)
        return height


def _fill_cell(place: Any, cell: Cell, column: Column, colour: str, size: int) -> None:
    from pptx.enum.text import MSO_ANCHOR
    from pptx.util import Inches

    place.vertical_anchor = MSO_ANCHOR.MIDDLE
    place.margin_left, place.margin_right = Inches(0.08), Inches(0.25 if column.side == "r" else 0.08)
    place.margin_top = place.margin_bottom = Inches(0.03)
    if cell.ground:
        place.fill.solid()
        place.fill.fore_color.rgb = _rgb(cell.ground)
    else:
        place.fill.background()
    said = f"■ {cell.written}" if cell.mark else cell.written
    text, fitting = fitted(said, size, column.width - (0.35 if column.side == "r" else 0.2), ROW - 0.06)
    paragraph = place.text_frame.paragraphs[0]
    paragraph.alignment = _side(column.side)
    if cell.mark and text.startswith("■ "):
        _run(paragraph, "■ ", fitting, cell.mark)
        text = text[2:]
    _run(paragraph, text, fitting, colour)


def _run(paragraph: Any, text: str, size: int, colour: str, *, bold: bool = False) -> None:
    from pptx.util import Pt

    run = paragraph.add_run()
    run.text = "".join(c for c in text if c >= " " or c in "\n\t")
    run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold, _rgb(colour)
    set_typeface(run)


def set_typeface(run: Any, face: str = FACE) -> None:
    """python-pptx sets the typeface of Latin letters only; Hangul follows `a:ea`, and what is neither `a:cs`."""
    from pptx.oxml.ns import qn

    run.font.name = face
    properties = run._r.get_or_add_rPr()
    properties.set("lang", "ko-KR")
    latin = properties.find(qn("a:latin"))
    for tag in ("a:cs", "a:ea"):
        latin.addnext(properties.makeelement(qn(tag), {"typeface": face}))


def _side(name: str) -> Any:
    from pptx.enum.text import PP_ALIGN

    return {"l": PP_ALIGN.LEFT, "c": PP_ALIGN.CENTER, "r": PP_ALIGN.RIGHT}[name]


def _rgb(colour: str) -> Any:
    from pptx.dml.color import RGBColor

    return RGBColor(*bytes.fromhex(colour.lstrip("#")))  # type: ignore[no-untyped-call]
