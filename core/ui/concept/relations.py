"""Two views: words that appear together, and two groups against each other."""

import streamlit as st

from core.charts.concept_colours import facet_colour
from core.charts.concept_network import network_map
from core.charts.concept_versus import versus_map
from core.services.concept.concept import Concept, network
from core.ui.concept.data import Groups, ShownConcept, compare, concept_of, names, style
from core.ui.concept.evidence import tapped
from core.ui.concept.tables import versus_rows
from core.ui.kit.address import follow
from core.ui.kit.components import chart, panel, section, table
from core.ui.kit.state import is_dark
from core.ui.words_ko import concept as t
from core.ui.words_ko import story_concept as story

_NETWORK, _VERSUS = "concept.network", "concept.versus"


def together(shown: ShownConcept) -> None:
    """The network of words, and a table of its lines."""
    found = network(shown.concept)
    with panel(story.network_title(found), t.NETWORK_AID):
        if not found.nodes:
            return
        tones = {node.facet: facet_colour(node.facet, dark=is_dark()) for node in found.nodes}
        name = t.file_name(shown.name, shown.period, t.NETWORK)
        alt = ", ".join(f"{e.one}–{e.other} {e.articles}건" for e in found.edges[:12]) or t.NO_NETWORK
        figure = network_map(found, tones, dark=is_dark())
        chart(figure, alt=alt, key=_NETWORK, on_select=lambda: tapped(_NETWORK), saves=name)
        rows = [[e.one, e.other, e.articles, round(e.npmi, 2)] for e in found.edges]
        table(name, t.COLUMNS_NETWORK, rows, key="concept.network.csv")


def two_groups(shown: ShownConcept, groups: Groups, analyzer: str) -> list[Concept]:
    """Every word by its share in each group's articles. Returns the concept of the other group."""
    one, others = groups[shown.concept.group], list(shown.concept.others)
    with st.container(border=True, gap="small"):
        if not others:
            section(t.ALONE, story.alone(groups_without_news(shown, groups)))
            return []
        place, key = st.container(), f"concept.other.{one.id}"
        other = groups[follow("other", key, others)]
        st.selectbox(
            t.OTHER_GROUP, others, key=key, format_func=lambda g: style(g, groups).name, width=260,
            persist_state="session",
        )  # fmt: skip
        with st.container():
            compared = compare(one, other, analyzer)
        with place:
            section(story.versus_title(compared, names(groups)), t.VERSUS_AID)
        name = t.file_name(f"{one.name}·{other.name}", shown.period, t.VERSUS)
        styles = style(one.id, groups), style(other.id, groups)
        alt = ", ".join(f"{w.word} {w.one}건 대 {w.other}건" for w in compared.words[:12])
        figure = versus_map(compared, *styles, dark=is_dark())
        chart(figure, alt=alt, key=_VERSUS, on_select=lambda: tapped(_VERSUS), saves=name)
        header, rows = versus_rows(compared, *styles)
        table(name, header, rows, key="concept.versus.csv")
    with st.container():
        theirs = concept_of(other, analyzer)
    return [theirs] if theirs else []


def groups_without_news(shown: ShownConcept, groups: Groups) -> list[str]:
    """Names of the groups of this world that have no news yet."""
    own = groups[shown.concept.group]
    told = {own.id, *shown.concept.others}
    return [group.name for group in groups.values() if group.fictional == own.fictional and group.id not in told]
