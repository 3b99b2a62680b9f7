"""What the concept page shows: groups, their news, a group's concept or the line-up's mix. Kept for all visitors, but
for the mix: its weights come from trainees."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import streamlit as st

from core.catalog import Group, load_demo, load_real
from core.charts.style import GroupStyle, accent
from core.errors import NewsError
from core.keywords.corpus.filters import Filters
from core.keywords.lexicon.lexicon import load_lexicon
from core.keywords.views.blend import Blend
from core.keywords.views.quotations import Quotation
from core.keywords.views.summary import Summary
from core.keywords.views.threshold import firm, maybe_chance
from core.keywords.views.versus import Versus
from core.news.load import load_demo_news
from core.news.reading import korean_today
from core.services.concept.concept import Concept, beyond, build_concept, sentences, versus
from core.services.concept.exclusions import exclusions
from core.services.concept.mix import blend, mixed_quotations
from core.services.news import articles as filed
from core.services.news.terms import all_terms
from core.services.reference.sets import own_catalog
from core.settings import get_settings
from core.storage.database import Database
from core.types import Article, Progress
from core.ui.compared import choice
from core.ui.concept.state import KINDS, PRESSES, SINCE, UNTIL, World
from core.ui.kit.cache import set_summary, shelf
from core.ui.kit.in_turn import in_turn
from core.ui.kit.markup import colour
from core.ui.kit.state import is_dark, session
from core.ui.lineup.state import MIX, LineupPage
from core.ui.words_ko import concept as t
from core.ui.words_ko import story_concept as story
from core.ui.words_ko.news import terms as terms_said

Groups = Mapping[str, Group]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ShownConcept:
    """What the page is about: one group, or the line-up's mix of groups.

    colour: "#rrggbb". words: those beyond chance first (firm), then the rest, the most distinctive first. sources: the
    concepts whose articles they stand in. basis: what a text that leaves the studio says it rests on."""

    name: str
    colour: str
    summary: Summary
    words: tuple[str, ...]
    firm: tuple[str, ...]
    sources: tuple[Concept, ...]
    basis: str
    blend: Blend | None = None

    @property
    def concept(self) -> Concept:
        """The group's own; of a mix that of its heaviest group."""
        return self.sources[0]

    @property
    def compared(self) -> bool:
        """Are there others that the words were held against?"""
        return any(concept.others for concept in self.sources)

    @property
    def fictional(self) -> bool:
        return any(concept.fictional for concept in self.sources)

    @property
    def period(self) -> str:
        """First and last day of what is looked at, as files are named by it; "" where nothing is dated."""
        days = [day for concept in self.sources if concept.period for day in concept.period]
        return f"{min(days).isoformat()}–{max(days).isoformat()}" if days else ""

    @property
    def caption(self) -> tuple[str, ...]:
        """The lines under a picture that leaves the studio."""
        return story.picture_lines(self.name, self.basis, korean_today(), fictional=self.fictional)

    def terms(self, groups: Groups) -> list[str]:
        """By which words articles were chosen, a line for each of its groups where there are some."""
        chosen = dict(self.concept.filters.terms)
        named = {concept.group: style(concept.group, groups).name for concept in self.sources}
        return [
            f"{name} {terms_said(chosen[group])}" if self.blend else terms_said(chosen[group])
            for group, name in named.items()
            if group in chosen
        ]

    def holds(self, word: str) -> bool:
        """Does any article of what is looked at hold the word?"""
        return bool(word) and any(sentences(concept, word) or beyond(concept, word) for concept in self.sources)


def all_groups() -> dict[str, Group]:
    """Every group with an id of its own, the demo's first, those of the active set that no catalogue knows last."""
    settings = get_settings()
    real = load_real(settings)
    groups = {group.id: group for catalog in (load_demo(settings), real) for group in catalog}
    source = choice.source()
    if not source.fictional:
        folders = [g.id for g in set_summary(source.id, str(source.root), source.fictional).groups]
        groups |= {g.id: g for g in own_catalog(folders, real) if real.lookup(g.id) is None}
    return groups


def worlds(groups: Groups) -> dict[World, list[str]]:
    """What can be chosen, fiction and reality apart, the world of the set in use first. The line-up's mix heads the
    world of the groups that it resembles."""
    used = _world(choice.source().fictional)
    found: dict[World, list[str]] = {used: [], "demo" if used == "real" else "real": []}
    for group in groups.values():
        found[_world(group.fictional)].append(group.id)
    weights = lineup_weights(groups)
    if weights:
        found[_world(any(groups[g].fictional for g in weights if g in groups))].insert(0, MIX)
    return {world: ids for world, ids in found.items() if ids}


def _world(fictional: bool) -> World:
    return "demo" if fictional else "real"


def resolve(wanted: str | None, groups: Groups) -> str:
    """The id on this page of a group asked for elsewhere: a set of one's own names groups by its folders."""
    if wanted == MIX and lineup_weights(groups):
        return MIX
    return (place(wanted, groups) if wanted else None) or opening(groups)  # a retired group is not offered


def opening(groups: Groups) -> str:
    """The group that the page opens on: of the world in use; first those of the set in use, there those with news."""
    source = choice.source()
    in_set = {place(g.id, groups) for g in set_summary(source.id, str(source.root), source.fictional).groups}
    ranked = sorted(groups, key=lambda id: (groups[id].fictional != source.fictional, id not in in_set))
    return with_news([id for id in ranked if groups[id].fictional == source.fictional] or ranked, groups)


def with_news(ids: Sequence[str], groups: Groups) -> str:
    """The first that has news, else the first."""
    return next((id for id in ids if id in groups and has_news(groups[id])), ids[0])


def has_news(group: Group) -> bool:
    """Are there articles of it?"""
    return bool(news(group.fictional).get(group.id))


