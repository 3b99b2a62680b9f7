"""Collecting news: where from, which days, whose; how it goes; what earlier collections brought."""

from datetime import date, timedelta

import streamlit as st

from core import jobs
from core.catalog import Group, load_real
from core.news.reading import korean_today
from core.services.news import collect as service
from core.services.news.terms import terms_of
from core.settings import get_settings
from core.storage.news.collection_log import Plan, Report
from core.ui.compared.change import show
from core.ui.kit import permit
from core.ui.kit.components import errors, section, switch, watch
from core.ui.kit.markup import escape_markdown
from core.ui.kit.naver_keys import naver_keys, source_keys
from core.ui.kit.state import session, when
from core.ui.news import terms
from core.ui.news.state import NewsDesk, Period
from core.ui.words_ko import news as t

_TERMS = "news.terms"
DAYS = {Period.QUARTER: 91, Period.YEAR: 365}


def form(group: Group) -> None:
    """What to collect, and the button that begins it."""
    if permit.closed("news.change"):
        return
    settings = get_settings()
    with st.container(border=True):
        plan = Plan(_source(), _whose(group), *_period())
        show(_TERMS)
        with st.expander(
            escape_markdown(t.terms_searched(terms_of(settings, group.id))), icon=":material/filter_list:"
        ):
            terms.fields(group, _TERMS)
        keys = source_keys()
        info = next(one for one in service.sources(settings, keys) if one.name == plan.source)
        if not info.usable:
            st.warning(escape_markdown(info.why_not), icon=":material/info:")
        if not st.button(
            t.START, type="primary", icon=":material/newspaper:", disabled=_busy() or not info.usable, key="news.go"
        ):
            return
        _begin(plan)


def _begin(plan: Plan) -> None:
    """Start a collection, or go on with one: what is on file already is not counted twice."""
    settings, keys, desk = get_settings(), source_keys(), session(NewsDesk)
    with errors():
        service.check(settings, plan, keys)
        names = [load_real(settings).name(one) for one in plan.groups]
        title = t.job_title(t.source_name(plan.source), names)
        desk.job = jobs.start(settings, title, service.collect, settings, plan, keys, lane="collecting")
        desk.failed, desk.plan = "", plan
        st.rerun()


def live() -> bool:
    """The collection that runs, whoever started it, drawn anew every two seconds: is there one? Says why one of this
    visitor's failed."""
    desk = session(NewsDesk)
    _settle()
    if desk.failed:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.error(escape_markdown(desk.failed), icon=":material/error:", width="stretch")
            if desk.plan is not None and permit.button(
                "news.change", t.GO_ON, icon=":material/play_arrow:", key="news.failed.on"
            ):
                _begin(desk.plan)
            if st.button(t.PUT_AWAY, key="news.failed.away"):
                desk.failed = ""
                st.rerun()
    if not _busy():
        return False

    def draw() -> bool:
        report = _running()
        status = jobs.status(get_settings(), desk.job) if desk.job else None
        if (status is None or status.finished) if desk.job else report is None:
            return False
        with st.container(border=True, gap="small"):
            now = status or report  # of another visitor's there is the report alone
            title = status.title if status else _title(report) if report else t.STARTING
            label = (status.label if status else "") or t.STARTING
            st.progress(now.share if now else 0.0, text=escape_markdown(f"{title} · {label}" if status else title))
            if report:
                _problems(report)
                st.caption(_groups(report))
                if permit.button("news.change", t.STOP, icon=":material/stop:", key=f"news.stop.{report.id}"):
                    service.stop(get_settings(), report.id)
                st.caption(t.STOP_HELP)
        return True

    watch(draw, "2s")
    return True


