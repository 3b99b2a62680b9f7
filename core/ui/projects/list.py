"""The list of projects: searched, made, put away, deleted and taken back."""

import streamlit as st

from core.access.acting import acting
from core.services.projects import plans
from core.services.projects.plans import ProjectLine
from core.settings import get_settings
from core.ui.kit import permit
from core.ui.kit.components import errors, flash, section, show_more, switch, visible
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import session, when
from core.ui.projects import drafts
from core.ui.projects.save import to_lineup
from core.ui.projects.state import ProjectsPage, View, open_button, open_next
from core.ui.words_ko import projects as t

FIRST = 20  # projects at once
_MORE = "projects.more"


def projects() -> None:
    """All of the page while no project is open."""
    _say_deleted()
    every = plans.plans(get_settings(), acting())
    gone = plans.plans(get_settings(), acting(), deleted=True)
    if not every and not gone:
        section(t.NONE_YET, t.NONE_YET_HOW)
        if permit.may("lineup.analyse"):
            to_lineup()
        _new(expanded=True)
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        shelf = switch(t.SHELF, t.SHELVES, t.SHELVES, "projects.shelf", hidden=True, width="content")
        search = st.text_input(t.SEARCH, help=t.SEARCH_AID, key="projects.search", icon=":material/search:", width=320)
    if shelf == "open":
        _new()
    if search.strip():
        shown = plans.plans(get_settings(), acting(), search=search, deleted=shelf == "deleted")
    else:
        shown = gone if shelf == "deleted" else every
    shown = [one for one in shown if one.project.state == shelf]
    if shelf == "deleted" and shown:
        st.caption(t.DELETED_AID)
    if search.strip():
        st.caption(t.found(len(shown)) if shown else t.NOT_FOUND)
    elif not shown:
        st.markdown(t.EMPTY_SHELF[shelf])
    drawn = shown[: visible(_MORE, FIRST)]
    with st.container(gap="small"):
        for one in drawn:
            _line(one)
    show_more(_MORE, len(shown) - len(drawn), t.more)


def _line(one: ProjectLine) -> None:
    project = one.project
    with st.container(border=True, gap="xxsmall", key=f"project-{project.id}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            name = escape_markdown(project.name)
            if project.state == "deleted":
                st.markdown(f"**{name}**", width="content")
                permit.button("project.delete", t.TAKE_BACK, project=project.id, icon=":material/undo:",
                              key=f"project.back.{project.id}", on_click=_take_back, args=(project.id,))  # fmt: skip
            else:
                open_button(f"**{name}**", project.id, f"project.open.{project.id}")
            if project.is_demo:
                st.badge(t.DEMO, color="violet")
        newest = one.newest
        said = t.line(newest.near, newest.share) if newest else t.NO_VERSION
        st.markdown(escape_markdown(said) if newest else f":gray[{escape_markdown(said)}]")
        st.caption(escape_markdown(t.facts(one.versions, when(project.changed), t.short(project.note))))


def _new(*, expanded: bool = False) -> None:
    if permit.closed("project.create"):
        return
    with st.expander(t.NEW, icon=":material/add:", expanded=expanded), errors():
        name = drafts.kept(st.text_input, t.NAME, "new/name", "")
        note = drafts.kept(st.text_area, t.NOTE, "new/note", "", height=80)
        drafts.say("new/name", "new/note")
        if st.button(t.CREATE, type="primary", key="projects.new"):
            made = plans.create(get_settings(), acting(), name, note=note)
            drafts.done("new/name", "new/note")
            open_next(made.id, View.AIM)
            flash(t.created(made.name))


def _say_deleted() -> None:
    own = session(ProjectsPage)
    if own.deleted is None:
        return
    project, name = own.deleted
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f":material/delete: {escape_markdown(t.deleted(name))}", width="content")
        st.button(t.UNDO, icon=":material/undo:", key="projects.undelete", on_click=_take_back, args=(project,))


def _take_back(project_id: str) -> None:
    session(ProjectsPage).deleted = None
    with errors():
        project = plans.reopen(get_settings(), acting(), plans.plan(get_settings(), acting(), project_id))
        st.toast(escape_markdown(t.taken_back(project.name)), icon=":material/check:")