def place(wanted: str, groups: Groups) -> str | None:
    """The id on this page of a group that a set calls by another name, None where there is none."""
    if wanted in groups:
        return wanted
    found = load_real(get_settings()).lookup(wanted)
    return found.id if found and found.id in groups else None


def lineup_weights(groups: Groups) -> dict[str, float]:
    """How much the visitor's line-up resembles each group, {} without a line-up. All that leaves its result."""
    result = session(LineupPage).result
    if result is None or result.lineup is None:
        return {}
    weights: dict[str, float] = {}
    for group, share in result.lineup.scores.values.items():
        own = place(group, groups) or group
        weights[own] = weights.get(own, 0.0) + share
    return weights


def style(group: str, groups: Groups) -> GroupStyle:
    """How a group is named and coloured, also one that no catalogue knows any more."""
    found = groups.get(group)
    return GroupStyle(group, found.name, colour(found.colour)) if found else GroupStyle(group, group, colour(""))


def names(groups: Groups) -> dict[str, str]:
    """Group id -> name on screen."""
    return {group.id: group.name for group in groups.values()}


def quoted(shown: ShownConcept, groups: Groups) -> list[tuple[str, Quotation]]:
    """The sentences that describe what is looked at, each with whose it is, "" where that is one group's alone."""
    if shown.blend is None:
        return [("", one) for one in shown.concept.quotations]
    found = mixed_quotations({c.group: c.quotations for c in shown.sources}, shown.blend.weights)
    return [(style(group, groups).name, one) for group, one in found]


def news(fictional: bool) -> Mapping[str, Sequence[Article]]:
    """All articles by group, of the demo or of the real groups, read once for as long as none changes."""
    settings = get_settings()
    if fictional:
        return shelf("articles").get("demo", lambda: load_demo_news(settings))
    return shelf("articles").get(("real", filed.stamp(settings)), lambda: filed.articles(settings))


def filters() -> Filters:
    """What this visitor filters by; the words left out and those that choose articles are the same for everybody."""
    chosen = st.session_state.get
    presses, kinds = frozenset(chosen(PRESSES, ())), frozenset(chosen(KINDS, ()))
    terms = tuple(all_terms(get_settings()).items())
    return Filters(chosen(SINCE), chosen(UNTIL), presses, kinds, exclusions(get_settings()), terms)


def shown(choice: str, groups: Groups, analyzer: str, wanted: Filters | None = None) -> ShownConcept | None:
    """What the page is about. wanted: instead of what the visitor filters by. None for a group without news, and for a
    mix of such groups."""
    if choice == MIX:
        try:
            return _mix(groups, analyzer, wanted)
        except NewsError:
            return None
    concept = concept_of(groups[choice], analyzer, wanted)
    if concept is None:
        return None
    ranked = sorted(concept.keywords, key=maybe_chance)  # as distinctive as before on either side of the line
    words, sure = tuple(k.word for k in ranked), tuple(k.word for k in ranked if firm(k))
    tone, said = colour(groups[choice].colour), story.basis(concept)
    return ShownConcept(groups[choice].name, tone, concept.summary, words, sure, (concept,), said)


def _mix(groups: Groups, analyzer: str, filtered: Filters | None) -> ShownConcept:
    mixed, concepts = lineup_blend(groups, analyzer, filtered)
    words, sure = tuple(w.word for w in mixed.words), tuple(w.word for w in mixed.words if w.firm)
    sources = tuple(concepts[group] for group in mixed.weights)
    basis = story.mix_basis(mixed, names(groups))
    return ShownConcept(t.MIX_NAME, accent(is_dark()), mixed.summary, words, sure, sources, basis, mixed)


def lineup_blend(groups: Groups, analyzer: str, filtered: Filters | None = None) -> tuple[Blend, dict[str, Concept]]:
    """The line-up's mix, made anew each time, and the concepts it is made of. Raises NewsError where none has news."""
    weights = lineup_weights(groups)
    wanted = [groups[group] for group, weight in weights.items() if weight > 0 and group in groups]
    concepts = {group.id: made for group in wanted if (made := concept_of(group, analyzer, filtered)) and made.articles}
    return blend(concepts, weights), concepts


def concept_of(group: Group, analyzer: str, wanted: Filters | None = None) -> Concept | None:
    """The concept of a group, None when there is no news of it; shows a counting bar the first time."""
    articles, wanted = news(group.fictional), filters() if wanted is None else wanted
    if not articles.get(group.id):
        return None
    tokens = Database(get_settings())  # analysed once, across restarts too
    make = partial(build_concept, group.id, articles, analyzer, tokens, filters=wanted)
    try:
        return _kept("concept", (group.id, analyzer, wanted, *_stamps(group)), Concept, t.WORKING, make)
    except NewsError:
        return None


def compare(one: Group, other: Group, analyzer: str) -> Versus:
    """Two groups against each other. Raises NewsError."""
    articles, wanted = news(one.fictional), filters()
    make = partial(versus, one.id, other.id, articles, analyzer, Database(get_settings()), filters=wanted)
    return _kept("versus", (one.id, other.id, analyzer, wanted, *_stamps(one)), Versus, t.COMPARING, make)


def _stamps(group: Group) -> tuple[str, str]:
    settings = get_settings()
    return load_lexicon(settings).version, "" if group.fictional else filed.stamp(settings)


def _kept(kind: str, key: Hashable, made: type[T], what: str, make: Callable[[Progress], T]) -> T:
    ready = shelf(kind).peek(key)
    if isinstance(ready, made):
        return ready
    with in_turn(what, lane="words") as progress:  # they share analyzers and what was prepared for other groups
        return shelf(kind).get(key, lambda: make(progress))
