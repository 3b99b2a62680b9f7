"""Who changed what of what all share, and the way back: one dialog for every page."""

import streamlit as st

from core.access.acting import acting
from core.access.actions import allowed
from core.services import changes as service
from core.services.changes import ChangeKind, SharedChange
from core.settings import get_settings
from core.ui.kit.components import errors, flash, guarded, show_more, visible
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import when
from core.ui.words_ko import changes as t

_LISTED = 15


def changes_button(*kinds: ChangeKind) -> None:
    """A button that opens the record of these kinds of changes."""
    name = ".".join(kinds)
    if allowed(acting(), "change.read") and st.button(
        t.TITLE, icon=":material/history:", type="tertiary", key=f"changes.{name}"
    ):
        _record(kinds)


@st.dialog(t.TITLE, width="large")
def _record(kinds: tuple[ChangeKind, ...]) -> None:
    with guarded():
        st.caption(t.LEAD)
        key = f"changes.more.{'.'.join(kinds)}"
        number = service.count(get_settings(), kinds)
        most = visible(key, _LISTED)
        for one in service.changes(get_settings(), kinds, most):
            _row(one, several=len(kinds) > 1)
        if not number:
            st.info(t.NONE, icon=":material/info:")
        show_more(key, number - most, t.more)


def _row(change: SharedChange, *, several: bool) -> None:
    """several: the list holds more than one kind, so each row says which."""
    with st.container(border=True, gap="xxsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            with st.container(width="stretch", gap="xxsmall"):
                kind = f"{t.KINDS[change.kind]} · " if several else ""
                st.markdown(f"{kind}**{escape_markdown(change.what)}**")
                st.markdown(escape_markdown(t.what_changed(change)))
                st.caption(escape_markdown(t.by(change.by_name, when(change.at))))
            if change.undone_by:
                st.badge(escape_markdown(t.was_taken_back(change.undone_by)), color="gray")
                return
            if not allowed(acting(), "change.undo"):
                return
            pressed = st.button(t.TAKE_BACK, icon=":material/undo:", key=f"changes.back.{change.number}")
        if pressed:
            with errors():
                flash(t.taken_back(service.take_back(get_settings(), change.number)))
