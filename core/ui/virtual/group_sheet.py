"""The sheet of a made-up group: whom it resembles, the words of its target, its palette, files to take along."""

from collections.abc import Callable
from functools import partial

import numpy as np
import streamlit as st

from core.access.acting import acting
from core.charts.lineup import group_bars, heat_map
from core.charts.style import GroupStyle
from core.errors import NewsError
from core.keywords.analyzers.table import DEFAULT
from core.services.concept.mix import blend
from core.services.lineup.match import analyse
from core.services.projects import plans, versions
from core.services.virtual.judge import Judge
from core.services.virtual.made import hand_out
from core.services.virtual.made.drawing import Drawn
from core.services.virtual.made.hand_out import Sheet
from core.services.virtual.made.members import Standing, settled
from core.settings import Settings, get_settings
from core.text.numbers import in_percent, percent
from core.ui.concept.data import all_groups, concept_of
from core.ui.concept.state import ANALYZER
from core.ui.kit.components import chart, errors, panel, section, table
from core.ui.kit.in_turn import in_turn
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import is_dark, session
from core.ui.lineup import analysis
from core.ui.lineup.state import Analysis, LineupPage
from core.ui.projects.state import go_to, titles
from core.ui.virtual import data
from core.ui.virtual.palette import palette
from core.ui.virtual.state import VirtualPage
from core.ui.visits.signed_in import later
from core.ui.words_ko import common
from core.ui.words_ko import virtual as t
from core.virtual.group import VirtualGroup, share

_WORDS = 16


def sheet(
    group: VirtualGroup,
    judging: Judge,
    now: Standing,
    drawn: Drawn,
    fronts: list[bytes],
    styles: tuple[GroupStyle, ...],
) -> None:
    """All of it."""
    section(t.SHEET_TITLE)
    people = settled(group, now)
    left, right = st.columns(2, gap="medium")
    names = {style.id: style.name for style in styles}
    mean = {one: float(np.mean([member.scores.get(one, 0.0) for member in people.members])) for one in judging.groups}
    top = max(mean, key=lambda one: mean[one])
    reached = share(mean, group.target.mix)
    aid = f"{t.overlaps(reached)} {t.MEAN_AID}" if group.target.mix else t.MEAN_AID
    with left, panel(t.mean_title(names[top], mean[top]), aid, height="stretch"):
        chart(group_bars(mean, styles, dark=is_dark()), key="virtual.mean",
              alt=", ".join(f"{names[one]} {percent(part)}" for one, part in mean.items()))  # fmt: skip
    with right, panel(t.WORDS, t.WORDS_AID, height="stretch"):
        words = concept_words(group)
        if words:
            with st.container(horizontal=True, gap="small"):
                for word in words:
                    st.badge(escape_markdown(word), color="gray")
        else:
            st.markdown(t.NO_WORDS)
        st.subheader(t.PALETTE, anchor=False)
        palette(group)
    with panel(t.HEAT_TITLE, t.HEAT_AID):
        called = [member.name for member in people.members]
        chart(heat_map(called, [member.scores for member in people.members], styles, dark=is_dark()),
              key="virtual.heat", alt=f"{t.HEAT_TITLE}: {', '.join(called)}")  # fmt: skip
        header = [t.MEMBERS, *(f"{style.name}(%)" for style in styles)]
        rows = [[one.name, *(in_percent(one.scores.get(style.id, 0.0)) for style in styles)] for one in people.members]
        table(f"{group.name} {t.AI}", header, rows, key="virtual.table")
    _hand_out(group, judging, now, drawn, fronts, styles, words)


def concept_words(group: VirtualGroup) -> tuple[str, ...]:
    """What sets the target's groups apart in the news, as many as a sheet shows; () without news."""
    groups, weights = all_groups(), group.target.mix
    analyzer = st.session_state.get(ANALYZER) or DEFAULT
    try:
        concepts = {one: made for one in weights
                    if one in groups and (made := concept_of(groups[one], analyzer)) and made.articles}  # fmt: skip
        found = blend(concepts, weights)
    except NewsError:
        return ()
    return tuple(word.word for word in found.words if word.firm)[:_WORDS]


