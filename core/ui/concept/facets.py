"""The second view: which facets a group is written about, beside the average, and where the line-up stands."""

import math

import streamlit as st

from core.charts.concept_facets import Profile, radar
from core.charts.style import accent
from core.errors import NewsError
from core.services.concept.concept import facet_profiles
from core.ui.concept.data import Groups, ShownConcept, lineup_blend, lineup_weights, style
from core.ui.concept.tables import facet_rows
from core.ui.kit.components import chart, panel, table
from core.ui.kit.markup import colour
from core.ui.kit.state import is_dark
from core.ui.words_ko import concept as t
from core.ui.words_ko import story_concept as story


def facets(shown: ShownConcept, groups: Groups, analyzer: str) -> None:
    """The radar and the table of all groups behind it."""
    with st.container():  # for the bar of a line-up's other groups
        profiles = _profiles(shown, groups, analyzer)
    own = profiles[0]
    with panel(story.facets_title(own.shares, own.name), t.RADAR_AID):
        name = t.file_name(shown.name, shown.period, t.FACETS)
        alt = "; ".join(
            f"{one.name}: " + ", ".join(f"{s.facet} {s.index:.0f}" for s in one.shares if math.isfinite(s.index))
            for one in profiles
        )
        chart(radar(profiles, dark=is_dark()), alt=alt, key="concept.radar", saves=name)
        everyone = {style(g, groups).name: shares for g, shares in facet_profiles(shown.concept).items()}
        rows = facet_rows({**{one.name: one.shares for one in profiles}, **everyone})
        table(name, t.COLUMNS_FACETS, rows, key="concept.facets.csv")


def _profiles(shown: ShownConcept, groups: Groups, analyzer: str) -> list[Profile]:
    if shown.blend:
        heaviest = [style(concept.group, groups) for concept in shown.sources[:2]]
        shares = [concept.profile for concept in shown.sources[:2]]
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
