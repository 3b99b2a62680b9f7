"""A version handed out: what goes into the report, in which format, and the file."""

from collections.abc import Sequence

import streamlit as st

from core.access.actor import LOCAL
from core.projects.project import Project
from core.projects.version import Version
from core.reports import words_ko as words
from core.reports.make import USUAL
from core.reports.report import Part
from core.services.projects import versions
from core.services.projects.versions import VersionLine
from core.services.reports.beside import parts_beside
from core.services.reports.write import WRITERS, write_report
from core.settings import get_settings
from core.ui.kit.components import errors, panel, progress_bar, switch
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import session, when
from core.ui.projects.state import ProjectsPage, WantedReport
from core.ui.words_ko import projects as t

MIME = {
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html",
}
OFFERED = [part for part in Part if part not in (Part.POSITIONING, Part.CREDITS)]  # what the page has
_NONE = 0  # instead of the number of a version


def hand_out(project: Project, version: Version, lines: Sequence[VersionLine]) -> None:
    """lines: of the project's versions, for the one that is compared with."""
    usual: Sequence[Part] = USUAL
    of, wanted = _of(project.id, version.number), session(ProjectsPage).report
    linked = wanted if wanted.of == f"{project.id}.{version.number}" else WantedReport()
    if linked.parts:
        usual = [part for part in OFFERED if part in linked.parts]
    with panel(t.REPORT_TITLE, t.REPORT_AID), errors():
        first = linked.form if linked.form in WRITERS else None
        form = switch(t.FORMAT, list(WRITERS), words.FORMATS, f"report.form.{of}", first=first)
        chosen = st.pills(
            t.PARTS, OFFERED, selection_mode="multi", default=[part for part in OFFERED if part in usual],
            format_func=lambda part: words.PARTS[part.value], key=f"report.parts.{of}",
        )  # fmt: skip
        before = _before(version, lines, of, linked.before) if Part.COMPARISON in chosen else None
        if Part.WHAT_IF in chosen and not (project.target.size and project.target.groups):
            st.caption(t.WHAT_IF_NEEDS)
        if not chosen:
            st.markdown(t.PICK_PART)
            return
        if st.button(t.MAKE_REPORT, type="primary", icon=":material/description:", key="report.make") or linked.due:
            linked.due = False
            _make(project, version, form, chosen, before)
        _offer(project, version, form, chosen, before)


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
        st.caption(t.ONE_VERSION_HOW)
        return _NONE
    numbers = list(titles)
    first = next((numbers.index(one) for one in (wanted, version.parent) if one in titles), 0)
    return st.selectbox(t.BEFORE, numbers, first, format_func=titles.__getitem__, key=f"report.before.{of}")


def _make(project: Project, version: Version, form: str, chosen: Sequence[Part], before: int | None) -> None:
    settings = get_settings()
    other = versions.version(settings, LOCAL, project.id, before) if before else None
    with progress_bar(t.REPORT_TITLE, labels=True) as progress:
        made = write_report(
            settings, LOCAL, project, version, form, chosen, progress, more=parts_beside(project, version, other)
        )
    st.session_state["report.made"] = (_asked(project, version, form, chosen, before), made.data, dict(made.failed))


def _offer(project: Project, version: Version, form: str, chosen: Sequence[Part], before: int | None) -> None:
    """The file that was made last, while it is what is asked for."""
    asked, data, failed = st.session_state.get("report.made", (None, b"", {}))
    if asked != _asked(project, version, form, chosen, before):
        return
    for part, why in failed.items():
        st.warning(escape_markdown(f"{words.PARTS[part.value]}: {why}"), icon=":material/warning:")
    st.download_button(
        t.download(form.upper(), len(data)), data, f"{project.name} v{version.number}.{form}", MIME[form],
        key="report.download", on_click="ignore", icon=":material/download:",
    )  # fmt: skip


def _asked(project: Project, version: Version, form: str, chosen: Sequence[Part], before: int | None) -> object:
    return project.id, project.revision, version.number, form, tuple(chosen), before
