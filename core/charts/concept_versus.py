"""Two groups against each other, word by word."""

from collections.abc import Sequence
from math import sqrt

import plotly.graph_objects as go

from core.charts.concept_words import STILL
from core.charts.labels import Spot, write
from core.charts.parts import diagonal, show_legend
from core.charts.style import GRID, MUTED, SYMBOLS, GroupStyle, finish, label
from core.colour import ink
from core.keywords.views.threshold import CHANCE, z_text
from core.keywords.views.versus import Versus, VersusWord
from core.text.numbers import percent

HEIGHT = 500
MOST = 160  # words; the rest are words of both groups, of no interest
LISTED = 6  # words of one spot that its tooltip names
_TICKS = (0, 1, 5, 10, 20, 40, 60, 80, 100)  # percent


def spots(compared: Versus) -> list[list[VersusWord]]:
    """The words that are drawn, those on one spot together: as many articles in each group, so as clear as each other.
    The clearest first."""
    found: dict[tuple[int, int], list[VersusWord]] = {}
    for word in compared.words[:MOST]:
        found.setdefault((word.one, word.other), []).append(word)
    return list(found.values())


def versus_map(compared: Versus, one: GroupStyle, other: GroupStyle, *, dark: bool = False) -> go.Figure:
    """Every word by its share of each group's articles, on root scales in percent; on the dotted line both are even.

    Words that set a group apart beyond chance wear its colour and shape, the others are small and grey. A mark stands
    for all words of its spot; customdata holds the first of them."""
    drawn = spots(compared)
    reach = sqrt(max([0.1, *(max(w.share_one, w.share_other) for (w, *_) in drawn)]) * 100) * 1.08
    figure = go.Figure()
    diagonal(figure, reach)
    for name, colour, symbol, side in (
        ("", MUTED, "circle", 0), (other.name, other.colour, SYMBOLS[1], -1), (one.name, one.colour, SYMBOLS[0], 1),
    ):  # fmt: skip
        own = [words for words in drawn if words[0].side == side]
        if own:
            figure.add_scatter(
                x=[_x(w) for (w, *_) in own], y=[_y(w) for (w, *_) in own], mode="markers",
                name=label(name) or f"차이는 {CHANCE}",
                customdata=[w.word for (w, *_) in own], hovertext=[_hover(words, one, other) for words in own],
                hoverinfo="text", cliponaxis=False,
                marker={"color": colour, "symbol": symbol, "size": 11 if name else 7, "opacity": 1}, **STILL,
            )  # fmt: skip
    clear = [words for words in drawn if words[0].side]
    named = [Spot(_name(words), _x(words[0]) / reach, _y(words[0]) / reach, 6) for words in clear]
    write(figure, named, [(_x(w), _y(w)) for (w, *_) in clear], (270, HEIGHT - 90), ink(dark))
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


def _name(words: Sequence[VersusWord]) -> str:
    return words[0].word + (f" +{len(words) - 1}" if len(words) > 1 else "")


def _hover(words: Sequence[VersusWord], one: GroupStyle, other: GroupStyle) -> str:
    first = words[0]
    said = label(" · ".join(w.word for w in words[:LISTED]), 60) + (" …" if len(words) > LISTED else "")
    return (
        f"{said}: z {z_text(first.z)}<br>"
        f"{label(one.name, 30)} {percent(first.share_one)}({first.one}건), "
        f"{label(other.name, 30)} {percent(first.share_other)}({first.other}건)"
    )
