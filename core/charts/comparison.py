"""Runs side by side: photos of known members against unseen members, and the gap between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

import plotly.graph_objects as go

from core.charts.parts import add_shapes, beside, show_legend, uprights
from core.charts.style import GRID, MUTED, accent, finish, label
from core.colour import ink
from core.text.numbers import percent

ROW = 62  # px
_LINE, _WIDE, _LINES = 18, 28, 2  # px; characters of a name that a phone shows in one line; lines


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One row. known, unseen, chance: shares 0..1, None where they cannot be computed. fixed: published elsewhere."""

    name: str
    known: float | None
    unseen: float | None
    chance: float | None
    fixed: bool = False


def gaps(rows: Sequence[ComparedRow], *, dark: bool = False) -> go.Figure:
    """A filled dot for new photos of known members, an open diamond for unseen members, a line for the gap between,
    an upright tick for chance. In percent; hollow grey for figures that were published elsewhere."""
    figure = go.Figure()
    gap = {"type": "line", "line": {"color": MUTED, "width": 3}, "layer": "below"}
    add_shapes(
        figure,
        [
            {**gap, "x0": row.unseen * 100, "x1": row.known * 100, "y0": y, "y1": y}
            for y, row in enumerate(rows)
            if row.known is not None and row.unseen is not None
        ],
    )
    uprights(figure, [None if row.chance is None else row.chance * 100 for row in rows], 0.19, dark)
    for name, symbol, values in (
        ("아는 멤버의 새 사진", "circle", [row.known for row in rows]),
        ("처음 보는 멤버", "diamond-open", [row.unseen for row in rows]),
    ):
        dots = [(y, row, v) for y, (row, v) in enumerate(zip(rows, values, strict=True)) if v is not None]
        tones = [MUTED if row.fixed else accent(dark) for _, row, _ in dots]
        figure.add_scatter(
            x=[value * 100 for _, _, value in dots], y=[y for y, _, _ in dots], mode="markers", name=name,
            cliponaxis=False,  # on a phone 3 % are less than half a dot
            marker={"symbol": symbol, "size": 14, "line": {"width": 3, "color": tones}, "color": tones},
            hovertext=[f"{label(row.name, 40)}, {name} {percent(value)}" for _, row, value in dots],
            hoverinfo="text",
        )  # fmt: skip
    figure.add_scatter(  # the legend's word for the ticks, which are shapes
        x=[None], y=[None], mode="lines", name="우연", line={"color": ink(dark), "width": 2, "dash": "dot"}
    )
    names = [_in_lines(row.name) for row in rows]
    height = ROW + _LINE * (max((len(lines) for lines in names), default=1) - 1)
    finish(figure, height * max(len(rows), 1) + 100, {"l": 14, "r": 14, "t": 40, "b": 8})
    show_legend(figure)
    # Above the row: beside it, a phone would leave no room for the figures.
    beside(figure, ["<br>".join(lines) for lines in names], dark, size=13, x=0, xshift=0, yanchor="bottom", yshift=12)
    figure.update_yaxes(range=[len(rows) - 0.6, -0.75], showticklabels=False)
    figure.update_xaxes(
        range=[-3, 103], tickvals=[0, 25, 50, 75, 100], ticksuffix=" %", showgrid=True, gridcolor=GRID,
        title={"text": "제 그룹으로 간 사진(%)", "font_size": 13},
    )  # fmt: skip
    return figure


def _in_lines(name: str) -> list[str]:
    """A name whole, in as many lines as it needs; beyond _LINES it is cut."""
    lines = wrap(name, _WIDE) or [""]
    kept = lines[:_LINES]
    if len(lines) > _LINES:
        kept[-1] = f"{kept[-1][: _WIDE - 1]}…"
    return [label(line, _WIDE) for line in kept]
