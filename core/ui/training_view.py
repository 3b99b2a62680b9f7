"""The training page's parts: four bars in plain words, then the tables and curves behind them."""

import streamlit as st

from core import charts
from core.charts import GroupStyle
from core.charts.training import Bar
from core.services.evaluate import Evaluation, evaluate
from core.services.reference import ActiveSet
from core.ui import story
from core.ui import text_ko as t
from core.ui.cache import shelf
from core.ui.components import chart, progress_bar, section, table
from core.ui.loading import active_key, group_styles
from core.ui.markup import escape_markdown
from core.ui.state import is_dark

Styles = tuple[GroupStyle, ...]


def evaluation(active: ActiveSet) -> Evaluation | None:
    """The active model's figures; measured on demand, once a set and engine, for everybody. None until asked for."""
    kept = shelf("evaluation", 4)
    ready = kept.peek(active_key())
    if isinstance(ready, Evaluation):
        return ready
    with st.container(border=True):
        st.markdown(t.MEASURE_AID)
        if not st.button(t.MEASURE, type="primary", icon=":material/monitoring:", key="training.measure"):
            return None
        with progress_bar(t.MEASURING) as progress:
            kept.get(active_key(), lambda: evaluate(active.reference, progress=progress))
    st.rerun()


def bars(e: Evaluation) -> None:
    """The four bars against chance, in a sentence, with the smaller figures under them."""
    even = 1 / len(e.groups)
    rows = [
        Bar(t.BAR_NAMES[0], e.accuracy, even),
        Bar(t.BAR_NAMES[1], e.hit, e.chance),
        Bar(t.BAR_NAMES[2], e.repeat.get("top1"), even),
        Bar(t.BAR_NAMES[3], e.repeat.get("clear_top1"), even),
    ]
    with st.container(border=True):
        section(t.FOUR_BARS, t.FOUR_BARS_AID)
        st.markdown(story.training_sentence(e))
        alt = ", ".join(f"{b.name} {b.value * 100:.0f} %" for b in rows if b.value is not None)
        chart(charts.quality_bars(rows, dark=is_dark()), alt=alt, key="training.bars")
        figures = (e.log_loss, e.p, *(e.repeat.get(k) for k in ("clear_share", "spearman", "jsd", "ece")))
        with st.container(horizontal=True, gap="large"):
            for (name, meaning), value in zip(t.FIGURES, figures, strict=True):
                st.metric(name, "–" if value is None else f"{value:.3f}", help=meaning, width="content")
        for reason in e.reasons.values():
            st.caption(f":material/info: {escape_markdown(reason)}")
        table(
            t.TRAINING, t.COLUMNS_BARS,
            [[b.name, _share(b.value), _share(b.chance)] for b in rows]
            + [[name, value, None] for (name, _), value in zip(t.FIGURES, figures, strict=True)],
            key="training.bars.csv",
        )  # fmt: skip


def _share(value: float | None) -> float | None:
    return None if value is None else round(value * 100, 1)


def groups(e: Evaluation, styles: Styles) -> None:
    """Which group is answered for which, and the per-group table."""
    names = {g.id: g.name for g in styles}
    order = [e.groups.index(g.id) for g in styles]
    left, right = st.columns(2, gap="medium")
    with left, st.container(border=True, height="stretch"):
        section(story.confusion_title(e.accuracy), t.CONFUSION_AID)
        counts = e.confusion[order][:, order].astype(float)
        chart(
            charts.confusion(counts, styles, dark=is_dark()),
            alt=story.confusion_title(e.accuracy),
            key="training.confusion",
        )
        rows = {row.group: row for row in e.table}
        table(
            t.PER_GROUP, t.COLUMNS_GROUPS,
            [
                [names[g.id], _share(r.precision), _share(r.recall), _share(r.f1), r.support]
                for g in styles if (r := rows.get(g.id))
            ],
            key="training.groups.csv",
        )  # fmt: skip
    with right, st.container(border=True, height="stretch"):
        section(story.reliability_title(e.repeat.get("ece")), t.RELIABILITY_AID)
        bins = [b for b in e.bins if b.count]
        if bins:
            figure = charts.reliability(
                [b.confidence for b in bins], [b.agreement for b in bins], [b.count for b in bins], dark=is_dark()
            )
            chart(figure, alt=story.reliability_title(e.repeat.get("ece")), key="training.reliability")
            table(
                t.CONFIDENCE, t.COLUMNS_BINS, [[_share(b.confidence), _share(b.agreement), b.count] for b in bins],
                key="training.bins.csv",
            )  # fmt: skip


def embedding_map(e: Evaluation, active: ActiveSet, styles: Styles) -> None:
    """All reference photos laid flat, with the member's name under the pointer."""
    names = {g.id: g.name for g in styles}
    with st.container(border=True):
        finding = story.map_title(active.reference.embeddings, active.reference.members)
        section(finding, t.map_aid(*e.map_explained))
        people = [f"{names[m.group]} {active.catalog.member_name(m)}" for m in e.members]
        figure = charts.embedding_map(e.map_xy, [m.group for m in e.members], people, styles)
        chart(figure, alt=f"{t.MAP_TITLE}. {finding}", key="training.map")
        table(
            t.MAP_TITLE, (t.GROUP, t.MEMBER, t.PHOTO, "x", "y"),
            [
                [names[m.group], active.catalog.member_name(m), file, round(float(x), 4), round(float(y), 4)]
                for m, file, (x, y) in zip(e.members, e.files, e.map_xy, strict=True)
            ],
            key="training.map.csv",
        )  # fmt: skip


def data(active: ActiveSet, styles: Styles) -> None:
    """How many photos of whom the model was fitted on, and which could not be used."""
    names = {g.id: g.name for g in styles}
    with st.container(border=True):
        section(t.DATA_TITLE)
        reference = active.reference
        with st.container(horizontal=True, gap="large"):
            st.metric(t.GROUP, f"{len(reference.groups)}팀", width="content")
            st.metric(t.MEMBER, f"{len(set(reference.members))}명", width="content")
            st.metric(t.REFERENCE_PHOTO, f"{reference.photos:,}장", width="content")
            st.metric(t.MISSED, f"{reference.missed:,}장", width="content")
        order = {g.id: i for i, g in enumerate(styles)}
        people = sorted(set(reference.members), key=lambda m: (order.get(m.group, 99), m.member))
        table(
            t.DATA_TITLE, t.COLUMNS_DATA,
            [[names[m.group], active.catalog.member_name(m), reference.members.count(m)] for m in people],
            key="training.data.csv",
        )  # fmt: skip
        if active.problems:
            with st.expander(f"{t.PROBLEMS} {len(active.problems)}장"):
                for file, reason in active.problems[:100]:
                    st.caption(f"{escape_markdown(file)}: {escape_markdown(reason)}")


def styles_of(active: ActiveSet) -> Styles:
    """The set's groups in catalogue order."""
    return group_styles(active)
