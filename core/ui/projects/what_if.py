"""Line-ups that could be: trainees in and out, and those nearest to the target, from stored scores alone."""

from collections.abc import Sequence

import streamlit as st

from core.access.acting import acting
from core.projects.made import answer_of
from core.projects.project import MOST_WEIGHT, Project
from core.projects.version import Version
from core.services.projects import versions
from core.settings import get_settings
from core.text.numbers import in_percent
from core.ui.kit import permit
from core.ui.kit.components import csv_button, errors, grid, panel, section
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import show_next, take_next
from core.ui.projects import drafts
from core.ui.projects.plan import weights_of
from core.ui.projects.state import View, names_of, open_next, styles_of
from core.ui.projects.version import answer
from core.ui.words_ko import projects as t

USUAL = 5  # trainees in a line-up where no target says it
_PILLS = 40  # trainees; more are chosen from a list


def what_if(project: Project, version: Version) -> None:
    """Toggles with the answer they give, and the search below."""
    scored = [one.name for one in version.trainees if one.scores]
    if not scored:
        section(t.NO_SCORED)
        return
    _toggles(project, version)
    _best(project, version, scored)


def _toggles(project: Project, version: Version) -> None:
    everybody = [one.name for one in version.trainees]
    key = _key(project, version)
    with panel(t.TOGGLE_TITLE, t.TOGGLE_AID), errors():
        take_next(key)
        if key not in st.session_state:
            st.session_state[key] = everybody
        if len(everybody) <= _PILLS:
            chosen = st.pills(
                t.WHO_IN, everybody, selection_mode="multi", format_func=escape_markdown, key=key,
                persist_state="session",
            )  # fmt: skip
        else:
            chosen = st.multiselect(t.WHO_IN, everybody, key=key, persist_state="session")
        inside = [name for name in everybody if name in set(chosen)]
        left = [name for name in everybody if name not in set(chosen)]
        if not inside:
            st.markdown(t.NOBODY_IN)
            return
        tried = versions.composed(version, inside) if left else version
        st.caption(escape_markdown(t.without(left)))
        before, after = version.lineup, tried.lineup
        if left and before and after:
            top = before.top
            st.markdown(
                escape_markdown(t.changed_by(names_of(version.judged)[top], before.scores[top], after.scores[top]))
            )
        answer(answer_of(tried), styles_of(version.judged), f"what-if.{version.number}")
        if left:
            st.button(
                t.ALL_IN, icon=":material/group_add:", key="what-if.all", on_click=show_next, args=(key, everybody)
            )
            if not permit.closed("project.change", project=project.id):
                _save(project, version, inside)


def _save(project: Project, version: Version, inside: Sequence[str]) -> None:
    note = f"{project.id}/what-if"
    said = drafts.kept(st.text_area, t.SAVE_NOTE, note, "", height=80)
    drafts.say(note)
    if st.button(t.SAVE_VARIANT, type="primary", icon=":material/save:", key="what-if.save"):
        saved = versions.save_composed(get_settings(), acting(), project.id, version, inside, said)
        drafts.done(note)
        open_next(project.id, View.LINEUP, saved.number)
        st.toast(escape_markdown(t.saved(project.name, saved.number)), icon=":material/check:")
        st.rerun()


def _best(project: Project, version: Version, scored: Sequence[str]) -> None:
    names, of = names_of(version.judged), f"{project.id}.{version.number}"
    lineup = version.lineup
    usual = [group for group in project.target.groups if group in names]
    if not usual and lineup:
        usual = [lineup.top]
    with panel(t.BEST_TITLE, t.BEST_AID), errors():
        left, right = st.columns([1, 3])
        with left:
            start = min(project.target.size or USUAL, len(scored))
            size = int(st.number_input(t.HOW_MANY, 1, len(scored), start, key=f"best.size.{of}"))
        with right:
            groups = [group.id for group in styles_of(version.judged)]
            wanted = st.multiselect(t.FOR_GROUPS, groups, usual, format_func=names.__getitem__, key=f"best.groups.{of}")
        left, right = st.columns(2)
        with left:
            within = st.multiselect(t.WITHIN, scored, key=f"best.within.{of}")
        with right:
            without = st.multiselect(t.WITHOUT, scored, key=f"best.without.{of}")
        if set(within) & set(without):
            st.markdown(t.BOTH_WAYS)
            return
        if not wanted:
            st.markdown(t.PICK_GROUP)
            return
        before = dict(zip(project.target.groups, project.target.weights, strict=False))
        weights = weights_of(
            {group: names[group] for group in wanted},
            lambda group, label: st.slider(
                label, 1, MOST_WEIGHT, before.get(group, 1), key=f"best.weight.{group}.{of}", width=260
            ),
        )
        found = versions.variants(version, size, weights, within=within, without=without)
        st.markdown(f"**{escape_markdown(t.best_is(found.best[0].people, found.best[0].fit, found.level))}**")
        st.caption(escape_markdown(t.searched(found.searched, size, len(found.candidates))))
        rows = [
            [rank, people, in_percent(fit), top, in_percent(nobody)]
            for rank, people, fit, top, nobody in found.rows(names)
        ]
        grid(t.COLUMNS_BEST, rows)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            pick = st.selectbox(
                t.TRY_ON, range(len(rows)), format_func=lambda i: t.choice(i + 1, found.best[i].people),
                key=f"best.pick.{of}",
            )  # fmt: skip
            st.button(
                t.TRY_ON_GO, icon=":material/arrow_upward:", key="best.try", on_click=show_next,
                args=(_key(project, version), list(found.best[pick or 0].people)),
            )  # fmt: skip
        csv_button(f"{t.BEST_FILE} {version.number}", t.COLUMNS_BEST, rows, key="best.csv")


def _key(project: Project, version: Version) -> str:
    return f"what-if.in.{project.id}.{version.number}"
