"""Consent, trainee by trainee of a plan: what is on file, what is missing, until when photos are kept."""

from datetime import UTC, datetime, timedelta

import streamlit as st

from core.access.acting import acting
from core.privacy.consent import Consent, State, day_of, state_of
from core.services.privacy import consents, keeping
from core.services.privacy.consents import Trainee
from core.services.projects import plans
from core.settings import get_settings
from core.text.names import numbered
from core.ui.kit import permit
from core.ui.kit.address import follow
from core.ui.kit.components import confirm, errors, flash, section, show_more, visible
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import Frame, own_day, session
from core.ui.privacy.state import PROJECT, PrivacyPage
from core.ui.words_ko import common
from core.ui.words_ko import privacy as t

FIRST = 20  # trainees at once
_MORE, _WITHDRAW = "privacy.more", "privacy.withdraw"
_TONE: dict[State, common.Tone] = {
    "none": "gray", "valid": "green", "later": "orange", "over": "orange", "withdrawn": "red"
}  # fmt: skip


def consent() -> None:
    """The section of the page."""
    settings, actor = get_settings(), acting()
    every = [one.project for one in plans.plans(settings, actor)]
    own = numbered((one.id, one.name) for one in every if consents.may_see(actor, one.id))
    if not own:
        section(*((t.NO_CONSENTS, t.NO_RIGHT) if every else (t.NO_PROJECTS, t.NO_PROJECTS_HOW)))
        st.page_link("pages/projects.py", label=t.TO_PROJECTS, icon=":material/folder_special:")
        return
    project = follow("project", PROJECT, list(own))
    st.selectbox(t.PROJECT, list(own), format_func=own.__getitem__, key=PROJECT, persist_state="session")
    keeps = keeping.is_on(settings)
    if not keeps:
        st.info(t.KEEPING_OFF, icon=":material/no_photography:")
    st.caption(t.CONSENT_AID)
    if keeps and permit.may("lineup.analyse"):
        st.page_link("pages/lineup_match.py", label=t.TO_LINEUP, icon=":material/groups:")
    people = consents.trainees(settings, actor, project)
    if not people:
        st.markdown(t.NO_TRAINEES)
    drawn = people[: visible(_MORE, FIRST)]
    with st.container(gap="small"):
        for row, one in enumerate(drawn):
            _line(one, row, may_change=permit.may("consent.change", project=project))
    show_more(_MORE, len(people) - len(drawn), common.more_trainees)
    writes = session(PrivacyPage).writes
    for one in people:
        if writes == (one.project, one.name):
            _form(one, one.on_file.consent if one.on_file else None)
    confirm(_WITHDRAW, t.WITHDRAW_TITLE, _sure, t.WITHDRAW_YES, _withdraw)


def _line(one: Trainee, row: int, *, may_change: bool) -> None:
    said = one.on_file.consent if one.on_file else None
    state = state_of(said, day_of(now := datetime.now(UTC)))
    with st.container(border=True, gap="xxsmall", key=f"trainee-{row}"):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            with st.container(horizontal=True, vertical_alignment="center", gap="small", width="content"):
                st.markdown(f"**{escape_markdown(one.name)}**", width="content")
                st.badge(t.STATE[state], color=_TONE[state])
            if may_change:
                _buttons(one, row)
        if said:
            st.caption(escape_markdown(t.consent_line(said)))
        if one.on_file and one.on_file.until:
            told = t.countdown(one.on_file.photos, own_day(one.on_file.until), own_day(now))
            st.markdown(f":material/timer: {told}")


def _buttons(one: Trainee, row: int) -> None:
    said = one.on_file.consent if one.on_file else None
    with st.container(horizontal=True, gap="small", width="content"):
        if st.button(t.CHANGE if said else t.WRITE, icon=":material/edit_note:", key=f"privacy.write.{row}"):
            session(PrivacyPage).writes = one.project, one.name
        if one.on_file is None or said is None or said.withdrawn is not None:
            return
        if st.button(t.WITHDRAW, icon=":material/block:", key=f"privacy.withdraw.{row}"):
            session(Frame).asked = _WITHDRAW, one.on_file.id


def _put_away() -> None:
    session(PrivacyPage).writes = None


@st.dialog(t.WRITE, on_dismiss=_put_away)
def _form(one: Trainee, said: Consent | None) -> None:
    today = day_of(datetime.now(UTC))
    own = f"{one.project}.{said.revision if said else 0}"
    st.markdown(f"**{escape_markdown(one.name)}**")
    basis = st.text_input(t.BASIS, said.basis if said else "", placeholder=t.BASIS_AID, key=f"consent.basis.{own}")
    purpose = st.text_input(
        t.PURPOSE, said.purpose if said else "", placeholder=t.PURPOSE_AID, key=f"consent.purpose.{own}"
    )
    left, right = st.columns(2)
    given = left.date_input(t.GIVEN, said.given if said else today, format="YYYY-MM-DD",
                            key=f"consent.given.{own}")  # fmt: skip
    expires = right.date_input(
        t.EXPIRES,
        said.expires if said else today + timedelta(days=90),
        format="YYYY-MM-DD",
        key=f"consent.expires.{own}",
    )
    minor = st.radio(
        t.MINOR, list(t.MINORS), None if said is None or said.minor is None else int(said.minor), horizontal=True,
        format_func=t.MINORS.__getitem__, help=t.MINOR_AID, key=f"consent.minor.{own}",
    )  # fmt: skip
    guardian = ""
    if minor:
        guardian = st.text_input(
            t.GUARDIAN, said.guardian if said else "", placeholder=t.GUARDIAN_AID, key=f"consent.guardian.{own}"
        )
    if st.button(t.SAVE, type="primary", key=f"consent.save.{own}"):
        with errors():
            made = Consent(
                basis, purpose, given, expires, minor, guardian, revision=said.revision if said else 0
            )  # fmt: skip
            consents.record(get_settings(), acting(), one.project, one.name, made)
            _put_away()
            flash(t.consent_saved(one.name))


def _sure(trainee: str) -> None:
    found = consents.on_file(get_settings(), acting(), trainee)
    st.markdown(escape_markdown(t.withdraw_what(found.name, found.photos)))


def _withdraw(trainee: str) -> str:
    return t.withdrawn(consents.withdraw(get_settings(), acting(), trainee))
