"""Words that set a group apart, and those of a mix of groups."""

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any

import plotly.graph_objects as go

from core.charts.concept_colours import faint
from core.charts.parts import beside, row_names, show_legend, tracks
from core.charts.style import MUTED, GroupStyle, finish, label
from core.keywords.views.blend import BlendWord
from core.text.numbers import percent
from core.types import Keyword

ROW = 34  # px: a thumb finds it
# A tap opens the sentences of a word. Plotly's own mark would fade the other bars, even after another word is chosen.
STILL: Mapping[str, Any] = {"selected": {"marker": {"opacity": 1}}, "unselected": {"marker": {"opacity": 1}}}


def strength(keyword: Keyword) -> float:
    """What a word is ranked by: z, or the number of its articles where there is nothing to compare with."""
    return keyword.z if isfinite(keyword.z) else float(keyword.articles)


def keyword_bars(keywords: Sequence[Keyword], colours: Sequence[str], *, dark: bool = False) -> go.Figure:
    """The strength as horizontal bars, best first, the number of articles beside; words on fewer than 3 are faint.

    colours: "#rrggbb" a word. A click on a bar selects it: customdata holds the word."""
    rows = list(range(len(keywords)))
    reach = max(map(strength, keywords), default=1.0) * 1.02
    tones = [faint(tone, dark) if k.thin else tone for k, tone in zip(keywords, colours, strict=True)]
    figure = go.Figure()
    tracks(figure, len(rows), reach)
    figure.add_bar(
        x=[strength(k) for k in keywords], y=rows, orientation="h", customdata=[k.word for k in keywords],
        marker={"color": tones, "cornerradius": 5}, hovertext=[_hover(k) for k in keywords], hoverinfo="text", **STILL,
    )  # fmt: skip
    for row, keyword in enumerate(keywords):
        _numbers(figure, row, f"{keyword.z:.1f}" if isfinite(keyword.z) else "", keyword.articles, dark)
    return _finished(figure, [k.word for k in keywords], reach, dark)


def blend_bars(words: Sequence[BlendWord], groups: Sequence[GroupStyle], *, dark: bool = False) -> go.Figure:
    """Scores of a mix as bars, each cut into the groups it comes from, in their colours and order."""
    rows = list(range(len(words)))
    reach = max((w.score for w in words), default=1.0) * 1.02
    figure = go.Figure()
    tracks(figure, len(rows), reach)
    for group in groups:
        parts = [w.parts.get(group.id, 0.0) for w in words]
        if any(parts):
            figure.add_bar(
                x=[w.score * part for w, part in zip(words, parts, strict=True)], y=rows, orientation="h",
                name=label(group.name), marker={"color": group.colour}, customdata=[w.word for w in words],
                hovertext=[
                    f"{label(w.word, 30)}: {label(group.name, 30)} {percent(part)}"
                    for w, part in zip(words, parts, strict=True)
                ],
                hoverinfo="text", **STILL,
            )  # fmt: skip
    for row, word in enumerate(words):
        _numbers(figure, row, f"{word.score:.1f}", word.articles, dark)
    _finished(figure, [w.word for w in words], reach, dark)
    show_legend(figure, itemclick=False, itemdoubleclick=False, traceorder="normal")
    figure.update_layout(barmode="stack", height=figure.layout.height + 44, margin_t=46)  # 44 px for the legend
    return figure


def _hover(keyword: Keyword) -> str:
    counted = f"기사 {keyword.articles}건, {keyword.count}번 나옴"
    if not isfinite(keyword.z):
        return f"{label(keyword.word, 30)}: {counted}"
    span = f" ({keyword.low:.1f}–{keyword.high:.1f})" if isfinite(keyword.low) else ""
    return f"{label(keyword.word, 30)}: z {keyword.z:.1f}<br>{counted}<br>log₂비 {keyword.log_ratio:.1f}{span}"


def _numbers(figure: go.Figure, row: int, score: str, articles: int, dark: bool) -> None:
    text = f"{score} <span style='font-size:12px;color:{MUTED}'>기사 {articles}건</span>"
    beside(figure, row, text, dark, size=13)


def _finished(figure: go.Figure, words: Sequence[str], reach: float, dark: bool) -> go.Figure:
    figure.update_layout(clickmode="event+select")
    figure.update_xaxes(range=[0, reach], visible=False)
    row_names(figure, [label(word) for word in words], dark)
    return finish(figure, ROW * max(len(words), 1) + 8, {"l": 4, "r": 104, "t": 2, "b": 2})
