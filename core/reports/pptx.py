"""Slides by python-pptx: shapes and tables that can be edited, every text measured before it is placed."""

import io
from collections.abc import Callable, Sequence
from math import ceil
from typing import Any

from core.charts.concept_picture import measured
from core.colour import readable_on
from core.reports import words_ko as t
from core.reports.rasters import png
from core.reports.report import (
    Bar,
    Bars,
    Block,
    Card,
    Cards,
    Cell,
    Figure,
    Lead,
    Palette,
    Quotes,
    Report,
    Section,
    Table,
    Text,
)

FACE = "맑은 고딕"  # on every Korean Windows and in every Office
INK, MUTED, ACCENT, HAIR, TRACK = "#16151a", "#5f5b68", "#5b3fc4", "#d9d6e0", "#f0eff3"
WIDE, TALL, EDGE, TOP, FOOT = 13.333, 7.5, 0.75, 1.75, 6.85  # inches
_ROOM = WIDE - 2 * EDGE
_LINE = 1.35  # height of a line, in heights of its letters
_SLACK = 1.08  # the typeface there may be wider than the one that is measured here
_ROW = 0.36  # inches, of a table's row
_ACROSS = 4  # cards a slide


def write(report: Report) -> bytes:
    """The bytes of a .pptx, 16:9."""
    from pptx import Presentation
    from pptx.util import Inches

    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDE), Inches(TALL)
    own = deck.core_properties
    own.title, own.author, own.subject = f"{report.project} {report.version}", report.by, report.title
    own.created = own.modified = report.made.replace(tzinfo=None)
    slides = _Slides(deck, report)
    slides.cover()
    for section in report.sections:
        slides.section(section)
    slides.number()
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


