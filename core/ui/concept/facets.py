"""The second view: which facets a group is written about, beside the average, and where the line-up stands."""

import math

import streamlit as st

from core.charts.concept_facets import Profile, radar
from core.charts.style import accent
from core.errors import NewsError
from core.services.concept.concept import facet_profiles
from core.ui.concept.data import Groups, ShownConcept, lineup_blend, lineup_weights, style
from core.ui.concept.tables import drawing, facet_rows
from core.ui.concept.words import mix_styles
from core.ui.kit.components import panel
from core.ui.kit.markup import colour
from core.ui.kit.state import is_dark
from core.ui.words_ko import concept as t
from core.ui.words_ko import story_concept as story

OUTLINES = 2  # of groups beside that of their mix: more cannot be told apart


def facets(shown: ShownConcept, groups: Groups, analyzer: str) -> None:
    """The radar and the table of all groups behind it."""
    with st.container(gap=None):  # what is empty takes no room: the card begins where the sentences beside it do
        with st.container():  # for the bar of a line-up's other groups
            profiles = _profiles(shown, groups, analyzer)
        _card(shown, groups, profiles)


def _card(shown: ShownConcept, groups: Groups, profiles: list[Profile]) -> None:
    own = profiles[0]
    title = story.facets_title(own.shares, own.name)
    with panel(title, t.RADAR_AID):
        alt = "; ".join(
            f"{one.name}: " + ", ".join(f"{s.facet} {s.index:.0f}" for s in one.shares if math.isfinite(s.index))
            for one in profiles
        )
        everyone = {style(g, groups).name: shares for g, shares in facet_profiles(shown.concept).items()}
        rows = facet_rows({**{one.name: one.shares for one in profiles}, **everyone})
        figure, sheet = radar(profiles, dark=is_dark()), (t.COLUMNS_FACETS, rows)
        drawing(shown, figure, title, t.FACETS, sheet, key="concept.radar", alt=alt)


def _profiles(shown: ShownConcept, groups: Groups, analyzer: str) -> list[Profile]:
    if shown.blend:
        heaviest = mix_styles(shown, groups)[:OUTLINES]
        shares = [concept.profile for concept in shown.sources[:OUTLINES]]
        return [
            Profile(t.MIX_NAME, accent(is_dark()), shown.blend.profile),
            *(Profile(group.name, group.colour, profile) for group, profile in zip(heaviest, shares, strict=True)),
        ]
    found = [Profile(shown.name, colour(shown.colour), shown.concept.profile)]
    weights = lineup_weights(groups)
    if any(weights.get(group) for group in (shown.concept.group, *shown.concept.others)):
        try:
            mixed, _ = lineup_blend(groups, analyzer)
        except NewsError:  # none of its groups has news as it is filtered now
            return found
        found.append(Profile(t.MIX_NAME, accent(is_dark()), mixed.profile))
    return found
