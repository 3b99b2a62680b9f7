"""Which set everybody compares with: changed when somebody says so, never by the way, and changed back."""

import streamlit as st

from core.errors import StudioError
from core.services.reference import sets as reference
from core.settings import get_settings
from core.ui.kit.components import errors, flash
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import session
from core.ui.reference.state import EndedJob, ReferencePage, Switched
from core.ui.words_ko import reference as t
from core.ui.words_ko.common import PUT_AWAY


def use(set_id: str) -> None:
    """Compare with this set from now on, and draw the page anew. An expected failure becomes a sentence."""
    settings = get_settings()
    with errors():
        before = reference.active_source(settings).id
        reference.activate(settings, set_id)
        own = session(ReferencePage)
        own.switched, own.answered = Switched(before, set_id), own.answered | {set_id}
        st.rerun()


def ask(ended: EndedJob) -> None:
    """After an import made a set: whether to compare with it, and whom that changes. Nothing where it is in use, where
    it is too small to compare with, or once it was answered."""
    settings, own, set_id = get_settings(), session(ReferencePage), ended.job.set_id
    if ended.state != "done" or not ended.job.new or set_id in own.answered:
        return
    source = next((one for one in reference.list_sources(settings) if one.id == set_id), None)
    active = reference.active_source(settings)
    if source is None or source.id == active.id or reference.unavailable_reason(settings, source):
        return
    with st.container(border=True, gap="small"):
        st.markdown(f"**{escape_markdown(t.use_it(source.name))}** {escape_markdown(t.use_it_aid(active.name))}")
        with st.container(horizontal=True):
            if st.button(t.USE_IMPORTED, type="primary", icon=":material/check:", key=f"switch.yes.{set_id}"):
                use(set_id)
            if st.button(t.keep_using(active.name), key=f"switch.no.{set_id}"):
                own.answered |= {set_id}
                st.rerun()


def show_switched() -> None:
    """What this visitor has just changed for everybody, and the way back, until it is put away."""
    own, settings = session(ReferencePage), get_settings()
    change = own.switched
    if change is None:
        return
    names = {source.id: source.name for source in reference.list_sources(settings)}
    if change.after not in names or reference.active_source(settings).id != change.after:
        own.switched = None  # somebody changed it since: there is nothing of ours to undo
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.success(escape_markdown(t.used(names[change.after])), icon=":material/check:", width="stretch")
        if change.before in names and st.button(t.UNDO, icon=":material/undo:", key="switch.undo"):
            _undo(change, names[change.before])
        if st.button(PUT_AWAY, key="switch.away"):
            own.switched = None
            st.rerun()


def _undo(change: Switched, name: str) -> None:
    own = session(ReferencePage)
    try:
        reference.activate(get_settings(), change.before)
    except StudioError as error:  # emptied meanwhile
        st.error(escape_markdown(str(error)), icon=":material/error:")
        return
    own.switched, own.answered = None, own.answered - {change.after}
    flash(t.used_again(name))
