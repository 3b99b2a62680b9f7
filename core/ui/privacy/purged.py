"""A trainee was purged: what this session holds of her goes before its page is drawn."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

import streamlit as st

from core.errors import StudioError
from core.services.privacy.purging import forget_values, stamp, who_is_gone
from core.settings import get_settings
from core.ui.kit.state import Emptied, Frame, clear_session, parts, session
from core.ui.words_ko.common import PUT_AWAY
from core.ui.words_ko.privacy import PURGED_HERE


def purges() -> str:
    """Another text after each purge; "" where the workspace cannot say, which its pages do."""
    try:
        return stamp(get_settings())
    except StudioError:
        return ""


def behind(state: Mapping[str, Any], now: str) -> bool:
    """Has this session not run since? now: `purges`."""
    frame = state.get("studio", {}).get(Frame)
    return frame is None or frame.purges != now


def forget() -> None:
    """What this process holds of her beside its sessions, once they have let go."""
    with suppress(StudioError):  # its pages say what is wrong with the workspace
        forget_values(get_settings())


def let_go() -> None:
    """With each run, before anything of the page: a session that holds something of somebody who was purged since its
    last run is cleared as a whole."""
    own, now = session(Frame), purges()
    if own.purges == now:
        return
    before, own.purges = own.purges, now
    if before is None:
        return
    try:
        gone = who_is_gone(get_settings())
    except StudioError:
        own.purges = before
        return
    typed = (text for value in st.session_state.values() for text in _texts(value))
    if any(part.holds(gone) for part in parts()) or any(gone.is_in(text) for text in typed):
        clear_session()
        session(Emptied).unread = True
        st.rerun()  # what the browser still says of its controls is forgotten with the run after


def say() -> None:
    """Above the page of a session that was cleared, until its visitor has read it."""
    own = session(Emptied)
    if own.unread:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.info(PURGED_HERE, icon=":material/person_off:", width="stretch")
            if st.button(PUT_AWAY, key="purged.away"):
                own.unread = False
                st.rerun()


def _texts(value: Any) -> Iterator[str]:
    """What controls hold."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple | set | frozenset):
        for one in value:
            yield from _texts(one)
