"""What the page of projects shows, and what it remembers of a visitor. Codes stand in addresses: they stay."""

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, NoReturn

import streamlit as st

from core.access.acting import acting
from core.catalog import load_demo, load_real
from core.charts.style import GroupStyle
from core.errors import StudioError
from core.projects.project import BoardItem, Project
from core.projects.version import JudgedBy
from core.services.projects import plans
from core.services.projects.plans import ProjectLine
from core.services.reference.sets import own_catalog
from core.settings import get_settings
from core.types import LineupResult
from core.ui.focused import focus_on
from core.ui.kit.address import follow
from core.ui.kit.markup import colour
from core.ui.kit.state import Gone, Part, session, show_next, when
from core.ui.words_ko import projects as t

if TYPE_CHECKING:
    from core.services.reports.write import Written

PAGE = "pages/projects.py"
LINEUP_NOTE, LINEUP_NAME = "lineup/note", "lineup/name"  # drafts about the line-up that is not saved yet
PROJECT, VIEW = "projects.open", "projects.view"  # keys of what is chosen
View = StrEnum("View", "LINEUP COMPARE WHAT_IF MAP BOARD AIM COMMENTS REPORT")


@dataclass(frozen=True, slots=True)
class Removed:
    """What was taken from a board, and from where in it."""

    project: str
    item: BoardItem
    place: int


@dataclass
class WantedReport:
    """What a link asks for. of: "<project>.<version>"; due: it is yet to be made. count: of such links, for the
    controls start anew with each."""

    of: str = ""
    form: str = ""
    parts: tuple[str, ...] = ()
    before: int = 0
    due: bool = False
    count: int = 0


@dataclass
class ProjectsPage(Part):
    """saved: project -> the version that the session's line-up was last saved as, which a changed one comes from.
    last: the project and version that were saved last, until the line-up changes; of: the answer they hold. deleted:
    the project that was just deleted. removed: the pin that was just taken off. pins_to: project that words are pinned
    to. typed: counts what was saved from each popover, which starts anew then. seen: project -> as it was when its
    target began to be filled in. focus: keys of the controls of which the first usable one gets the keyboard's focus;
    focused: how often that was wanted. report: that a link asked for last.
    handed: the report that was made last, and what was asked for; it may show faces, and goes with them."""

    STAYS = ("pins_to",)
    saved: dict[str, int] = field(default_factory=dict)
    last: tuple[str, str, int] | None = None
    of: object = None
    deleted: tuple[str, str] | None = None
    removed: Removed | None = None
    pins_to: str = ""
    typed: dict[str, int] = field(default_factory=dict)
    handed: "tuple[object, Written] | None" = None
    seen: dict[str, Project] = field(default_factory=dict)
    focus: tuple[str, ...] = ()
    focused: int = 0
    report: WantedReport = field(default_factory=WantedReport)

    def focus_next(self, *keys: str) -> None:
        """The keyboard goes on here when the page is drawn next."""
        self.focus, self.focused = keys, self.focused + 1

    def holds(self, gone: Gone) -> bool:
        """The plans that were seen are read anew; an answer that was saved says whose it is."""
        self.seen.clear()
        self.removed = self.handed = None
        saved = self.of.trainees if isinstance(self.of, LineupResult) else ()
        return any(gone.is_one(one.name) for one in saved)

    def end(self) -> None:
        """What was typed about a line-up that is cleared goes with it."""
        with suppress(StudioError):  # the database is damaged, which is said elsewhere
            for name in (LINEUP_NOTE, LINEUP_NAME):
                plans.drop_draft(get_settings(), acting(), name)


def keep_focus() -> None:
    """To be called once the page was drawn: the keyboard goes on where it was wanted."""
    own = session(ProjectsPage)
    focus_on(own.focus, own.focused)


def opened() -> Project | None:
    """The project that the visitor or the address asks for, None for the list."""
    ids = [line.project.id for line in plans.plans(get_settings(), acting())]

    def none(gone: str) -> str:
        if gone and gone != (session(ProjectsPage).deleted or ("",))[0]:
            st.info(t.NOT_THERE, icon=":material/info:")
        return ""

    chosen = follow("project", PROJECT, ["", *ids], none)
    return plans.plan(get_settings(), acting(), chosen) if chosen else None


def titles(lines: Sequence[ProjectLine], *, archived: bool = False) -> dict[str, str]:
    """Project id -> what a choice among the open ones calls it. No two alike, for the browser answers with what was
    read: namesakes say when they were made, and their ids where that is not enough. archived: those as well."""
    own = [one.project for one in lines if archived or one.project.state == "open"]
    found = {one.id: one.name for one in own}
    for more in ({one.id: when(one.created) for one in own}, {one.id: one.id for one in own}):
        counts = Counter(found.values())
        found = {key: f"{name} · {more[key]}" if counts[name] > 1 else name for key, name in found.items()}
    return found


def open_next(project: str, view: View = View.LINEUP, version: int | None = None) -> None:
    """The page shows this project when it is drawn next. project: id, "" for the list."""
    show_next(PROJECT, project)
    show_next(VIEW, view)
    if version is not None:
        show_next(version_key(project), str(version))


def version_key(project: str) -> str:
    """Of the control that says which version is open."""
    return f"projects.version.{project}"


def styles_of(judged: JudgedBy) -> tuple[GroupStyle, ...]:
    """The groups of a version in the catalogue's order, called as they were then."""
    settings = get_settings()
    catalog = load_demo(settings) if judged.fictional else own_catalog(judged.groups, load_real(settings))
    known = [group for group in catalog.groups if group.id in judged.groups]
    styles = [GroupStyle(group.id, judged.groups[group.id], group.colour) for group in known]
    gone = judged.groups.keys() - {group.id for group in known}
    return (*styles, *(GroupStyle(group, judged.groups[group], colour("")) for group in judged.groups if group in gone))


def names_of(judged: JudgedBy) -> Mapping[str, str]:
    """Group id -> the name it had then."""
    return judged.groups


def go_to(project: str, view: View = View.LINEUP, version: int | None = None) -> NoReturn:
    """Leave for a project."""
    open_next(project, view, version)
    st.switch_page(PAGE)


def open_button(label: str, project: str, key: str) -> None:
    """On the list: the page is drawn anew with the project."""
    st.button(label, type="tertiary", icon=":material/folder_open:", key=key, on_click=partial(open_next, project))
