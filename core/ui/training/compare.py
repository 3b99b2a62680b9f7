"""Runs side by side: who judges trainees first, what the gap between seen and unseen people means, one table, and the
original's fixed row."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from core.charts.comparison import ComparedRow, gaps
from core.services.reference.sets import DEMO
from core.services.training.runs import is_recorded
from core.settings import get_settings
from core.text.numbers import rounded
from core.training.comparison import ORIGINAL, ORIGINAL_FOLDS, Figures, best, not_comparable
from core.training.run import Run
from core.ui.kit.components import chart, csv_button, grid, panel, table
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import is_dark
from core.ui.training.figures import saved, worded
from core.ui.training.names import called
from core.ui.words_ko import story_training as story
from core.ui.words_ko import training as t
from models import FAMILIES

_MOST = 8  # preselected
_TOLD = 4  # sentences at once
_NAMES = 250  # px, of the column that stays while the others are pushed
_PICKED, _SEEN = "training.compared", "training.compared.seen"
_COLUMNS = ("log_loss", "accuracy", "hit", "chance", "p", "top1", "clear_top1", "clear_share", "ece", "seconds")
_SHARES = {"accuracy", "hit", "chance", "top1", "clear_top1", "clear_share", "ece"}
_ORDER = [family.name for family in reversed(FAMILIES.values())]  # the default first, the original's families last


def compare(runs: Sequence[Run]) -> None:
    """The whole view."""
    if not runs:
        st.info(t.COMPARE_NONE, icon=":material/info:")
        return
    by_id, names = {run.id: run for run in runs}, called(runs)
    _follow(runs)
    hint = t.COMPARE_PICK
    chosen = st.multiselect(hint, list(names), format_func=names.__getitem__, key=_PICKED, placeholder=hint)
    picked = sorted((by_id[run_id] for run_id in chosen), key=_rank)
    if picked:
        _sentences(picked)
    _chart(picked)
    _table(picked)


def _rank(run: Run) -> tuple[bool, int]:
    """Who may judge trainees comes first, then the families in their order; of one family the newest."""
    known = FAMILIES.get(run.family)
    place = _ORDER.index(run.family) if known else len(_ORDER)
    return not (known and known.usable_for_trainees), place


def _follow(runs: Sequence[Run]) -> None:
    """What came since the last look joins those that are compared, what is gone leaves. runs: newest first.

    What came with the demo joins from the start where it can be compared: with runs on the same photos, or alone."""
    state, now = st.session_state, [run.id for run in runs]
    before = state.get(_SEEN)
    if _PICKED not in state or before is None:
        recorded = {run.id for run in runs if is_recorded(get_settings(), run.id)}
        photos = {run.data.fingerprint for run in runs if run.id not in recorded}
        fit = [r.id for r in runs if r.id not in recorded or not photos or r.data.fingerprint in photos]
        state[_PICKED] = fit[:_MOST]
    else:
        state[_PICKED] = [run_id for run_id in now if run_id in state[_PICKED] or run_id not in before]
    state[_SEEN] = frozenset(now)


def _sentences(runs: Sequence[Run]) -> None:
    apart = not_comparable(runs)
    ranked = [r for r in runs if not r.stands_in and Figures.of(r).log_loss is not None]
    judges = [run for run in runs if not _rank(run)[0]]
    with st.container(border=True):
        for reason in dict.fromkeys(apart.values()):
            names = ", ".join(run.name for run in runs if apart.get(run.id) == reason)
            st.warning(f"{t.WHY_APART[reason]}: {escape_markdown(names)}", icon=":material/info:")
        if any(run.data.set_id == DEMO for run in runs):
            st.caption(f":material/info: {t.FICTIONAL_FIGURES}")
        if judges:
            able_names, closed = [run.name for run in judges], len(judges) < len(runs)
            st.markdown(escape_markdown(story.judges(able_names, Figures.of(judges[0]), others=closed)))
        able, others = ([run for run in runs if _rank(run)[0] == behind] for behind in (False, True))
        found = [one for part in (able, others) for one in story.gaps([(r.name, Figures.of(r)) for r in part])]
        said = ["- " + escape_markdown(one) for one in found]
        st.markdown("\n".join(said[:_TOLD]))
        if said[_TOLD:]:
            with st.expander(t.more_sentences(len(said) - _TOLD)):
                st.markdown("\n".join(said[_TOLD:]))
        if ranked:
            first = min(ranked, key=lambda run: Figures.of(run).log_loss or 0.0)
            st.caption(escape_markdown(story.against_original(first.name, Figures.of(first))))


def _chart(runs: Sequence[Run]) -> None:
    figures = [Figures.of(run) for run in runs]
    rows = [ComparedRow(run.name, f.accuracy, f.hit, f.chance) for run, f in zip(runs, figures, strict=True)]
    rows.append(ComparedRow(t.ORIGINAL_NAME, ORIGINAL.accuracy, None, None, fixed=True))
    finding = story.gap_title(figures)
    with panel(finding, t.GAPS_AID):
        file = saved(runs, t.COMPARE_TITLE, finding)
        chart(gaps(rows, dark=is_dark()), alt=finding, key="training.gaps", saved=file)


def compared(runs: Sequence[Run]) -> list[list[str]]:
    """The rows of the table as they are shown, the original's the last. A star marks the best of what can be compared,
    but no hit rate that chance gives as well, and no time of another machine."""
    picked = sorted(runs, key=_rank)
    lucky = {run.id for run in picked if not story.better(Figures.of(run))}
    elsewhere = any(run.origin != "here" or _figures(run).seconds is None for run in picked)
    marks = {
        (run_id, column)
        for run_id, column in best(picked)
        if not (column == "hit" and run_id in lucky) and not (column == "seconds" and elsewhere)
    }
    shared = Counter(column for _, column in marks)
    marks = {mark for mark in marks if 2 * shared[mark[1]] <= len(picked)}  # what most have, distinguishes nobody
    return [
        [*start, *(f"{t.BEST} {said}" if (run_id, c) in marks else said for c, said in _worded(figures)), note]
        for run_id, start, figures, note in _rows(picked)
    ]


def _rows(runs: Sequence[Run]) -> list[tuple[str, list[str], Figures, str]]:
    """(run id, the words before the figures, the figures, the note behind them); the original's has no id."""
    apart = not_comparable(runs)
    titles = {name: family.short_title for name, family in FAMILIES.items()}
    rows = [
        (
            run.id, [run.name, titles.get(run.family, run.family), run.data.name], _figures(run),
            t.WHY_APART[apart[run.id]] if run.id in apart else "",
        )
        for run in runs
    ]  # fmt: skip
    return [*rows, ("", [t.ORIGINAL_NAME, titles["vggface"], t.ORIGINAL_DATA], ORIGINAL, t.ORIGINAL_ROW)]


