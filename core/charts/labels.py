"""Which points of a figure can carry their name without covering another one's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import plotly.graph_objects as go

from core.charts.parts import add_annotations
from core.charts.style import label

Side = Literal["above", "below", "right", "left"]
SIDES: tuple[Side, ...] = ("above", "below", "right", "left")
FONT = 13  # px
BEYOND = 12  # px that a name may reach past the plot: the figure's margin has to hold them


@dataclass(frozen=True, slots=True)
class Spot:
    """A point that would like its name. x, y: 0..1 of the plot, y upwards. radius: px. limit: characters written."""

    text: str
    x: float
    y: float
    radius: float
    limit: int = 8


Line = tuple[float, float, float, float]  # x, y of both ends, as of a Spot


def fitting(
    spots: Sequence[Spot], width: int, height: int, sides: Sequence[Side] = SIDES, lines: Sequence[Line] = ()
) -> dict[int, Side]:
    """Index -> side of the names that find a place, the first spots first; a name covers no other name and no dot.

    width, height: px of the plot where it is smallest, on a phone. sides: that may be taken; names above and below
    their dots only are still apart where the plot is wider. lines: that a name crosses only where no side is free."""
    drawn = [(x0 * width, (1 - y0) * height, x1 * width, (1 - y1) * height) for x0, y0, x1, y1 in lines]
    taken = [_dot(spot, width, height) for spot in spots]
    found: dict[int, Side] = {}
    for index, spot in enumerate(spots):
        boxes = _boxes(spot, width, height)
        for side in sorted(sides, key=lambda s: any(_crosses(line, boxes[s]) for line in drawn)):
            box = boxes[side]
            inside = min(box) >= -BEYOND and box[2] <= width + BEYOND and box[3] <= height + BEYOND
            if inside and not any(_meet(box, other) for i, other in enumerate(taken) if i != index):
                found[index] = side
                taken.append(box)
                break
    return found


def write(
    figure: go.Figure,
    spots: Sequence[Spot],
    at: Sequence[tuple[float, float]],
    size: tuple[int, int],
    ink: str,
    sides: Sequence[Side] = SIDES,
    lines: Sequence[Line] = (),
) -> None:
    """Write the names that fit beside their points. at: (x, y) of each spot in the figure's units; size, sides, lines:
    as above."""
    names: list[Mapping[str, Any]] = []
    for index, side in fitting(spots, *size, sides, lines).items():
        spot, away = spots[index], spots[index].radius + 2
        shift: dict[str, Any] = {
            "above": {"yshift": away, "yanchor": "bottom"},
            "below": {"yshift": -away, "yanchor": "top"},
            "right": {"xshift": away, "xanchor": "left"},
            "left": {"xshift": -away, "xanchor": "right"},
        }[side]
        names.append({
            "x": at[index][0], "y": at[index][1], "text": label(spot.text, spot.limit), "showarrow": False,
            "borderpad": 0, "font": {"size": FONT, "color": ink}, **shift,
        })  # fmt: skip
    add_annotations(figure, names)


_Box = tuple[float, float, float, float]


def _dot(spot: Spot, width: int, height: int) -> _Box:
    x, y, r = spot.x * width, (1 - spot.y) * height, spot.radius * 0.8
    return x - r, y - r, x + r, y + r


def _boxes(spot: Spot, width: int, height: int) -> dict[Side, _Box]:
    x, y, r = spot.x * width, (1 - spot.y) * height, spot.radius + 2
    wide, high = min(len(spot.text), spot.limit) * FONT * 0.95, FONT * 1.25
    return {
        "above": (x - wide / 2, y - r - high, x + wide / 2, y - r),
        "below": (x - wide / 2, y + r, x + wide / 2, y + r + high),
        "right": (x + r, y - high / 2, x + r + wide, y + high / 2),
        "left": (x - r - wide, y - high / 2, x - r, y + high / 2),
    }


def _crosses(line: Line, box: _Box) -> bool:
    """Does any of a line lie in a box? Clipped to it axis by axis, something is left (Liang & Barsky 1984)."""
    x0, y0, x1, y1 = line
    first, last = 0.0, 1.0
    for start, way, low, high in ((x0, x1 - x0, box[0], box[2]), (y0, y1 - y0, box[1], box[3])):
        if way == 0:
            if not low < start < high:
                return False
            continue
        enters, leaves = sorted(((low - start) / way, (high - start) / way))
        first, last = max(first, enters), min(last, leaves)
    return first < last


def _meet(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
