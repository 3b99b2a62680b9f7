"""Words that set a group apart."""

from collections.abc import Sequence

import plotly.graph_objects as go

from core.charts.style import MUTED, finish, ink, label, tracks
from core.types import Keyword

ROW = 34


def keyword_bars(keywords: Sequence[Keyword], colour: str, *, dark: bool = False) -> go.Figure:
    """z scores as horizontal bars, best first, the number of articles beside; words on fewer than 3 articles are faint.

    A click on a bar selects it: customdata holds the word."""
    rows = list(range(len(keywords)))
    reach = max((k.z for k in keywords), default=1.0) * 1.02
    figure = go.Figure()
    tracks(figure, len(rows), reach)
    figure.add_bar(
        x=[k.z for k in keywords], y=rows, orientation="h", customdata=[k.word for k in keywords],
        marker={"color": colour, "cornerradius": 5, "opacity": [0.35 if k.thin else 1.0 for k in keywords]},
        hovertext=[
            f"{label(k.word, 30)}: z {k.z:.1f}, 기사 {k.articles}건, {k.count}번 나옴, log₂비 {k.log_ratio:.1f}"
            for k in keywords
        ],
        hoverinfo="text",
    )  # fmt: skip
    for row, keyword in zip(rows, keywords, strict=True):
        figure.add_annotation(
            x=1, xref="paper", xanchor="left", xshift=8, y=row, showarrow=False, align="left",
            text=f"{keyword.z:.1f} <span style='font-size:12px;color:{MUTED}'>기사 {keyword.articles}건</span>",
            font={"size": 13, "color": ink(dark)},
        )  # fmt: skip
    figure.update_layout(clickmode="event+select")
    figure.update_xaxes(range=[0, reach], visible=False)
    figure.update_yaxes(
        tickvals=rows, ticktext=[label(k.word) for k in keywords], range=[len(rows) - 0.5, -0.5],
        tickfont={"size": 14, "color": ink(dark)}, ticklen=8, tickcolor="rgba(0,0,0,0)",
    )  # fmt: skip
    return finish(figure, ROW * max(len(rows), 1) + 8, {"l": 4, "r": 104, "t": 2, "b": 2})
