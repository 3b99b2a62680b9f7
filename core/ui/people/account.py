"""One's own sign-ins: on which devices, since when, and an end to one or all of them."""

import streamlit as st

from core.access.acting import acting
from core.access.actor import Actor
from core.access.people import SignIn
from core.services.people import roles
from core.settings import get_settings
from core.ui.kit.components import confirm, errors, flash, section
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import Frame, session, when
from core.ui.visits import signed_in
from core.ui.words_ko import sign_in as t

_END_ALL = "account.end_all"


def sign_ins() -> None:
    """Those that still count, the one of this page first."""
    actor = acting()
    this = signed_in.own_sign_in()
    found = roles.sign_ins(get_settings(), actor, actor.id, signed_in.rules())
    found.sort(key=lambda one: one.id != this)
    st.markdown(escape_markdown(t.who_i_am(actor.name, actor.role)))
    st.caption(t.ROLE_AID)
    section(t.SIGN_INS)
    if not found:
        st.markdown(t.NO_SIGN_INS)
    for one in found:
        _line(actor, one, this=one.id == this)
    if found and st.button(t.END_ALL, icon=":material/logout:", key="account.all"):
        session(Frame).asked = (_END_ALL,)
    confirm(_END_ALL, t.END_ALL_TITLE, _sure, t.END_ALL_YES, _end_all)


def _line(actor: Actor, one: SignIn, *, this: bool) -> None:
    with (
        st.container(border=True, gap="xxsmall", key=f"sign-in-{one.id}"),
        st.container(horizontal=True, vertical_alignment="center"),
    ):
        with st.container(gap="xxsmall"):
            mark = f" :violet-badge[{t.THIS_ONE}]" if this else ""
            st.markdown(f"**{escape_markdown(one.device or t.UNKNOWN_DEVICE)}**{mark}")
            st.caption(t.sign_in_row(when(one.began), when(one.last_use)))
        if not this and st.button(t.END, key=f"end.{one.id}"):
            with errors():
                roles.end_sign_in(get_settings(), actor, one.id)
                flash(t.ENDED_ONE)


def _sure() -> None:
    st.markdown(t.END_ALL_OWN)


def _end_all() -> str:
    actor = acting()
    roles.end_sign_ins(get_settings(), actor, actor.id)
    return t.ended_all(actor.name)
