"""What collections did: live while they run, with every member's progress, and a table of what was refused and why."""

import streamlit as st

from core import jobs
from core.catalog import Catalog, load_real
from core.services.reference import collect as service
from core.services.reference.sets import ReferenceSource
from core.settings import get_settings
from core.types import JobStatus
from core.ui.kit import permit
from core.ui.kit.components import csv_button, errors, grid, section, watch
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import session, when
from core.ui.reference.jobs import go_on, working
from core.ui.reference.state import ReferencePage
from core.ui.words_ko import common
from core.ui.words_ko import reference as t

_SHOWN = 10  # collections; older ones are of no interest


def reports(source: ReferenceSource) -> None:
    """The collections of a set, newest first; drawn anew every two seconds while one runs."""
    settings = get_settings()
    found = service.reports(settings, source.id)
    if not found:
        st.caption(t.NO_REPORTS)
        return
    catalog = load_real(settings)
    going_on = session(ReferencePage).set_jobs.values()
    mine = next((job for job in going_on if job.kind == "collect" and job.set_id == source.id), None)
    running = any(report.state == "running" for report in found)
    section(t.REPORTS)

    def draw() -> bool:
        now = service.reports(settings, source.id)
        status = jobs.status(settings, mine.id) if mine else None
        if status is None or status.finished if mine else running and all(r.state != "running" for r in now):
            return False
        if status is not None:
            _job(status)
        for number, report in enumerate(now[:_SHOWN]):
            starts = number == 0 and mine is not None and report.ended is None and report.state == "stopped"
            _report(report, catalog, source, starts=starts)
        return True

    watch(draw, "2s" if mine or running else None)


def _job(status: JobStatus) -> None:
    words = f"{status.title} · {status.label or t.STATES['starting'][0]}"
    st.progress(status.share, text=escape_markdown(common.progress(status.done, status.total, words)))


def _report(report: service.Report, catalog: Catalog, source: ReferenceSource, *, starts: bool) -> None:
    titles = {info.name: info.title for info in service.sources(get_settings())}
    words, tone = t.STATES["starting" if starts else report.state]
    with st.container(border=True, gap="small"):
        with st.container(horizontal=True, vertical_alignment="center"):
            name = titles.get(report.source, report.source)
            st.markdown(f"**{escape_markdown(name)}** · {when(report.started)}", width="stretch")
            st.badge(words, color=tone)
            _buttons(report, name, source)
        cut_off = [t.CUT_OFF] if report.state == "stopped" and not (report.label or starts) else []
        st.caption(escape_markdown(" ".join([*cut_off, report.label or _sentence(report)])))
        _members(report, catalog)


def _sentence(report: service.Report) -> str:
    refused = sum(sum(one.refused.values()) for one in report.members)
    return t.report_sentence(sum(one.found for one in report.members), sum(one.kept for one in report.members), refused)


def _members(report: service.Report, catalog: Catalog) -> None:
    rows = [report_row(one, catalog) for one in report.members]
    with st.expander(f"{t.REPORT} · {len(rows)}명", expanded=report.state == "running"):
        most = max((one.target for one in report.members), default=1)
        kept = st.column_config.ProgressColumn(t.KEPT, format="%d", min_value=0, max_value=most)
        place = f"collect.table.{report.id}"
        grid(t.COLUMNS_REPORT, rows, tallest=380, key=place, column_config={t.KEPT: kept})
        if report.state != "running":
            csv_button(f"{t.REPORTS} {report.id}", t.COLUMNS_REPORT, rows, key=f"collect.csv.{report.id}")


def report_row(one: service.MemberProgress, catalog: Catalog) -> list[object]:
    """A row of COLUMNS_REPORT."""
    names = [catalog.name(one.member.group), catalog.member_name(one.member)]
    return [*names, one.target, one.found, one.kept, sum(one.refused.values()), t.refused(one.refused)]


def _buttons(report: service.Report, name: str, source: ReferenceSource) -> None:
    if report.state == "running":
        if permit.button("reference.change", t.STOP, icon=":material/stop:", key=f"collect.stop.{report.id}"):
            with errors():
                service.stop(get_settings(), report.id)
                st.toast(t.STOPS)
        return
    if report.state != "done" and permit.button(
        "reference.change",
        t.GO_ON,
        icon=":material/play_arrow:",
        key=f"collect.on.{report.id}",
        disabled=working("collect"),
    ):
        with errors():
            go_on(source.id, report.id, t.collecting(name, len(report.members)))
