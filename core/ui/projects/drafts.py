"""Texts that are on file as soon as their field is left, and there again after a reload, until they are saved."""

from typing import Any

import streamlit as st

from core.access.acting import acting
from core.errors import ProjectError
from core.services.projects import plans
from core.settings import get_settings
from core.ui.kit.state import session
from core.ui.projects.state import ProjectsPage, typed
from core.ui.words_ko import projects as t


def text_area(label: str, name: str, saved: str = "", **more: Any) -> str:
    """A field for several lines. name: of the draft, "<project id>/<what>"; saved: what is on file already; more: as
    for st.text_area."""
    key = f"projects.text.{name}.{typed(name)}"
    kept = plans.draft(get_settings(), acting(), name) if key not in st.session_state else None
    if key not in st.session_state:
        st.session_state[key] = saved if kept is None else kept
    text: str = st.text_area(label, key=key, on_change=_keep, args=(name, key), **more)
    if kept is not None and kept != saved:
        st.caption(t.DRAFT_KEPT)
    return text


def done(name: str) -> None:
    """The text was saved: its field starts anew with what is on file."""
    plans.drop_draft(get_settings(), acting(), name)
    own = session(ProjectsPage)
    own.typed[name] = own.typed.get(name, 0) + 1


def _keep(name: str, key: str) -> None:
    try:
        plans.keep_draft(get_settings(), acting(), name, str(st.session_state[key]))
    except ProjectError:  # too long to be saved either: saving says so
        return