def _figures(run: Run) -> Figures:
    """Without the time of a machine that nobody here knows."""
    found = Figures.of(run)
    return replace(found, seconds=None) if is_recorded(get_settings(), run.id) else found


def _table(runs: Sequence[Run]) -> None:
    exact = [[*start, *_exact(figures), note] for _, start, figures, note in _rows(runs)]
    shown = compared(runs)
    with panel(t.COMPARE_TABLE, t.COMPARE_TABLE_AID):
        first = st.column_config.TextColumn(pinned=True, width=_NAMES)
        grid(t.COLUMNS_COMPARE, shown, alt=t.COMPARE_TABLE, column_config={t.COLUMNS_COMPARE[0]: first})
        csv_button(t.COMPARE_TITLE, t.COLUMNS_COMPARE, exact, key="training.compare.csv")
        st.caption(t.ORIGINAL_RESNET)
        columns, folds = (t.COLUMNS_FOLDS[0], t.COLUMNS_FOLDS[2]), list(enumerate(ORIGINAL_FOLDS, 1))
        table(t.ORIGINAL_FOLDS, columns, folds, key="training.original.csv", label=t.ORIGINAL_FOLDS)


def _exact(f: Figures) -> list[float | None]:
    """To calculate with: in the units of the headings."""
    found: list[float | None] = []
    for column in _COLUMNS:
        value, share = getattr(f, column), column in _SHARES
        found.append(None if value is None else rounded(value * (100 if share else 1), 1 if share else 3))
    return found


def _worded(f: Figures) -> list[tuple[str, str]]:
    """Each column as in the sentences, without the unit that its heading has."""
    return [(column, worded(column, getattr(f, column)).partition("\u00a0")[0]) for column in _COLUMNS]
