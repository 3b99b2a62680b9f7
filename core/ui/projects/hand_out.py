"""A version handed out: what goes into the report, in which format, and the file."""

from collections.abc import Sequence

import streamlit as st

from core.access.acting import acting
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
from core.ui.kit.state import when
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
    of = f"{project.id}.{version.number}"
    with panel(t.REPORT_TITLE, t.REPORT_AID), errors():
        form = switch(t.FORMAT, list(WRITERS), words.FORMATS, f"report.form.{of}")
        chosen = st.pills(
            t.PARTS, OFFERED, selection_mode="multi", default=[part for part in OFFERED if part in USUAL],
            format_func=lambda part: words.PARTS[part.value], key=f"report.parts.{of}",
        )  # fmt: skip
        before = _before(version, lines, of) if Part.COMPARISON in chosen else None
        if Part.WHAT_IF in chosen and not (project.target.size and project.target.groups):
            st.caption(t.WHAT_IF_NEEDS)
        if not chosen:
            st.markdown(t.PICK_PART)
            return
        if st.button(t.MAKE_REPORT, type="primary", icon=":material/description:", key="report.make"):
            _make(project, version, form, chosen, before)
        _offer(project, version, form, chosen, before)


def _before(version: Version, lines: Sequence[VersionLine], of: str) -> int:
    """Number of the version that this one is compared with, its parent first; 0 for none."""
    others = [one for one in lines if one.number != version.number]
    titles = {one.number: t.version_title(one.number, when(one.at), t.line(one.near, one.share)) for one in others}
    if not titles:
        st.caption(t.ONE_VERSION_HOW)
        return _NONE
    numbers = list(titles)
    first = numbers.index(version.parent) if version.parent in titles else 0
    return st.selectbox(t.BEFORE, numbers, first, format_func=titles.__getitem__, key=f"report.before.{of}")


def _make(project: Project, version: Version, form: str, chosen: Sequence[Part], before: int | None) -> None:
    settings = get_settings()
    other = versions.version(settings, acting(), project.id, before) if before else None
    with progress_bar(t.REPORT_TITLE, labels=True) as progress:
        made = write_report(
            settings, acting(), project, version, form, chosen, progress, more=parts_beside(project, version, other)
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
