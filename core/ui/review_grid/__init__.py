"""The grid of photos in the review, as a component of Streamlit: its script and style are read once, from beside."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

_HERE = Path(__file__).parent
# One script in parts: Streamlit takes it as one text, in which a part may use what stands before it.
_SCRIPTS = ("parts.js", "store.js", "layout.js", "tiles.js", "windows.js", "keys.js", "grid.js")

_mount = st.components.v2.component(
    "studio_review_grid",
    css=(_HERE / "grid.css").read_text(encoding="utf-8"),
    js="\n".join((_HERE / name).read_text(encoding="utf-8") for name in _SCRIPTS),
    isolate_styles=True,
)


def review_grid(key: str, frame: bytes, on_ask: Callable[[], None]) -> None:
    """Show the grid. frame: of `core.ui.review_grid.desk.Desk`. on_ask: called before the next run when the grid wants
    something; what it wants is then at `st.session_state[key]["ask"]`."""
    _mount(key=key, data=frame, on_ask_change=on_ask)
