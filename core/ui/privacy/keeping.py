"""Whether photos are kept at all, for how long, and where their key lies. For admins."""

import streamlit as st

from core.access.acting import acting
from core.privacy.consent import FEWEST_DAYS, MOST_DAYS
from core.services.privacy import keeping as service
from core.settings import get_settings
from core.ui.kit.components import confirm, errors, flash, section
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import Frame, session
from core.ui.words_ko import privacy as t

_OFF, _DELETE = "privacy.off", "privacy.delete"


def keeping() -> None:
    """The section of the page."""
    now = service.keeping(get_settings(), acting())
    section(t.KEEPING_TITLE, t.IS_ON if now.on else t.IS_OFF)
    st.markdown(t.kept_now(now.photos, now.trainees))
    if now.lost:
        st.error(escape_markdown(now.lost), icon=":material/key_off:")
    with st.container(border=True):
        st.markdown(t.HOW)
        days = st.number_input(
            t.DAYS, FEWEST_DAYS, MOST_DAYS, now.days, help=t.DAYS_AID, key="privacy.days", width=200
        )  # fmt: skip
        if now.on:
            st.caption(f"{escape_markdown(t.key_lies(str(now.key)))}  \n{t.KEY_AID}")
        with st.container(horizontal=True, gap="small"), errors():
            if not now.on and st.button(t.TURN_ON, type="primary", icon=":material/lock:", key="privacy.on"):
                service.turn_on(get_settings(), acting(), int(days))
                flash(t.TURNED_ON)
            if now.on and st.button(t.SAVE_DAYS, icon=":material/save:", key="privacy.save"):
                service.turn_on(get_settings(), acting(), int(days))
                flash(t.DAYS_SAVED)
            if now.on and st.button(t.TURN_OFF, icon=":material/no_photography:", key="privacy.off"):
                session(Frame).asked = (_OFF,)
            if not now.on and now.photos and st.button(t.DELETE_ALL, icon=":material/delete:", key="privacy.delete"):
                session(Frame).asked = (_DELETE,)
    confirm(_OFF, t.TURN_OFF_TITLE, _sure_off, t.TURN_OFF_YES, _turn_off)
    confirm(_DELETE, t.DELETE_ALL_TITLE, _sure_delete, t.DELETE_ALL_YES, _delete)


def _sure_off() -> None:
    now = service.keeping(get_settings(), acting())
    st.markdown(t.kept_now(now.photos, now.trainees))
    if now.photos:
        st.checkbox(t.DELETE_KEPT, key="privacy.off.delete", help=t.CANNOT_UNDO)


def _turn_off() -> str:
    gone = service.turn_off(get_settings(), acting(), delete=bool(st.session_state.get("privacy.off.delete")))
    return f"{t.TURNED_OFF} {t.deleted_photos(gone)}" if gone else t.TURNED_OFF


def _sure_delete() -> None:
    now = service.keeping(get_settings(), acting())
    st.markdown(f"{t.kept_now(now.photos, now.trainees)} {t.CANNOT_UNDO}")


def _delete() -> str:
    return t.deleted_photos(service.turn_off(get_settings(), acting(), delete=True))
