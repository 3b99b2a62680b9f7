"""A person's own choices, remembered by the browser for later visits and other tabs; the studio stores none of them.

As cookies, for those come with a visit's first request: nothing is computed before the choice is known."""

from collections.abc import Collection
from pathlib import Path

import streamlit as st

from core.ui.browser_script import component

_mount = component("studio_remembered", Path(__file__).parent / "remembered.js")
_PREFIX = "studio_"


def remembered(name: str, offered: Collection[str]) -> str:
    """What the person chose in an earlier visit; "" for nothing, or for what is not offered any more."""
    kept = st.context.cookies.get(_PREFIX + name, "")
    return kept if kept in offered else ""


def remember(name: str, choice: str) -> None:
    """Have the browser remember a choice, a short code; nothing is seen of it. Called in every run that knows it."""
    _mount(key=f"remembered.{name}", data={"name": _PREFIX + name, "value": choice})
