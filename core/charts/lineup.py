"""The line-up against the groups: bars with their range, and trainee x group."""

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from core.charts.parts import beside, cell_numbers, row_names, tracks
from core.charts.style import MUTED, GroupStyle, accent, finish, interval, label, pale
from core.colour import ink, mixed
from core.text.numbers import percent, percent_number

_OTHER = ""  # id of the row that is no group
_PALE = 0.12  # of the scale stays as pale as nothing
_AWAY = "#77737f"  # of certainly no group
ROW = 38  # px: a row stays a thumb tall


def group_bars(
    scores: Mapping[str, float],
    groups: Sequence[GroupStyle],
    ranges: Mapping[str, tuple[float, float]] | None = None,
    *,
    nobody: tuple[str, float] | None = None,
    dark: bool = False,
) -> go.Figure:
    """Horizontal bars in percent, one a group in the given order, the top one bold, with its range as a line.

    scores: group id -> probability; ranges: group id -> (low, high) of the same unit. nobody: name and probability
    of what is no group and in no sum with them, below the others.
    """
    compared = [g for g in groups if g.id in scores]
    top = max(compared, key=lambda g: scores[g.id]).id
    if nobody is not None:
        name, share = nobody
        compared = [*compared, GroupStyle(_OTHER, name, MUTED)]
        scores = {**scores, _OTHER: share}
        ranges = {**ranges, _OTHER: (share, share)} if ranges else None
    values = [scores[g.id] * 100 for g in compared]
    names = [f"<b>{label(g.name)}</b>" if g.id == top else label(g.name) for g in compared]
    rows = list(range(len(compared)))
    limit = 100.0  # a track that is not the whole would make 25 % look like half
    figure = go.Figure()
    tracks(figure, len(rows), limit)
    whiskers = None
    if ranges:
        whiskers = {
            "type": "data", "symmetric": False, "thickness": 3, "width": 0,
            "array": [max(ranges[g.id][1] * 100 - v, 0) for g, v in zip(compared, values, strict=True)],
            "arrayminus": [max(v - ranges[g.id][0] * 100, 0) for g, v in zip(compared, values, strict=True)],
            "color": "rgba(150,146,160,0.95)" if dark else "rgba(70,66,80,0.75)",
        }  # fmt: skip
    hover = [
        f"{label(g.name, 40)} {percent(scores[g.id])}"
        + (f", 범위 {interval(*ranges[g.id])} %" if ranges and g.id != _OTHER else "")
        for g in compared
    ]
    figure.add_bar(
        x=values, y=rows, orientation="h", marker={"color": [g.colour for g in compared], "cornerradius": 5},
        error_x=whiskers, hovertext=hover, hoverinfo="text",
    )  # fmt: skip
    spans = [interval(*ranges[g.id]) if ranges and g.id != _OTHER else "" for g in compared]
    texts = [_value(percent(scores[g.id]), span, g.id == top) for g, span in zip(compared, spans, strict=True)]
    beside(figure, texts, dark, xshift=10, yanchor="middle")
    figure.update_xaxes(range=[0, limit], visible=False)
    row_names(figure, names, dark)
    return finish(figure, ROW * len(rows) + 8, {"l": 4, "r": 104 if ranges else 56, "t": 2, "b": 2})


def _value(share: str, span: str, strong: bool) -> str:
    text = f"<b>{share}</b>" if strong else share
    return f"{text} <span style='font-size:12px;color:{MUTED}'>{span}</span>" if span else text


def heat_map(
    trainees: Sequence[str],
    scores: Sequence[Mapping[str, float] | None],
    groups: Sequence[GroupStyle],
    *,
    nobody: tuple[str, Sequence[float | None]] | None = None,
    dark: bool = False,
) -> go.Figure:
    """Trainee x group in percent, the darker the nearer; a trainee without a usable photo keeps an empty row.

    nobody: name and probabilities of what is no group and in no sum with them, in grey, right of the others."""
    values = [[row[g.id] * 100 if row else None for g in groups] for row in scores]
    start = pale(dark)
    figure = go.Figure(
        go.Heatmap(
            z=values, x=list(range(len(groups))), y=list(range(len(trainees))), xgap=5, ygap=5, zmin=0,
            zmax=100, colorscale=[[0, start], [_PALE, start], [1, accent(dark)]], showscale=False, hoverongaps=False,
            customdata=[[f"{label(t, 40)} · {label(g.name, 40)}" for g in groups] for t in trainees],
            hovertemplate="%{customdata} %{z:.0f} %<extra></extra>",
        )
    )  # fmt: skip

    def cell(value: float, full: str) -> tuple[str, str]:
        return percent_number(value / 100), mixed(start, full, max(value / 100 - _PALE, 0) / (1 - _PALE))

    cells = [[v if v is None else cell(v, accent(dark)) for v in row] for row in values]
    names = [label(g.name, 9) for g in groups]
    if nobody is not None:
        name, shares = nobody
        figure.add_heatmap(
            z=[[None if v is None else v * 100] for v in shares], x=[len(groups)], y=list(range(len(trainees))),
            xgap=5, ygap=5, zmin=0, zmax=100, colorscale=[[0, start], [_PALE, start], [1, _AWAY]], showscale=False,
            hoverongaps=False, customdata=[[f"{label(t, 40)} · {name}"] for t in trainees],
            hovertemplate="%{customdata} %{z:.0f} %<extra></extra>",
        )  # fmt: skip
        for row, share in zip(cells, shares, strict=True):
            row.append(None if share is None else cell(share * 100, _AWAY))
        names.append(name)
    cell_numbers(figure, cells)
    figure.update_xaxes(
        side="top", tickvals=list(range(len(names))), ticktext=names,
        tickfont={"size": 13, "color": ink(dark)}, ticklen=4, tickcolor="rgba(0,0,0,0)",
    )  # fmt: skip
    row_names(figure, [label(t, 10) for t in trainees], dark, size=13, gap=6)
    return finish(figure, 44 * len(trainees) + 40, {"l": 4, "r": 4, "t": 34, "b": 2})
