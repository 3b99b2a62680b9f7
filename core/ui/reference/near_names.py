"""Folders whose names nearly are a member's: asked about after an import, joined by one click, parted by another."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from core.catalog import load_real
from core.errors import StudioError
from core.services.catalog.change import undo
from core.services.catalog.members import edit_member
from core.settings import get_settings
from core.ui.kit.components import errors, flash, panel, show_more, visible
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import Frame, session
from core.ui.reference.state import ReferencePage
from core.ui.words_ko import common
from core.ui.words_ko import reference as t

if TYPE_CHECKING:
    from core.services.reference.curation import MemberCount
    from core.services.reference.near_names import NearName

_SHOWN = 6
_MORE = "names.more"


def ask(found: "Sequence[MemberCount]") -> None:
    """The folders of a set that seem to be somebody of the catalogue. found: its members, by their folders' names."""
    from core.services.reference.near_names import near_names

    catalog, own = load_real(get_settings()), session(ReferencePage)
    photos = {count.member: count.photos for count in found}
    near = [one for one in near_names(catalog, photos) if one.folder not in own.strangers]
    if not near and not own.joined:
        return
    with panel(t.near_title(len(near)), t.NEAR_AID):
        for one in near[: visible(_MORE, _SHOWN)]:
            with st.container(horizontal=True, vertical_alignment="center"):
                group, name = catalog.name(one.member.group), catalog.member_name(one.member)
                said = t.near(one.folder.member, group, name, photos[one.folder])
                st.markdown(escape_markdown(said), width="stretch")
                called = f"{one.folder.group}/{one.folder.member}"
                if st.button(t.near_yes(name), icon=":material/check:", key=f"names.yes.{called}"):
                    _join([one])
                if st.button(t.NEAR_NO, key=f"names.no.{called}"):
                    own.strangers |= {one.folder}
                    st.rerun()
        show_more(_MORE, len(near) - visible(_MORE, _SHOWN), common.more_trainees)
        with st.container(horizontal=True):
            if len(near) > 1 and st.button(t.near_all(len(near)), icon=":material/done_all:", key="names.all"):
                _join(near)
            if own.joined and st.button(common.steps(len(own.joined)), icon=":material/undo:", key="names.undo"):
                _part()


def _join(near: "Sequence[NearName]") -> None:
    """Let the folders' names be other spellings of the members."""
    settings, own = get_settings(), session(ReferencePage)
    with errors():
        for one in near:
            member = load_real(settings).get(one.member.group).member(one.member.member)
            if member is not None:
                spellings = (*member.aliases, one.folder.member)
                own.joined.append(edit_member(settings, one.member.group, member.id, aliases=spellings))
        session(Frame).toast = said = t.joined(
            [(one.folder.member, load_real(settings).member_name(one.member)) for one in near]
        )
        flash(said)


def _part() -> None:
    own = session(ReferencePage)
    edit = own.joined.pop()  # one that cannot be undone must not stand before the others
    try:
        undo(get_settings(), edit)
    except StudioError as error:
        st.error(escape_markdown(str(error)), icon=":material/error:")
        return
    flash(t.PARTED)
