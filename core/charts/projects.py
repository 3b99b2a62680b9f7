"""Line-ups over time: how far each group's share moved, who looks like whom, and where all stand on one plane."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import plotly.graph_objects as go

from core.charts.parts import beside, cell_numbers, row_names
from core.charts.style import GRID, MUTED, GroupStyle, accent, finish, label, pale
from core.colour import ink, mixed

Point = tuple[float, float]
_ROW = 38  # px
_REACH = 1.18  # of the plane: names stand beside the outermost anchors


def shifts(
    changes: Mapping[str, tuple[float, float, float]], groups: Sequence[GroupStyle], *, dark: bool = False
) -> go.Figure:
    """Group -> change, low, high, in probability; drawn in points, a bar from nothing, its range as a line."""
    compared = [group for group in groups if group.id in changes]
    reach = max([0.05, *(abs(value) for group in compared for value in changes[group.id])]) * 100
    figure = go.Figure()
    figure.add_shape(type="line", x0=0, x1=0, y0=-0.5, y1=len(compared) - 0.5, line={"color": MUTED, "width": 1})
    points = [[value * 100 for value in changes[group.id]] for group in compared]
    figure.add_bar(
        x=[change for change, _, _ in points], y=list(range(len(compared))), orientation="h",
        marker={"color": [group.colour for group in compared], "cornerradius": 5},
        error_x={
            "type": "data", "symmetric": False, "thickness": 3, "width": 0,
            "array": [max(high - change, 0) for change, _, high in points],
            "arrayminus": [max(change - low, 0) for change, low, _ in points],
            "color": "rgba(150,146,160,0.95)" if dark else "rgba(70,66,80,0.75)",
        },
        hovertext=[f"{label(g.name, 40)} {_signed(c)} %p, 범위 {_signed(low)}~{_signed(high)}"
                   for g, (c, low, high) in zip(compared, points, strict=True)],
        hoverinfo="text",
    )  # fmt: skip
    few = f"<span style='font-size:12px;color:{MUTED}'>"
    texts = [f"{_signed(change)} %p {few}{_signed(low)}~{_signed(high)}</span>" for change, low, high in points]
    beside(figure, texts, dark, xshift=10, yanchor="middle")
    figure.update_xaxes(range=[-reach * 1.05, reach * 1.05], visible=False)
    row_names(figure, [label(group.name) for group in compared], dark)
    return finish(figure, _ROW * len(compared) + 8, {"l": 4, "r": 118, "t": 2, "b": 2})


def _signed(points: float) -> str:
    """ "+4", "-11"; never 0 for what is not 0: between -1 and 1 it is "<1" or ">-1"."""
    if abs(points) >= 0.5:
        return f"{points:+.0f}"
    if abs(points) < 1e-7:  # how shares are rounded
        return "0"
    return "&lt;1" if points > 0 else "&gt;-1"


def likeness(
    names: Sequence[str], similarity: Sequence[Sequence[float]], threshold: float | None, *, dark: bool = False
) -> go.Figure:
    """Trainee x trainee, cosines; the pairs above the threshold filled with the accent, the own cell empty."""
    start, full = pale(dark), accent(dark)

    def depth(value: float) -> float:
        """Of the accent: 1 above the threshold, far from it below."""
        if threshold is not None and value > threshold:
            return 1.0
        return 0.45 * min(max(value, 0.0) / (threshold or 1.0), 1.0)

    rows = [[None if i == j else value for j, value in enumerate(row)] for i, row in enumerate(similarity)]
    depths = [[None if value is None else depth(value) for value in row] for row in rows]
    cells = [
        [None if value is None or tone is None else (f"{value:.2f}", mixed(start, full, tone))
         for value, tone in zip(*pair, strict=True)]
        for pair in zip(rows, depths, strict=True)
    ]  # fmt: skip
    # One trace: each shape that is added to a figure costs as much as all those before it.
    figure = go.Figure(
        go.Heatmap(
            z=depths, x=list(range(len(names))), y=list(range(len(names))), xgap=4, ygap=4, zmin=0, zmax=1,
            colorscale=[[0, start], [1, full]], showscale=False, hoverinfo="skip",
        )
    )  # fmt: skip
    cell_numbers(figure, cells, size=13)
    figure.update_xaxes(
        side="top", tickvals=list(range(len(names))), ticktext=[label(name, 6) for name in names],
        tickfont={"size": 12, "color": ink(dark)}, range=[-0.5, len(names) - 0.5],
    )  # fmt: skip
    row_names(figure, [label(name, 10) for name in names], dark, size=13, gap=6)
    return finish(figure, 40 * len(names) + 40, {"l": 4, "r": 4, "t": 34, "b": 2})


Kind = Literal["lineup", "target", "trainee", "group", "member"]


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands on the plane. anchors: group -> where one who is certainly of it would stand; members: group -> name
    -> where its own members stand; ends: what the axes mean, left, right, below, above, "" where they mean nothing."""

    anchors: Mapping[str, Point]
    members: Mapping[str, Mapping[str, Point]] = field(default_factory=dict)
    trainees: Mapping[str, Point] = field(default_factory=dict)
    lineup: Point | None = None
    target: Point | None = None
    ends: tuple[str, str, str, str] = ("", "", "", "")

    def rows(self, names: Mapping[str, str]) -> list[tuple[Kind, str, Point]]:
        """Everything on it with its name, members last. names: of the groups."""
        own: list[tuple[Kind, str, Point | None]] = [("lineup", "", self.lineup), ("target", "", self.target)]
        own += [("trainee", name, point) for name, point in self.trainees.items()]
        own += [("group", names.get(group, group), point) for group, point in self.anchors.items()]
        own += [
            ("member", f"{names.get(group, group)} {name}", point)
            for group, people in self.members.items()
            for name, point in people.items()
        ]
        return [(kind, name, point) for kind, name, point in own if point is not None]


