"""The concept of a group, or of the line-up's mix of groups: in Korean words, each with the sentences it comes from."""

import streamlit as st

from core.ui.concept import controls, empty
from core.ui.concept.data import Shown, all_groups, names, shown
from core.ui.concept.evidence import panel
from core.ui.concept.exports import downloads
from core.ui.concept.lexicon import broken
from core.ui.concept.state import View
from core.ui.concept.summary import summary
from core.ui.kit.components import badges, errors, head
from core.ui.kit.sidebar import require_frame
from core.ui.kit.state import session
from core.ui.lineup.state import MIX, LineupPage
from core.ui.words_ko import concept as t
from core.ui.words_ko import story_concept as story

require_frame("pages/concept.py")
groups = all_groups()


def show(choice: str, analyzer: str) -> None:
    with st.container(gap=None):  # a bar comes and goes in it: what stands below is neither moved nor built anew
        found = shown(choice, groups, analyzer)
        if found is not None:
            controls.say(found)
    if found is None and choice == MIX:
        empty.no_mix(groups)
        return
    if found is None:
        empty.no_news(groups[choice])
        articles(choice, (t.NO_NEWS, t.NO_NEWS_HOW))
        return
    with chips:
        fictional = found.concept.fictional
        badges(story.mix_chips(found.blend, names(groups), fictional) if found.blend else story.chips(found.concept))
    with row:
        controls.narrow(found)
    if not any(concept.articles for concept in found.sources):
        empty.nothing_left()
        return
    with st.container():
        empty.alone(found, groups)
    summary(found, groups)
    VIEWS[controls.view(mixed=found.blend is not None)](found, analyzer)
    downloads(found, groups)


def beside_sentences(found: Shown, draw) -> None:
    left, right = st.columns([3, 2], gap="medium")
    with left:
        others = draw()
    with right, st.container(key="concept-side"):
        panel(found, groups, others or ())


def words(found: Shown, analyzer: str) -> None:
    from core.ui.concept import words as view

    def draw() -> None:
        view.the_cloud(found, groups)
        view.the_bars(found, groups)

    beside_sentences(found, draw)


def facets(found: Shown, analyzer: str) -> None:
    from core.ui.concept.facets import facets as radar

    beside_sentences(found, lambda: radar(found, groups, analyzer))


def trend(found: Shown, analyzer: str) -> None:
    from core.ui.concept import trend as view

    def draw() -> None:
        view.lines(found)
        view.presses(found)

    beside_sentences(found, draw)


def network(found: Shown, analyzer: str) -> None:
    from core.ui.concept.relations import together

    beside_sentences(found, lambda: together(found))


def versus(found: Shown, analyzer: str) -> None:
    from core.ui.concept.relations import two_groups

    beside_sentences(found, lambda: two_groups(found, groups, analyzer))


def articles(choice: str, heading: tuple[str, ...] = ()) -> None:
    from core.ui.concept.news import section

    section(groups[choice], *heading)


def read(found: Shown, analyzer: str) -> None:
    articles(found.concept.group)
    panel(found, groups)


def lexicon(found: Shown, analyzer: str) -> None:
    from core.ui.concept.lexicon import section

    section(found.concept, groups[found.concept.group])
    panel(found, groups)


VIEWS = {
    View.WORDS: words, View.FACETS: facets, View.TREND: trend, View.NETWORK: network, View.VERSUS: versus,
    View.ARTICLES: read, View.LEXICON: lexicon,
}  # fmt: skip

heading, chips = st.container(), st.container()
row = st.container(horizontal=True, vertical_alignment="bottom", gap="medium")
with row:
    chosen = controls.ask(groups)
with heading:
    head(t.MIX_TITLE if chosen[0] == MIX else t.title(groups[chosen[0]].name))
with errors():
    if not broken():  # the lexicon: without it there are no words
        show(*chosen)
if session(LineupPage).result is not None:
    st.page_link("pages/lineup_match.py", label=t.BACK_TO_LINEUP, icon=":material/arrow_back:")
