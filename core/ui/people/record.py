"""The record of who did what, for admins: narrowed, exported, checked."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import streamlit as st

from core.access.acting import acting
from core.access.actions import ACTIONS
from core.services.people import record as service
from core.services.people.record import Asked
from core.services.projects.plans import plans
from core.settings import get_settings
from core.ui.kit.components import errors, grid
from core.ui.kit.export import to_csv
from core.ui.kit.state import when, zone
from core.ui.visits.signed_in import later
from core.ui.words_ko import sign_in as t

LIMIT = 300  # rows that are listed; a download has all


def record() -> None:
    """Filters, rows, what can be done with them."""
    settings, actor = get_settings(), acting()
    called = service.names(settings, actor)
    st.caption(t.RECORD_LEAD)
    asked = _asked(called)
    found = service.entries(settings, actor, asked, LIMIT)
    if not found:
        st.markdown(t.NO_ENTRIES)
    else:
        st.caption(t.shown_of(len(found), LIMIT))
        titles = {line.project.id: line.project.name for line in plans(settings, actor)}
        rows = [
            (when(one.at), called.get(one.actor, one.actor), t.action(one.action), _on(one.on, titles, called),
             t.OUTCOMES[one.outcome])
            for one in found
        ]  # fmt: skip
        grid((t.WHEN, t.WHO, t.WHAT, t.ON, t.OUTCOME), rows, tallest=560)
    with st.container(horizontal=True):
        st.download_button(
            t.EXPORT, later(lambda: to_csv(service.HEADER, service.export(settings, acting(), asked))), "record.csv",
            "text/csv", key="record.csv", on_click="ignore", icon=":material/download:",
        )  # fmt: skip
        checks = st.button(t.VERIFY, icon=":material/verified:", key="record.verify")
    if checks:
        with errors():
            found_out = service.verify(settings, actor)
            how, said = t.verified(found_out.entries, found_out.broken, found_out.newest, found_out.anchored)
            (st.success if how == "ok" else st.error)(said)


def _on(text: str, titles: Mapping[str, str], called: Mapping[str, str]) -> str:
    """By the names that plans, people and roles have now; the record itself and its download keep the ids."""
    known: dict[str, Mapping[str, str]] = {"project": titles, "person": called}
    said, kind = list[str](), ""
    for part in text.split("/"):
        if kind and part in known[kind]:
            said[-1] = known[kind][part]
        else:
            said.append(t.RECORD_PART.get(part, part))
        kind = part if part in known else ""
    return " · ".join(said)


def _asked(called: Mapping[str, str]) -> Asked:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        who = st.selectbox(t.WHO, ["", *called], key="record.who", width=220,
                           format_func=lambda one: called[one] if one else t.EVERYBODY)  # fmt: skip
        what = st.selectbox(t.WHAT, ["", *ACTIONS], key="record.what", width=260,
                            format_func=lambda one: t.action(one) if one else t.EVERYTHING)  # fmt: skip
        since = st.date_input(t.SINCE, None, key="record.since", format="YYYY-MM-DD", width=150)
        until = st.date_input(t.UNTIL, None, key="record.until", format="YYYY-MM-DD", width=150)
    return Asked(who, what, _midnight(since), _midnight(until + timedelta(days=1)) if until else None)


def _midnight(day: date | None) -> datetime | None:
    """With which a day begins on the visitor's own clock."""
    return datetime.combine(day, time(), zone()).astimezone(ZoneInfo("UTC")) if day else None
