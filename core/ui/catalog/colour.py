"""Choosing a group's colour: what it looks like on both papers, and a warning where it cannot be told apart."""

import html

import streamlit as st

from core.catalog import Catalog
from core.colour import APART, CONTRAST, alike, difference, faintest, ink, paper
from core.services.catalog import edit as service
from core.settings import get_settings
from core.ui.kit.markup import colour as checked
from core.ui.kit.markup import escape_markdown
from core.ui.words_ko import catalog as t


def colour_field(value: str, catalog: Catalog, group: str, key: str) -> str:
    """Choose a group's colour: how it looks on both papers, and whether it is one of its own. Returns "#rrggbb"."""
    others = [other for other in catalog if other.id != group]
    st.session_state.setdefault(key, value)

    def propose() -> None:
        st.session_state[key] = service.propose_colour(get_settings(), group)

    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        chosen: str = st.color_picker(t.COLOUR, key=key, help=t.COLOUR_AID)
        st.html(_samples(chosen), width="content")
        st.button(t.PROPOSE, icon=":material/palette:", key=f"{key}.propose", on_click=propose)
    ratio, dark = faintest(chosen)
    nearest = alike(chosen, [other.colour for other in others])
    if ratio < CONTRAST:
        st.warning(t.too_faint(ratio, dark), icon=":material/contrast:")
    if nearest is not None:
        everybody = difference(chosen, others[nearest].colour) < APART
        st.warning(escape_markdown(t.looks_like(others[nearest].name, everybody)), icon=":material/palette:")
    if ratio >= CONTRAST and nearest is None:
        st.caption(f":material/check: {t.FINE_COLOUR}")
    return chosen


def _samples(colour: str) -> str:
    """The colour as a dot and a bar on light and on dark paper."""
    tone = html.escape(checked(colour))
    boxes = [
        f'<span style="display:flex;align-items:center;gap:.4rem;padding:.45rem .7rem;border-radius:.5rem;'
        f'background:{paper(dark)};border:1px solid rgba(128,124,140,.4);color:{ink(dark)};font-size:.85rem">'
        f'<span style="width:.8em;height:.8em;border-radius:50%;background:{tone}"></span>'
        f'<span style="width:2.6rem;height:.55rem;border-radius:.3rem;background:{tone}"></span></span>'
        for dark in (False, True)
    ]
    return f'<div style="display:flex;gap:.4rem" aria-hidden="true">{"".join(boxes)}</div>'
