"""An analysis that goes on while the visitor looks at other pages: said there, and taken in once it is over."""

import streamlit as st

from core.ui.kit.components import guarded
from core.ui.kit.in_turn import words as how_far
from core.ui.kit.markup import live
from core.ui.kit.state import session
from core.ui.lineup.state import LineupPage
from core.ui.words_ko import intake as words

_PAGE, _EVERY = "lineup_match", "1s"


def take_in_what_is_over() -> None:
    """Belongs before every page: what the background has come to is there from the beginning of a run."""
    own = session(LineupPage)
    if own.analysis is not None and not own.analysis.goes_on:
        from core.ui.lineup.analysis import take_in

        own.unseen |= take_in()


def say(page: str) -> None:
    """Belongs above every page. page: its address."""
    own = session(LineupPage)
    if page == _PAGE:
        own.unseen = False
    elif own.unseen or (own.analysis is not None and own.analysis.work is not None):
        _line()


@st.fragment(run_every=_EVERY)
def _line() -> None:
    own = session(LineupPage)
    work = own.analysis.work if own.analysis is not None else None
    with guarded(), st.container(border=True, horizontal=True, vertical_alignment="center"):
        if work is not None and not work.over():
            text, link, icon = how_far(work.stage), words.WATCH, ":material/hourglass_top:"
            st.markdown(text, width="stretch")
        else:
            failed = work is not None and work.failed
            text, link = (words.FAILED, words.SEE_FAILED) if failed else (words.DONE, words.SEE_ANSWER)
            icon = ":material/error:" if failed else ":material/check:"
            st.html(live(text), width="stretch")
        st.page_link(f"pages/{_PAGE}.py", label=link, icon=icon)
