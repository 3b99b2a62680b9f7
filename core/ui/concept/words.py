"""The first view: the cloud and the bars, of one group or of the line-up's mix."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

import streamlit as st

from core.charts.concept_colours import facet_colour
from core.charts.concept_words import blend_bars, keyword_bars, strength
from core.colour import as_text
from core.keywords.lexicon.lexicon import OTHER
from core.keywords.views.blend import Blend
from core.keywords.views.cloud import Cloud, cloud
from core.services.concept.concept import Concept
from core.types import Keyword
from core.ui.concept.data import Groups, ShownConcept, style
from core.ui.concept.evidence import chosen, clicked, tapped
from core.ui.concept.tables import mix_rows, word_rows
from core.ui.kit.cache import shelf
from core.ui.kit.components import chart, panel, table
from core.ui.kit.state import is_dark
from core.ui.word_cloud import CloudWord, word_cloud
from core.ui.words_ko import concept as t
from core.ui.words_ko import story_concept as story

BARS = 12
CLOUD, NARROW = 60, 28  # words at most, on a wide screen and on a phone
ENOUGH = 20  # words that make a cloud
_CLOUD, _BARS = "concept.cloud", "concept.bars"
Word = TypeVar("Word", bound=Keyword)


def in_cloud(keywords: Sequence[Word]) -> Sequence[Word]:
    """The words of the cloud: those on too few articles stay out while enough others remain."""
    firm = [k for k in keywords if not k.thin]
    return firm if len(firm) >= ENOUGH else keywords


def the_cloud(shown: ShownConcept, groups: Groups) -> None:
    """Words that can be clicked, sized by score; coloured by facet, or in a mix by who brings them."""
    mixed = shown.blend is not None
    with panel(t.MIX_CLOUD_TITLE if mixed else t.CLOUD_TITLE, t.MIX_CLOUD_AID if mixed else t.CLOUD_AID):
        if not shown.words:
            st.info(t.NO_WORDS)
            return
        sizes = scores(shown)
        known = _mix_entries(shown.blend, groups) if shown.blend else _entries(shown.concept)
        entries = {word: known[word] for word in sizes}
        legend = list(dict.fromkeys((entry.kind, entry.colour) for entry in entries.values()))
        legend.sort(key=lambda item: item[0] == OTHER)
        word_cloud(_CLOUD, layouts(sizes), entries, legend, chosen(shown), t.CLOUD_TEXTS, lambda: clicked(_CLOUD))


def the_bars(shown: ShownConcept, groups: Groups) -> None:
    """The strongest words with their figures, all of them in the table behind."""
    if not shown.words:
        return
    title = story.mix_title(shown.words) if shown.blend else story.words_title(shown.words, shown.name)
    with panel(title, t.MIX_WORDS_AID if shown.blend else t.WORDS_AID if shown.concept.others else t.ALONE_WORDS_AID):
        if shown.blend:
            styles = [style(group, groups) for group in shown.blend.weights]
            figure = blend_bars(shown.blend.words[:BARS], styles, dark=is_dark())
            said = [f"{w.word} {w.score:.1f}" for w in shown.blend.words[:BARS]]
            header, rows = mix_rows(shown.blend, groups)
        else:
            words = shown.concept.keywords[:BARS]
            figure = keyword_bars(words, [facet_colour(k.facet, dark=is_dark()) for k in words], dark=is_dark())
            said = [f"{k.word} {strength(k):.1f}" for k in words]
            header, rows = word_rows(shown.concept)
        alt = f"{shown.name}: {', '.join(said)}"
        name = t.file_name(shown.name, shown.period, t.WORDS)
        chart(figure, alt=alt, key=_BARS, on_select=lambda: tapped(_BARS), saves=name)
        table(name, header, rows, key="concept.words.csv")


def scores(shown: ShownConcept) -> dict[str, float]:
    """Word -> what its size stands for, the words of the cloud only."""
    if shown.blend:
        return {word.word: word.score for word in shown.blend.words[:CLOUD]}
    return {k.word: strength(k) for k in in_cloud(shown.concept.keywords)[:CLOUD]}


def layouts(weights: Mapping[str, float]) -> tuple[Cloud, Cloud]:
    """The cloud laid out for wide and for narrow places; the same words lie the same for everybody."""

    def make() -> tuple[Cloud, Cloud]:
        few = dict(list(weights.items())[:NARROW])
        return cloud(weights, width=760, height=520), cloud(few, width=400, height=420)

    return shelf("cloud").get(tuple(weights.items()), make)


def picture(shown: ShownConcept, groups: Groups) -> Cloud:
    """The cloud for a document on white paper."""
    entries = _mix_entries(shown.blend, groups, dark=False) if shown.blend else _entries(shown.concept, dark=False)
    colours = {word: entry.colour for word, entry in entries.items()}
    return cloud(scores(shown), colours, width=760, height=520, scale=2)


def _entries(concept: Concept, *, dark: bool | None = None) -> dict[str, CloudWord]:
    dark = is_dark() if dark is None else dark
    return {
        k.word: CloudWord(
            t.word_label(k.word, k.z, k.articles, k.facet), facet_colour(k.facet, dark=dark), k.facet, k.thin
        )
        for k in concept.keywords
    }


def _mix_entries(mixed: Blend, groups: Groups, *, dark: bool | None = None) -> dict[str, CloudWord]:
    dark = is_dark() if dark is None else dark
    entries = {}
    for word in mixed.words:
        most = style(next(iter(word.parts)), groups)
        label = t.mix_label(word.word, word.score, word.articles, most.name)
        entries[word.word] = CloudWord(label, as_text(most.colour, dark), most.name)
    return entries
