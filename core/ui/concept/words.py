"""The first view: the cloud and the bars, of one group or of the line-up's mix."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from core.charts.concept_colours import chance_colour, facet_colour
from core.charts.concept_picture import Picture
from core.charts.concept_words import blend_bars, keyword_bars, strength
from core.charts.style import GroupStyle
from core.colour import as_text
from core.keywords.corpus.filters import EVERYTHING
from core.keywords.lexicon.lexicon import OTHER
from core.keywords.views.cloud import Cloud, cloud
from core.keywords.views.threshold import CHANCE, FULL_Z, firm, maybe_chance, z_text
from core.services.concept.concept import ConceptWord
from core.ui.concept.data import Groups, ShownConcept, style
from core.ui.concept.data import shown as everything
from core.ui.concept.evidence import chosen, clicked, tapped
from core.ui.concept.tables import drawing
from core.ui.concept.tables import words as word_sheet
from core.ui.kit.cache import shelf
from core.ui.kit.components import panel
from core.ui.kit.state import is_dark
from core.ui.lineup.state import MIX
from core.ui.word_cloud import CloudWord, word_cloud
from core.ui.words_ko import concept as t
from core.ui.words_ko import story_concept as story

BARS, FEW = 12, 8  # words at most; with fewer beyond chance than FEW, some that are not stand beside them
CLOUD, NARROW = 60, 28  # words at most, on a wide screen and on a phone
ENOUGH = 20  # words that make a cloud
# px, the most that a cloud takes beside the sentences and on a phone; it is as low as its words allow. About as wide as
# it is shown: letters are drawn in the size they are laid out in.
WIDE, ON_PHONE = (500, 560), (360, 460)
LAST = (OTHER, CHANCE)  # of a legend
_RANK = {name: place for place, name in enumerate(LAST, 1)}
HEAVY = 10  # words in bold letters
_SMALL = 0.01  # a score that gets the smallest letters
_PLAIN = 0.5  # of its size a word without a facet gets
_CLOUD, _BARS = "concept.cloud", "concept.bars"
Kind = tuple[str, str]  # what the legend calls it, its colour


@dataclass(frozen=True, slots=True)
class Inked:
    """What a cloud is laid out from. words: (word, score that its size stands for, kind, is it heavy?), the strongest
    first; full: the score at full size."""

    words: tuple[tuple[str, float, str, bool], ...]
    full: float

    def options(self) -> dict[str, Any]:
        """As `cloud` takes them."""
        return {
            "weights": {word: score for word, score, *_ in self.words}, "full": self.full, "aside": LAST,
            "kinds": {word: kind for word, _, kind, _ in self.words},
            "bold": [word for word, *_, heavy in self.words if heavy],
        }  # fmt: skip


def leading(shown: ShownConcept, most: int, fill: int) -> tuple[str, ...]:
    """The words of a view: those beyond chance, and with fewer than `fill` some of the rest, drawn as such."""
    firm = shown.firm[:most]
    return (
        (*firm, *shown.words[len(shown.firm) :][: max(0, fill - len(firm))]) if shown.compared else shown.words[:most]
    )


def the_cloud(shown: ShownConcept, groups: Groups) -> None:
    """Words that can be clicked, sized by score; coloured by facet, or in a mix by who brings them."""
    if not shown.words:
        with panel(*_told(shown, ())):
            st.info(t.NO_WORDS)
        return
    entries = _entries(shown, groups, dark=is_dark())
    drawn = inked(shown, entries)
    laid = layouts(drawn, _whole(shown, groups))
    with panel(*_told(shown, laid[-1].words)):  # a phone has the fewest: what is said of them holds on any screen
        said = {word: entries[word] for word, *_ in drawn.words}
        word_cloud(_CLOUD, laid, said, LAST, chosen(shown), t.CLOUD_TEXTS, lambda: clicked(_CLOUD))


def the_bars(shown: ShownConcept, groups: Groups) -> None:
    """The strongest words with their figures, all of them in the table behind."""
    if not shown.words:
        return
    title, aid = story.bars(shown.firm, shown.words, shown.name, mixed=shown.blend is not None, compared=shown.compared)
    drawn = leading(shown, BARS, FEW)
    with panel(title, aid):
        if shown.blend:
            known = {w.word: w for w in shown.blend.words}
            styles = mix_styles(shown, groups)
            figure = blend_bars([known[word] for word in drawn], styles, full(shown), dark=is_dark())
            parts = {group for word in drawn if known[word].firm for group in known[word].parts}
            kinds = [(one.name, one.colour) for one in styles if one.id in parts]
            kinds += [(CHANCE, chance_colour(is_dark()))] * (not all(known[word].firm for word in drawn))
            said = [f"{word} {known[word].score:.1f}" for word in drawn]
        else:
            words = [k for word in drawn if (k := shown.concept.keyword(word))]
            kinds = [word_kind(k, dark=is_dark()) for k in words]
            figure = keyword_bars(words, [colour for _, colour in kinds], dark=is_dark())
            said = [f"{k.word} {z_text(k.z) if shown.compared else k.articles}" for k in words]
        alt = f"{shown.name}: {', '.join(said)}"
        sheet = word_sheet(shown, groups)
        drawing(
            shown, figure, title, t.WORDS, sheet, key=_BARS, alt=alt, on_select=lambda: tapped(_BARS),
            legend=in_order(kinds),
        )  # fmt: skip


def scores(shown: ShownConcept) -> dict[str, float]:
    """Word -> what its size stands for, the words of the cloud only; next to nothing for what may be chance."""
    drawn = leading(shown, CLOUD, ENOUGH)
    if shown.blend:
        return {w.word: w.score if w.firm else _SMALL for w in shown.blend.words if w.word in drawn}
    return {k.word: _SMALL if maybe_chance(k) else strength(k) for word in drawn if (k := shown.concept.keyword(word))}


def full(shown: ShownConcept) -> float:
    """The score that is drawn at full size, whatever the best word here has; 0 where it is a number of articles. Of a
    mix it is what a word of its heaviest group alone can get."""
    return FULL_Z * max(shown.blend.weights.values(), default=1.0) if shown.blend else FULL_Z * shown.compared


def _told(shown: ShownConcept, drawn: Sequence[str]) -> tuple[str, str]:
    """Heading and reading aid of a cloud with these words."""
    facets = [k.facet for word in drawn if (k := shown.concept.keyword(word)) and firm(k)]
    return story.cloud_words(shown.firm, facets, mixed=shown.blend is not None, compared=shown.compared)


def inked(shown: ShownConcept, entries: Mapping[str, CloudWord]) -> Inked:
    """What is drawn of a concept: words without a facet at a part of their size, so that they do not outshine what can
    be told; the first words that are said heavier than the rest."""
    scored = [(word, score, entries[word].kind) for word, score in scores(shown).items()]
    heavy = [word for word, _, kind in scored if not _RANK.get(kind)][:HEAVY]
    words = [(word, score * (_PLAIN if kind == OTHER else 1), kind, word in heavy) for word, score, kind in scored]
    return Inked(tuple(words), full(shown))


def layouts(drawn: Inked, whole: Inked | None = None) -> tuple[Cloud, Cloud]:
    """The cloud laid out for wide and for narrow places; the same words lie the same for everybody. whole: of all
    articles, where these are but some of them: its words stay where they are."""

    def make() -> tuple[Cloud, Cloud]:
        wide, narrow = layouts(whole) if whole else (None, None)
        few = replace(drawn, words=drawn.words[:NARROW])
        return (
            cloud(**drawn.options(), width=WIDE[0], height=WIDE[1], like=wide),
            cloud(**few.options(), width=ON_PHONE[0], height=ON_PHONE[1], like=narrow),
        )

    return shelf("cloud").get((drawn, whole), make)


def _whole(shown: ShownConcept, groups: Groups) -> Inked | None:
    """What is drawn where nothing is filtered; None where nothing is."""
    if shown.concept.filters == EVERYTHING:
        return None
    every = everything(MIX if shown.blend else shown.concept.group, groups, shown.concept.analyzer, EVERYTHING)
    return inked(every, _entries(every, groups, dark=False)) if every and every.words else None


def picture(shown: ShownConcept, groups: Groups) -> Picture:
    """The cloud for a document on white paper, with all that it has to say there."""
    entries = _entries(shown, groups, dark=False)
    said = inked(shown, entries)
    colours = {word: entries[word].colour for word, *_ in said.words}
    drawn = cloud(**said.options(), width=900, height=620)
    title, _ = _told(shown, drawn.words)
    meaning = in_order([(entries[word].kind, entries[word].colour) for word in drawn.words])
    return Picture(drawn, colours, f"{shown.name}: {title}", meaning, shown.caption)


def word_kind(word: ConceptWord | None, *, dark: bool) -> Kind:
    """What a word is shown as: its facet, or that it may still be chance."""
    if word is not None and maybe_chance(word):
        return CHANCE, chance_colour(dark)
    facet = word.facet if word else OTHER
    return facet, facet_colour(facet, dark=dark)


def mix_styles(shown: ShownConcept, groups: Groups) -> list[GroupStyle]:
    """The groups of a mix in tones that words can be written in, the same in all views of it."""
    found = [style(concept.group, groups) for concept in shown.sources]
    return [replace(one, colour=as_text(one.colour, is_dark())) for one in found]


def in_order(kinds: Sequence[Kind]) -> list[Kind]:
    """What a legend says: each kind once, in the order given, those that mean less at the end."""
    return sorted(dict.fromkeys(kinds), key=lambda kind: _RANK.get(kind[0], 0))


def _entries(shown: ShownConcept, groups: Groups, *, dark: bool) -> dict[str, CloudWord]:
    if shown.blend is None:
        return {
            k.word: CloudWord(t.word_label(k.word, k.z, k.articles, kind), colour, kind)
            for k in shown.concept.keywords
            for kind, colour in (word_kind(k, dark=dark),)
        }
    entries = {}
    for word in shown.blend.words:
        most = style(next(iter(word.parts)), groups)
        kind = (most.name, as_text(most.colour, dark)) if word.firm else (CHANCE, chance_colour(dark))
        label = t.mix_label(word.word, word.score, word.articles, most.name) + ("" if word.firm else f", {CHANCE}")
        entries[word.word] = CloudWord(label, kind[1], kind[0])
    return entries
