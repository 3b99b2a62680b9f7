"""Which words rise, and which are worn."""

from collections.abc import Mapping

import plotly.graph_objects as go

from core.charts.concept_words import STILL
from core.charts.parts import beside, row_names, tracks, uprights
from core.charts.style import MUTED, finish, label
from core.keywords.views.rising import Rising
from core.keywords.views.worn import Worn
from core.text.numbers import percent

ROW, AXIS, ROWS = 34, 24, 12  # px, px, bars at most


def rising_bars(found: Rising, colours: Mapping[str, str], *, dark: bool = False) -> go.Figure:
    """The share of late articles that hold a word as bars, in percent; a dotted line where it was before.

    found: with articles on both sides. colours: word -> "#rrggbb". customdata holds the word."""
    words = found.words[:ROWS]
    shares = [(word.before / found.before * 100, word.after / found.after * 100) for word in words]
    reach = max([50.0, *(after for _, after in shares)]) * 1.02  # few late articles never fill the frame by themselves
    figure = go.Figure()
    tracks(figure, len(words), reach)
    figure.add_bar(
        x=[after for _, after in shares], y=list(range(len(words))), orientation="h", hoverinfo="text",
        customdata=[word.word for word in words],
        marker={"color": [colours[word.word] for word in words], "cornerradius": 5},
        hovertext=[
            f"{label(word.word, 30)}: {percent(before / 100)} → {percent(after / 100)}"
            for word, (before, after) in zip(words, shares, strict=True)
        ],
        **STILL,
    )  # fmt: skip
    uprights(figure, [before for before, _ in shares], 0.42, dark)
    few = f"<span style='font-size:12px;color:{MUTED}'>"
    counts = [f"{w.after}/{found.after}건 {few}전 {w.before}/{found.before}건</span>" for w in words]
    beside(figure, counts, dark, size=13)
    return _finished(figure, [word.word for word in words], reach, 128, {"ticksuffix": " %", "nticks": 5}, dark)


def worn_bars(found: Worn, colours: Mapping[str, str], *, dark: bool = False) -> go.Figure:
    """The groups that use a word as bars, out of all that are counted; beside it the share of their articles."""
    words = found.words[:ROWS]
    reach = len(found.groups)
    figure = go.Figure()
    tracks(figure, len(words), reach)
    figure.add_bar(
        x=[len(word.groups) for word in words], y=list(range(len(words))), orientation="h", hoverinfo="text",
        customdata=[word.word for word in words],
        marker={"color": [colours[word.word] for word in words], "cornerradius": 5},
        hovertext=[
            f"{label(word.word, 30)}: {len(word.groups)}/{reach}팀, 기사 {word.articles}/{found.articles}건"
            for word in words
        ],
        **STILL,
    )  # fmt: skip
    few = f"<span style='font-size:12px;color:{MUTED}'>"
    texts = [f"{len(word.groups)}/{reach}팀 {few}기사 {percent(word.share)}</span>" for word in words]
    beside(figure, texts, dark, size=13)
    axis = {"ticksuffix": "팀", "dtick": 1 if reach <= 10 else None}
    return _finished(figure, [word.word for word in words], reach, 112, axis, dark)


def _finished(
    figure: go.Figure, words: list[str], reach: float, right: int, axis: Mapping[str, object], dark: bool
) -> go.Figure:
    figure.update_layout(clickmode="event+select")
    figure.update_xaxes(range=[0, reach], tickfont={"size": 11, "color": MUTED}, showline=False, **axis)
    row_names(figure, [label(word) for word in words], dark)
    return finish(figure, ROW * max(len(words), 1) + AXIS + 8, {"l": 4, "r": right, "t": 2, "b": AXIS})
