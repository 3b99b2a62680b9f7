"""At the side of every page, for admins: who signed in and waits for a role."""

from contextlib import suppress

import streamlit as st

from core.access.acting import acting
from core.access.actor import LOCAL
from core.errors import StudioError
from core.services.people import roles
from core.settings import get_settings
from core.ui.kit import permit
from core.ui.kit.state import show_next
from core.ui.people.people import SHELF
from core.ui.words_ko import sign_in as t


def who_waits() -> None:
    """One line, where somebody does; it leads there."""
    if acting() == LOCAL or not permit.may("people.read"):
        return
    found = 0
    with suppress(StudioError):  # the database cannot be read, which the page says
        found = roles.waiting(get_settings(), acting())
    if found and st.button(
        t.who_waits(found), icon=":material/person_add:", type="tertiary", key="people.waiting",
    ):  # fmt: skip
        show_next(SHELF, "waiting")
        st.switch_page("pages/people.py")