def plane(standing: Standing, groups: Sequence[GroupStyle], *, dark: bool = False) -> go.Figure:
    """Groups as rings with their members as dots, trainees as diamonds, line-up a star, target a cross."""
    figure = go.Figure()
    shown = [group for group in groups if group.id in standing.anchors]
    for group in shown:
        x, y = standing.anchors[group.id]
        own = standing.members.get(group.id, {})
        figure.add_scatter(
            x=[p[0] for p in own.values()], y=[p[1] for p in own.values()], mode="markers", showlegend=False,
            marker={"size": 8, "color": group.colour, "opacity": 0.4}, hoverinfo="text",
            hovertext=[f"{label(group.name, 40)} {label(name, 40)}" for name in own],
        )  # fmt: skip
        figure.add_scatter(
            x=[x], y=[y], mode="markers+text", text=[f"<b>{label(group.name)}</b>"], showlegend=False,
            textposition="bottom center" if y < 0 else "top center", textfont={"size": 13, "color": ink(dark)},
            marker={"size": 20, "symbol": "circle-open", "color": group.colour, "line": {"width": 4}},
            hovertext=label(group.name, 40), hoverinfo="text", cliponaxis=False,
        )  # fmt: skip
    people = list(standing.trainees.items())
    figure.add_scatter(
        x=[p[0] for _, p in people], y=[p[1] for _, p in people], mode="markers+text", name="연습생",
        text=[label(name, 8) for name, _ in people], textposition="middle right",
        textfont={"size": 12, "color": ink(dark)}, hovertext=[label(name, 40) for name, _ in people],
        hoverinfo="text", marker={"size": 12, "symbol": "diamond", "color": MUTED, "line": {"width": 1}},
    )  # fmt: skip
    strong = accent(dark)
    for name, point, symbol, line in (
        ("라인업", standing.lineup, "star", {"width": 2, "color": "#ffffff"}),
        ("목표", standing.target, "cross-thin", {"width": 4, "color": strong}),
    ):
        if point is not None:
            marker = {"size": 22, "symbol": symbol, "color": strong, "line": line}
            figure.add_scatter(
                x=[point[0]], y=[point[1]], mode="markers", name=name, marker=marker, hovertext=name, hoverinfo="text"
            )
    _axes(figure, standing.ends)
    finish(figure, 540, {"l": 26, "r": 26, "t": 46, "b": 50})
    figure.update_layout(
        showlegend=True, legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "font_size": 13}
    )
    figure.update_xaxes(range=[-_REACH, _REACH], visible=False)
    figure.update_yaxes(range=[-_REACH, _REACH], visible=False, scaleanchor="x")
    return figure


def _axes(figure: go.Figure, ends: tuple[str, str, str, str]) -> None:
    if not any(ends):
        return
    for line in ({"x0": -1.1, "x1": 1.1, "y0": 0, "y1": 0}, {"x0": 0, "x1": 0, "y0": -1.1, "y1": 1.1}):
        figure.add_shape(type="line", line={"color": GRID, "width": 1}, layer="below", **line)
    left, right, low, high = (label(end, 24) for end in ends)
    for end, text, place in (
        # Below the plane, one under the other: on a phone both would not fit beside what stands on the axis.
        (left, f"← {left}", {"x": 0, "y": 0, "xanchor": "left", "yanchor": "top"}),
        (right, f"{right} →", {"x": 1, "y": 0, "xanchor": "right", "yanchor": "top", "yshift": -16}),
        (low, f"↓ {low}", {"x": 0.5, "y": 0, "xanchor": "left", "yanchor": "bottom"}),
        (high, f"↑ {high}", {"x": 0.5, "y": 1, "xanchor": "left", "yanchor": "top"}),
    ):
        if end:
            figure.add_annotation(
                text=text, showarrow=False, xref="paper", yref="paper", font={"size": 12, "color": MUTED}, **place
            )
