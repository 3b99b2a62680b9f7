"""The finding and its sentences, every word of evidence a thing to click; and the editors' note."""

from collections.abc import Iterable, Iterator, Sequence

import streamlit as st

from core.catalog import Group
from core.charts.concept_colours import facet_colour
from core.keywords.views.blend import GROUPS
from core.keywords.views.quotations import Quotation
from core.keywords.views.rewrite import enabled
from core.services.concept.concept import rewritten
from core.settings import get_settings
from core.ui.concept.data import Groups, ShownConcept, quoted
from core.ui.concept.evidence import chosen, clicked
from core.ui.concept.names import names
from core.ui.concept.saved.brief import brief
from core.ui.kit.components import panel
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import is_dark
from core.ui.word_cloud import Line, word_sentences
from core.ui.words_ko import concept as t
from core.ui.words_ko import story_concept as story

_KEY, _REWRITTEN = "concept.summary", "concept.rewritten"


def summary(shown: ShownConcept, groups: Groups) -> None:
    """What the articles say."""
    with panel(shown.summary.headline):
        said = quoted(shown, groups)
        if lines := list(_lines(shown, said)):
            text = brief(shown, groups).text()
            word_sentences(_KEY, lines, chosen(shown), text, t.SENTENCE_TEXTS, lambda: clicked(_KEY))
            if said:
                st.caption(t.QUOTED_AID)
        if shown.summary.note:
            st.caption(escape_markdown(shown.summary.note))
        _rewritten(shown)


def editors(shown: ShownConcept, groups: Groups) -> None:
    """What the editors know, and the names that the articles hold."""
    with panel(t.NOTE_TITLE):
        for concept in shown.sources[:GROUPS]:
            if concept.group in groups:
                note(groups[concept.group], named=shown.blend is not None)
        names(shown)


def note(group: Group, *, named: bool = False) -> None:
    """What the editors of the catalogue know about a group."""
    before = f"**{escape_markdown(group.name)}** " if named else ""
    st.markdown(before + escape_markdown(group.note or t.NO_NOTE))
    if group.members:
        st.caption(f"{t.MEMBER} " + escape_markdown(" · ".join(m.name for m in group.active_members)))


def _lines(shown: ShownConcept, quotations: Sequence[tuple[str, Quotation]]) -> Iterator[Line]:
    """What the studio says of each facet, and after it how the news says it; then what only the news says."""
    for one in shown.summary.sentences:
        spans = ((*span, evidence.word) for span, evidence in zip(one.spans, one.evidence, strict=True))
        tone = facet_colour(one.facet, dark=is_dark())
        yield Line(one.facet, tone, tuple(_parts(one.text, spans)), f"기사 {one.articles}건")
        yield from (_quotation(whose, q, titled=False) for whose, q in quotations if q.facet == one.facet)
    said = {one.facet for one in shown.summary.sentences}
    rest = [(whose, q) for whose, q in quotations if q.facet not in said]
    facets = [q.facet for _, q in rest]
    for whose, q in sorted(rest, key=lambda one: facets.index(one[1].facet)):  # those of a facet stand together
        yield _quotation(whose, q, titled=q.facet not in said)
        said.add(q.facet)


def _quotation(whose: str, one: Quotation, *, titled: bool) -> Line:
    tone = facet_colour(one.facet, dark=is_dark())
    return Line(
        one.facet if titled else "", tone, tuple(_parts(one.text, one.spans)), story.source(one, whose), quoted=True
    )


def _parts(text: str, spans: Iterable[tuple[int, int, str]]) -> Iterator[tuple[str, str]]:
    at = 0
    for start, end, word in spans:
        yield text[at:start], ""
        yield text[start:end], word
        at = end
    yield text[at:], ""


def _rewritten(shown: ShownConcept) -> None:
    """The same in a language model's words: only where somebody has set one up, and only when asked."""
    if shown.blend or not shown.summary.sentences or not enabled(get_settings()):
        return
    st.caption(t.REWRITE_AID)
    if st.button(t.REWRITE, icon=":material/edit_note:", key=f"{_REWRITTEN}.go"):
        with st.spinner(t.REWRITING):
            st.session_state[_REWRITTEN] = shown.summary.text, rewritten(get_settings(), shown.concept)
    before, found = st.session_state.get(_REWRITTEN, ("", None))
    if found is None or before != shown.summary.text:
        return
    if found.reason:
        st.info(escape_markdown(found.reason), icon=":material/info:")
        return
    with st.container(border=True, gap="xsmall"):
        st.caption(f":material/smart_toy: {t.REWRITTEN}")
        st.markdown(escape_markdown(found.text))
