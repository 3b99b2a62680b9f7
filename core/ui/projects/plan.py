"""A project's head, how it is managed, and what it aims at."""

from dataclasses import replace

import streamlit as st

from core.access.acting import acting
from core.keywords.lexicon.lexicon import load_lexicon
from core.projects.project import LONGEST_NAME, Project, Target
from core.services.projects import plans
from core.settings import get_settings
from core.ui.concept.data import all_groups, names
from core.ui.kit.components import errors, flash, head, panel
from core.ui.kit.state import session
from core.ui.projects import drafts
from core.ui.projects.state import ProjectsPage, open_next
from core.ui.words_ko import common
from core.ui.words_ko import projects as t

LARGEST = 100  # trainees that a target may ask for


def heading(project: Project) -> None:
    """Back to the list, the name, what is known of it, and how it is managed."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.button(
            t.BACK, icon=":material/arrow_back:", type="tertiary", key="project.back", on_click=open_next, args=("",)
        )
        _manage(project)
    chips: list[tuple[str, common.Tone]] = []
    if project.is_demo:
        chips.append((common.FICTIONAL_PEOPLE, "violet"))
    if project.state == "archived":
        chips.append((t.ARCHIVED, "gray"))
    if project.target.size:
        chips.append((t.size_of(project.target.size), "blue"))
    head(project.name, [*chips, (common.NOT_A_JUDGEMENT, "gray")])


def _manage(project: Project) -> None:
    settings = get_settings()
    with st.popover(t.MANAGE, icon=":material/settings:", key=f"project.manage.{project.id}.{project.revision}"):
        name = st.text_input(t.RENAME, project.name, max_chars=LONGEST_NAME, key=f"project.name.{project.revision}")
        if st.button(t.SAVE_NAME, icon=":material/edit:", key="project.rename"):
            with errors():
                plans.rename(settings, acting(), project, name, project.note)
                flash(t.RENAMED)
        archived = project.state == "archived"
        if st.button(t.REOPEN if archived else t.ARCHIVE, icon=":material/inventory_2:", key="project.archive"):
            with errors():
                (plans.reopen if archived else plans.archive)(settings, acting(), project)
                flash(t.REOPENED if archived else t.ARCHIVED_NOW)
        if st.button(t.DELETE, icon=":material/delete:", help=t.DELETE_AID, key="project.delete"):
            with errors():
                plans.delete(settings, acting(), project)
                session(ProjectsPage).deleted = (project.id, project.name)
                open_next("")
                st.rerun()


def aim(project: Project) -> None:
    """Target and note, in fields that are saved together; the texts are on file as soon as a field is left."""
    target, groups = project.target, names(all_groups())
    facets = list(load_lexicon(get_settings()).facets)
    of = project.id
    with panel(t.TARGET, t.TARGET_AID), errors():
        size = st.number_input(
            t.SIZE, 0, LARGEST, min(target.size, LARGEST), help=t.SIZE_AID, key=f"aim.size.{of}", width=220
        )
        left, right = st.columns(2)
        with left:
            audience = drafts.text_area(t.AUDIENCE, f"{of}/audience", target.audience, height=80)
        with right:
            market = drafts.text_area(t.MARKET, f"{of}/market", target.market, height=80)
        offered = list(dict.fromkeys([*target.groups, *groups]))
        wanted = st.multiselect(
            t.GROUPS, offered, list(target.groups), format_func=lambda one: groups.get(one, one),
            key=f"aim.groups.{of}",
        )  # fmt: skip
        known = list(dict.fromkeys([*facets, *target.facets]))
        looked_for = st.multiselect(t.FACETS, known, list(target.facets), key=f"aim.facets.{of}")
        note = drafts.text_area(t.NOTE, f"{of}/note", project.note, height=160)
        if st.button(t.SAVE_TARGET, type="primary", icon=":material/save:", key="aim.save"):
            settings = get_settings()
            new = Target(int(size), audience, market, tuple(wanted), tuple(looked_for))
            saved = plans.aim(settings, acting(), replace(project, note=plans.clean_text(note)), new)
            for what in ("audience", "market", "note"):
                drafts.done(f"{saved.id}/{what}")
            flash(t.TARGET_SAVED)
