"""Collecting photos: where from, whose, how many; then how it goes, and what came of it."""

from collections.abc import Sequence

import streamlit as st

from core.catalog import Catalog, load_real
from core.services.collecting import SourceInfo
from core.services.reference import collect as service
from core.services.reference.sets import ReferenceSource
from core.settings import get_settings
from core.types import MemberId
from core.ui.kit.components import errors, panel, switch
from core.ui.kit.markup import escape_markdown
from core.ui.kit.naver_keys import naver_keys, source_keys
from core.ui.kit.state import key, when
from core.ui.reference import reports as reference_reports
from core.ui.reference import uploads as reference_uploads
from core.ui.reference.jobs import go_on, working
from core.ui.reference.state import CollectFrom
from core.ui.reference.titles import living, no_groups
from core.ui.words_ko import reference as t

_TARGET = 20  # photos a member


def collect(source: ReferenceSource) -> None:
    """The whole section for one set of one's own."""
    way = switch(t.COLLECT_VIEW, CollectFrom, t.COLLECT_FROM, "collect.way")
    if way == CollectFrom.WEB:
        with st.container():
            _form(source)
        reference_reports.reports(source)
    elif way == CollectFrom.VIDEO:
        reference_uploads.video(source)
    else:
        reference_uploads.group_photos(source)


def _form(source: ReferenceSource) -> None:
    settings = get_settings()
    with panel(t.SOURCE, t.POLITE):
        offered = {info.name: info for info in service.sources(settings, source_keys())}
        usual = next(name for name, info in offered.items() if info.default)
        titles = {name: info.title for name, info in offered.items()}
        chosen = offered[switch(t.SOURCE, offered, titles, "collect.source", first=usual, hidden=True)]
        ready = _source_notes(chosen)
        who = _who(load_real(settings))
        target = st.number_input(
            t.TARGET, 1, service.MOST, _TARGET, help=t.TARGET_HELP, width=260, key="collect.target"
        )
        st.caption(f":material/gavel: {t.LEGAL}")
        if not st.button(
            t.START_COLLECT, type="primary", icon=":material/travel_explore:", disabled=working("collect") or not ready,
            key="collect.go",
        ):  # fmt: skip
            return
        if not who:
            st.warning(t.NEED_MEMBERS, icon=":material/info:")
            return
        with errors():
            plan = service.Plan(chosen.name, source.id, tuple(who), int(target))
            planned = service.plan(settings, plan, source_keys())
            go_on(source.id, planned, t.collecting(chosen.title, len(who)))


def _source_notes(info: SourceInfo) -> bool:
    """What there is to know and to do before this source can be asked; True once it can."""
    if info.name == "google" and not _google(info):
        return False
    st.caption(escape_markdown(info.terms))
    if info.name == "naver":
        naver_keys(open_wide=not info.usable)
    if not info.usable:
        st.warning(escape_markdown(info.why_not), icon=":material/info:")
    return info.usable


def _google(info: SourceInfo) -> bool:
    """The terms, once; True after they were acknowledged."""
    settings = get_settings()
    since = service.google_acknowledged(settings)
    if since:
        st.caption(f":material/check: {t.google_since(when(since)[:10])}")
        return True
    with st.container(border=True, gap="small"):
        st.markdown(f"**{t.GOOGLE_TITLE}**  \n{escape_markdown(info.terms)} {t.GOOGLE_RISK}")
        read = st.checkbox(t.GOOGLE_YES, key=key("google.read"))
        if st.button(t.GOOGLE_GO, disabled=not read, key=key("google.go")):
            with errors():
                service.acknowledge_google(settings)
                st.rerun()
    return False


def _who(catalog: Catalog) -> list[MemberId]:
    """Groups, then their members, all of them to begin with."""
    groups = living(catalog)
    if not groups:
        no_groups()
        return []
    chosen = st.multiselect(
        t.WHO_GROUPS, list(groups), format_func=lambda g: groups[g].name, placeholder=t.PICK_GROUPS,
        key="collect.groups",
    )  # fmt: skip
    everybody = [MemberId(g, m.id) for g in chosen for m in groups[g].active_members]
    if not everybody:
        return []
    # Another choice of groups is another list, with all of its members chosen.
    return st.multiselect(
        t.WHO_MEMBERS, everybody, default=everybody, placeholder=t.PICK_MEMBERS,
        format_func=lambda who: _called(who, catalog, chosen), key=f"collect.members.{'.'.join(chosen)}",
    )  # fmt: skip


def _called(who: MemberId, catalog: Catalog, groups: Sequence[str]) -> str:
    name = catalog.member_name(who)
    return name if len(groups) == 1 else f"{catalog.name(who.group)} · {name}"