class _Slides:
    """Blocks down a slide; what has no room goes on to the next. `y`: inches from the top, of the next block."""

    def __init__(self, deck: Any, report: Report) -> None:
        self.deck, self.report = deck, report
        self.slide: Any = None
        self.title, self.part, self.y = "", "", 0.0

    def cover(self) -> None:
        report = self.report
        self._blank()
        self._text(report.title, 2.3, size=14, colour=ACCENT)
        self._text(report.project, 2.7, size=40)
        meta = t.meta(report.version, report.day, report.made_day, report.by)
        self._text(meta, 3.65, size=14, colour=MUTED)
        self._text(report.stamp, 4.05, size=14, colour=ACCENT)
        if report.warnings:
            self._text(" ".join(report.warnings), 4.7, size=14)

    def section(self, section: Section) -> None:
        lead = next((block for block in section.blocks if isinstance(block, Lead)), None)
        self.title = lead.text if lead else section.title
        self._page(t.PARTS[section.part], lead)
        for block in section.blocks:
            self._block(block)

    def number(self) -> None:
        """What every slide says, now that their number is known."""
        running = f"{self.report.project} · {self.report.version} · {self.report.day}"
        count = len(self.deck.slides)
        for place, slide in enumerate(self.deck.slides, 1):
            self.slide = slide
            self._line(EDGE, 6.98, _ROOM)
            self._text(f"{running}   |   {self.report.stamp}", 7.03, size=10, colour=MUTED, width=9.5)
            self._text(t.page(place, count), 7.03, size=10, colour=MUTED, left=WIDE - EDGE - 1.5, width=1.5, side="r")

    def _page(self, part: str, lead: Lead | None = None, *, goes_on: bool = False) -> None:
        self._blank()
        self._text(f"{part} · {t.GOES_ON}" if goes_on else part, 0.45, size=12, colour=ACCENT)
        marked = (lead.marked, lead.colour) if lead else ("", "")
        self._text(self.title, 0.75, size=26, height=0.85, marked=marked)
        self.y = TOP
        self.part = part
        if lead and lead.numbers:
            self._text(lead.numbers, 1.42, size=16)
            self.y = 1.95

    def _need(self, height: float) -> None:
        """The next slide where this one has no room for so many inches."""
        if self.y + height > FOOT and self.y > TOP:
            self._page(self.part, goes_on=True)

    def _block(self, block: Block) -> None:
        match block:
            case Text():
                self._paragraph(block.text, 11 if block.quiet else 14, MUTED if block.quiet else INK)
            case Table():
                self._table(block)
            case Bars():
                self._heading(block.title, 0.4 * len(block.bars) + 0.4)
                for bar in block.bars:
                    self._bar(bar)
                self._paragraph(block.aid, 11, MUTED)
            case Figure():
                self._figure(block)
            case Cards():
                count = len(block.cards)
                each = ceil(count / ceil(count / _ACROSS))  # as many on each slide, nearly
                for start in range(0, count, each):
                    self._cards(block.cards[start : start + each], max(each, 3))
            case Quotes():
                self._heading(block.title, 0.9)
                for quote in block.quotes:
                    self._paragraph(f"“{quote.text}”" if quote.source else quote.text, 14, INK)
                    self._paragraph(quote.source, 11, MUTED)
            case Palette():
                self._palette(block)

    def _heading(self, text: str, below: float) -> None:
        self._need(min(below, 3.0) + 0.5)
        if text:
            self._text(text, self.y + 0.08, size=15)
            self.y += 0.48

    def _paragraph(self, text: str, size: int, colour: str) -> None:
        for part in _pieces(text, size):
            height = _height(part, size, _ROOM)
            self._need(height)
            self._text(part, self.y, size=size, colour=colour, height=height)
            self.y += height + 0.06

    def _bar(self, bar: Bar) -> None:
        self._need(0.4)
        left, wide = EDGE + 2.3, 6.6
        self._text(bar.name, self.y, size=14, width=2.2, bold=bar.strong)
        self._rect(left, self.y + 0.06, wide, 0.22, TRACK)
        if bar.value > 0:
            self._rect(left, self.y + 0.06, wide * bar.value, 0.22, bar.colour)
        if bar.low is not None and bar.high is not None:
            self._rect(left + wide * bar.low, self.y + 0.155, wide * (bar.high - bar.low), 0.03, INK)
        self._text(bar.written, self.y, size=14, left=left + wide + 0.1, width=0.95, side="r", bold=bar.strong)
        self._text(bar.span, self.y + 0.03, size=11, left=left + wide + 1.15, width=1.6, colour=MUTED)
        self.y += 0.4

    def _table(self, table: Table) -> None:
        rows = list(table.rows)
        if not rows:
            return
        self._heading(table.title, 2.2)
        while rows:
            room = max(int((FOOT - self.y) / _ROW) - 1, 0)
            if room < min(3, len(rows)):
                self._need(TALL)
                room = max(int((FOOT - self.y) / _ROW) - 1, 1)
            self._rows(table, rows[:room])
            rows = rows[room:]
        self.y += 0.08
        self._paragraph(table.aid, 11, MUTED)

    def _rows(self, table: Table, rows: Sequence[tuple[Cell, ...]]) -> None:
        from pptx.util import Inches

        count = len(table.header)
        widths = _widths(table)
        height = _ROW * (len(rows) + 1)
        shape = self.slide.shapes.add_table(
            len(rows) + 1, count, Inches(EDGE), Inches(self.y), Inches(sum(widths)), Inches(height)
        )
        # Without a style of the deck's theme: cells are white, or as shaded as their figure.
        shape._element.graphic.graphicData.tbl[0][-1].text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
        grid = shape.table
        grid.first_row = True
        for column, width in enumerate(widths):
            grid.columns[column].width = Inches(width)
        for place, cells in enumerate([tuple(Cell(name) for name in table.header), *rows]):
            grid.rows[place].height = Inches(_ROW)
            for column, cell in enumerate(cells):
                side = "c" if table.even and column else "r" if table.is_number(column) else "l"
                colour = MUTED if place == 0 else readable_on(cell.ground) if cell.ground else INK
                _fill_cell(grid.cell(place, column), cell, widths[column], side, colour, size=11 if place == 0 else 12)
        self.y += height + 0.06

    def _figure(self, figure: Figure) -> None:
        from pptx.util import Inches

        self._heading(figure.title, 0)
        self._need(4.2)
        height = min(FOOT - self.y - 0.4, 4.6)
        width = height * figure.width / figure.height
        if width > _ROOM:
            width, height = _ROOM, _ROOM * figure.height / figure.width
        data = io.BytesIO(png(figure.svg, figure.width))
        picture = self.slide.shapes.add_picture(
            data, Inches((WIDE - width) / 2), Inches(self.y), Inches(width), Inches(height)
        )
        _describe(picture, figure.alt)
        self.y += height + 0.1
        self._paragraph(figure.aid, 11, MUTED)

    def _cards(self, cards: Sequence[Card], across: int) -> None:
        self._need(4.4)
        wide = (_ROOM - 0.25 * (across - 1)) / across
        for place, card in enumerate(cards):
            self._card(card, EDGE + place * (wide + 0.25), wide)
        self.y = FOOT

    def _card(self, card: Card, left: float, wide: float) -> None:
        from pptx.util import Inches

        y, inner = self.y, wide - 0.3
        self._rect(left, y, wide, FOOT - y, "#ffffff", line=HAIR)
        y += 0.15
        if card.face:
            side = 1.55
            at = (Inches(left + 0.15), Inches(y), Inches(side), Inches(side))
            _describe(self.slide.shapes.add_picture(io.BytesIO(card.face), *at), card.face_alt)
            y += side + 0.1
        if card.colour:
            self._rect(left + 0.15, y + 0.11, 0.12, 0.12, card.colour)
        shift = 0.2 if card.colour else 0.0
        self._text(card.name, y, size=15, left=left + 0.15 + shift, width=inner - shift, bold=True)
        self._text(card.badge, y + 0.34, size=11, left=left + 0.15, width=inner, colour=MUTED)
        y += 0.7
        for bar in card.bars:
            self._text(bar.name, y, size=11, left=left + 0.15, width=inner - 0.8, bold=bar.strong)
            self._text(bar.written, y, size=11, left=left + wide - 0.95, width=0.8, side="r", bold=bar.strong)
            self._rect(left + 0.15, y + 0.25, inner, 0.06, TRACK)
            if bar.value > 0:
                self._rect(left + 0.15, y + 0.25, inner * bar.value, 0.06, bar.colour)
            y += 0.37
        self._text("\n".join(card.notes), y + 0.05, size=10, left=left + 0.15, width=inner, colour=MUTED,
                   height=FOOT - y - 0.12)  # fmt: skip

    def _palette(self, palette: Palette) -> None:
        self._heading(palette.title, 1.0)
        for place, colour in enumerate(palette.colours):
            self._rect(EDGE + place * 1.35, self.y, 1.1, 0.6, colour, line=HAIR)
            self._text(colour, self.y + 0.62, size=11, left=EDGE + place * 1.35, width=1.2, colour=MUTED)
        self.y += 1.0

    def _blank(self) -> None:
        self.slide = self.deck.slides.add_slide(self.deck.slide_layouts[6])

    def _rect(self, left: float, top: float, width: float, height: float, colour: str, line: str = "") -> None:
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

    def _line(self, left: float, top: float, width: float) -> None:
        self._rect(left, top, width, 0.01, HAIR)

    def _text(
        self, text: str, top: float, *, size: int, left: float = EDGE, width: float = _ROOM, colour: str = INK,
        height: float = 0.0, side: str = "l", bold: bool = False, marked: tuple[str, str] = ("", ""),
    ) -> None:  # fmt: skip
        """A box that its text fits into: in smaller letters, and cut where even those are too many."""
        from pptx.util import Inches

        if not text:
            return
        tall = height or size * _LINE / 72
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