def reports() -> None:
    """What the last collections brought, a sentence each, and what failed."""
    found = [report for report in service.reports(get_settings()) if report.state != "running"]
    section(t.REPORTS)
    if not found:
        st.caption(t.NO_REPORTS)
    for report in found:
        newest = report is found[0]
        with st.container(border=True, gap="xxsmall"):
            words, tone = t.STATES[report.state]
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(escape_markdown(_title(report)), width="stretch")
                st.badge(words, color=tone)
                if (
                    newest
                    and report.state != "done"
                    and permit.may("news.change")
                    and st.button(t.GO_ON, icon=":material/play_arrow:", disabled=_busy(), key=f"news.on.{report.id}")
                ):
                    _begin(report.plan)
            st.caption(f"{when(report.started)} · {escape_markdown(report.label or t.CUT_OFF)}")
            _problems(report)
            with st.expander(t.BY_GROUP):
                st.markdown(_groups(report))


def _source() -> str:
    settings, keys = get_settings(), source_keys()
    offered = {info.name: info for info in service.sources(settings, keys)}
    usual = next(name for name, info in offered.items() if info.default)
    titles = {name: info.title for name, info in offered.items()}
    chosen = offered[switch(t.SOURCE, offered, titles, "news.source", first=usual)]
    st.caption(f"{escape_markdown(chosen.terms)} {t.kept_for(chosen.keep_days)}")
    if chosen.name == "naver":
        naver_keys(open_wide=not chosen.usable)
    return chosen.name


def _whose(group: Group) -> tuple[str, ...]:
    # The group that is looked at comes first: what is said of the work names it, and its articles come soonest.
    everyone = (group.id, *(one.id for one in load_real(get_settings()) if one.id != group.id))
    words = {True: t.all_groups(len(everyone)), False: t.THIS_GROUP}
    chosen = everyone if switch(t.WHOSE, words, words, "news.whose") else (group.id,)
    st.caption(t.WHOSE_AID)
    return chosen


def _period() -> tuple[date, date]:
    today = korean_today()
    chosen = switch(t.PERIOD, Period, t.PERIODS, "news.period")
    if chosen in DAYS:
        return today - timedelta(days=DAYS[chosen]), today
    left, right = st.columns(2, gap="medium")
    usual = today - timedelta(days=DAYS[Period.QUARTER])
    with left:
        since = st.date_input(t.SINCE, value=usual, max_value=today, format="YYYY-MM-DD", key="news.since")
    with right:
        until = st.date_input(t.UNTIL, value=today, max_value=today, format="YYYY-MM-DD", key="news.until")
    return since, until


def _busy() -> bool:
    return bool(session(NewsDesk).job) or _running() is not None


def _running() -> Report | None:
    return next((report for report in service.reports(get_settings(), 1) if report.state == "running"), None)


def _settle() -> None:
    """Hear how the collection that this visitor started has ended."""
    desk = session(NewsDesk)
    status = jobs.status(get_settings(), desk.job) if desk.job else None
    if not desk.job or (status is not None and not status.finished):
        return
    desk.job = ""
    if status is None or status.state == "failed":
        desk.failed = status.label if status else t.UNEXPECTED
    else:
        st.toast(escape_markdown(status.label), icon=":material/info:")


def _title(report: Report) -> str:
    catalog, plan = load_real(get_settings()), report.plan
    names = [catalog.name(group) for group in plan.groups]
    return f"{t.job_title(t.source_name(plan.source), names)} · {plan.since.isoformat()}–{plan.until.isoformat()}"


def _groups(report: Report) -> str:
    """What came for each group, a line each (Markdown)."""
    catalog = load_real(get_settings())
    lines = [t.came(catalog.name(g.group), g.found, g.new, g.admitted, g.left_out) for g in report.groups]
    return "  \n".join(map(escape_markdown, lines)) or t.NOTHING_YET


def _problems(report: Report) -> None:
    catalog = load_real(get_settings())
    for one in report.groups:
        if one.problem and one.problem not in report.label:
            said = f"{catalog.name(one.group)}: {one.problem}"
            st.caption(f":orange[:material/warning:] {escape_markdown(said)}")
