"""What was measured about one run, section by section; each draws only when it is asked for."""

from datetime import datetime
from typing import Any

import streamlit as st

from core.charts.curves import fold_dots, learning_curves, roc
from core.charts.training import Bar, confusion, quality_bars, reliability
from core.faces.engines import ENGINES
from core.text.numbers import in_percent, rounded
from core.training.evaluation import Evaluation
from core.training.metrics import roc_curve
from core.training.options import HEADS
from core.training.run import Run
from core.types import MemberId
from core.ui.kit.components import chart, panel, section, table
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import is_dark, when
from core.ui.training.people import People
from core.ui.training.start import balance
from core.ui.words_ko import common
from core.ui.words_ko import story_training as story
from core.ui.words_ko import training as t
from models import FAMILIES


def summary(run: Run, e: Evaluation, owner: People) -> None:
    """The bars against chance, in a sentence; then how and on what it was trained."""
    even = 1 / len(e.groups)
    rows = [
        Bar(t.BAR_NAMES[0], e.accuracy, even),
        Bar(t.BAR_NAMES[1], e.hit, e.chance),
        Bar(t.BAR_NAMES[2], e.repeat.get("top1"), even),
        Bar(t.BAR_NAMES[3], e.repeat.get("clear_top1"), even),
        Bar(t.BAR_NAMES[4], e.identification.get("auc"), 0.5),
    ]
    with panel(t.FOUR_BARS, t.FOUR_BARS_AID):
        st.markdown(story.trust(e))
        alt = ", ".join(f"{b.name} {b.value * 100:.0f} %" for b in rows if b.value is not None)
        _figure(run, t.SUMMARY, quality_bars(rows, dark=is_dark()), alt, "run.bars")
        figures = (e.log_loss, e.p, *(e.repeat.get(k) for k in ("clear_share", "spearman", "jsd", "ece")))
        with st.container(horizontal=True, gap="large"):
            for (name, meaning), value in zip(t.FIGURES, figures, strict=True):
                st.metric(name, "–" if value is None else f"{value:.3f}", help=meaning, width="content")
        for reason in e.reasons.values():
            st.caption(f":material/info: {escape_markdown(reason)}")
        shares = [[b.name, rounded(b.value), rounded(b.chance)] for b in rows]
        others = [[name, rounded(value), None] for (name, _), value in zip(t.FIGURES, figures, strict=True)]
        table(f"{run.name} {t.SUMMARY}", t.COLUMNS_BARS, shares + others, key="run.bars.csv")
    left, right = st.columns(2, gap="medium")
    with left, panel(t.SETTINGS, t.SETTINGS_AID, height="stretch"):
        _settings(run)
    family = FAMILIES.get(run.family)
    with right, panel(t.DATA_TITLE, balance([family]) if family else "", height="stretch"):
        _data(run, owner)


def _settings(run: Run) -> None:
    family = FAMILIES.get(run.family)
    heeded = [*(o for o in t.OPTIONS if family and o in family.used_options), "folds", "strangers", "seed"]
    rows = [
        (t.FAMILIES, family.title if family else run.family),
        (t.ENGINE, ENGINES[run.engine].title if run.engine in ENGINES else run.engine),
        *((t.OPTIONS[name][0], _worded(name, getattr(run.options, name))) for name in dict.fromkeys(heeded)),
        *((t.STAGES.get(stage, stage), f"{seconds:.1f}초") for stage, seconds in run.seconds.items()),
        (t.CREATED, when(datetime.fromisoformat(run.created))),
        (t.ORIGIN, t.ORIGINS[run.origin]),
        (t.ENGINE_VERSION, run.engine_version),
        *([(t.BASE_VERSION, run.base_version)] if run.base_version else []),
        *((f"{t.LIBRARIES} {name}", version) for name, version in run.versions.items()),
    ]
    _facts(rows)
    table(f"{run.name} {t.SETTINGS}", t.COLUMNS_SETTINGS, rows, key="run.settings.csv")


def _facts(rows: list[tuple[str, str]]) -> None:
    """The first rows as a list that wraps; the table behind has all of them."""
    st.markdown("\n".join(f"- {escape_markdown(name)}: **{escape_markdown(value)}**" for name, value in rows[:9]))


def _worded(name: str, value: object) -> str:
    if isinstance(value, bool):
        return t.YES if value else t.NO
    if name == "head":
        return HEADS.get(str(value), str(value))
    return t.CLASSES.get(str(value), str(value)) if name == "classes" else f"{value:g}" if isinstance(
        value, int | float
    ) else str(value)  # fmt: skip


def _data(run: Run, owner: People) -> None:
    counts = run.data.counts
    with st.container(horizontal=True, gap="medium"):
        st.metric(common.GROUP, f"{len(counts)}팀", width="content")
        st.metric(common.MEMBER, f"{sum(len(c) for c in counts.values())}명", width="content")
        st.metric(common.REFERENCE_PHOTO, f"{run.data.faces:,}장", width="content")
        st.metric(t.MISSED, f"{run.data.missed:,}장", width="content")
    st.caption(f"{t.FINGERPRINT} {run.data.fingerprint[:12]}")
    rows = [
        [g.name, owner.member(MemberId(g.id, member)), count]
        for g in owner.styles
        for member, count in sorted(counts.get(g.id, {}).items())
    ]
    table(f"{run.name} {t.DATA_TITLE}", t.COLUMNS_DATA, rows, key="run.data.csv")


