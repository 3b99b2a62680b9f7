"""The review of a set: what automatic curation set aside or proposes, for a person to say yes or no to."""

import streamlit as st

from core import jobs
from core.catalog import load_real
from core.services.reference import curation
from core.services.reference import sets as reference
from core.services.reference.examine import examine
from core.settings import get_settings
from core.ui.kit import permit
from core.ui.kit.cache import forget_set
from core.ui.kit.components import csv_button, errors, grid, panel
from core.ui.kit.state import session
from core.ui.reference.jobs import begin, busy, show_view
from core.ui.reference.sets import compared, counted
from core.ui.reference.state import ReferencePage, View
from core.ui.review_grid import review_grid
from core.ui.review_grid.desk import ReviewSession
from core.ui.words_ko import reference as page_words
from core.ui.words_ko import review as t


def review(set_id: str) -> None:
    """Draw the review of one set of one's own."""
    desk = _desk(set_id)
    with errors():
        desk.load()
        if not desk.items:
            _nothing_yet()
            return
        if permit.may("reference.change") and not busy(set_id, "check", "import") and not desk.examined():
            _offer_check(set_id)
        _section(set_id)


def _nothing_yet() -> None:
    with panel(t.EMPTY, t.EMPTY_AID), st.container(horizontal=True):
        for words, icon, view in (
            (page_words.TO_SETS, "add", View.SETS),
            (page_words.TO_COLLECT, "travel_explore", View.COLLECT),
        ):
            st.button(words, icon=f":material/{icon}:", key=f"review.to.{icon}", on_click=show_view, args=(view,))


def _desk(set_id: str) -> ReviewSession:
    """This visitor's own, so that undo takes back only what this visitor did."""
    desks = session(ReferencePage).reviews
    if set_id not in desks:
        desks[set_id] = ReviewSession(get_settings(), set_id)
    return desks[set_id]


def _offer_check(set_id: str) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(t.NOT_EXAMINED, width="stretch")
        if st.button(t.EXAMINE, type="primary", icon=":material/search:", key="review.examine"):
            settings = get_settings()
            engine = reference.active_engine(settings)
            begin(jobs.start(settings, page_words.CHECKING, examine, settings, set_id, engine), "check", set_id)


@st.fragment
def _section(set_id: str) -> None:
    """What an action redraws: the sentence, the counts and the grid."""
    desk, key = _desk(set_id), f"review.{set_id}"

    def hear() -> None:
        if desk.handle_requests(st.session_state[key].get("ask")):
            forget_set(set_id)

    _summary(desk)
    review_grid(key, desk.frame(locked=not permit.may("reference.change")), hear)


def _summary(desk: ReviewSession) -> None:
    catalog = load_real(get_settings())
    found = curation.counts(desk.items)
    few = sum(count.few for count in compared(found, catalog))
    kept = sum(count.kept for count in found)
    with st.container(gap="xxsmall"):
        st.markdown(f"**{t.kept(len(desk.items), kept)}** {t.waiting(len(desk.waiting()))}")
        if few:
            st.caption(f":orange[:material/warning:] {page_words.few(few, curation.FEWEST_PHOTOS)}")
    with st.expander(t.COUNTS):
        title, columns, rows = counted(found, catalog, "review.by")
        grid(columns, rows, key="review.counts")
        csv_button(f"{t.COUNTS} {title}", columns, rows, key="review.csv")
