"""Projects: line-ups that are kept, compared, varied, placed among the groups, and their concept board."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from core.ui.kit.components import errors, head, section, show_flash, stable_place
from core.ui.kit.sidebar import require_frame
from core.ui.projects.state import View, keep_focus, opened
from core.ui.words_ko import common
from core.ui.words_ko import projects as t

if TYPE_CHECKING:
    from core.projects.project import Project
    from core.services.projects.versions import VersionLine
    from core.ui.sharing.comments import Talk

require_frame("pages/projects.py")


def show() -> None:
    from core.ui.projects import drafts
    from core.ui.sharing import on_projects

    on_projects.arrive()
    project = None
    with errors():  # of one that cannot be read: the others are below
        project = opened()
    drafts.listen()
    if project is None:
        from core.ui.privacy.keep import said
        from core.ui.projects.list import projects

        head(common.PROJECTS, lead=said(t.LEAD, t.LEAD_KEEPING))
        with stable_place():
            show_flash()
        projects()
        return
    from core.access.acting import acting
    from core.services.projects import versions
    from core.settings import get_settings
    from core.ui.kit.address import choose_view
    from core.ui.people.in_project import let_in
    from core.ui.projects import plan
    from core.ui.projects.state import VIEW
    from core.ui.sharing.comments import begin

    plan.heading(project, lambda: let_in(project), lambda: on_projects.share(project))
    with stable_place():
        show_flash()
    talk = begin(project.id)
    view = choose_view(t.VIEW, list(View), t.VIEWS, "view", VIEW)
    if view == View.AIM:
        plan.aim(project)
        return
    if view == View.BOARD:
        from core.ui.projects.board import board

        board(project, talk.beside)
        return
    if view == View.COMMENTS:
        from core.ui.sharing.overview import everything

        everything(project, talk)
        return
    lines = versions.lines(get_settings(), acting(), project.id)
    if not lines:
        from core.ui.projects.save import to_lineup

        section(t.NEEDS_VERSION, t.NEEDS_VERSION_HOW)
        to_lineup()
    elif view == View.COMPARE:
        from core.ui.projects.compare import compare

        compare(project, lines)
    else:
        one(view, project, lines, talk)


def one(view: View, project: "Project", lines: Sequence["VersionLine"], talk: "Talk") -> None:
    """A part that is about one version, which is chosen above it."""
    from core.ui.privacy.pictures import pictures
    from core.ui.projects.version import choose
    from core.ui.projects.version import opened as opened_version

    version = choose(project.id, lines)
    if view == View.WHAT_IF:
        from core.ui.projects.what_if import what_if

        what_if(project, version)
    elif view == View.REPORT:
        from core.ui.projects.hand_out import hand_out

        hand_out(project, version, lines)
    elif view == View.MAP:
        from core.ui.projects.place import place

        place(project, version)
    else:
        opened_version(version, talk.beside, talk.below)
        pictures(project.id, version)


with errors():
    show()
keep_focus()
