"""What a change of the line-up says, with the way back beside it wherever the visitor looks."""

from dataclasses import dataclass
from typing import NoReturn

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import Part, key, session
from core.ui.lineup.state import LineupPage
from core.ui.words_ko import common as t


@dataclass
class Changes(Part):
    """said: of the last change, until the next run has said it. count: of changes and steps back. joins: a name that is
    taken, which the visitor wants to give all the same. open: place and name of the trainee in the dialog's title."""

    said: str = ""
    count: int = 0
    joins: str = ""
    open: tuple[int | None, str] = (None, "")


def fresh(name: str, *place: int) -> str:
    """The key of a control that shows the line-up as it is: after a change it begins anew."""
    return key(".".join(map(str, (name, *place, session(Changes).count))))


def changed(sentence: str, looks_at: str = "") -> NoReturn:
    """Draw the page anew after a change and say it there, once. looks_at: the trainee whose dialog is open from now on,
    who may stand elsewhere or be gone; "" for none."""
    note(sentence)
    _look_at(looks_at)
    draw_anew()


def note(sentence: str) -> None:
    """A change that the run under way will show and say: of callbacks."""
    own = session(Changes)
    own.said, own.joins = sentence, ""
    own.count += 1


def draw_anew() -> NoReturn:
    """Where the open dialog stays with its trainee and title, the dialog alone: the whole page would scroll it to its
    top."""
    run = get_script_run_ctx(suppress_warning=True)
    same = (session(LineupPage).looks_at, looked_at()) == session(Changes).open
    st.rerun(scope="fragment" if same and run and run.fragment_ids_this_run else "app")


def take_back() -> None:
    """Undo the last change; a callback, so that the button may be gone by then. An open dialog stays with its trainee
    where there still is one of that name, else with who stands in that place."""
    page, own = session(LineupPage), session(Changes)
    if not page.history:
        return
    place, name = page.looks_at, looked_at()
    page.undo()
    own.said, own.joins = "", ""
    own.count += 1
    if place is not None:
        _look_at(name)
        if page.looks_at is None and page.result and page.result.trainees:
            page.looks_at = min(place, len(page.result.trainees) - 1)


def say_change() -> None:
    """Once, over the page and however far down the visitor is: what was changed, and a button that takes it back. Over
    an open dialog it is only said: the dialog's own bar has the button."""
    own, page = session(Changes), session(LineupPage)
    said, own.said = own.said, ""
    if not said:
        return
    if page.looks_at is not None or not page.history:
        st.toast(escape_markdown(said), icon=":material/check:")
        return
    with st.container(key="lineup-changed", horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f":material/check: {escape_markdown(said)}", width="stretch")
        st.button(t.UNDO, key=fresh("changed.undo"), icon=":material/undo:", on_click=take_back)
        st.button(t.PUT_AWAY, key=fresh("changed.away"), type="tertiary")


def looked_at() -> str:
    """Name of the trainee whose dialog is open, "" for nobody."""
    page = session(LineupPage)
    trainees = page.result.trainees if page.result else ()
    return trainees[page.looks_at].name if page.looks_at is not None and page.looks_at < len(trainees) else ""


def _look_at(name: str) -> None:
    page = session(LineupPage)
    names = [trainee.name for trainee in page.result.trainees] if page.result else []
    page.looks_at = names.index(name) if name in names else None
