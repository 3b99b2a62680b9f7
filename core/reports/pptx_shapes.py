"""Shapes, texts, tables and pictures on a slide, in inches. python-pptx makes the file; what stands on a slide goes in
as DrawingML: set by its own means, one attribute at a time, the cards of 200 trainees take eight times as long."""

import io
from collections.abc import Sequence
from html import escape
from typing import Any

from core.colour import readable_on
from core.reports.pptx_layout import EDGE, LINE, ROOM, ROW, Column, fitted
from core.reports.report import Cell, plain

FACE = "맑은 고딕"  # on every Korean Windows and in every Office
INK, MUTED, ACCENT, HAIR, TRACK = "#16151a", "#5f5b68", "#5b3fc4", "#d9d6e0", "#f0eff3"
_SIDES = {"l": "l", "c": "ctr", "r": "r"}
_EMU = 914_400  # an inch
_NAMES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
# Without a style of the deck's theme: cells are white, or as shaded as their figure.
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"


class Canvas:
    """The slide that is drawn on: `slide`, the last of the deck unless another is put there."""

    def __init__(self, deck: Any) -> None:
        self.deck = deck
        self.slide: Any = None
        self._ids: dict[Any, int] = {}  # slide -> the last number that a shape of it has

    def blank(self) -> None:
        """The next slide."""
        self.slide = self.deck.slides.add_slide(self.deck.slide_layouts[6])

    def rect(self, left: float, top: float, width: float, height: float, colour: str, line: str = "") -> None:
        """Filled, with a thin outline if it is given a colour."""
        edge = f'<a:ln w="9525">{_fill(line)}</a:ln>' if line else "<a:ln><a:noFill/></a:ln>"
        self._put("", left, top, max(width, 0.01), height, f"{_fill(colour)}{edge}", "")

    def line(self, left: float, top: float, width: float) -> None:
        """A hairline."""
        self.rect(left, top, width, 0.01, HAIR)

    def text(
        self, text: str, top: float, *, size: int, left: float = EDGE, width: float = ROOM, colour: str = INK,
        height: float = 0.0, side: str = "l", bold: bool = False, marked: tuple[str, str] = ("", ""),
    ) -> None:  # fmt: skip
        """A box that its text fits into: in smaller letters, and cut where even those are too many."""
        if not text:
            return
        tall = height or size * LINE / 72
        said, fitting = fitted(text, size, width, tall)
        paragraphs = []
        for line in said.split("\n"):
            before, found, after = line.partition(marked[0]) if marked[0] else (line, "", "")
            parts = ((before, colour), (found, marked[1] or colour), (after, colour))
            runs = "".join(_run(part, fitting, tone, bold) for part, tone in parts if part)
            paragraphs.append(_paragraph(runs, side))
        inside = '<a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0"><a:noAutofit/></a:bodyPr><a:lstStyle/>'
        body = f"<p:txBody>{inside}{''.join(paragraphs)}</p:txBody>"
        self._put(' txBox="1"', left, top, width, tall, "<a:noFill/>", body)

    def picture(self, data: bytes, left: float, top: float, width: float, height: float, alt: str) -> None:
        """PNG or JPEG. alt: what it shows."""
        from pptx.util import Inches

        at = (Inches(left), Inches(top), Inches(width), Inches(height))
        shown = self.slide.shapes.add_picture(io.BytesIO(data), *at)
        shown._element.nvPicPr.cNvPr.set("descr", plain(alt))
        self._ids[self.slide.part] = shown.shape_id

    def table(
        self, header: Sequence[str], rows: Sequence[Sequence[Cell]], columns: Sequence[Column], top: float
    ) -> float:
        """Some rows of a table under its header. Returns the height."""
        from pptx.oxml import parse_xml
        from pptx.util import Inches

        height = ROW * (len(rows) + 1)
        across = sum(column.width for column in columns)
        at = (Inches(EDGE), Inches(top), Inches(across), Inches(height))
        frame = self.slide.shapes.add_table(1, 1, *at)
        self._ids[self.slide.part] = frame.shape_id
        grid = "".join(f'<a:gridCol w="{_emu(column.width)}"/>' for column in columns)
        lines = [_row([Cell(name) for name in header], columns, MUTED, 11)]
        lines += [_row(cells, columns, INK, 12) for cells in rows]
        table = parse_xml(
            f'<a:tbl {_NAMES}><a:tblPr firstRow="1"><a:tableStyleId>{_NO_STYLE}</a:tableStyleId></a:tblPr>'
            f"<a:tblGrid>{grid}</a:tblGrid>{''.join(lines)}</a:tbl>"
        )
        data = frame._element.graphic.graphicData
        data.replace(data.tbl, table)
        return height

    def _put(self, kind: str, left: float, top: float, width: float, height: float, looks: str, body: str) -> None:
        """A rectangle with what is in it. kind: attributes of its own; looks, body: DrawingML."""
        from pptx.oxml import parse_xml

        number = self._ids.get(self.slide.part, 1) + 1
        self._ids[self.slide.part] = number
        shape = parse_xml(
            f'<p:sp {_NAMES}><p:nvSpPr><p:cNvPr id="{number}" name="{number}"/><p:cNvSpPr{kind}/><p:nvPr/></p:nvSpPr>'
            f'<p:spPr><a:xfrm><a:off x="{_emu(left)}" y="{_emu(top)}"/><a:ext cx="{_emu(width)}" cy="{_emu(height)}"/>'
            f'</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{looks}</p:spPr>{body}</p:sp>'
        )
        self.slide.shapes._spTree.append(shape)


