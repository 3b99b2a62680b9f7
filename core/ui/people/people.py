"""The people of the studio, for admins: their roles, who waits for one, who was removed."""

from dataclasses import dataclass
from typing import Literal

import streamlit as st

from core.access.acting import acting
from core.access.actor import ROLES, Role
from core.access.people import Person
from core.services.people import roles
from core.settings import get_settings
from core.ui.kit.components import confirm, errors, flash, show_more, switch, visible
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import Frame, Part, session, take_next, when
from core.ui.words_ko import common
from core.ui.words_ko import sign_in as t

SHELF = "people.shelf"  # key of what is chosen
Shelf = Literal["active", "waiting", "removed"]
SHELVES: tuple[Shelf, ...] = ("active", "waiting", "removed")
FIRST = 20  # people at once
_MORE = "people.more"
_REMOVE = "people.remove"


@dataclass
class PeoplePage(Part):
    """before: id and former role of whose role was changed last, which can be undone."""

    before: tuple[str, Role | None] | None = None


def people() -> None:
    """The list."""
    every = roles.people(get_settings(), acting())
    _last_change(every)
    counts = {shelf: sum(_shelf(one) == shelf for one in every) for shelf in SHELVES}
    titles = {shelf: f"{t.SHELF[shelf]} {counts[shelf]}" for shelf in SHELVES}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        shelf = switch(common.PEOPLE, SHELVES, titles, take_next(SHELF), hidden=True, width="content")
        search = st.text_input(t.SEARCH, key="people.search", icon=":material/search:", width=320)
    wanted = search.casefold().split()
    st.caption(t.ROLE_AID)
    shown = [one for one in every if _shelf(one) == shelf and all(word in _said(one) for word in wanted)]
    if not shown:
        st.markdown(t.NO_PEOPLE)
    drawn = shown[: visible(_MORE, FIRST)]
    with st.container(gap="small"):
        for one in drawn:
            _line(one)
    show_more(_MORE, len(shown) - len(drawn), t.more_people)
    confirm(_REMOVE, t.REMOVE_TITLE, _sure, t.REMOVE_YES, _remove)


def _line(one: Person) -> None:
    own = one.id == acting().id
    with st.container(border=True, gap="small", key=f"person-{one.id}"):
        mark = f" :violet-badge[{t.ONE_SELF}]" if own else ""
        st.markdown(f"**{escape_markdown(called(one))}**{mark}")
        st.caption(escape_markdown(t.person_aid(one.email if one.name else "", when(one.last_seen))))
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            if one.state == "removed":
                st.button(t.TAKE_BACK, icon=":material/undo:", key=f"back.{one.id}", on_click=_take_back, args=(one,))
                return
            key = f"role.{one.id}"
            st.session_state[key] = one.role  # as it is on file, also where another admin has just changed it
            st.selectbox(t.ROLE_LABEL, [None, *ROLES], format_func=t.ROLE.__getitem__, key=key, width=200,
                         label_visibility="collapsed", on_change=_give, args=(one,))  # fmt: skip
            if st.button(t.END_SIGN_INS, icon=":material/logout:", key=f"end.{one.id}"):
                with errors():
                    roles.end_sign_ins(get_settings(), acting(), one.id)
                    flash(t.ended_all(called(one)))
            if not own and st.button(t.REMOVE, icon=":material/person_remove:", key=f"remove.{one.id}"):
                session(Frame).asked = _REMOVE, one.id, called(one)


def _last_change(every: list[Person]) -> None:
    before = session(PeoplePage).before
    one = next((one for one in every if before and one.id == before[0]), None)
    if before is None or one is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f":material/check: {escape_markdown(t.role_given(called(one), one.role))}", width="content")
        st.button(common.UNDO, icon=":material/undo:", key="people.undo", on_click=_undo, args=before)


def _give(one: Person) -> None:
    with errors():
        roles.give_role(get_settings(), acting(), one.id, st.session_state[f"role.{one.id}"])
        session(PeoplePage).before = one.id, one.role


def _undo(person: str, role: Role | None) -> None:
    session(PeoplePage).before = None
    with errors():
        changed = roles.give_role(get_settings(), acting(), person, role)
        st.toast(escape_markdown(t.role_given(called(changed), role)), icon=":material/check:")


def _take_back(one: Person) -> None:
    with errors():
        roles.take_back(get_settings(), acting(), one.id)
        st.toast(escape_markdown(t.taken_back(called(one))), icon=":material/check:")


def _sure(_: str, name: str) -> None:
    st.markdown(escape_markdown(t.remove_sure(name)))


def _remove(person: str, name: str) -> str:
    roles.remove(get_settings(), acting(), person)
    return t.removed(name)


def called(one: Person) -> str:
    """By what name."""
    return one.name or one.email or one.id


def _shelf(one: Person) -> Shelf:
    return "removed" if one.state == "removed" else "active" if one.role else "waiting"


def _said(one: Person) -> str:
    return f"{one.name} {one.email}".casefold()
