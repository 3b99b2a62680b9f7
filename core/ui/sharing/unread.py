"""At the side of every page: what others have said since."""

from contextlib import suppress

import streamlit as st

from core.access.acting import acting
from core.errors import StudioError
from core.services.sharing import comments
from core.settings import get_settings
from core.sharing.comment import Unread
from core.ui.kit.markup import escape_markdown
from core.ui.projects.state import View, go_to
from core.ui.words_ko import sharing as t


def new_comments() -> None:
    """One line, where there is something new; it leads there."""
    found: list[Unread] = []
    with suppress(StudioError):  # the database cannot be read, which the page says
        found = comments.unread(get_settings(), acting())
    if len(found) == 1:
        _way(found[0], "talk.unread")
    elif found:
        label = t.new_in_several(sum(one.comments for one in found), len(found), sum(one.called for one in found))
        with st.popover(label, icon=":material/mark_chat_unread:", type="tertiary", key="talk.unread.all"):
            for one in found:
                _way(one, f"talk.unread.{one.project}")


def _way(one: Unread, key: str) -> None:
    label = escape_markdown(t.new_in(one.name, one.comments, one.called))
    if st.button(label, icon=":material/mark_chat_unread:", type="tertiary", key=key):
        go_to(one.project, View.COMMENTS)
