"""What all charts share: quiet axes, nothing that moves under a thumb, colours for light and for dark paper."""

import html
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from core.colour import readable_on

ACCENT = "#5b3fc4"
ACCENT_ON_DARK = "#8468ea"
BAR = 0.6  # of a row is bar, the rest is air
TRACK = "rgba(128,124,140,0.13)"  # seen on white and on black paper
GRID = "rgba(128,124,140,0.22)"
MUTED_TEXT = {False: "#5f5b68", True: "#b4b0bd"}  # by `dark`
MUTED = "rgba(128,124,140,0.95)"
# A shape beside the colour: two groups stay apart for readers who cannot tell the colours.
SYMBOLS = ("circle", "square", "diamond", "cross", "triangle-up", "star", "x", "pentagon", "hexagon", "triangle-down")


@dataclass(frozen=True, slots=True)
class GroupStyle:
    """How a group is named and coloured on every page. colour: "#rrggbb" from the catalogue."""

    id: str
    name: str
    colour: str


def label(text: str, limit: int = 14) -> str:
    """Text for a figure: cut to `limit` characters and escaped, because plotly reads tags in labels."""
    return html.escape(text if len(text) <= limit else text[: limit - 1] + "…", quote=False)


def accent(dark: bool) -> str:
    """The studio's one colour on this paper."""
    return ACCENT_ON_DARK if dark else ACCENT


def interval(low: float, high: float) -> str:
    """ "24-45" with an en dash, percent without the sign."""
    return f"{low * 100:.0f}–{high * 100:.0f}"


def tracks(figure: Any, rows: int, reach: float) -> None:
    """A pale track behind each of `rows` bars. Shapes, because plotly rounds no corners of bars that lie on bars."""
    for row in range(rows):
        figure.add_shape(
            type="rect", x0=0, x1=reach, y0=row - BAR / 2, y1=row + BAR / 2, fillcolor=TRACK, line_width=0,
            layer="below",
        )  # fmt: skip


def cell_numbers(figure: Any, rows: Sequence[Sequence[tuple[str, str] | None]], size: int = 14) -> None:
    """A number on every cell of a heat map. rows: (text, "#rrggbb" of the cell), None for an empty cell.

    Plotly's own text is grey or white, and on the middle tones neither can be read."""
    cells = [(x, y, *cell) for y, row in enumerate(rows) for x, cell in enumerate(row) if cell]
    figure.add_scatter(
        x=[c[0] for c in cells], y=[c[1] for c in cells], text=[c[2] for c in cells], mode="text",
        textfont={"size": size, "color": [readable_on(c[3]) for c in cells]}, hoverinfo="skip",
    )  # fmt: skip
    wide = max((len(row) for row in rows), default=1)
    figure.update_xaxes(range=[-0.5, wide - 0.5])
    figure.update_yaxes(range=[len(rows) - 0.5, -0.5])


def finish(figure: Any, height: int, margin: dict[str, int]) -> go.Figure:
    """Common layout. height: px. Dragging and zooming are off: on a phone they would trap the scroll."""
    figure.update_layout(
        height=height,
        margin={"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0} | margin,
        showlegend=False,
        dragmode=False,
        bargap=1 - BAR,
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        hoverlabel={"font_size": 14},
    )
    figure.update_xaxes(fixedrange=True, zeroline=False, showgrid=False)
    figure.update_yaxes(fixedrange=True, zeroline=False, showgrid=False)
    return figure
