"""The door: whoever has no role in the studio sees this and nothing else; and who is inside stands beside each page."""

import streamlit as st

from core.access.acting import acting
from core.access.actions import ACTIONS, allowed
from core.access.actor import LOCAL, STRANGER, Actor
from core.errors import DamagedError, StudioError
from core.services.people.roles import myself
from core.settings import get_settings
from core.ui.kit.components import head
from core.ui.kit.markup import escape_markdown
from core.ui.visits import signed_in
from core.ui.visits.opening import is_open
from core.ui.words_ko import common
from core.ui.words_ko import sign_in as t

WIDTH = 520  # px
_OF_PEOPLE = ("account", "people")


def visitor() -> Actor | None:
    """Who is inside; None for somebody without a role, and where the workspace cannot say, which `door` then does."""
    try:
        actor = acting()
    except StudioError:
        return None
    return actor if actor.role else None


def door() -> None:
    """All that is shown to somebody without a role: no way out of a damaged database, either."""
    with st.container(horizontal_alignment="center"), st.container(width=WIDTH, border=True, key="door"):
        try:
            actor, why = acting(), signed_in.why()
        except StudioError as error:
            damaged = isinstance(error, DamagedError)
            st.error(t.DAMAGED if damaged else escape_markdown(str(error)), icon=":material/error:")
            if damaged:
                st.info(common.RESCUE_AT_SERVER, icon=":material/info:")
            return
        if actor != STRANGER:
            _waiting(actor)
            return
        head(common.STUDIO, lead=t.SIGN_IN_LEAD)
        failed = st.query_params.get("sign_in", "")
        if why in t.WHY:
            st.info(t.WHY[why], icon=":material/schedule:")
        if failed in t.FAILED:
            st.warning(t.FAILED[failed], icon=":material/error:")
        if st.button(t.SIGN_IN, type="primary", icon=":material/login:", key="sign_in", width="stretch"):
            st.login()


def _waiting(actor: Actor) -> None:
    own = myself(get_settings(), actor)
    head(t.WAITING_TITLE)
    st.markdown(escape_markdown(t.waiting(own.name or actor.name, own.email)))
    with st.container(horizontal=True):
        st.button(t.WAITING_AGAIN, type="primary", icon=":material/refresh:", key="door.again")
        _sign_out()


def shows(actor: Actor | None, page: str, title: str, icon: str, action: str) -> bool:
    """Does this page stand in the navigation? A row of PAGES. One's account and the people do where people sign in."""
    if actor is None:
        return True  # in a navigation that is not shown; without it the browser would leave for home
    if page in _OF_PEOPLE and actor == LOCAL:
        return False
    return page == "home" or allowed(actor, action)


def opens(actor: Actor, *pages: tuple[str, str, str, str]) -> bool:
    """May this person use this page, asked for by its address perhaps? Else it is said in its place."""
    for _, _, _, action in pages:
        if not allowed(actor, action):
            head(t.NO_RIGHT_TITLE)
            st.warning(t.no_right(ACTIONS[action].what), icon=":material/lock:")
            return False
    return bool(pages)


def banner() -> None:
    """On each page of a studio that is open to whoever reaches it."""
    if is_open():
        st.warning(t.OPEN_TO_ALL, icon=":material/lock_open:")


def me() -> None:
    """At the side of each page: who is signed in, and the way out."""
    actor = acting()
    if actor == LOCAL:
        return
    with st.container(gap="xxsmall", key="me"):
        st.caption(escape_markdown(t.who_i_am(actor.name, actor.role)))
        _sign_out()


def _sign_out() -> None:
    if st.button(t.SIGN_OUT, icon=":material/logout:", type="tertiary", key="sign_out"):
        st.logout()
