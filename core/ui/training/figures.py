"""The figures of a run as every view words them: shares in percent, differences in %p, one way for each."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Literal

import streamlit as st

from core.charts.training import Bar, quality_bars
from core.faces.engines import ENGINES
from core.services.reference.sets import DEMO
from core.text.numbers import decimal, in_percent, percent, percent_number, points, rounded
from core.training.comparison import Figures
from core.training.run import Run
from core.ui.chart_picture import Saved
from core.ui.kit.components import chart, csv_button, grid
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import is_dark, when
from core.ui.words_ko import common
from core.ui.words_ko import story_training as story
from core.ui.words_ko import training as t

_NONE = "–"
Kind = Literal["", "share", "loss"]


def bars(run: Run) -> list[Bar]:
    """Each share that was measured, beside what chance would give."""
    even = 1 / run.metrics["groups"] if run.metrics.get("groups") else None
    chances = {"photo_cv": even, "repeatability": even, "identification": 0.5}
    found = []
    for (part, name), title in t.BAR_NAMES.items():
        own = run.metrics.get(part)
        if isinstance(own, Mapping) and name in own:
            found.append(Bar(title, own[name], chances.get(part, own.get("chance"))))
    return found


def worded(name: str, value: float | None) -> str:
    """A figure of `Figures` and of the metrics by its name."""
    if value is None:
        return _NONE
    if name in ("accuracy", "hit", "chance", "top1", "clear_top1", "clear_share", "nobody", "auc", "rank1", "tar"):
        return percent(value)
    if name == "ece":
        return points(value)
    return decimal(value, {"spearman": 2, "jsd": 2, "seconds": 0}.get(name, 3))


def saved(runs: Sequence[Run], name: str, finding: str) -> Saved:
    """A figure about runs as a file of this name."""
    about = [
        *(run.data.name for run in runs),
        *(ENGINES[r.engine].title if r.engine in ENGINES else r.engine for r in runs),
    ]
    fictional = any(run.data.set_id == DEMO for run in runs)
    lines = t.picture_lines(list(dict.fromkeys(about)), when(datetime.now(UTC))[:10], fictional=fictional)
    return Saved(name, finding, lines)


def quality(run: Run, key: str) -> None:
    """What the bars mean for who must decide with them, the bars, and the other figures beside them."""
    rows = bars(run)
    said = story.trust(Figures.of(run))
    st.markdown(said)
    st.caption(t.FOUR_BARS_AID)
    alt = ", ".join(f"{b.name} {percent(b.value)}" for b in rows if b.value is not None)
    file = saved([run], f"{run.name} {t.SUMMARY}", run.name)
    chart(quality_bars(rows, dark=is_dark()), alt=alt, key=f"{key}.bars", saved=file)
    others = _others(run)
    with st.container(horizontal=True, gap="medium"):
        for name, (title, meaning) in t.FIGURES.items():
            st.metric(title, worded(name, others[name]), help=meaning, width="content")
    for reason in dict.fromkeys((run.metrics.get("reasons") or {}).values()):  # one may be that of several figures
        st.caption(f":material/info: {escape_markdown(str(reason))}")
    shown = [[b.name, worded("accuracy", b.value), worded("accuracy", b.chance)] for b in rows]
    shown += [[title, worded(name, others[name]), ""] for name, (title, _) in t.FIGURES.items()]
    exact = [[b.name, rounded(b.value), rounded(b.chance)] for b in rows]
    exact += [[title, rounded(others[name]), None] for name, (title, _) in t.FIGURES.items()]
    same_words(f"{run.name} {t.SUMMARY}", t.COLUMNS_BARS, shown, exact, key=f"{key}.bars.csv")


def cell(share: float | None) -> str:
    """A share under a heading that says (%): the words of the sentence without the sign."""
    return _NONE if share is None else percent_number(share)


def figure_table(
    name: str, header: Sequence[str], rows: Sequence[Sequence[Any]], kinds: Sequence[Kind], *, key: str
) -> None:
    """A table whose columns of shares (0..1) and losses read as everywhere; the others are as they are."""
    says: dict[Kind, Any] = {"": lambda v: v, "share": cell, "loss": lambda v: _NONE if v is None else decimal(v)}
    tells: dict[Kind, Any] = {"": lambda v: v, "share": in_percent, "loss": rounded}
    shown, exact = (
        [[how[kind](value) for kind, value in zip(kinds, row, strict=True)] for row in rows] for how in (says, tells)
    )
    same_words(name, header, shown, exact, key=key)


def same_words(
    name: str, header: Sequence[str], shown: Sequence[Sequence[Any]], exact: Sequence[Sequence[Any]], *, key: str
) -> None:
    """A table whose numbers read as in the sentence above it; the CSV has them to calculate with."""
    with st.expander(common.TABLE_BEHIND):
        grid(header, shown)
        csv_button(name, header, exact, key=key)


def _others(run: Run) -> dict[str, float | None]:
    figures, found = Figures.of(run), run.metrics
    others = {**(found.get("repeatability") or {}), "nobody": (found.get("open_set") or {}).get("nobody")}
    return {name: getattr(figures, name, others.get(name)) for name in t.FIGURES}