def _row(cells: Sequence[Cell], columns: Sequence[Column], colour: str, size: int) -> str:
    inside = "".join(_cell(cell, column, colour, size) for cell, column in zip(cells, columns, strict=True))
    return f'<a:tr h="{_emu(ROW)}">{inside}</a:tr>'


def _cell(cell: Cell, column: Column, colour: str, size: int) -> str:
    right = 0.25 if column.side == "r" else 0.08  # away from the words in the next column
    said = f"■ {cell.written}" if cell.mark else cell.written
    text, fitting = fitted(said, size, column.width - right - 0.12, ROW - 0.06)
    mark = ""
    if cell.mark and text.startswith("■ "):
        mark, text = _run("■ ", fitting, cell.mark), text[2:]
    runs = mark + _run(text, fitting, readable_on(cell.ground) if cell.ground else colour)
    margins = f'marL="{_emu(0.08)}" marR="{_emu(right)}" marT="{_emu(0.03)}" marB="{_emu(0.03)}"'
    fill = _fill(cell.ground) if cell.ground else "<a:noFill/>"
    return (
        f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{_paragraph(runs, column.side)}</a:txBody>"
        f'<a:tcPr {margins} anchor="ctr">{fill}</a:tcPr></a:tc>'
    )


def _paragraph(runs: str, side: str) -> str:
    return f'<a:p><a:pPr algn="{_SIDES[side]}"/>{runs}</a:p>'


def _run(text: str, size: int, colour: str, bold: bool = False) -> str:
    """The typeface for each script: Hangul follows `a:ea`, and what is neither Latin nor of East Asia `a:cs`."""
    faces = "".join(f'<a:{script} typeface="{FACE}"/>' for script in ("latin", "ea", "cs"))
    said = escape(plain(text).replace("\t", " "), quote=False)
    looks = f'<a:rPr lang="ko-KR" sz="{size * 100}" b="{int(bold)}">{_fill(colour)}{faces}</a:rPr>'
    return f"<a:r>{looks}<a:t>{said}</a:t></a:r>"


def _fill(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{bytes.fromhex(colour.lstrip("#")).hex()}"/></a:solidFill>'


def _emu(inches: float) -> int:
    return round(inches * _EMU)
