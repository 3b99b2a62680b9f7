"""How much a group speaks of each facet, beside the average of the groups."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from core.charts.parts import show_legend
from core.charts.style import GRID, MUTED, SYMBOLS, finish, label
from core.colour import ink
from core.keywords.views.facets import FacetShare
from core.text.numbers import percent

AVERAGE = 100
MOST = 300  # a higher index is drawn here: a facet that only one group speaks of would flatten the others


@dataclass(frozen=True, slots=True)
class Profile:
    """One outline of the radar. colour: "#rrggbb". shares: the same facets in the same order for all outlines."""

    name: str
    colour: str
    shares: tuple[FacetShare, ...]


def radar(profiles: Sequence[Profile], *, dark: bool = False) -> go.Figure:
    """The index of each facet, 100 = the groups' average (dotted). The first profile is filled, the rest are dashed."""
    facets = [share.facet for share in profiles[0].shares]
    indices = [_drawn(share.index) for profile in profiles for share in profile.shares]
    reach = max([1.5 * AVERAGE, *(value * 1.08 for value in indices)])
    figure = go.Figure()
    figure.add_scatterpolar(
        r=[AVERAGE] * (len(facets) + 1), theta=_closed(_ticks(facets)), mode="lines", name="평균 100",
        line={"color": MUTED, "width": 2, "dash": "dot"}, hoverinfo="skip",
    )  # fmt: skip
    for number, profile in enumerate(profiles):
        figure.add_scatterpolar(
            r=_closed([_drawn(share.index) for share in profile.shares]), theta=_closed(_ticks(facets)),
            mode="lines+markers", name=label(profile.name), fill="toself" if number == 0 else None,
            fillcolor=f"{profile.colour}26",
            line={"color": profile.colour, "width": 2.5, "dash": "dash" if number else "solid"},
            marker={"size": 8, "symbol": SYMBOLS[number % len(SYMBOLS)]},
            hovertext=_closed([_hover(profile.name, share) for share in profile.shares]), hoverinfo="text",
        )  # fmt: skip
    finish(figure, 470, {"l": 60, "r": 60, "t": 74, "b": 44})
    show_legend(figure, y=1.16, x=0.5, xanchor="center", itemclick=False, itemdoubleclick=False)
    figure.update_layout(
        polar={
            "bgcolor": "rgba(0,0,0,0)",
            "radialaxis": {"range": [0, reach], "tickvals": [50, 100, 150, 200, 250], "angle": 90, "tickangle": 90,
                           "tickfont": {"size": 11, "color": MUTED}, "gridcolor": GRID, "linecolor": GRID},
            "angularaxis": {"direction": "clockwise", "rotation": 90, "gridcolor": GRID, "linecolor": GRID,
                            "tickfont": {"size": 13, "color": ink(dark)}},
        },
    )  # fmt: skip
    return figure


def _drawn(index: float) -> float:
    return min(index, MOST) if math.isfinite(index) else 0.0


def _ticks(facets: Sequence[str]) -> list[str]:
    return [label(facet).replace("·", "·<br>") for facet in facets]  # two lines fit beside the circle on a phone


def _closed(values: Sequence[object]) -> list[object]:
    return [*values, values[0]]


def _hover(name: str, share: FacetShare) -> str:
    index = f"{share.index:.0f}" if math.isfinite(share.index) else "–"
    return (
        f"{label(name, 30)} · {label(share.facet, 30)}: 지수 {index}<br>"
        f"기사 {share.articles}건, {percent(share.share)} (평균 {percent(share.average)})"
    )
