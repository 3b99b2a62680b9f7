"""A workbook by XlsxWriter: a sheet a part, figures as numbers. Text stays text, whatever it begins with."""

import io
from collections.abc import Iterable
from math import ceil
from typing import Any

from core.colour import readable_on
from core.reports import words_ko as t
from core.reports.faces import SIDE
from core.reports.report import (
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
    bars_table,
    plain,
)

_LONGEST = 32_000  # characters in a cell
_NARROW, _BROAD = 12, 44  # of columns, in digits: the narrowest, and from where on a text wraps
_NOTES = 60  # of the column beside a card's bars
_PAGE = 100  # digits that a sheet is wide on paper: longer sentences wrap
_ROW_PX = 20  # of a row that nothing makes taller


def write(report: Report) -> bytes:
    """The bytes of an .xlsx. Drawings stay out of it; the figures behind them are in."""
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    about = {"title": f"{report.project} {report.version}", "subject": report.title, "author": report.by}
    book.set_properties({**about, "comments": report.stamp, "created": report.made.replace(tzinfo=None)})
    writer = _Writer(book, report)
    writer.cover()
    for section in report.sections:
        writer.section(section)
    book.close()
    return out.getvalue()


class _Writer:
    """Rows of one sheet after another. `row`: the next free one."""

    def __init__(self, book: Any, report: Report) -> None:
        self.book, self.report = book, report
        self.formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self.sheet: Any = None
        self.row = 0
        self.widths: dict[int, float] = {}  # of the sheet's columns, by their longest texts
        self.sentences: list[tuple[int, str, Any]] = []  # row, text, format: put in once the columns are known

    def cover(self) -> None:
        report = self.report
        self._new(t.COVER)
        self._line(report.project, font_size=20)
        rows = ((t.VERSION, report.version), (t.ANALYSED, report.day), (t.MADE, report.made_day), (t.BY, report.by))
        self._table(Table("", t.COVER_HEADER, tuple((Cell(name), Cell(value)) for name, value in rows)))
        for line in (report.stamp, t.FOOT, t.NOT_DRAWN, *report.warnings):
            self._line(line, font_color="#5f5b68")
        self._end()

    def section(self, section: Section) -> None:
        self._new(t.PARTS[section.part])
        self._line(section.title, font_size=14)
        self.row += 1
        for block in section.blocks:
            self._block(block)
        self._end()

    def _end(self) -> None:
        """Columns as wide as what is in them; sentences over several of them, in as many lines as they need."""
        last, across = 0, 0.0
        while across < _PAGE:
            across += self.widths.setdefault(last, _NARROW)
            last += 1
        for column, width in self.widths.items():
            self.sheet.set_column(column, column, width)
        for row, text, look in self.sentences:
            self.sheet.merge_range(row, 0, row, last - 1, "", look)
            self.sheet.write_string(row, 0, text, look)
            size = look.font_size
            lines = ceil(_digits(text) * size / 10 / (across * 0.95))
            self.sheet.set_row(row, lines * size * 1.6)
        self.sentences.clear()

    def _new(self, name: str) -> None:
        self.sheet, self.row, self.widths = self.book.add_worksheet(name), 0, {}
        self.sheet.hide_gridlines(2)
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        # "&" begins a code in a header.
        running = f"{self.report.project} · {self.report.version} · {self.report.day}".replace("&", "&&")
        self.sheet.set_header(f"&L{_clean(running)[:120]}&R{t.STAMP}")
        self.sheet.set_footer("&R&P / &N")

    def _block(self, block: Block) -> None:
        match block:
            case Lead():
                self._line(f"{block.text} {block.numbers}".strip(), font_size=13)
            case Text():
                self._line(block.text, **({"font_color": "#5f5b68"} if block.quiet else {}))
            case Table():
                self._table(block)
            case Bars():
                self._table(bars_table(block, t.BARS_HEADER))
            case Figure():
                self._line(block.alt, font_color="#5f5b68")
            case Cards():
                self._cards(block)
            case Quotes():
                quoted = tuple((Cell(q.text), Cell(q.source), Cell(q.link)) for q in block.quotes)
                self._table(Table(block.title, t.QUOTE_HEADER, quoted))
            case Palette():
                self._table(Table(block.title, t.COLOUR_HEADER, tuple((Cell(c, ground=c),) for c in block.colours)))

    def _cards(self, cards: Cards) -> None:
        """A row a bar; faces, where there are any, in a column of their own."""
        start, faces = self.row + 1, any(card.face for card in cards.cards)
        header = (*t.CARD_HEADER[:-1], *([t.FACE] if faces else []), t.CARD_HEADER[-1])
        rows = [list(_card_rows(card, faces)) for card in cards.cards]
        self._table(Table("", header, tuple(row for own in rows for row in own)))
        self.widths[len(header) - 1] = _NOTES
        for card, own in zip(cards.cards, rows, strict=True):
            if len(own) > 1:
                look = self._format(text_wrap=True, valign="top", indent=1)
                place = start, len(header) - 1, start + len(own) - 1, len(header) - 1
                self.sheet.merge_range(*place, "", look)
                self.sheet.write_string(*place[:2], _clean(" / ".join(card.notes)), look)
            if card.face:
                tall = (len(own) * _ROW_PX - 4) / SIDE
                about = {"image_data": io.BytesIO(card.face), "description": card.face_alt, "object_position": 1}
                at = {"x_scale": tall, "y_scale": tall, "x_offset": 2, "y_offset": 2}
                self.sheet.insert_image(start, len(t.CARD_HEADER) - 1, "face.jpg", about | at)
            start += len(own)

    def _line(self, text: str, **look: Any) -> None:
        if text:
            self.sentences.append((self.row, _clean(text), self._format(text_wrap=True, **look)))
        self.row += 1

    def _table(self, table: Table) -> None:
        if table.title:
            self._line(table.title, bold=True)
        for column, name in enumerate(table.header):
            texts = (name, *(row[column].written for row in table.rows))
            wide = min(max(_digits(text) for text in texts) + 2, _BROAD)
            self.widths[column] = max(self.widths.get(column, _NARROW), wide)
            look: dict[str, Any] = {"align": "right"} if table.is_number(column) else {"indent": 1} if column else {}
            look |= {"align": "center"} if table.even and column else {}
            self.sheet.write_string(
                self.row, column, _clean(name), self._format(font_color="#5f5b68", bottom=1, **look)
            )
        self.row += 1
        for cells in table.rows:
            for column, cell in enumerate(cells):
                self._cell(column, cell)
            self.row += 1
        if table.aid:
            self._line(table.aid, font_color="#5f5b68")
        self.row += 1

    def _cell(self, column: int, cell: Cell) -> None:
        look: dict[str, Any] = {}
        if cell.ground:
            look |= {"bg_color": cell.ground, "font_color": readable_on(cell.ground), "align": "center"}
        elif cell.mark:
            look |= {"font_color": cell.mark, "bold": True}
        if cell.value is None:
            look |= {"text_wrap": True} if _digits(cell.written) + 2 > _BROAD else {}
            look |= {"indent": 1} if column and not cell.ground else {}  # away from a number before it
            self.sheet.write_string(self.row, column, _clean(cell.written), self._format(**look))
        else:
            number = cell.value * 100 if cell.share else cell.value
            look["num_format"] = _number_format(cell, number)
            self.sheet.write_number(self.row, column, number, self._format(**look))

    def _format(self, **look: Any) -> Any:
        key = tuple(sorted(look.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format(
                {"font_name": "맑은 고딕", "font_size": 10, "valign": "vcenter"} | look
            )
        return self.formats[key]


def _card_rows(card: Card, faces: bool) -> Iterable[tuple[Cell, ...]]:
    """A row a bar, so that every share is a number; a trainee without one keeps a row. faces: leave a column for it."""
    notes, face = Cell(" / ".join(card.notes)), [Cell("")] if faces else []
    for place, bar in enumerate(card.bars):
        first = (Cell(card.name), Cell(card.badge)) if place == 0 else (Cell(""), Cell(""))
        share = Cell(bar.written, bar.value, True)
        yield (*first, Cell(bar.name, mark=bar.colour), share, *face, notes if place == 0 else Cell(""))
    if not card.bars:
        yield (Cell(card.name), Cell(card.badge), Cell(""), Cell(""), *face, notes)


def _number_format(cell: Cell, number: float) -> str:
    """The written form as a format of the number: what is in the cell is exact, what is seen is what others read."""
    digits = len(cell.written.rstrip("\u00a0 %").partition(".")[2])
    plain = f"{number:,.{digits}f}"
    if plain != cell.written.rstrip("\u00a0 %"):
        return '"' + cell.written.replace('"', "") + '"'  # such as "<1 %"
    form = "#,##0" + ("." + "0" * digits if digits else "")
    return form + ('" %"' if cell.written.endswith("%") else "")


def _digits(text: str) -> float:
    """How wide a text is, in digits: a Hangul syllable takes nearly two."""
    return sum(1.8 if ord(letter) >= 0x1100 else 1.0 for letter in text)


def _clean(text: str) -> str:
    return plain(text)[:_LONGEST]