def curves(run: Run, e: Evaluation, _: People) -> None:
    """Loss and accuracy per epoch where there are epochs, and the folds with their spread."""
    if any(f.epochs for f in e.folds):
        finding = story.curves_title(e.folds)
        with panel(finding, f"{t.LOSS_AID} {t.LOSS_OF_MEMBERS if run.options.classes == 'member' else ''}"):
            _figure(run, t.LOSS_NAME, learning_curves(e.folds, dark=is_dark()), finding, "run.loss")
            grown = story.accuracy_title(e.folds)
            section(grown, t.ACCURACY_AID)
            figure = learning_curves(e.folds, accuracy=True, dark=is_dark())
            _figure(run, t.ACCURACY_NAME, figure, grown, "run.accuracy")
            rows = [
                [f.number, p.number, rounded(p.loss), in_percent(p.accuracy), rounded(p.validation_loss),
                 in_percent(p.validation_accuracy)]
                for f in e.folds for p in f.epochs
            ]  # fmt: skip
            table(f"{run.name} {t.CURVES}", t.COLUMNS_EPOCHS, rows, key="run.epochs.csv")
    else:
        st.info(t.NO_CURVES, icon=":material/info:")
    finding = story.folds_title(e.folds)
    with panel(finding, t.FOLDS_AID):
        found = story.spread(e.folds)
        if found is None:
            return
        _figure(run, t.FOLDS_TITLE, fold_dots(e.folds, *found, dark=is_dark()), finding, "run.folds")
        right = story.spread(e.folds, accuracy=True) or (None, None)
        body = [
            [
                str(f.number), f.photos, rounded(f.log_loss), in_percent(f.accuracy), len(f.epochs) or None,
                round(f.seconds, 2),
            ]
            for f in e.folds
        ]  # fmt: skip
        ends = [
            [name, None, rounded(loss), in_percent(hit), None, None]
            for name, loss, hit in zip((t.MEAN, t.SD), found, right, strict=True)
        ]
        table(f"{run.name} {t.FOLDS_TITLE}", t.COLUMNS_FOLDS, [*body, *ends], key="run.folds.csv")


def groups(run: Run, e: Evaluation, owner: People) -> None:
    """Which group is answered for which, the per-group table, and how well each is told from the others."""
    names, styles = owner.names, owner.styles
    order = [e.groups.index(g.id) for g in styles]
    left, right = st.columns(2, gap="medium")
    finding = story.confusion_title(e.accuracy)
    with left, panel(finding, t.CONFUSION_AID, height="stretch"):
        counts = e.confusion[order][:, order].astype(float)
        _figure(run, t.PER_GROUP, confusion(counts, styles, dark=is_dark()), finding, "run.confusion")
        scores = {row.group: row for row in e.table}
        st.caption(t.SCORES_AID)
        rows = [
            [names[g.id], in_percent(r.precision), in_percent(r.recall), in_percent(r.f1), r.support]
            for g in styles
            if (r := scores.get(g.id))
        ]
        table(f"{run.name} {t.PER_GROUP}", t.COLUMNS_GROUPS, rows, key="run.groups.csv")
    found = roc_curve(e.probabilities, e.labels, e.groups)
    finding = story.roc_title(found, names)
    with right, panel(finding, t.ROC_AID, height="stretch"):
        if not found:
            st.info(t.NO_ROC, icon=":material/info:")
            return
        _figure(run, t.ROC_NAME, roc(found, styles, dark=is_dark()), finding, "run.roc")
        areas = {c.group: c.auc for c in found}
        listed = [[g.name, rounded(areas.get(g.id))] for g in styles]
        table(f"{run.name} {t.ROC_NAME}", t.COLUMNS_ROC, listed, key="run.roc.csv")


def sure(run: Run, e: Evaluation, _: People) -> None:
    """Stated confidence against what came true."""
    ece = e.repeat.get("ece")
    finding = story.reliability_title(ece)
    with panel(finding, t.RELIABILITY_AID):
        bins = [b for b in e.bins if b.count]
        if not bins:
            st.info(e.reasons.get("repeatability", t.NO_BINS), icon=":material/info:")
            return
        if ece is not None:
            st.metric(t.ECE, f"{ece:.3f}", width="content")
        figure = reliability(
            [b.confidence for b in bins], [b.agreement for b in bins], [b.count for b in bins], dark=is_dark()
        )
        _figure(run, common.CONFIDENCE, figure, finding, "run.reliability")
        rows = [[in_percent(b.confidence), in_percent(b.agreement), b.count] for b in bins]
        table(f"{run.name} {common.CONFIDENCE}", t.COLUMNS_BINS, rows, key="run.bins.csv")


def _figure(run: Run, name: str, figure: Any, finding: str, key: str) -> None:
    """The figure that shows a finding, saved as a picture under the run's name."""
    chart(figure, alt=finding, key=key, saves=f"{run.name} {name}")