def fitted(text: str, size: int, width: float, height: float) -> tuple[str, int]:
    """Text and the size (pt) at which it fits a box of inches: at most a third smaller, then cut with an ellipsis."""
    for smaller in range(size, max(size * 2 // 3, 8) - 1, -1):
        if _height(text, smaller, width) <= height + 0.01:
            return text, smaller
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        fits = _height(text[:middle] + "…", smaller, width) <= height + 0.01
        low, high = (middle, high) if fits else (low, middle - 1)
    return text[:low].rstrip() + "…", smaller


def _height(text: str, size: int, width: float) -> float:
    """Inches that a text takes at `size` pt in a box so wide."""
    return sum(_lines(line, size, width) for line in text.split("\n")) * size * _LINE / 72


def _lines(line: str, size: int, width: float) -> int:
    """Lines of words; a word that is wider than the box breaks wherever it must."""
    room, count, at = width * 72 / _SLACK, 1, 0.0
    letters: Callable[[str], float] = measured(size).getlength
    space = letters(" ")
    for word in line.split(" "):
        wide = letters(word)
        if at and at + space + wide > room:
            count, at = count + 1, 0.0
        if wide > room:
            more = ceil(wide / room) - 1
            count, wide = count + more, wide - more * room
        at += wide + (space if at else 0)
    return count


def _pieces(text: str, size: int, most: int = 1200) -> list[str]:
    """A text that one slide may not hold, in parts that it can."""
    return [text[start : start + most] for start in range(0, len(text), most)]


def _widths(table: Table) -> list[float]:
    """Inches of each column: by its longest text, all of the room where columns are even or there are words."""
    count = len(table.header)
    letters: Callable[[str], float] = measured(12).getlength
    wanted = [
        min(max(letters(str(text)) for text in (head, *(row[column].written for row in table.rows))) / 72 + 0.4, 6.0)
        for column, head in enumerate(table.header)
    ]
    if table.even:
        first = min(wanted[0], 3.2)
        return [first, *([(_ROOM - first) / (count - 1)] * (count - 1))]
    total = sum(wanted)
    return [width * _ROOM / total for width in wanted] if total > _ROOM else wanted


def _fill_cell(place: Any, cell: Cell, width: float, side: str, colour: str, size: int) -> None:
    from pptx.enum.text import MSO_ANCHOR
    from pptx.util import Inches

    place.vertical_anchor = MSO_ANCHOR.MIDDLE
    place.margin_left = place.margin_right = Inches(0.08)
    place.margin_top = place.margin_bottom = Inches(0.03)
    if cell.ground:
        place.fill.solid()
        place.fill.fore_color.rgb = _rgb(cell.ground)
    else:
        place.fill.background()
    said = f"■ {cell.written}" if cell.mark else cell.written
    text, fitting = fitted(said, size, width - 0.2, _ROW - 0.06)
    paragraph = place.text_frame.paragraphs[0]
    paragraph.alignment = _side(side)
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


def _describe(picture: Any, alt: str) -> None:
    picture._element.nvPicPr.cNvPr.set("descr", alt)


def _side(name: str) -> Any:
    from pptx.enum.text import PP_ALIGN

    return {"l": PP_ALIGN.LEFT, "c": PP_ALIGN.CENTER, "r": PP_ALIGN.RIGHT}[name]


def _rgb(colour: str) -> Any:
    from pptx.dml.color import RGBColor

    return RGBColor(*bytes.fromhex(colour.lstrip("#")))  # type: ignore[no-untyped-call]
