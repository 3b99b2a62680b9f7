"""How good the model is: bars against chance, confusion, calibration, and the embeddings laid flat."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from core.charts.parts import beside, cell_numbers, diagonal, show_legend, tracks, uprights
from core.charts.style import GRID, MUTED, SYMBOLS, GroupStyle, accent, finish, label, pale
from core.colour import ink, mixed
from core.text.numbers import percent

_HALF = 0.17  # of a row is half a bar


@dataclass(frozen=True, slots=True)
class Bar:
    """One measured share and what chance alone would give. value, chance: 0..1; value None: not computable."""

    name: str
    value: float | None
    chance: float | None = None


def quality_bars(bars: Sequence[Bar], *, dark: bool = False) -> go.Figure:
    """Horizontal bars 0-100 % under their names, chance as an upright line across each bar. Beside the bars the names
    would leave them a fifth of a phone."""
    rows = list(range(len(bars)))
    figure = go.Figure()
    tracks(figure, len(rows), 100, 2 * _HALF)
    figure.add_bar(
        x=[(b.value or 0) * 100 for b in bars], y=rows, orientation="h", width=2 * _HALF,
        marker={"color": accent(dark), "cornerradius": 5},
        hovertext=[f"{label(b.name, 40)} {percent(b.value)}" if b.value is not None else "" for b in bars],
        hoverinfo="text",
    )  # fmt: skip
    uprights(figure, [None if bar.chance is None else bar.chance * 100 for bar in bars], _HALF, dark)
    values = ["–" if bar.value is None else percent(bar.value) for bar in bars]
    sides = ["" if bar.chance is None else f"우연 {percent(bar.chance)}" for bar in bars]
    few = f"<span style='font-size:12px;color:{MUTED}'>"
    texts = [f"<b>{value}</b> {few}{side}</span>" for value, side in zip(values, sides, strict=True)]
    beside(figure, texts, dark)
    beside(figure, [label(bar.name, 40) for bar in bars], dark, x=0, xshift=0, yanchor="bottom", yshift=9)
    figure.update_xaxes(range=[0, 100], visible=False)
    figure.update_yaxes(range=[len(rows) - 0.6, -0.85], visible=False)
    return finish(figure, 54 * len(rows) + 14, {"l": 4, "r": 118, "t": 2, "b": 2})


def confusion(counts: NDArray[np.float64], groups: Sequence[GroupStyle], *, dark: bool = False) -> go.Figure:
    """counts: (g, g), rows true, columns answered. Colour is the share of the row, the number is the count."""
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    start = pale(dark)
    names = [label(g.name, 9) for g in groups]
    figure = go.Figure(
        go.Heatmap(
            z=shares * 100, x=list(range(len(groups))), y=list(range(len(groups))), xgap=4, ygap=4,
            zmin=0, zmax=100, colorscale=[[0, start], [1, accent(dark)]], showscale=False,
            text=counts.astype(int),
            customdata=[
                [f"실제 {t} → 답 {a}: {int(n)}장, {percent(share)}" for a, n, share in zip(names, *row, strict=True)]
                for t, *row in zip(names, counts, shares, strict=True)
            ],
            hovertemplate="%{customdata}<extra></extra>",
        )
    )  # fmt: skip
    tone = [[mixed(start, accent(dark), float(share)) for share in row] for row in shares]
    cell_numbers(
        figure, [[(f"{int(n)}", c) for n, c in zip(*pair, strict=True)] for pair in zip(counts, tone, strict=True)], 13
    )
    ticks = {"tickvals": list(range(len(groups))), "ticktext": names, "tickfont": {"size": 12, "color": ink(dark)}}
    figure.update_xaxes(side="top", title={"text": "모델의 답", "font_size": 12}, **ticks)
    figure.update_yaxes(title={"text": "실제 그룹", "font_size": 12}, **ticks)
    return finish(figure, 40 * len(groups) + 80, {"l": 4, "r": 4, "t": 60, "b": 2})


def reliability(
    stated: Sequence[float], observed: Sequence[float], counts: Sequence[int], *, dark: bool = False
) -> go.Figure:
    """Stated confidence against observed agreement per bin (shares 0..1); dot area follows the number of cases."""
    largest = max(counts, default=1)
    figure = go.Figure()
    diagonal(figure, 100)
    figure.add_scatter(
        x=[s * 100 for s in stated], y=[o * 100 for o in observed], mode="lines+markers",
        line={"color": accent(dark), "width": 2},
        marker={"size": [8 + 16 * (c / largest) ** 0.5 for c in counts], "color": accent(dark)},
        customdata=[
            f"확신도 {percent(s)} → 실제 {percent(o)}, {c:,}번"
            for s, o, c in zip(stated, observed, counts, strict=True)
        ],
        hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip
    finish(figure, 340, {"l": 8, "r": 12, "t": 10, "b": 8})
    ticks = [0, 25, 50, 75, 100]
    axis = {"range": [-3, 104], "showgrid": True, "gridcolor": GRID, "ticksuffix": " %", "tickvals": ticks}
    figure.update_xaxes(title={"text": "모델이 말한 확신도(%)", "font_size": 13}, **axis)
    figure.update_yaxes(title={"text": "실제로 같은 답이 나온 비율(%)", "font_size": 13}, **axis)
    return figure


def embedding_map(
    points: NDArray[np.float64], owners: Sequence[str], names: Sequence[str], groups: Sequence[GroupStyle]
) -> go.Figure:
    """points: (n, 2) photos laid flat; owners: group id a point; names: hover text a point. One trace a group."""
    figure = go.Figure()
    for index, group in enumerate(groups):
        mine = [i for i, owner in enumerate(owners) if owner == group.id]
        if not mine:
            continue
        figure.add_scatter(
            x=points[mine, 0], y=points[mine, 1], mode="markers", name=label(group.name),
            marker={"color": group.colour, "size": 9, "symbol": SYMBOLS[index % len(SYMBOLS)], "opacity": 0.85},
            text=[label(names[i], 40) for i in mine], hovertemplate="%{text}<extra></extra>",
        )  # fmt: skip
    finish(figure, 460, {"l": 4, "r": 4, "t": 4, "b": 4})
    show_legend(figure, y=-0.02, yanchor="top", x=None)
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False, scaleanchor="x")
    return figure
