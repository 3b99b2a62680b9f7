"""What all charts share: quiet axes, nothing that moves under a thumb, colours for light and for dark paper."""

import html
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from core.text.numbers import percent_number

ACCENT = "#5b3fc4"
ACCENT_ON_DARK = "#8468ea"
BAR = 0.6  # of a row is bar, the rest is air
TRACK = "rgba(128,124,140,0.13)"  # seen on white and on black paper
GRID = "rgba(128,124,140,0.22)"
MUTED_TEXT = {False: "#5f5b68", True: "#b4b0bd"}  # by `dark`
MUTED = "rgba(128,124,140,0.95)"
# Markers differ in shape too, for readers who cannot tell the colours apart.
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
    ends = percent_number(low), percent_number(high)
    return ends[0] if ends[0] == ends[1] else "–".join(ends)


def pale(dark: bool) -> str:
    """The colour of zero in a heat map on this paper."""
    return "#26232e" if dark else "#f6f4fd"


def finish(figure: Any, height: int, margin: dict[str, int]) -> go.Figure:
    """Common layout. height: px. Dragging and zooming are off: on a phone they would trap the scroll."""
    figure.update_layout(
        height=height, margin={"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0} | margin, showlegend=False, dragmode=False,
        bargap=1 - BAR, paper_bgcolor="rgba(0,0,0,0)", plot_bgcolor="rgba(0,0,0,0)", hoverlabel={"font_size": 14},
    )  # fmt: skip
    figure.update_xaxes(fixedrange=True, zeroline=False, showgrid=False)
    figure.update_yaxes(fixedrange=True, zeroline=False, showgrid=False)
    return figure
