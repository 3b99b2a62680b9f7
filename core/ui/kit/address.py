"""What a page shows, as short codes in its address: a view can be sent, and the browser's Back leads to the one before.

Streamlit's own `bind="query-params"` writes what a control reads on screen into the address: Korean titles, names."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlencode

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from core.ui.browser_script import component
from core.ui.kit.state import Frame, session, take_next

V = TypeVar("V", bound=str)
E = TypeVar("E", bound=StrEnum)
_mount = component("studio_address", Path(__file__).parent / "address.js")


def follow(
    name: str, key: str, offered: Sequence[V], otherwise: Callable[[str], V] | None = None, *, pinned: bool = False
) -> V:
    """The choice of the control `key`, drawn next with `persist_state="session"`; kept in the address as `name`.

    It is what the visitor chose, or comes from the address when the page is opened by one. otherwise: what is shown in
    place of something that is not offered, "" for nothing; the first by default. pinned: what is shown of itself stands
    in the address as well. Never for anything of a trainee: addresses are sent and logged."""
    take_next(key)
    opened = key not in st.session_state or by_history() or session(Frame).linked
    wanted = str(st.query_params.get(name, "") if opened else st.session_state[key] or "")
    usual = otherwise or (lambda _: offered[0])
    chosen = next((one for one in offered if wanted in (one, code_of(one))), None)
    if chosen is None:
        chosen = usual(wanted)
    if opened or st.session_state[key] != chosen:
        st.session_state[key] = chosen
    if pinned or chosen != usual(""):
        session(Frame).codes[name] = code_of(chosen)
    return chosen


def choose_view(label: str, offered: Sequence[E], titles: Mapping[str, str], name: str, key: str) -> E:
    """The control that says which part of a page is shown, the first to begin with; none where there is but one."""
    shown = follow(name, key, offered)
    if len(offered) == 1:
        return shown
    st.segmented_control(
        label, offered, required=True, format_func=titles.__getitem__, label_visibility="collapsed", key=key,
        persist_state="session",
    )  # fmt: skip
    return shown


def write_address(page: str) -> None:
    """Let the address say what was drawn in this run of `page`; called once, when the whole page was.

    Said again even where the request had the same address: a click made before an earlier run's address arrived sends
    the one before it, and that earlier one would stay. The browser leaves an address that is right as it is.

    On the way to another page a script of our own says it: what Streamlit sends may reach the browser while the page
    that is left stands in its address, and would become a place of its own that Back leads to."""
    own = session(Frame)
    if own.page in (None, page) or by_history():
        st.query_params.from_dict(own.codes)
    elif own.codes:  # a link leads to an address without codes
        _mount(key="address", data={"page": page, "codes": urlencode(own.codes)})
    own.page = page


def follow_codes(codes: Mapping[str, str]) -> None:
    """This run shows what an address with these codes would, whatever the controls of the page showed before."""
    st.query_params.from_dict(codes)
    session(Frame).linked = True


def by_history() -> bool:
    """Has the browser's Back or Forward asked for this run?"""
    return bool(getattr(get_script_run_ctx(), "is_history_navigation", False))


def code_of(choice: str) -> str:
    """Ids of groups may be their Korean names: those get a short name of their own."""
    return str(choice) if choice.isascii() else sha256(choice.encode()).hexdigest()[:8]
