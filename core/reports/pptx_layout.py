"""Where things go on a slide: every text is measured before it is placed. Inches; nothing here writes a file."""

from dataclasses import dataclass
from functools import lru_cache
from math import ceil

from core.charts.concept_picture import measured
from core.reports.report import Table

WIDE, TALL, EDGE, TOP, FOOT = 13.333, 7.5, 0.75, 1.75, 6.85  # of a slide; TOP, FOOT: between them stand its blocks
ROOM = WIDE - 2 * EDGE
ROW = 0.36  # of a table's row
LINE = 1.35  # height of a line, in heights of its letters
_SLACK = 1.08  # the typeface there may be wider than the one that is measured here


def fitted(text: str, size: int, width: float, height: float) -> tuple[str, int]:
    """Text and the size (pt) at which it fits a box of inches: at most a third smaller, then cut with an ellipsis."""
    for smaller in range(size, max(size * 2 // 3, 8) - 1, -1):
        if height_of(text, smaller, width) <= height + 0.01:
            return text, smaller
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        fits = height_of(text[:middle] + "…", smaller, width) <= height + 0.01
        low, high = (middle, high) if fits else (low, middle - 1)
    return text[:low].rstrip() + "…", smaller


def height_of(text: str, size: int, width: float) -> float:
    """Inches that a text takes at `size` pt in a box so wide."""
    return sum(_lines(line, size, width) for line in text.split("\n")) * size * LINE / 72


def _long(text: str, size: int) -> float:
    """Points from its first letter to its last."""
    return sum(_wide(letter, size) for letter in text)


@lru_cache(maxsize=20_000)
def _wide(letter: str, size: int) -> float:
    """A letter at a time: what is kept says nothing of the texts."""
    return float(measured(size).getlength(letter))


def _lines(line: str, size: int, width: float) -> int:
    """Lines of words; a word that is wider than the box breaks wherever it must."""
    room, count, at = width * 72 / _SLACK, 1, 0.0
    space = _long(" ", size)
    for word in line.split(" "):
        wide = _long(word, size)
        if at and at + space + wide > room:
            count, at = count + 1, 0.0
        if wide > room:
            more = ceil(wide / room) - 1
            count, wide = count + more, wide - more * room
        at += wide + (space if at else 0)
    return count


def pieces(text: str, size: int, most: int = 1200) -> list[str]:
    """A text that one slide may not hold, in parts that it can."""
    return [text[start : start + most] for start in range(0, len(text), most)]


@dataclass(frozen=True, slots=True)
class Column:
    """Of a table. width: inches; side: where its texts stand, l, c or r."""

    width: float
    side: str


def columns_of(table: Table) -> list[Column]:
    """By their longest texts; over all of the room where columns are even or there are words."""
    sides = ["c" if table.even and at else "r" if table.is_number(at) else "l" for at in range(len(table.header))]
    return [Column(*own) for own in zip(_widths(table), sides, strict=True)]


def _widths(table: Table) -> list[float]:
    count = len(table.header)
    wanted = [
        min(max(_long(text, 12) for text in (head, *(row[column].written for row in table.rows))) / 72 + 0.4, 6.0)
        for column, head in enumerate(table.header)
    ]
    if table.even:
        first = min(wanted[0], 3.2)
        return [first, *([(ROOM - first) / (count - 1)] * (count - 1))]
    total = sum(wanted)
    return [width * ROOM / total for width in wanted] if total > ROOM else wanted
