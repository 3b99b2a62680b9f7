"""The facets that Kiwi's model proposes in the lexicon's section: for the word that is typed, and for the page's words
that have none. The model is loaded when somebody asks for it, and nothing is changed until somebody chooses."""

from collections.abc import Callable

import streamlit as st

from core.keywords.lexicon.facet_space import FacetProposal, FacetSpace
from core.keywords.lexicon.file import plain
from core.keywords.lexicon.lexicon import OTHER, Lexicon
from core.services.concept.concept import Concept
from core.services.lexicon import facets as service
from core.ui.concept.state import LexiconPage
from core.ui.kit.cache import shelf
from core.ui.kit.components import errors, section, show_more, visible
from core.ui.kit.in_turn import in_turn
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import session
from core.ui.words_ko import lexicon as t

FACET = "lexicon.facet"  # the control that says a new word's facet
FIRST = 5  # proposals at first, and as many more with every press


def for_word(lexicon: Lexicon, word: str) -> None:
    """Under the choice of a facet: the one proposed for the word, and why, once it is asked for."""
    if not word.strip():
        return
    if not session(LexiconPage).near:
        st.button(t.NEAR_ASK, icon=":material/lightbulb:", key="lexicon.near.word", type="tertiary", on_click=_ask)
        return
    with errors():
        found = service.proposed_facet(_space(lexicon), lexicon, word)
        if found is None:
            st.caption(t.near_none(word, known=lexicon.facet(lexicon.canonical(plain(word)))))
            return
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            _said(t.NEAR_ONE, found, t.near_words(found.near))
            st.button(t.NEAR_CHOOSE, icon=":material/check:", key="lexicon.near.choose", on_click=_choose,
                      args=(found.facet,), disabled=st.session_state.get(FACET) == found.facet)  # fmt: skip


def for_page(lexicon: Lexicon, concept: Concept | None, put: Callable[[str, str], None]) -> None:
    """The words of the concept without a facet, each with the one proposed. put: adds a word to a facet."""
    section(t.NEAR_TITLE, t.NEAR_AID)
    if concept is None:
        st.info(t.NO_NEWS)
        return
    if not session(LexiconPage).near:
        st.button(t.NEAR_GO, icon=":material/lightbulb:", key="lexicon.near.page", on_click=_ask)
        return
    with errors():
        words = {keyword.word: keyword.articles for keyword in concept.keywords if keyword.facet == OTHER}
        found = service.proposed_facets(_space(lexicon), lexicon, list(words))
        if not found:
            st.info(t.NEAR_NOTHING)
        more = f"lexicon.near.more.{concept.group}"
        for word, one in found[: visible(more, FIRST)]:
            if _row(word, words[word], one):
                put(word, one.facet)
        show_more(more, len(found) - visible(more, FIRST), t.more)


def _row(word: str, articles: int, one: FacetProposal) -> bool:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        _said(word, one, t.near_reason(one.near, articles))
        return st.button(t.ADD, icon=":material/add:", key=f"lexicon.near.take.{word}")


def _said(what: str, one: FacetProposal, reason: str) -> None:
    with st.container(width="stretch", gap="xxsmall"):
        st.markdown(f"**{escape_markdown(what)}** → {escape_markdown(one.facet)}")
        st.caption(escape_markdown(reason))


def _space(lexicon: Lexicon) -> FacetSpace:
    """Made once for all visitors while the lexicon stays as it is."""
    ready = shelf("facets").peek(lexicon.version)
    if isinstance(ready, FacetSpace):
        return ready
    with in_turn(t.NEAR_WORKING, lane="words") as progress:
        return shelf("facets").get(lexicon.version, lambda: service.space_of(lexicon, progress))


def _ask() -> None:
    session(LexiconPage).near = True


def _choose(facet: str) -> None:
    st.session_state[FACET] = facet
