"""The panel beside every view: the chosen word, and each sentence it comes from with press, day and link."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from core.catalog import Group
from core.keywords.corpus.evidence import Evidence, alike
from core.services.concept.concept import Concept, sentences
from core.services.concept.exclusions import change_exclusions
from core.settings import get_settings
from core.ui.concept.data import Groups, ShownConcept, style
from core.ui.concept.state import ConceptPage
from core.ui.kit.components import section, show_more, visible
from core.ui.kit.markup import escape_markdown, jump_bar, sentence
from core.ui.kit.state import session
from core.ui.words_ko import concept as t
from core.ui.words_ko import story_concept as story

# The sentences stay in sight beside a long view, and scroll inside themselves; on a phone they stand below it.
_STYLE = """<style>
:has(> .st-key-concept-anchor) { position: absolute; }
@media (min-width: 641px) {
  [data-testid="stColumn"]:has(.st-key-concept-side) > [data-testid="stVerticalBlock"] { height: 100%; }
  :has(> .st-key-concept-side) { position: sticky; top: 4.5rem; }
  .st-key-concept-panel { max-height: calc(100vh - 6rem); overflow-y: auto; }
}
</style>"""
FIRST, MORE = 4, 12  # sentences at once, and with each further press
SAME = 3  # articles named under a sentence that they share
ANCHOR = "concept-sentences"
_PICK, _MORE = "concept.pick", "concept.more.{}"


def choose(word: Any) -> None:
    """Read this word's sentences from now on."""
    if word:
        session(ConceptPage).word = str(word)
        st.session_state.pop(_MORE.format(word), None)


def clicked(key: str) -> None:
    """A word of one of our own components was clicked."""
    choose(st.session_state[key]["word"])


def tapped(key: str) -> None:
    """A bar or point of a chart was tapped. Tapped again plotly says that nothing is marked any more: it still asks
    for the same word."""
    last = f"{key}.last"
    points = st.session_state[key]["selection"]["points"]
    if points:
        word = points[0].get("customdata")
        st.session_state[last] = word[0] if isinstance(word, list | tuple) else word
    choose(st.session_state.get(last))


def chosen(shown: ShownConcept) -> str:
    """The word whose sentences are read: the last one clicked, if these articles hold it, else the first."""
    wanted = session(ConceptPage).word
    return wanted if shown.holds(wanted) else next(iter(shown.words), "")


def panel(shown: ShownConcept, groups: Groups, others: Sequence[Concept] = ()) -> None:
    """The chosen word's sentences. others: concepts of groups it is held against."""
    word = chosen(shown)
    sources = [*shown.sources, *others]
    found = [(groups.get(c.group), same) for c in sources for same in alike(sentences(c, word))] if word else []
    with st.container(key="concept-anchor"):
        st.html(_STYLE + jump_bar(ANCHOR, story.sentences_title(word) if word else t.NO_WORD, t.JUMP))
    with st.container(border=True, key="concept-panel"):
        if not word:
            section(t.SENTENCE_TEXTS["open"])
            st.markdown(t.NO_WORD)
            return
        keyword = shown.concept.keyword(word) if shown.blend is None else None
        section(story.sentences_title(word), story.sentences_count(sum(len(same) for _, same in found), keyword))
        _pick(shown, word)
        drawn = found[: visible(_MORE.format(word), FIRST, MORE)]
        for group, same in drawn:
            _sentence(same, group, named=len(sources) > 1)
        _below(word, len(found) - len(drawn))


def _below(word: str, left: int) -> None:
    with st.container(horizontal=True):
        show_more(_MORE.format(word), left, lambda _: t.MORE_SENTENCES)
        if st.button(
            t.LEFT_OUT, icon=":material/visibility_off:", type="tertiary", key="concept.leave", help=t.EXCLUDE_HELP
        ):
            change_exclusions(get_settings(), add=[word])
            st.rerun()


def _pick(shown: ShownConcept, word: str) -> None:
    """Every word by name: for the keyboard, and for the words that no view has room for."""
    words = list(dict.fromkeys([word, *shown.words, *(n.name for c in shown.sources for n in c.names)]))
    st.session_state[_PICK] = word
    st.selectbox(t.OTHER_WORD, words, key=_PICK, on_change=lambda: choose(st.session_state[_PICK]))


def _sentence(same: Sequence[Evidence], group: Group | None, *, named: bool) -> None:
    """A sentence and every article that has it."""
    first = same[0]
    tone = style(group.id, {group.id: group}) if group else style(first.article.group, {})
    with st.container(gap="xxsmall"):
        st.html(sentence(first.sentence, [(first.start, first.end)], tone.colour))
        name = f"**{escape_markdown(tone.name)}** · " if named else ""
        lines = [_source(one) for one in same[:SAME]]
        if len(same) > SAME:
            lines.append(t.same_sentence(len(same) - SAME))
        st.caption(name + "  \n".join(lines))


def _source(one: Evidence) -> str:
    article = one.article
    parts = [escape_markdown(part) for part in story.source_line(one)]
    if article.fictional:
        parts.append(t.FICTIONAL_ARTICLE)
    elif article.link.startswith(("https://", "http://")):
        parts.append(f"[{t.OPEN_LINK}](<{article.link.replace('<', '').replace('>', '')}>)")
    if one.copies:
        parts.append(escape_markdown(story.copies(one)))
    return " · ".join(parts)
