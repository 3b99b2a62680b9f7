"""Which set everybody compares with: changed when somebody says so, never by the way."""

from collections.abc import Mapping
from functools import partial

import streamlit as st

from core.services.reference import sets as reference
from core.settings import get_settings
from core.ui.compared import choice
from core.ui.compared.change import judge_with, seen_at
from core.ui.kit import permit
from core.ui.kit.components import errors
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import session
from core.ui.reference.state import EndedJob, ReferencePage
from core.ui.words_ko import reference as t


def use(set_id: str, seen: Mapping[str, str] | None) -> None:
    """Compare with this set from now on, and draw the page anew. seen: as of `seen_at`. An expected failure becomes a
    sentence."""
    settings = get_settings()
    with errors():
        before, wanted = choice.team(), reference.usable(settings, set_id)
        make = partial(reference.activate, settings, set_id)
        judge_with(make, t.used(wanted.name), t.used_again(before.name), seen=seen)


def ask(ended: EndedJob) -> None:
    """After an import made a set: whether to compare with it, and whom that changes. Nothing where it is in use, where
    it is too small to compare with, or once it was answered."""
    settings, own, set_id = get_settings(), session(ReferencePage), ended.job.set_id
    if ended.state != "done" or not ended.job.new or set_id in own.answered:
        return
    source = next((one for one in reference.list_sources(settings) if one.id == set_id), None)
    active = choice.team()
    if source is None or source.id == active.id or reference.unavailable_reason(settings, source):
        return
    with st.container(border=True, gap="small"):
        st.markdown(f"**{escape_markdown(t.use_it(source.name))}** {escape_markdown(t.use_it_aid(active.name))}")
        with st.container(horizontal=True):
            may, control = permit.may("choice.studio"), f"switch.yes.{set_id}"
            seen = seen_at(control)
            if may and st.button(t.USE_IMPORTED, type="primary", icon=":material/group:", key=control):
                use(set_id, seen)
            if st.button(t.USE_ALONE, icon=":material/person:", key=f"switch.alone.{set_id}"):
                choice.choose(set_id)
                own.answered |= {set_id}
                st.rerun()
            if st.button(t.keep_using(active.name), key=f"switch.no.{set_id}"):
                own.answered |= {set_id}
                st.rerun()
