"""What a report holds, before it is PDF, PowerPoint, a workbook or a page: all four write these values alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.errors import UnknownNameError

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
LONGEST_NAME = 24  # characters of a name in a report: what is longer would push the figures off the paper


class Part(StrEnum):
    """What may be ticked, in the order of a report. The Korean names are `core.reports.words_ko.PARTS`."""

    BRIEF = "brief"
    CARDS = "cards"
    WHAT_IF = "what_if"
    COMPARISON = "comparison"
    POSITIONING = "positioning"
    CONCEPT = "concept"
    CLOUD = "cloud"
    FACETS = "facets"
    BOARD = "board"
    COMMENTS = "comments"
    METRICS = "metrics"
    METHOD = "method"
    CREDITS = "credits"


@dataclass(frozen=True, slots=True)
class Cell:
    """A place in a table. written: as it stands on paper; value: the number that it writes, None for words. share: the
    value is 0..1 and written in percent. mark: "#rrggbb" of a square before it; ground: of what is behind it."""

    written: str
    value: float | None = None
    share: bool = False
    mark: str = ""
    ground: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """title: what it says, "" under a heading that says it. even: all columns but the first are equally wide."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    aid: str = ""
    even: bool = False

    def is_number(self, column: int) -> bool:
        """Does the column hold figures, which stand right?"""
        return any(row[column].value is not None for row in self.rows)


@dataclass(frozen=True, slots=True)
class Lead:
    """The answer: a sentence, the name in it that is coloured, and the figures that follow it."""

    text: str
    marked: str = ""
    colour: str = ""
    numbers: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph. quiet: a reading aid; warning: to be seen before anything else."""

    text: str
    quiet: bool = False
    warning: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """value: 0..1, `written` beside it. low, high: the range of it, `span` in words; None without one."""

    name: str
    value: float
    written: str
    colour: str
    low: float | None = None
    high: float | None = None
    span: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Bars:
    """Shares on one scale from 0 to 1, under a title that says the finding."""

    title: str
    bars: tuple[Bar, ...]
    aid: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing. svg: letters in Noto Sans KR, nothing from elsewhere; width, height: its own px. alt: what it shows,
    for who cannot see it."""

    title: str
    svg: str
    width: float
    height: float
    alt: str
    aid: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A trainee. badge: the verdict and how sure; colour: of the group on top, "" without one. face: a square JPEG or
    None; face_alt: what it shows. notes: what has to be known of her photos."""

    name: str
    badge: str
    colour: str
    bars: tuple[Bar, ...]
    notes: tuple[str, ...]
    face: bytes | None = None
    face_alt: str = ""


@dataclass(frozen=True, slots=True)
class Cards:
    """Trainees side by side, all cards alike."""

    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence as it was printed. source: press and day; link: http(s) or ""."""

    text: str
    source: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Quotes:
    """title: what they were found for, "" under a heading that says it."""

    title: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Palette:
    """colours: "#rrggbb", in the order they were chosen."""

    title: str
    colours: tuple[str, ...]


Block = Lead | Text | Table | Bars | Figure | Cards | Quotes | Palette


@dataclass(frozen=True, slots=True)
class Section:
    """failed: the part could not be made; its one block says why."""

    part: Part
    title: str
    blocks: tuple[Block, ...]
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """title: of the document; project, version: as they stand on every page; made: when, with
    its zone; made_day, day: when the report was made and the version judged, for reading. by: who saved the version.
    stamp: what every page says of how it may be read."""

    title: str
    project: str
    version: str
    made: datetime
    made_day: str
    day: str
    by: str
    stamp: str
    warnings: tuple[str, ...]
    sections: tuple[Section, ...]

    @property
    def failed(self) -> dict[Part, str]:
        """Parts that could not be made, and why."""
        return {s.part: block.text for s in self.sections if s.failed for block in s.blocks if isinstance(block, Text)}

    def numbers(self) -> Iterator[Cell]:
        """Every figure of its tables and bars, as cells."""
        for section in self.sections:
            for block in section.blocks:
                yield from _numbers(block)


def _numbers(block: Block) -> Iterator[Cell]:
    match block:
        case Table():
            yield from (cell for row in block.rows for cell in row if cell.value is not None)
        case Bars():
            yield from (Cell(bar.written, bar.value, True) for bar in block.bars)
        case Cards():
            yield from (Cell(bar.written, bar.value, True) for card in block.cards for bar in card.bars)


def named_parts(text: str) -> tuple[Part, ...]:
    """ "brief,cards" to parts. Raises UnknownNameError naming the valid ones."""
    names = [name.strip() for name in text.split(",") if name.strip()]
    if unknown := [name for name in names if name not in set(Part)]:
        raise UnknownNameError(f"'{unknown[0]}' 부분은 없습니다. 사용할 수 있는 부분: {', '.join(Part)}")
    return tuple(map(Part, names))


def plain(text: str) -> str:
    """Without the letters that no XML may hold."""
    return _FORBIDDEN.sub("", text)


def shortened(name: str, most: int = LONGEST_NAME) -> str:
    """A name of any length as it fits beside figures, in one line."""
    line = " ".join(name.split())
    return line if len(line) <= most else line[: most - 1] + "…"


def bars_table(bars: Bars, header: tuple[str, str, str]) -> Table:
    """The same as rows, for a format that draws nothing. header: of name, share and range."""
    ranged = any(bar.span for bar in bars.bars)
    rows = tuple(
        (Cell(bar.name, mark=bar.colour), Cell(bar.written, bar.value, True), *([Cell(bar.span)] if ranged else []))
        for bar in bars.bars
    )
    return Table(bars.title, header if ranged else header[:2], rows, bars.aid)
