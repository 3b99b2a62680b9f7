"""Links to what the page of projects shows."""

import streamlit as st

from core.projects.project import Project
from core.sharing.link import Link, LinkKind, SharedView
from core.ui.kit.state import session
from core.ui.projects.hand_out import asked_for
from core.ui.projects.state import VIEW, ProjectsPage, View, WantedReport, version_key
from core.ui.sharing import links
from core.ui.words_ko import sharing as t

_OF_A_VERSION = (View.LINEUP, View.WHAT_IF, View.MAP, View.REPORT)


def arrive() -> None:
    """To be called before the page is drawn."""
    links.arrive("projects", _show)


def share(project: Project) -> None:
    """Of the part that is seen."""
    links.share(
        project.id, project.id, lambda: _asked(project),
        lambda link: t.link_title(link.kind, link.version, ""),
    )  # fmt: skip


def _asked(project: Project) -> tuple[LinkKind, int, SharedView]:
    """A version is named by its number: what is newest now need not be so then."""
    view = st.session_state.get(VIEW) or View.LINEUP
    codes = {"project": project.id, "view": str(view)}
    number = st.session_state.get(version_key(project.id))
    if view not in _OF_A_VERSION or not number:
        return "project", 0, SharedView(codes)
    codes["version"] = str(number)
    if view != View.REPORT:
        return "version", int(number), SharedView(codes)
    form, parts, before = asked_for(project.id, int(number))
    return "report", int(number), SharedView(codes, parts=parts, form=form, before=before)


def _show(link: Link) -> None:
    if link.kind == "report":
        own, view = session(ProjectsPage), link.view
        own.report = WantedReport(
            f"{link.project}.{link.version}", view.form, view.parts, view.before, True, own.report.count + 1
        )
