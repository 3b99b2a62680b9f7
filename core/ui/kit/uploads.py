"""Uploaders, and the raw files behind them, which Streamlit keeps as long as the visitor stays."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from core.ui.kit.state import Frame, key, session


def uploader(label: str, name: str, **more: Any) -> Any:
    """What was uploaded. name: see `key`; more: as for st.file_uploader, whose value is returned."""
    return _noted(st.file_uploader(label, key=key(name), **more))


def camera(label: str, name: str) -> Any:
    """A shot, or None until there is one. name: see `key`."""
    return _noted(st.camera_input(label, key=key(name)))


def _noted(brought: Any) -> Any:
    own = session(Frame)
    files = brought if isinstance(brought, list) else [brought] if brought else []
    own.shown = (own.shown or set()) | {file.file_id for file in files}
    own.uploads |= own.shown
    return brought


@contextmanager
def only_shown_files() -> Iterator[None]:
    """Around a whole run of a page: raw files that no uploader shows any more are let go when it has come to its end.

    Files that were never shown are on their way, and are left while there is an uploader they may belong to."""
    own = session(Frame)
    own.shown = None
    yield
    run = get_script_run_ctx()
    if run is None:
        return
    raw: Any = run.uploaded_file_mgr
    if own.shown is None:
        raw.remove_session_files(run.session_id)
    for gone in own.uploads - (own.shown or set()):
        raw.remove_file(run.session_id, gone)
    own.uploads = own.shown or set()
