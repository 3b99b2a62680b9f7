"""What the page says where there is nothing to read or nothing real, and where to go from there."""

import streamlit as st

from core.catalog import Group
from core.text.terms import EVERY_TEXT
from core.ui.concept import controls
from core.ui.concept.data import Groups, ShownConcept, lineup_weights, names, worlds
from core.ui.concept.relations import groups_without_news
from core.ui.concept.summary import note
from core.ui.kit import permit
from core.ui.kit.components import panel
from core.ui.kit.markup import escape_markdown
from core.ui.news import terms
from core.ui.words_ko import concept as t
from core.ui.words_ko import story_concept as story


def fiction(choice: str, groups: Groups) -> None:
    """What is looked at does not exist: said above everything else."""
    if choice in worlds(groups).get("demo", ()):
        st.warning(t.FICTION, icon=":material/theater_comedy:")


def no_news(group: Group) -> None:
    """A group without articles: what the editors know; how to get news follows."""
    with panel(t.NOTE_TITLE):
        note(group)


def no_mix(groups: Groups) -> None:
    """None of the groups that the line-up resembles has news."""
    with panel(t.MIX_EMPTY, story.mix_lacks(lineup_weights(groups), names(groups))):
        st.page_link("pages/lineup_match.py", label=t.BACK_TO_LINEUP, icon=":material/arrow_back:")


def nothing_left(shown: ShownConcept, groups: Groups) -> None:
    """The filters leave no article."""
    with panel(t.NOTHING_LEFT, t.NOTHING_LEFT_HOW), st.container(horizontal=True):
        st.button(t.RESET, icon=":material/filter_alt_off:", key="concept.reset.all", on_click=controls.reset)
        if (
            shown.blend is None
            and shown.terms(groups)
            and permit.button("news.change", t.TERMS_CLEAR, key="concept.terms.clear")
        ):
            terms.keep(groups[shown.concept.group], EVERY_TEXT, controls.TERMS)


def alone(shown: ShownConcept, groups: Groups) -> None:
    """News of one group only: nothing to compare it with."""
    if shown.blend is None and shown.concept.reason:
        others = groups_without_news(shown, groups)
        said = story.alone(others) if others and not shown.concept.others else shown.concept.reason
        st.info(escape_markdown(said), icon=":material/info:")
