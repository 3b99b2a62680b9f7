"""What is in use, for the home page."""

import streamlit as st

from core.services.reference import Source
from core.ui import text_ko as t
from core.ui.cache import set_summary
from core.ui.markup import dots, escape_markdown


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
