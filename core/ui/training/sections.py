"""What was measured about one run, section by section; each draws only when it is asked for."""

from datetime import datetime
from typing import Any

import streamlit as st

from core.charts.curves import fold_dots, learning_curves, roc
from core.charts.training import confusion, reliability
from core.faces.engines import ENGINES
from core.services.training.runs import is_recorded
from core.settings import get_settings
from core.text.numbers import points
from core.training.evaluation import Evaluation
from core.training.metrics import roc_curve
from core.training.options import HEADS
from core.training.run import Run
from core.types import MemberId
from core.ui.kit.components import chart, panel, section, table
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import is_dark, when
from core.ui.training import figures
from core.ui.training.figures import Kind, figure_table
from core.ui.training.people import People
from core.ui.training.start import balance
from core.ui.words_ko import common
from core.ui.words_ko import story_training as story
from core.ui.words_ko import training as t
from models import FAMILIES


def summary(run: Run, _: Evaluation, owner: People) -> None:
    """The bars against chance, in a sentence; then how and on what it was trained."""
    with panel(t.FOUR_BARS):
        figures.quality(run, "run")
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
        (t.CREATED, when(datetime.fromisoformat(run.created))),
        (t.ORIGIN, t.DEMO_FIGURES if is_recorded(get_settings(), run.id) else t.ORIGINS[run.origin]),
        *((t.STAGES.get(stage, stage), f"{seconds:.1f}초") for stage, seconds in run.seconds.items()),
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
        of_members = run.options.classes == "member"
        with panel(finding, f"{t.LOSS_AID} {t.LOSS_OF_MEMBERS if of_members else ''}"):
            _figure(run, t.LOSS_NAME, learning_curves(e.folds, dark=is_dark()), finding, "run.loss")
            grown = story.accuracy_title(e.folds)
            section(grown, f"{t.ACCURACY_AID} {t.ACCURACY_OF_MEMBERS if of_members else ''}")
            figure = learning_curves(e.folds, accuracy=True, dark=is_dark())
            _figure(run, t.ACCURACY_NAME, figure, grown, "run.accuracy")
            rows = [
                [f.number, p.number, p.loss, p.accuracy, p.validation_loss, p.validation_accuracy]
                for f in e.folds for p in f.epochs
            ]  # fmt: skip
            kinds: tuple[Kind, ...] = ("", "", "loss", "share", "loss", "share")
            figure_table(f"{run.name} {t.CURVES}", t.COLUMNS_EPOCHS, rows, kinds, key="run.epochs.csv")
    else:
        st.info(t.NO_CURVES, icon=":material/info:")
    finding = story.folds_title(e.folds)
    with panel(finding, t.FOLDS_AID):
        found = story.spread(e.folds)
        if found is None:
            return
        _figure(run, t.FOLDS_TITLE, fold_dots(e.folds, *found, dark=is_dark()), finding, "run.folds")
        right = story.spread(e.folds, accuracy=True) or (None, None)
        body: list[list[Any]] = [
            [str(f.number), f.photos, f.log_loss, f.accuracy, len(f.epochs) or None, round(f.seconds, 2)]
            for f in e.folds
        ]
        body += [
            [name, None, loss, hit, None, None] for name, loss, hit in zip((t.MEAN, t.SD), found, right, strict=True)
        ]
        folds: tuple[Kind, ...] = ("", "", "loss", "share", "", "")
        figure_table(f"{run.name} {t.FOLDS_TITLE}", t.COLUMNS_FOLDS, body, folds, key="run.folds.csv")


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
        rows = [[names[g.id], r.precision, r.recall, r.f1, r.support] for g in styles if (r := scores.get(g.id))]
        kinds: tuple[Kind, ...] = ("", "share", "share", "share", "")
        figure_table(f"{run.name} {t.PER_GROUP}", t.COLUMNS_GROUPS, rows, kinds, key="run.groups.csv")
    found = roc_curve(e.probabilities, e.labels, e.groups)
    finding = story.roc_title(found, names)
    with right, panel(finding, t.ROC_AID, height="stretch"):
        if not found:
            st.info(t.NO_ROC, icon=":material/info:")
            return
        _figure(run, t.ROC_NAME, roc(found, styles, dark=is_dark()), finding, "run.roc")
        areas = {c.group: c.auc for c in found}
        listed = [[g.name, areas.get(g.id)] for g in styles]
        figure_table(f"{run.name} {t.ROC_NAME}", t.COLUMNS_ROC, listed, ("", "loss"), key="run.roc.csv")


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
            st.metric(t.ECE, points(ece), width="content")
        figure = reliability(
            [b.confidence for b in bins], [b.agreement for b in bins], [b.count for b in bins], dark=is_dark()
        )
        _figure(run, common.CONFIDENCE, figure, finding, "run.reliability")
        rows = [[b.confidence, b.agreement, b.count] for b in bins]
        kinds: tuple[Kind, ...] = ("share", "share", "")
        figure_table(f"{run.name} {common.CONFIDENCE}", t.COLUMNS_BINS, rows, kinds, key="run.bins.csv")


def _figure(run: Run, name: str, figure: Any, finding: str, key: str) -> None:
    """The figure that shows a finding, saved as a picture under the run's name."""
    chart(figure, alt=finding, key=key, saved=figures.saved([run], f"{run.name} {name}", finding))
