"""Words that set a group apart, and those of a mix of groups."""

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any

import plotly.graph_objects as go

from core.charts.concept_colours import chance_colour
from core.charts.parts import beside, row_names, tracks
from core.charts.style import MUTED, GroupStyle, finish, label
from core.colour import ink
from core.keywords.views.blend import BlendWord
from core.keywords.views.threshold import CHANCE, CLEAR_Z, FULL_Z, full_scale, z_text
from core.text.numbers import percent
from core.types import Keyword

ROW = 34  # px: a thumb finds it
AXIS = 20  # px below the bars
# A tap opens the sentences of a word. Plotly's own mark would fade the other bars, even after another word is chosen.
STILL: Mapping[str, Any] = {"selected": {"marker": {"opacity": 1}}, "unselected": {"marker": {"opacity": 1}}}


def strength(keyword: Keyword) -> float:
    """What a word is ranked by: z, or the number of its articles where there is nothing to compare with."""
    return keyword.z if isfinite(keyword.z) else float(keyword.articles)


def keyword_bars(keywords: Sequence[Keyword], colours: Sequence[str], *, dark: bool = False) -> go.Figure:
    """The strength as horizontal bars in the order given, the number of articles beside.

    On a scale of z that is the same for every group, with a line from where on a word is said; without z on the number
    of articles. colours: "#rrggbb" a word. A click selects a bar: customdata holds the word."""
    rows = list(range(len(keywords)))
    compared = any(isfinite(k.z) for k in keywords)
    best = max(map(strength, keywords), default=1.0)
    reach = full_scale(best) if compared else best * 1.02
    figure = go.Figure()
    tracks(figure, len(rows), reach)
    figure.add_bar(
        x=[strength(k) for k in keywords], y=rows, orientation="h", customdata=[k.word for k in keywords],
        marker={"color": list(colours), "cornerradius": 5}, hovertext=[_hover(k) for k in keywords], hoverinfo="text",
        **STILL,
    )  # fmt: skip
    _numbers(figure, [(z_text(k.z) if isfinite(k.z) else "", k.articles) for k in keywords], dark)
    _finished(figure, [k.word for k in keywords], reach, dark)
    if compared:
        _threshold(figure, len(rows), reach, dark)
    return figure


def blend_bars(
    words: Sequence[BlendWord], groups: Sequence[GroupStyle], full: float = FULL_Z, *, dark: bool = False
) -> go.Figure:
    """Scores of a mix as bars, each cut into the groups it comes from, in their colours and order; a word that may be
    chance in each of them is one grey bar. full: score at the end of the scale, whatever the best word has."""
    rows = list(range(len(words)))
    reach = full_scale(max((w.score for w in words), default=0.0), full)
    figure = go.Figure()
    tracks(figure, len(rows), reach)

    def add(name: str, colour: str, shares: Sequence[float]) -> None:
        if any(shares):
            hover = [
                f"{label(w.word, 30)}: {label(name, 30)} {percent(part)}"
                if w.firm
                else f"{label(w.word, 30)}: {CHANCE}"
                for w, part in zip(words, shares, strict=True)
            ]
            figure.add_bar(
                x=[w.score * part for w, part in zip(words, shares, strict=True)], y=rows, orientation="h",
                name=label(name), marker={"color": colour}, customdata=[w.word for w in words], hovertext=hover,
                hoverinfo="text", **STILL,
            )  # fmt: skip

    for group in groups:
        add(group.name, group.colour, [w.parts.get(group.id, 0.0) if w.firm else 0.0 for w in words])
    add(CHANCE, chance_colour(dark), [0.0 if w.firm else 1.0 for w in words])
    _numbers(figure, [(f"{word.score:.1f}", word.articles) for word in words], dark)
    _finished(figure, [w.word for w in words], reach, dark)
    figure.update_layout(barmode="stack")
    return figure


def _threshold(figure: Any, rows: int, reach: float, dark: bool) -> None:
    """The line from where on a word is said, across all rows, and the ends of the scale."""
    line = {"color": ink(dark), "width": 1.5, "dash": "dot"}
    figure.add_shape(type="line", x0=CLEAR_Z, x1=CLEAR_Z, y0=-0.5, y1=rows - 0.5, line=line)
    figure.update_xaxes(
        visible=True, tickvals=[0, CLEAR_Z, FULL_Z / 2, *range(int(FULL_Z), int(reach) + 1, int(FULL_Z))],
        tickfont={"size": 11, "color": MUTED}, ticklen=4, tickcolor="rgba(0,0,0,0)", showline=False,
    )  # fmt: skip
    figure.update_layout(height=figure.layout.height + AXIS, margin_b=figure.layout.margin.b + AXIS)


def _hover(keyword: Keyword) -> str:
    counted = f"기사 {keyword.articles}건, {keyword.count}번 나옴"
    if not isfinite(keyword.z):
        return f"{label(keyword.word, 30)}: {counted}"
    span = f" ({keyword.low:.1f}–{keyword.high:.1f})" if isfinite(keyword.low) else ""
    return f"{label(keyword.word, 30)}: z {z_text(keyword.z)}<br>{counted}<br>log₂비 {keyword.log_ratio:.1f}{span}"


def _numbers(figure: go.Figure, rows: Sequence[tuple[str, int]], dark: bool) -> None:
    """rows: score, articles."""
    few = f"<span style='font-size:12px;color:{MUTED}'>"
    beside(figure, [f"{score} {few}기사 {articles}건</span>" for score, articles in rows], dark, size=13)


def _finished(figure: go.Figure, words: Sequence[str], reach: float, dark: bool) -> go.Figure:
    figure.update_layout(clickmode="event+select")
    figure.update_xaxes(range=[0, reach], visible=False)
    row_names(figure, [label(word) for word in words], dark)
    return finish(figure, ROW * max(len(words), 1) + 8, {"l": 4, "r": 104, "t": 2, "b": 2})
