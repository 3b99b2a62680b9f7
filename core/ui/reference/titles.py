"""Reference sets in few words: what they are called where several stand side by side, and the one in use."""

from collections.abc import Iterable

import streamlit as st

from core.catalog import Catalog, Group
from core.services.reference.sets import ReferenceSource
from core.text.names import numbered
from core.ui.compared import choice
from core.ui.kit.cache import set_summary
from core.ui.kit.markup import dots, escape_markdown
from core.ui.reference.jobs import show_view
from core.ui.reference.state import View
from core.ui.words_ko import common as t
from core.ui.words_ko import reference as words


def titles(sources: Iterable[ReferenceSource]) -> dict[str, str]:
    """What every set is called, by id: of those with one name the newer ones are numbered. The browser answers with the
    words of a choice, so that nobody could choose between two that read the same."""
    oldest_first = reversed(list(sources))
    ordered = sorted(oldest_first, key=lambda source: not source.fictional)
    return numbered((source.id, source.name) for source in ordered)


def loaded(source: ReferenceSource) -> None:
    """The set that this visitor compares with: name, size, groups with their colours."""
    summary = set_summary(source.id, str(source.root), source.fictional)
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{escape_markdown(source.name)}**")
            st.badge(t.IN_USE if source.id == choice.team().id else t.IN_USE_ALONE, color="primary")
            if source.fictional:
                st.badge(t.FICTIONAL_PEOPLE, color="violet")
        sizes = (
            (t.GROUP, len(summary.groups), "팀"),
            (t.MEMBER, summary.members, "명"),
            (t.REFERENCE_PHOTO, summary.photos, "장"),
        )
        with st.container(horizontal=True, gap="large"):
            for name, count, unit in sizes:
                st.metric(name, f"{count:,}{unit}", width="content")
        st.html(dots([(g.name, g.colour) for g in summary.groups]))


def living(catalog: Catalog) -> dict[str, Group]:
    """Groups that are compared with and have members, by id."""
    return {g.id: g for g in catalog if g.active_members}


def no_groups() -> None:
    """Nobody to choose: where to mend that."""
    st.info(words.NO_GROUPS, icon=":material/info:")
    st.button(words.CATALOG, icon=":material/edit:", key="collect.catalog", on_click=show_view, args=(View.CATALOG,))
