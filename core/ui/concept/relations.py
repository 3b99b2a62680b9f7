"""Two views: words that appear together, and two groups against each other."""

from collections.abc import Sequence

import streamlit as st

from core.charts.concept_network import network_map
from core.charts.concept_versus import spots, versus_map
from core.services.concept.concept import Concept, network
from core.ui.concept.data import Groups, ShownConcept, compare, concept_of, names, style
from core.ui.concept.evidence import Beside, chosen, tapped
from core.ui.concept.tables import drawing, versus_rows
from core.ui.concept.words import in_order, word_kind
from core.ui.kit.address import follow
from core.ui.kit.components import panel, section
from core.ui.kit.state import is_dark
from core.ui.words_ko import concept as t
from core.ui.words_ko import story_concept as story

_NETWORK, _VERSUS = "concept.network", "concept.versus"


def together(shown: ShownConcept) -> None:
    """The network of words, and a table of its lines."""
    found = network(shown.concept)
    title = story.network_title(found)
    paired = {word for edge in found.edges for word in (edge.one, edge.other)}
    lone = bool(paired) and any(node.word not in paired for node in found.nodes)
    with panel(title, f"{t.NETWORK_AID} {t.LONE_AID}" if lone else t.NETWORK_AID):
        if not found.nodes:
            return
        kinds = [word_kind(shown.concept.keyword(node.word), dark=is_dark()) for node in found.nodes]
        alt = ", ".join(f"{e.one}–{e.other} {e.articles}건" for e in found.edges[:12]) or t.NO_NETWORK
        figure = network_map(found, [colour for _, colour in kinds], dark=is_dark())
        sheet = (t.COLUMNS_NETWORK, [[e.one, e.other, e.articles, round(e.npmi, 2)] for e in found.edges])
        drawing(
            shown, figure, title, t.NETWORK, sheet, key=_NETWORK, alt=alt, on_select=lambda: tapped(_NETWORK),
            legend=in_order(kinds),
        )  # fmt: skip


def two_groups(shown: ShownConcept, groups: Groups, analyzer: str) -> Beside:
    """Every word by its share in each group's articles. Returns what is read of the other group beside it."""
    one, others = groups[shown.concept.group], list(shown.concept.others)
    with st.container(border=True, gap="small"):
        if not others:
            section(t.ALONE, story.alone(groups_without_news(shown, groups)))
            return Beside()
        place, key = st.container(), f"concept.other.{one.id}"
        other = groups[follow("other", key, others, lambda _: _first(others, shown.concept))]
        st.selectbox(
            t.OTHER_GROUP, others, key=key, format_func=lambda g: style(g, groups).name, width=260,
            persist_state="session",
        )  # fmt: skip
        with st.container():
            compared = compare(one, other, analyzer)
            theirs = concept_of(other, analyzer)
        title = story.versus_title(compared, names(groups))
        with place:
            section(title, t.VERSUS_AID)
        styles = style(one.id, groups), style(other.id, groups)
        alt = ", ".join(f"{w.word} {w.one}건 대 {w.other}건" for w in compared.words[:12])
        figure, sheet = versus_map(compared, *styles, dark=is_dark()), versus_rows(compared, *styles)
        drawing(
            shown, figure, title, t.VERSUS, sheet, key=_VERSUS, alt=alt, on_select=lambda: tapped(_VERSUS),
            name=f"{one.name}·{other.name}",
        )  # fmt: skip
    held = [theirs] if theirs else []
    word = chosen(shown, held)
    near = next((own for own in ([w.word for w in spot] for spot in spots(compared)) if word in own), [])
    return Beside(held, [w.word for w in compared.words], near)


def _first(others: Sequence[str], concept: Concept) -> str:
    """Whom to begin with: beside a group with few articles all differences may be chance."""
    counts = {group: concept.articles_of(group) for group in others}
    return next(group for group in others if 2 * counts[group] >= max(counts.values()))


def groups_without_news(shown: ShownConcept, groups: Groups) -> list[str]:
    """Names of the groups of this world that have no news yet."""
    own = groups[shown.concept.group]
    told = {own.id, *shown.concept.others}
    return [group.name for group in groups.values() if group.fictional == own.fictional and group.id not in told]
