"""Parts that several charts draw: bars' tracks and names, text beside a row, lines, a legend, numbers on cells."""

from collections.abc import Mapping, Sequence
from typing import Any

from core.charts.style import BAR, MUTED, TRACK
from core.colour import ink, readable_on


def add_shapes(figure: Any, shapes: Sequence[Mapping[str, Any]]) -> None:
    """All at once: plotly checks every shape of a figure anew for each call that adds one."""
    figure.layout.shapes = [*figure.layout.shapes, *shapes]


def add_annotations(figure: Any, annotations: Sequence[Mapping[str, Any]]) -> None:
    """All at once, for the same reason."""
    figure.layout.annotations = [*figure.layout.annotations, *annotations]


def tracks(figure: Any, rows: int, reach: float, thick: float = BAR) -> None:
    """A pale track behind each of `rows` bars. Shapes, because plotly rounds no corners of bars that lie on bars.

    thick: of a bar, in rows."""
    pale = {"type": "rect", "x0": 0, "x1": reach, "fillcolor": TRACK, "line": {"width": 0}, "layer": "below"}
    add_shapes(figure, [{**pale, "y0": row - thick / 2, "y1": row + thick / 2} for row in range(rows)])


def row_names(figure: Any, names: Sequence[str], dark: bool, *, size: int = 14, gap: int = 8) -> None:
    """The names of horizontal rows, left of them, the first at the top. size: of the font; gap: to the rows; px."""
    figure.update_yaxes(
        tickvals=list(range(len(names))), ticktext=list(names), range=[len(names) - 0.5, -0.5],
        tickfont={"size": size, "color": ink(dark)}, ticklen=gap, tickcolor="rgba(0,0,0,0)",
    )  # fmt: skip


def beside(figure: Any, texts: Sequence[str], dark: bool, *, size: int = 14, **place: Any) -> None:
    """Texts (HTML) right of the rows, one each. size: px; place: other options of the annotations."""
    options = {"x": 1, "xref": "paper", "xanchor": "left", "xshift": 8, "align": "left", "showarrow": False} | place
    font = {"size": size, "color": ink(dark)}
    add_annotations(figure, [{**options, "font": font, "text": text, "y": row} for row, text in enumerate(texts)])


def uprights(figure: Any, places: Sequence[float | None], half: float, dark: bool) -> None:
    """Dotted upright lines through the rows, each at its x, none where that is None; half: of their length, in rows."""
    dotted = {"type": "line", "line": {"color": ink(dark), "width": 2, "dash": "dot"}}
    add_shapes(
        figure,
        [
            {**dotted, "x0": x, "x1": x, "y0": row - half, "y1": row + half}
            for row, x in enumerate(places)
            if x is not None
        ],
    )


def diagonal(figure: Any, reach: float) -> None:
    """A dotted line from the origin to (reach, reach), where both axes agree."""
    line = {"color": MUTED, "width": 1.5, "dash": "dot"}
    figure.add_scatter(x=[0, reach], y=[0, reach], mode="lines", line=line, hoverinfo="skip", showlegend=False)


def show_legend(figure: Any, **place: Any) -> None:
    """A legend in one row, above the plot unless `place` (options of plotly's legend) says otherwise."""
    legend = {"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0, "font_size": 13} | place
    figure.update_layout(showlegend=True, legend=legend)


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
