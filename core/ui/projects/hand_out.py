"""A version handed out: what goes into the report, in which format, and the file."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from core.access.acting import acting
from core.errors import NewsError
from core.keywords.analyzers.table import DEFAULT
from core.projects.project import Project
from core.projects.version import Version
from core.reports import words_ko as words
from core.reports.given import Faces
from core.reports.make import USUAL
from core.reports.report import Part
from core.services.concept.concept import Concept
from core.services.projects import versions
from core.services.projects.versions import VersionLine
from core.services.reports.write import WRITERS, write_report
from core.settings import get_settings
from core.ui.concept.data import all_groups, concept_of
from core.ui.concept.data import place as id_here
from core.ui.concept.state import ANALYZER
from core.ui.kit import permit
from core.ui.kit.components import errors, panel, progress_bar, switch
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import session, when
from core.ui.projects.faces import Photos, at_hand, portraits
from core.ui.projects.place import standing_here
from core.ui.projects.state import ProjectsPage, WantedReport
from core.ui.words_ko import projects as t

MIME = {
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html",
}
OFFERED = list(Part)
MODES: list[Faces] = ["off", "blurred", "shown"]
_NONE = 0  # instead of the number of a version


def hand_out(project: Project, version: Version, lines: Sequence[VersionLine]) -> None:
    """lines: of the project's versions, for the one that is compared with."""
    usual = _usual(project)
    of, wanted = _of(project.id, version.number), session(ProjectsPage).report
    linked = wanted if wanted.of == f"{project.id}.{version.number}" else WantedReport()
    if linked.parts:
        usual = [part for part in OFFERED if part in linked.parts]
    with panel(t.REPORT_TITLE, t.REPORT_AID), errors():
        first = linked.form if linked.form in WRITERS else None
        form = switch(t.FORMAT, list(WRITERS), words.FORMATS, f"report.form.{of}", first=first)
        chosen = st.pills(
            t.PARTS, OFFERED, selection_mode="multi", default=usual,
            format_func=lambda part: words.PARTS[part.value], key=f"report.parts.{of}",
        )  # fmt: skip
        before = _before(version, lines, of, linked.before) if Part.COMPARISON in chosen else None
        if Part.WHAT_IF in chosen and not (project.target.size and project.target.groups):
            st.caption(t.WHAT_IF_NEEDS)
        photos, faces = _faces(version, of) if Part.CARDS in chosen else ({}, MODES[0])
        if not chosen:
            st.markdown(t.PICK_PART)
            return
        asked = project.id, project.revision, version.number, form, tuple(chosen), before, faces, tuple(photos)
        if st.button(t.MAKE_REPORT, type="primary", icon=":material/description:", key="report.make") or linked.due:
            linked.due = False
            _make(project, version, form, chosen, before, photos, faces, asked)
        _offer(project, version, form, asked)


def _usual(project: Project) -> list[Part]:
    """What is ticked at first. A board that somebody has filled is there to be shown."""
    filled = {Part.BOARD} if project.board.items else set()
    return [part for part in OFFERED if part in {*USUAL, *filled}]


def asked_for(project: str, version: int) -> tuple[str, tuple[str, ...], int]:
    """Format, parts, and the version that is compared with (0 for none), as the controls say."""
    of, said = _of(project, version), st.session_state.get
    parts = tuple(part.value for part in OFFERED if part in said(f"report.parts.{of}", USUAL))
    return said(f"report.form.{of}") or "", parts, said(f"report.before.{of}") or _NONE


def _of(project: str, version: int) -> str:
    """In the keys of the controls."""
    wanted, of = session(ProjectsPage).report, f"{project}.{version}"
    return f"{of}.{wanted.count}" if wanted.of == of else of


def _before(version: Version, lines: Sequence[VersionLine], of: str, wanted: int) -> int:
    """Number of the version that this one is compared with, the wanted or its parent first; 0 for none."""
    others = [one for one in lines if one.number != version.number]
    titles = {one.number: t.version_title(one.number, when(one.at), t.line(one.near, one.share)) for one in others}
    if not titles:
        st.caption(t.COMPARE_NEEDS)
        return _NONE
    numbers = list(titles)
    first = next((numbers.index(one) for one in (wanted, version.parent) if one in titles), 0)
    return st.selectbox(t.COMPARED_WITH, numbers, first, format_func=titles.__getitem__, key=f"report.before.{of}")


def _faces(version: Version, of: str) -> tuple[Photos, Faces]:
    """Whose face goes in, and how; of nobody where none was asked for. Where no photo is at hand it says why."""
    photos = at_hand(version)
    missing = t.faces_at_hand(len(photos), len(version.trainees), may_analyse=permit.may("lineup.analyse"))
    if not photos:
        st.caption(missing)
        return {}, "off"
    mode = switch(t.REPORT_FACES, MODES, words.FACES, f"report.faces.{of}")
    st.caption(" ".join(filter(None, (t.FACES_AIDS[mode], missing if mode != "off" else ""))))
    return (photos, mode) if mode != "off" else ({}, "off")


def _make(
    project: Project, version: Version, form: str, chosen: Sequence[Part], before: int | None, photos: Photos,
    faces: Faces, asked: object,
) -> None:  # fmt: skip
    settings = get_settings()
    other = versions.version(settings, acting(), project.id, before) if before else None
    with progress_bar(t.REPORT_TITLE, labels=True) as progress:
        made = write_report(
            settings, acting(), project, version, form, chosen, progress, before=other,
            concept=partial(_concept, version) if version.lineup else None,
            standing=partial(standing_here, project, version), faces=portraits(photos), show_faces=faces,
        )  # fmt: skip
    session(ProjectsPage).handed = asked, made


def _concept(version: Version) -> Concept:
    """What the news say of the group on top, as the concept page shows it to this visitor. Raises NewsError."""
    groups, top = all_groups(), version.lineup.top if version.lineup else ""
    here = id_here(top, groups)
    found = concept_of(groups[here], st.session_state.get(ANALYZER) or DEFAULT) if here else None
    if found is None:
        raise NewsError(t.no_news(version.judged.groups.get(top, top)))
    return found


def _offer(project: Project, version: Version, form: str, asked: object) -> None:
    """The file that was made last, while it is what is asked for; else it is forgotten, and the faces in it."""
    page = session(ProjectsPage)
    if page.handed is None or page.handed[0] != asked:
        page.handed = None
        return
    made = page.handed[1]
    for part, why in made.failed.items():
        st.warning(escape_markdown(f"{words.PARTS[part.value]}: {why}"), icon=":material/warning:")
    st.download_button(
        t.download(form.upper(), len(made.data)), made.data, f"{project.name} v{version.number}.{form}", MIME[form],
        key="report.download", on_click="ignore", icon=":material/download:",
    )  # fmt: skip
