"""What is filled in is on file within a second, and there again after a reload or a restart, until it is saved."""

import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

import streamlit as st

from core.access import LOCAL
from core.services.projects import plans
from core.settings import get_settings
from core.ui.kit.components import errors
from core.ui.kit.state import session
from core.ui.projects.state import ProjectsPage
from core.ui.typed import send_while_typing
from core.ui.words_ko import projects as t

V = TypeVar("V", str, int, list[str])
_KEY = "draft"


def listen() -> None:
    """To be called once on a page with such controls: what is typed is sent before its field is left."""
    send_while_typing(_KEY)


def kept(draw: Callable[..., Any], label: str, name: str, saved: V, **more: Any) -> V:
    """A control and what it says. draw: such as st.text_area, st.number_input, st.multiselect; name: of the draft,
    "<project id>/<what>"; saved: what is on file already; more: as for `draw`."""
    own = session(ProjectsPage)
    key = f"{_KEY}.{name}.{own.typed.get(name, 0)}"
    if fresh(name):
        found = _read(name, saved, more)
        own.begun[name] = saved if found is None else found
        if found is not None and found != saved:
            own.restored.add(name)
    # As its own start, the same in each run: what is put into the session for it does not reach a closed popover.
    start = {"multiselect": "default", "selectbox": "index"}.get(draw.__name__, "value")
    begun = more["options"].index(own.begun[name]) if start == "index" else own.begun[name]
    said: V = draw(label, key=key, on_change=_keep, args=(name, key, saved), **{start: begun}, **more)
    return said


def fresh(name: str) -> bool:
    """Does its control start with what is on file when it is drawn next?"""
    return f"{_KEY}.{name}.{session(ProjectsPage).typed.get(name, 0)}" not in st.session_state


def say_restored(*names: str) -> None:
    """Below controls: whether what one of them says was there before the page was loaded."""
    if session(ProjectsPage).restored.intersection(names):
        st.caption(t.DRAFT_KEPT)


def done(*names: str) -> None:
    """They were saved: their controls start anew with what is on file."""
    own = session(ProjectsPage)
    for name in names:
        plans.drop_draft(get_settings(), LOCAL, name)
        own.typed[name] = own.typed.get(name, 0) + 1
        own.restored.discard(name)


def _read(name: str, saved: V, more: dict[str, Any]) -> V | None:
    """None where nothing is kept that the control could show."""
    text = plans.draft(get_settings(), LOCAL, name)
    if text is None or isinstance(saved, str):
        return text if text in more.get("options", [text]) else None
    found: Any = None
    with suppress(ValueError):
        found = json.loads(text)
    if isinstance(saved, list) and isinstance(found, list):
        return [one for one in found if one in more["options"]]
    if isinstance(saved, int) and isinstance(found, int):
        return min(max(found, more["min_value"]), more["max_value"])
    return None


def _keep(name: str, key: str, saved: str | int | list[str]) -> None:
    value = st.session_state[key]
    with errors():
        if value == saved:
            plans.drop_draft(get_settings(), LOCAL, name)
        else:
            plans.keep_draft(get_settings(), LOCAL, name, value if isinstance(saved, str) else json.dumps(value))