def _hand_out(
    group: VirtualGroup, judging: Judge, now: Standing, drawn: Drawn, fronts: list[bytes],
    styles: tuple[GroupStyle, ...], words: tuple[str, ...],
) -> None:  # fmt: skip
    with panel(t.HAND_OUT, t.HAND_OUT_AID):
        if now.problems:
            st.warning(t.BLOCKED, icon=":material/block:")
            return
        if not all(fronts):
            st.markdown(t.PREVIEWS_ONLY)
            return
        if not now.sure:
            st.caption(t.PREVIEWS_ONLY)
        near = {member.near: data.member_name(judging, member.near) for member in settled(group, now).members}
        names = {style.id: style.name for style in styles}
        said = f"{t.target(group.target, names)} · {t.target_from(group.target)}"
        made = Sheet(group, now, drawn, fronts, styles, near, words, said)
        _files(made)
        with st.container(horizontal=True, gap="small"):
            if st.button(t.AS_LINEUP, icon=":material/groups:", help=t.AS_LINEUP_AID, key="virtual.lineup"):
                _open_lineup(made)
            _save(made)
        if group.id in session(VirtualPage).saved:
            project, name, number = session(VirtualPage).saved[group.id]
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(f":material/check: {escape_markdown(t.saved(name, number))}", width="content")
                if st.button(t.OPEN_PROJECT, type="tertiary", icon=":material/folder_open:", key="virtual.to.project"):
                    go_to(project, version=number)


def _files(made: Sheet) -> None:
    """A file is set when it is asked for: that takes a second."""
    writers: tuple[tuple[str, Callable[[Settings, Sheet], bytes], str], ...] = (
        ("png", hand_out.as_picture, "image/png"), ("pdf", hand_out.as_pdf, "application/pdf"),
        ("json", hand_out.as_json, "application/json"),
    )  # fmt: skip
    with st.container(horizontal=True, gap="small"):
        for kind, write, mime in writers:
            st.download_button(
                t.FILES[kind], later(partial(write, get_settings(), made)), f"{made.group.name} {t.AI}.{kind}", mime,
                on_click="ignore", icon=":material/download:", key=f"virtual.file.{kind}",
                type="primary" if kind == "png" else "secondary",
            )  # fmt: skip


def _open_lineup(made: Sheet) -> None:
    files = hand_out.lineup_files(get_settings(), made.group, made.drawn, made.fronts)
    with errors():
        analysis.begin(Analysis(files, t.lineup_title(made.group.name)))
        session(LineupPage).judged = None
        st.switch_page("pages/lineup_match.py")


def _save(made: Sheet) -> None:
    settings, own = get_settings(), session(VirtualPage)
    with st.popover(t.AS_VERSION, icon=":material/create_new_folder:", key=f"virtual.save.{len(own.saved)}"), errors():
        names = titles(plans.plans(settings, acting()))
        chosen = st.selectbox(common.PROJECTS, ["", *names], format_func=lambda one: names.get(one, t.NEW_PROJECT),
                              key="virtual.save.where")  # fmt: skip
        name = "" if chosen else st.text_input(t.NEW_PROJECT, made.group.name, key="virtual.save.name")
        if st.button(t.AS_VERSION_GO, type="primary", icon=":material/save:", key="virtual.save.go"):
            files = hand_out.lineup_files(settings, made.group, made.drawn, made.fronts)
            active = analysis.active_set()
            with in_turn(common.READING) as progress:
                result = analyse(files, analysis.engine_of(active), active.model, progress)
            if chosen:
                plan = plans.plan(settings, acting(), chosen)
                kept = versions.save(settings, acting(), chosen, result, active, said=t.VERSION_NOTE)
            else:
                plan, kept = versions.begin(settings, acting(), name, result, active, said=t.VERSION_NOTE)
            own.saved[made.group.id] = plan.id, plan.name, kept.number
            st.rerun()
