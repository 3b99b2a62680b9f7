"""Two groups against each other, word by word."""

from math import sqrt

import plotly.graph_objects as go

from core.charts.concept_words import STILL
from core.charts.labels import Spot, write
from core.charts.parts import diagonal, show_legend
from core.charts.style import GRID, MUTED, SYMBOLS, GroupStyle, finish, label
from core.colour import ink
from core.keywords.views.versus import Versus, VersusWord
from core.text.numbers import percent

HEIGHT = 500
CLEAR_Z = 1.96  # two-sided 5 %
MOST = 160  # points; the rest are words of both groups, of no interest
_TICKS = (0, 1, 5, 10, 20, 40, 60, 80, 100)  # percent


def versus_map(compared: Versus, one: GroupStyle, other: GroupStyle, *, dark: bool = False) -> go.Figure:
    """Every word by its share of each group's articles, on root scales in percent; on the dotted line both are even.

    Words that set a group apart (|z| of 1.96 or more) wear its colour and shape, the others are small and grey.
    customdata holds the word."""
    words = compared.words[:MOST]
    reach = sqrt(max([0.1, *(max(w.share_one, w.share_other) for w in words)]) * 100) * 1.08
    figure = go.Figure()
    diagonal(figure, reach)
    sides = (
        ("", MUTED, "circle", [w for w in words if abs(w.z) < CLEAR_Z]),
        (other.name, other.colour, SYMBOLS[1], [w for w in words if w.z <= -CLEAR_Z]),
        (one.name, one.colour, SYMBOLS[0], [w for w in words if w.z >= CLEAR_Z]),
    )
    for name, colour, symbol, own in sides:
        figure.add_scatter(
            x=[_x(w) for w in own], y=[_y(w) for w in own], mode="markers", name=label(name) or "뚜렷이 갈리지 않음",
            customdata=[w.word for w in own], hovertext=[_hover(w, one, other) for w in own], hoverinfo="text",
            marker={"color": colour, "symbol": symbol, "size": 11 if name else 7, "opacity": 1},
            cliponaxis=False, **STILL,
        )  # fmt: skip
    clear = [w for w in words if abs(w.z) >= CLEAR_Z]
    spots = [Spot(w.word, _x(w) / reach, _y(w) / reach, 6) for w in clear]
    write(figure, spots, [(_x(w), _y(w)) for w in clear], (270, HEIGHT - 90), ink(dark))
    finish(figure, HEIGHT, {"l": 8, "r": 14, "t": 34, "b": 8})
    show_legend(figure, y=1.01, itemclick=False, itemdoubleclick=False, traceorder="reversed")
    figure.update_layout(clickmode="event+select")
    ticks = [tick for tick in _TICKS if sqrt(tick) <= reach]
    axis = {"range": [-0.25, reach], "showgrid": True, "gridcolor": GRID, "tickvals": [sqrt(tick) for tick in ticks],
            "ticktext": [f"{tick} %" for tick in ticks], "tickfont": {"size": 12}}  # fmt: skip
    figure.update_xaxes(title={"text": f"{label(one.name)} 기사에 나오는 비율(%)", "font_size": 13}, **axis)
    figure.update_yaxes(title={"text": f"{label(other.name)} 기사에 나오는 비율(%)", "font_size": 13}, **axis)
    return figure


def _x(word: VersusWord) -> float:
    return sqrt(word.share_one * 100)


def _y(word: VersusWord) -> float:
    return sqrt(word.share_other * 100)


def _hover(word: VersusWord, one: GroupStyle, other: GroupStyle) -> str:
    return (
        f"{label(word.word, 30)}: z {word.z:+.1f}<br>"
        f"{label(one.name, 30)} {percent(word.share_one)}({word.one}건), "
        f"{label(other.name, 30)} {percent(word.share_other)}({word.other}건)"
    )
