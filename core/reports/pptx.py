"""Slides by python-pptx: shapes and tables that can be edited, every text measured before it is placed."""

import io
from collections.abc import Sequence
from math import ceil
from typing import Any

from core.reports import words_ko as t
from core.reports.pptx_layout import EDGE, FOOT, ROOM, ROW, TALL, TOP, WIDE, columns_of, height_of, pieces
from core.reports.pptx_shapes import ACCENT, HAIR, INK, MUTED, TRACK, Canvas
from core.reports.rasters import png
from core.reports.report import (
    Bar,
    Bars,
    Block,
    Card,
    Cards,
    Figure,
    Lead,
    Palette,
    Quotes,
    Report,
    Section,
    Table,
    Text,
)

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
        self.on, self.report = Canvas(deck), report
        self.title, self.part, self.y = "", "", 0.0

    def cover(self) -> None:
        report = self.report
        self.on.blank()
        self.on.text(report.title, 2.3, size=14, colour=ACCENT)
        self.on.text(report.project, 2.7, size=40)
        meta = t.meta(report.version, report.day, report.made_day, report.by)
        self.on.text(meta, 3.65, size=14, colour=MUTED)
        self.on.text(report.stamp, 4.05, size=14, colour=ACCENT)
        if report.warnings:
            self.on.text(" ".join(report.warnings), 4.7, size=14)

    def section(self, section: Section) -> None:
        lead = next((block for block in section.blocks if isinstance(block, Lead)), None)
        self.title = lead.text if lead else section.title
        self._page(t.PARTS[section.part], lead)
        for block in section.blocks:
            self._block(block)

    def number(self) -> None:
        """What every slide says, now that their number is known."""
        running = f"{self.report.project} · {self.report.version} · {self.report.day}"
        count = len(self.on.deck.slides)
        for place, slide in enumerate(self.on.deck.slides, 1):
            self.on.slide = slide
            self.on.line(EDGE, 6.98, ROOM)
            self.on.text(f"{running}   |   {self.report.stamp}", 7.03, size=10, colour=MUTED, width=9.5)
            self.on.text(t.page(place, count), 7.03, size=10, colour=MUTED, left=WIDE - EDGE - 1.5, width=1.5, side="r")

    def _page(self, part: str, lead: Lead | None = None, *, goes_on: bool = False) -> None:
        self.on.blank()
        self.on.text(f"{part} · {t.GOES_ON}" if goes_on else part, 0.45, size=12, colour=ACCENT)
        marked = (lead.marked, lead.colour) if lead else ("", "")
        self.on.text(self.title, 0.75, size=26, height=0.85, marked=marked)
        self.y = TOP
        self.part = part
        if lead and lead.numbers:
            self.on.text(lead.numbers, 1.42, size=16)
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
            self.on.text(text, self.y + 0.08, size=15)
            self.y += 0.48

    def _paragraph(self, text: str, size: int, colour: str) -> None:
        for part in pieces(text, size):
            height = height_of(part, size, ROOM)
            self._need(height)
            self.on.text(part, self.y, size=size, colour=colour, height=height)
            self.y += height + 0.06

    def _bar(self, bar: Bar) -> None:
        self._need(0.4)
        left, wide = EDGE + 2.3, 6.6
        self.on.text(bar.name, self.y, size=14, width=2.2, bold=bar.strong)
        self.on.rect(left, self.y + 0.06, wide, 0.22, TRACK)
        if bar.value > 0:
            self.on.rect(left, self.y + 0.06, wide * bar.value, 0.22, bar.colour)
        if bar.low is not None and bar.high is not None:
            self.on.rect(left + wide * bar.low, self.y + 0.155, wide * (bar.high - bar.low), 0.03, INK)
        self.on.text(bar.written, self.y, size=14, left=left + wide + 0.1, width=0.95, side="r", bold=bar.strong)
        self.on.text(bar.span, self.y + 0.03, size=11, left=left + wide + 1.15, width=1.6, colour=MUTED)
        self.y += 0.4

    def _table(self, table: Table) -> None:
        rows = list(table.rows)
        if not rows:
            return
        self._heading(table.title, 2.2)
        columns = columns_of(table)
        while rows:
            room = max(int((FOOT - self.y) / ROW) - 1, 0)
            if room < min(3, len(rows)):
                self._need(TALL)
                room = max(int((FOOT - self.y) / ROW) - 1, 1)
            self.y += self.on.table(table.header, rows[:room], columns, self.y) + 0.06
            rows = rows[room:]
        self.y += 0.08
        self._paragraph(table.aid, 11, MUTED)

    def _figure(self, figure: Figure) -> None:
        self._heading(figure.title, 0)
        self._need(4.2)
        aid = height_of(figure.aid, 11, ROOM) if figure.aid else 0.0
        height = min(FOOT - self.y - aid - 0.2, 4.8)
        width = height * figure.width / figure.height
        if width > ROOM:
            width, height = ROOM, ROOM * figure.height / figure.width
        self.on.picture(png(figure.svg, figure.width), (WIDE - width) / 2, self.y, width, height, figure.alt)
        self.y += height + 0.1
        self._paragraph(figure.aid, 11, MUTED)

    def _cards(self, cards: Sequence[Card], across: int) -> None:
        self._need(4.4)
        wide = (ROOM - 0.25 * (across - 1)) / across
        for place, card in enumerate(cards):
            self._card(card, EDGE + place * (wide + 0.25), wide)
        self.y = FOOT

    def _card(self, card: Card, left: float, wide: float) -> None:
        y, inner = self.y, wide - 0.3
        self.on.rect(left, y, wide, FOOT - y, "#ffffff", line=HAIR)
        y += 0.15
        if card.face:
            side = 1.55
            self.on.picture(card.face, left + 0.15, y, side, side, card.face_alt)
            y += side + 0.1
        if card.colour:
            self.on.rect(left + 0.15, y + 0.11, 0.12, 0.12, card.colour)
        shift = 0.2 if card.colour else 0.0
        self.on.text(card.name, y, size=15, left=left + 0.15 + shift, width=inner - shift, bold=True)
        self.on.text(card.badge, y + 0.34, size=11, left=left + 0.15, width=inner, colour=MUTED)
        y += 0.7
        for bar in card.bars:
            self.on.text(bar.name, y, size=11, left=left + 0.15, width=inner - 0.8, bold=bar.strong)
            self.on.text(bar.written, y, size=11, left=left + wide - 0.95, width=0.8, side="r", bold=bar.strong)
            self.on.rect(left + 0.15, y + 0.25, inner, 0.06, TRACK)
            if bar.value > 0:
                self.on.rect(left + 0.15, y + 0.25, inner * bar.value, 0.06, bar.colour)
            y += 0.37
        self.on.text("\n".join(card.notes), y + 0.05, size=10, left=left + 0.15, width=inner, colour=MUTED,
                   height=FOOT - y - 0.12)  # fmt: skip

    def _palette(self, palette: Palette) -> None:
        self._heading(palette.title, 1.0)
        for place, colour in enumerate(palette.colours):
            self.on.rect(EDGE + place * 1.35, self.y, 1.1, 0.6, colour, line=HAIR)
            self.on.text(colour, self.y + 0.62, size=11, left=EDGE + place * 1.35, width=1.2, colour=MUTED)
        self.y += 1.0
