"""A tab that is loaded anew has its visit back, as long as the server remembers it; one that is closed asks before."""

from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from core.ui.browser_script import component
from core.ui.kit.state import Frame, resume, session, unsaved
from core.ui.visits.closed_tabs import take_over

_KEY = "visit.tab"
_mount = component("studio_tab", Path(__file__).parent / "tab.js")


def stay(page: str) -> None:
    """Belongs on every page; nothing is seen of it. page: its address."""
    run = get_script_run_ctx()
    if run is not None:
        own = session(Frame)
        counts = {"cleared": own.cleared, "answers": own.answers}
        data = {"visit": run.session_id, "unsaved": unsaved(), "at": page, **counts}
        _mount(key=_KEY, data=data, on_before_change=_come_back, on_cleared_change=lambda: None)


def _come_back() -> None:
    state: Any = take_over(str(st.session_state[_KEY]["before"]))
    if state is not None:
        resume(state)
