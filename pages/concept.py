"""The concept of a group, or of the line-up's mix of groups: in Korean words, each with the sentences it comes from."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator as Slot

from core.catalog import Group
from core.services.concept.concept import Concept
from core.ui.compared.change import show as changed
from core.ui.concept import controls, empty
from core.ui.concept.data import Groups, ShownConcept, all_groups, names, shown
from core.ui.concept.evidence import Beside, panel
from core.ui.concept.lexicon.section import broken
from core.ui.concept.saved.exports import downloads
from core.ui.concept.state import View
from core.ui.concept.summary import editors, summary
from core.ui.kit.components import badges, errors, head
from core.ui.kit.sidebar import require_frame
from core.ui.kit.state import session
from core.ui.lineup.state import MIX, LineupPage
from core.ui.sharing import on_concept
from core.ui.words_ko import concept as t
from core.ui.words_ko import story_concept as story

require_frame("pages/concept.py")


def show(choice: str, groups: Groups, chips: Slot, row: Slot) -> None:
    analyzer = controls.analyzer()
    with row:
        narrow = st.container(width="content")
        said = st.container(width="stretch", gap=None)
    with said:  # a bar comes and goes in it: what stands below is neither moved nor built anew
        found = shown(choice, groups, analyzer)
        if found is not None:
            controls.say(found, groups)
    if found is None and choice == MIX:
        empty.no_mix(groups)
        return
    if found is None:
        empty.no_news(groups[choice])
        articles(groups[choice], (t.NO_NEWS, t.NO_NEWS_HOW))
        return
    with chips:
        badges(story.mix_chips(found.blend, names(groups)) if found.blend else story.chips(found.concept))
    with narrow:
        controls.narrow(found, groups)
    with st.container():
        controls.last_change("filters")
        changed(controls.TERMS)
        if not any(concept.articles for concept in found.sources):
            empty.nothing_left(found, groups)
            return
        empty.alone(found, groups)
    with st.container(horizontal=True):
        with st.container(width="stretch"):  # as it is, the control would not break into lines on a phone
            view = controls.view(mixed=found.blend is not None)
        corner = st.container(width="content")
    if view in (View.ARTICLES, View.LEXICON):
        read(view, found.concept, groups[found.concept.group])
        with corner:
            on_concept.share(choice, found, groups)
        return
    left, right = st.columns([3, 2], gap="medium")
    with left:
        beside = draw(view, found, groups, analyzer)
    with right:
        if view == View.WORDS:
            editors(found, groups)
        with st.container(key="concept-side"):
            panel(found, groups, beside, on_concept.below_word)
    with corner:
        on_concept.share(choice, found, groups)
    downloads(found, groups)


def draw(view: View, found: ShownConcept, groups: Groups, analyzer: str) -> Beside:
    """A view beside which sentences are read. Returns what it holds the group against."""
    if view == View.WORDS:
        from core.ui.concept import words

        summary(found, groups)
        words.the_cloud(found, groups)
        words.the_bars(found, groups)
    elif view == View.FACETS:
        from core.ui.concept.facets import facets

        facets(found, groups, analyzer)
    elif view == View.TREND:
        from core.ui.concept import trend

        trend.lines(found)
        trend.rises(found)
        trend.wears(found, groups)
        trend.presses(found)
    elif view == View.NETWORK:
        from core.ui.concept.relations import together

        together(found)
    else:
        from core.ui.concept.relations import two_groups

        return two_groups(found, groups, analyzer)
    return Beside()


def articles(group: Group, heading: tuple[str, ...] = ()) -> None:
    from core.ui.concept.news import section

    section(group, *heading)


def read(view: View, concept: Concept, group: Group) -> None:
    if view == View.ARTICLES:
        articles(group)
    else:
        from core.ui.concept.lexicon.section import section

        section(concept, group)


def page() -> None:
    on_concept.arrive()
    groups = all_groups()
    heading, chips = st.container(), st.container()
    row = st.container(horizontal=True, vertical_alignment="bottom", gap="medium")
    with row:
        chosen = controls.ask(groups)
    with heading:
        head(t.MIX_TITLE if chosen == MIX else t.title(groups[chosen].name))
        empty.fiction(chosen, groups)
    with errors():
        if not broken():  # the lexicon: without it there are no words
            show(chosen, groups, chips, row)
    if session(LineupPage).result is not None:
        st.page_link("pages/lineup_match.py", label=t.BACK_TO_LINEUP, icon=":material/arrow_back:")


with errors():
    page()
