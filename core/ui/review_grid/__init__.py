"""The grid of photos in the review, as a component of Streamlit."""

from collections.abc import Callable
from pathlib import Path

from core.ui.browser_script import component

_mount = component("studio_review_grid", Path(__file__).parent / "grid.js")


def review_grid(key: str, frame: bytes, on_ask: Callable[[], None]) -> None:
    """Show the grid. frame: of `desk.ReviewSession`. on_ask: called before the next run when the grid wants something;
    what it wants is then at `st.session_state[key]["ask"]`."""
    _mount(key=key, data=frame, on_ask_change=on_ask)
