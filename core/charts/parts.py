"""Parts that several charts draw: bars' tracks and names, text beside a row, lines, a legend, numbers on cells."""

from collections.abc import Sequence
from typing import Any

from core.charts.style import BAR, MUTED, TRACK
from core.colour import ink, readable_on


def tracks(figure: Any, rows: int, reach: float) -> None:
    """A pale track behind each of `rows` bars. Shapes, because plotly rounds no corners of bars that lie on bars."""
    for row in range(rows):
        figure.add_shape(
            type="rect", x0=0, x1=reach, y0=row - BAR / 2, y1=row + BAR / 2, fillcolor=TRACK, line_width=0,
            layer="below",
        )  # fmt: skip


def row_names(figure: Any, names: Sequence[str], dark: bool, *, size: int = 14, gap: int = 8) -> None:
    """The names of horizontal rows, left of them, the first at the top. size: of the font; gap: to the rows; px."""
    figure.update_yaxes(
        tickvals=list(range(len(names))), ticktext=list(names), range=[len(names) - 0.5, -0.5],
        tickfont={"size": size, "color": ink(dark)}, ticklen=gap, tickcolor="rgba(0,0,0,0)",
    )  # fmt: skip


def beside(figure: Any, row: int, text: str, dark: bool, *, size: int = 14, **place: Any) -> None:
    """Text (HTML) right of a row. size: px; place: other options of the annotation."""
    options = {"x": 1, "xref": "paper", "xanchor": "left", "xshift": 8, "y": row, "align": "left"} | place
    figure.add_annotation(text=text, showarrow=False, font={"size": size, "color": ink(dark)}, **options)


def upright(figure: Any, x: float, row: int, half: float, dark: bool) -> None:
    """A dotted upright line through a row at x; half: of its length, in rows."""
    line = {"color": ink(dark), "width": 2, "dash": "dot"}
    figure.add_shape(type="line", x0=x, x1=x, y0=row - half, y1=row + half, line=line)


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
