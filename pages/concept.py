"""The concept of a group: what the news says about it that it does not say about the others, and where it says so."""

import streamlit as st

from core.ui import concept_view as view
from core.ui import text_ko as t
from core.ui.components import badges, errors, head
from core.ui.sidebar import require_frame
from core.ui.state import session

require_frame("pages/concept.py")
own = session()
groups = view.all_groups()
wanted = view.resolve(own.concept_group, groups)


def controls() -> tuple[str, str]:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        ids = list(groups)
        group = st.selectbox(t.GROUP, ids, index=ids.index(wanted), format_func=lambda g: groups[g].name, width=260)
        kept = own.analyzer or next(iter(t.ANALYZERS))
        analyzer = st.segmented_control(
            t.ANALYZER, list(t.ANALYZERS), default=kept, required=True, format_func=t.ANALYZERS.get
        )
    own.concept_group, own.analyzer = group, analyzer
    return group, analyzer


def show(group_id: str, analyzer: str) -> None:
    group = groups[group_id]
    concept = view.concept_of(group_id, analyzer)
    with chips:
        badges(t.concept_chips(concept, group.fictional))
    if concept is None:
        view.no_news(group)
        return
    if concept.reason:
        st.info(concept.reason)
    view.summary(concept, group)
    view.words(concept, group)
    view.evidence(concept, group)
    view.names(concept)
    view.downloads(concept, group)


heading, chips = st.container(), st.container()
chosen = controls()
with heading:
    head(t.concept_title(groups[chosen[0]].name))
with errors():
    show(*chosen)
if own.lineup is not None:
    st.page_link("pages/lineup_match.py", label=t.BACK_TO_LINEUP, icon=":material/arrow_back:")
