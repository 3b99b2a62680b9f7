"""One choice of what line-ups are judged with, for everybody or for oneself: the buttons, and whose is in force."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from core.errors import StudioError
from core.services import choices
from core.settings import get_settings
from core.ui.compared.change import judge_with, seen_at
from core.ui.kit import permit
from core.ui.kit.components import errors
from core.ui.kit.markup import escape_markdown
from core.ui.words_ko import common as t


def for_all_button(
    label: str, key: str, make: Callable[..., object], said: str, undone: str, place: str = "", *, primary: bool = False
) -> None:
    """A button that changes what everybody judges with, where the visitor may; drawn by `judge_with`'s rules. Beside
    one for oneself it says for whom it is."""
    if not permit.may("choice.studio"):
        return
    words, icon = (t.USE_FOR_ALL, ":material/group:") if choices.has_own() else (label, ":material/check:")
    seen = seen_at(key)
    if st.button(words, type="primary" if primary else "secondary", icon=icon, key=key):
        with errors():
            judge_with(make, said, undone, place, seen)


def alone_button(key: str, make: Callable[[], object], said: str) -> None:
    """A button that changes what the visitor alone judges with; nothing where nobody signed in. said: what is so
    then."""
    if choices.has_own():
        st.button(
            t.USE_ALONE, icon=":material/person:", key=key, help=t.USE_ALONE_AID, on_click=_change, args=(make, said)
        )


def whose(choice: str, own: str, team: str) -> None:
    """Whose choice is in force where the visitor has one of one's own, and the way back to everybody's: to be drawn in
    a row. choice: a key of `core.services.choices`; own, team: what each is called."""
    settings = get_settings()
    if choice not in choices.own_choices(settings):
        return
    st.markdown(f":material/person: {escape_markdown(t.own_choice(own, team))}", width="content")
    st.button(
        t.AS_EVERYBODY, icon=":material/group:", type="tertiary", key=f"alone.back.{choice}", on_click=_change,
        args=(partial(choices.choose_own, settings, {choice: None}), t.as_everybody(team)),
    )  # fmt: skip


def _change(make: Callable[[], object], said: str) -> None:
    """Called before the next run of the page, which is drawn by what is so then."""
    try:
        make()
    except StudioError as error:
        st.toast(escape_markdown(str(error)), icon=":material/error:")
    else:
        st.toast(escape_markdown(said), icon=":material/person:")
