"""Who changed what of what all share, and the way back: one dialog for every page."""

from dataclasses import dataclass

import streamlit as st

from core.access.acting import acting
from core.errors import StudioError
from core.services import changes as service
from core.services.changes import ChangeKind, SharedChange
from core.settings import get_settings
from core.ui.kit import permit
from core.ui.kit.components import guarded, show_more, visible
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import Part, session, when
from core.ui.words_ko import changes as t

_LISTED = 15


@dataclass
class RecordOpen(Part):
    """Which kinds of changes the visitor looks at, () for none: it stays open whatever else runs the page. said: what
    became of taking one back, and whether it was; "" for nothing."""

    kinds: tuple[ChangeKind, ...] = ()
    said: tuple[str, bool] = ("", True)


def changes_button(*kinds: ChangeKind) -> None:
    """A button that opens the record of these kinds of changes."""
    if not permit.may("change.read"):
        return
    st.button(
        t.TITLE, icon=":material/history:", type="tertiary", key=f"changes.{'.'.join(kinds)}", on_click=_open,
        args=(kinds,),
    )  # fmt: skip
    if session(RecordOpen).kinds == kinds:
        _record(kinds)


def _open(kinds: tuple[ChangeKind, ...] = ()) -> None:
    own = session(RecordOpen)
    own.kinds, own.said = kinds, ("", True)


def _take_back(number: int) -> None:
    own = session(RecordOpen)
    try:
        own.said = t.taken_back(service.take_back(get_settings(), number)), True
    except StudioError as error:
        own.said = str(error), False


@st.dialog(t.TITLE, width="medium", on_dismiss=_open)
def _record(kinds: tuple[ChangeKind, ...]) -> None:
    with guarded():
        st.caption(t.LEAD)
        own = session(RecordOpen)
        said, well = own.said
        if said:
            (st.success if well else st.error)(
                escape_markdown(said), icon=":material/check:" if well else ":material/error:"
            )
        own.said = "", True
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
    with st.container(border=True, horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(width="stretch", gap="xxsmall"):
            kind = f"{t.KINDS[change.kind]} · " if several and change.what else ""
            st.markdown(f"{kind}**{escape_markdown(change.what or t.KINDS[change.kind])}**")
            st.markdown(escape_markdown(t.what_changed(change, service.changed_fields(get_settings(), change))))
            st.caption(escape_markdown(t.by(change.by_name, when(change.at))))
        if change.undone_by:
            st.badge(escape_markdown(t.was_taken_back(change.undone_by)), color="gray")
            return
        if not service.may_take_back(acting(), change):
            return
        st.button(
            t.TAKE_BACK, icon=":material/undo:", key=f"changes.back.{change.number}", on_click=_take_back,
            args=(change.number,),
        )  # fmt: skip
