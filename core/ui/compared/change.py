"""A change that everybody works with: said to who made it, wherever the page is scrolled to, with the way back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import NoReturn

import streamlit as st

from core.errors import StudioError
from core.services import choices
from core.services.reference import sets as reference
from core.settings import get_settings
from core.ui.compared.choice import follow_team
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import Part, session
from core.ui.words_ko import common as t


@dataclass(frozen=True, slots=True)
class Change:
    """said: what is so now; undone: what is so once it was undone. back: undoes it, may raise StudioError. stands: has
    nobody changed it since? place: where on its page it was made, "" where it is said at the top."""

    said: str
    undone: str
    back: Callable[[], object]
    stands: Callable[[], bool]
    place: str = ""


@dataclass
class TeamChange(Part):
    """The visitor's last change for everybody. told: it was said in a toast. undone: what was just taken back.

    drawn: key of a control -> what was chosen for everybody when it was drawn."""

    STAYS = ("last", "told", "drawn")
    last: Change | None = None
    told: bool = False
    undone: Change | None = None
    drawn: dict[str, Mapping[str, str]] = field(default_factory=dict)


def seen_at(control: str) -> Mapping[str, str] | None:
    """What was chosen for everybody when this control was drawn last: what a visitor saw who has pressed it. Call once
    for each run in which it is drawn."""
    drawn = session(TeamChange).drawn
    seen, drawn[control] = drawn.get(control), reference.team_choice(get_settings())
    return seen


def judge_with(
    make: Callable[..., object], said: str, undone: str, place: str = "", seen: Mapping[str, str] | None = None
) -> NoReturn:
    """Change the set, the engine or the model in use, and draw the page anew, where `show` says so. The visitor's own
    choice ends with it: who changes it for everybody wants it too. make: takes `seen`, as of `seen_at`. Raises
    StudioError, also where somebody chose otherwise since."""
    settings = get_settings()
    before = reference.team_choice(settings)
    make(seen=seen)
    follow_team(*choices.KEYS)
    after = reference.team_choice(settings)
    back, stands = partial(reference.choose_again, settings, before, after), partial(_is_chosen, after)
    changed(Change(said, undone, back, stands, place))


def changed(change: Change) -> NoReturn:
    """Draw the page anew, where `show` says what was changed."""
    own = session(TeamChange)
    own.last, own.told, own.undone = change, False, None
    st.rerun()


def show(place: str = "") -> None:
    """What this visitor has just changed for everybody in this place, and the way back, until it is put away or
    somebody else has changed it since."""
    own = session(TeamChange)
    if own.undone is not None and own.undone.place == place:
        st.success(escape_markdown(own.undone.undone), icon=":material/check:")
        own.undone = None
    change = own.last
    if change is None or change.place != place:
        return
    if not change.stands():
        own.last = None
        return
    said = escape_markdown(f"{change.said} {t.FOR_EVERYBODY}")
    if not own.told:
        st.toast(said, icon=":material/group:")
        own.told = True
    with st.container(horizontal=True, vertical_alignment="center"):
        st.success(said, icon=":material/check:", width="stretch")
        if st.button(t.UNDO, icon=":material/undo:", key="team.undo"):
            _undo(change)
        if st.button(t.PUT_AWAY, key="team.away"):
            own.last = None
            st.rerun()


def _undo(change: Change) -> None:
    try:
        change.back()
    except StudioError as error:  # deleted or emptied meanwhile
        st.error(escape_markdown(str(error)), icon=":material/error:")
        return
    own = session(TeamChange)
    own.last, own.undone = None, change
    st.rerun()


def _is_chosen(after: Mapping[str, str]) -> bool:
    return reference.team_choice(get_settings()) == after
