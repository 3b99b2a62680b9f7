"""When the articles appeared, which words they hold, and which press wrote them."""

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from core.charts.concept_words import STILL
from core.charts.parts import beside, row_names, tracks
from core.charts.style import GRID, MUTED, finish, label
from core.colour import ink
from core.keywords.views.trend import Trend
from core.text.numbers import percent

_BAND = 92  # px: a word's own line
_GAP = 28  # px between the lines, for their names
_FEW_TICKS = 6  # labels that fit side by side on a phone
ROW = 34


def trend_lines(trend: Trend, colours: Mapping[str, str], bars: str, *, dark: bool = False) -> go.Figure:
    """One line a word under the other, all on one scale, in percent of a period's articles; the articles at the bottom.

    Lines in one frame would need a colour each, and colours belong to facets and groups. colours: word -> "#rrggbb";
    bars: colour of the articles. customdata holds the word."""
    words = list(trend.shares)
    shares = [value for word in words for value in trend.shares[word] if value is not None]
    reach = max([*shares, 0.1]) * 118
    height = (_BAND + _GAP) * (len(words) + 1) + 34
    figure = go.Figure()
    x = list(range(len(trend.periods)))
    for row, word in enumerate([*words, ""]):
        axis = "y" if row == 0 else f"y{row + 1}"
        top = 1 - (row * (_BAND + _GAP) + _GAP) / (height - 34)
        domain = [max(top - _BAND / (height - 34), 0), top]
        name = f"yaxis{row + 1 if row else ''}"
        if word:
            values = trend.shares[word]
            figure.add_scatter(
                x=x, y=[None if v is None else v * 100 for v in values], yaxis=axis, mode="lines+markers",
                line={"color": colours[word], "width": 2.5}, marker={"size": 9}, customdata=[word] * len(x),
                connectgaps=False, hoverinfo="text", cliponaxis=False,
                hovertext=[
                    f"{label(word, 30)} · {period_name(period)}: {percent(v)} (기사 {round(v * n)} / {n}건)"
                    if v is not None else ""
                    for period, v, n in zip(trend.periods, values, trend.articles, strict=True)
                ],
                **STILL,
            )  # fmt: skip
            axes = {"range": [0, reach], "ticksuffix": " %", "nticks": 3}
        else:
            figure.add_bar(
                x=x, y=list(trend.articles), yaxis=axis, marker={"color": bars, "opacity": 0.75}, hoverinfo="text",
                hovertext=[f"{period_name(p)}: 기사 {n}건" for p, n in zip(trend.periods, trend.articles, strict=True)],
            )  # fmt: skip
            axes = {"rangemode": "tozero", "nticks": 3, "ticksuffix": " 건", "tickformat": "d"}
        figure.update_layout(
            {name: {"domain": domain, "showgrid": True, "gridcolor": GRID, "tickfont": {"size": 11}, **axes}}
        )
        figure.add_annotation(
            x=0, xref="paper", xanchor="left", y=top, yref="paper", yanchor="bottom", showarrow=False,
            text=f"<b>{label(word)}</b>" if word else "기간마다의 기사 수", font={"size": 14, "color": ink(dark)},
        )  # fmt: skip
    finish(figure, height, {"l": 4, "r": 12, "t": 0, "b": 30})
    figure.update_yaxes(showgrid=True)
    figure.update_layout(clickmode="event+select")
    step = max(1, -(-len(x) // _FEW_TICKS))
    figure.update_xaxes(
        tickvals=x[::step], ticktext=[_tick(p) for p in trend.periods[::step]], range=[-0.6, len(x) - 0.4],
        anchor=f"y{len(words) + 1}" if words else "y", tickfont={"size": 12}, tickangle=0,
    )  # fmt: skip
    return figure


def period_name(period: str) -> str:
    """A period in a sentence: "2026년 3월", "2026년 1분기", "2026년 3월 2일 주"."""
    year, _, rest = period.partition("-")
    if rest.startswith("Q"):
        return f"{year}년 {rest[1:]}분기"
    month, _, day = rest.partition("-")
    return f"{year}년 {int(month)}월" + (f" {int(day)}일 주" if day else "")


def _tick(period: str) -> str:
    """The same below an axis: "26.03", "26.Q1", "03.02"."""
    return period[5:].replace("-", ".") if len(period) == 10 else period[2:].replace("-", ".")


def press_bars(presses: Sequence[tuple[str, int, Sequence[str]]], colour: str, *, dark: bool = False) -> go.Figure:
    """Articles a press as bars, the most first. presses: (name, articles, the words it writes most)."""
    rows = list(range(len(presses)))
    reach = max((count for _, count, _ in presses), default=1) or 1
    figure = go.Figure()
    tracks(figure, len(rows), reach)
    figure.add_bar(
        x=[count for _, count, _ in presses], y=rows, orientation="h", marker={"color": colour, "cornerradius": 5},
        hovertext=[
            f"{label(name, 30)}: 기사 {count}건<br>{label(' · '.join(words), 60)}" for name, count, words in presses
        ],
        hoverinfo="text",
    )  # fmt: skip
    few = f"<span style='font-size:12px;color:{MUTED}'>"
    texts = [f"{count}건 {few}{label(' · '.join(words[:2]), 12)}</span>" for _, count, words in presses]
    beside(figure, texts, dark, size=13)
    figure.update_xaxes(range=[0, reach * 1.02], visible=False)
    row_names(figure, [label(name, 10) for name, _, _ in presses], dark)
    return finish(figure, ROW * max(len(rows), 1) + 8, {"l": 4, "r": 130, "t": 2, "b": 2})
