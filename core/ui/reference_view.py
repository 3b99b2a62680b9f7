"""Reference sets in few words: what they are called where several stand side by side, and the one in use."""

from collections.abc import Iterable

import streamlit as st

from core.services.reference import Source
from core.ui import text_ko as t
from core.ui.cache import set_summary
from core.ui.markup import dots, escape_markdown


def titles(sources: Iterable[Source]) -> dict[str, str]:
    """What every set is called, by id: of those with one name the newer ones are numbered. The browser answers with the
    words of a choice, so that nobody could choose between two that read the same."""
    called: dict[str, str] = {}
    oldest_first = reversed(list(sources))
    for source in sorted(oldest_first, key=lambda source: not source.fictional):
        name, number = source.name, 1
        while name in called.values():
            number += 1
            name = f"{source.name} ({number})"
        called[source.id] = name
    return called


def loaded(source: Source) -> None:
    """The set in use: name, size, groups with their colours."""
    summary = set_summary(source.id, str(source.root), source.fictional)
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{escape_markdown(source.name)}**")
            st.badge(t.IN_USE, color="primary")
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
