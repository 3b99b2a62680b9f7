"""The frame around every page: brand, active reference set, glossary."""

import streamlit as st

from core.charts.style import accent
from core.colour import ink
from core.errors import StudioError
from core.settings import get_settings
from core.ui.kit.cache import set_summary
from core.ui.kit.fonts import FONT_NAME, page_icon, wordmark
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import Frame, is_dark, session
from core.ui.words_ko import common as t

# Streamlit's uploader and camera speak English and cannot be told otherwise: their words are drawn over.
# Korean lines break between words. The second name of the same font is for the very first visitor of a fresh install:
# the browser asks for the theme's font before our script has put it in place, and would not ask for that one again.
# What a field says of Enter is English as well; leaving the field does the same.
# The button that shows what a password field holds is English too, and Tab from the field to it loses what was typed.
# The toolbar over the map of photos is English and would spell the pictures out as data; the page has its own table.
_STYLE = f"""<style>
p, li, h1, h2, h3 {{ word-break: keep-all !important; overflow-wrap: anywhere !important; }}
{
    "".join(
        f'[data-testid="{place}"] {part} {{ font-size: 0 !important; }}'
        f'[data-testid="{place}"] {part}::after {{ content: "{words}"; font-size: .95rem; }}'
        for place, part, words in t.BUILT_IN
    )
}
[class*="st-key-run-map"] [data-testid="stElementToolbar"] {{ display: none !important; }}
[data-testid="stDataFrame"] [data-testid="stElementToolbar"],
[data-testid="stTextInput"] button,
[data-testid="InputInstructions"] {{ display: none !important; }}
.plotly-notifier {{ font-family: "Noto Sans KR", "Studio Sans", sans-serif !important; }}
@font-face {{ font-family: "Studio Sans"; src: url("app/static/{FONT_NAME}?again") format("opentype"); }}
</style>"""


def configure() -> None:
    """Tab title and icon, width, and the brand above the navigation."""
    st.set_page_config(page_title=t.STUDIO, page_icon=page_icon(t.STUDIO_LETTER, accent(False)), layout="wide")
    st.html(_STYLE)
    dark = is_dark()
    st.logo(wordmark(t.STUDIO, accent(dark), ink(dark), t.STUDIO_ACCENT_FROM), size="large")


def require_frame(page: str) -> None:
    """Begin a page; send a visitor who came straight to it through the entry script first.

    Until a server has run `st.navigation` once, Streamlit runs a file below pages/ on its own for whoever opens its
    address: no frame, no Korean navigation. One detour through the entry script puts that right for everybody."""
    own = session(Frame)
    own.codes.clear()
    own.way_out = False
    if not own.framed:
        own.wanted_page = page
        st.switch_page("streamlit_app.py", query_params=st.query_params.to_dict())


def enter() -> None:
    """Called by the entry script: the frame stands; go on to the page that was asked for."""
    own = session(Frame)
    own.framed = True
    page, own.wanted_page = own.wanted_page, None
    if page:
        st.switch_page(page, query_params=st.query_params.to_dict())


def sidebar() -> None:
    """What every judgement rests on, and the words, one click away."""
    from core.services.reference.sets import active_source

    with st.sidebar:
        try:
            source = active_source(get_settings())
            summary = set_summary(source.id, str(source.root), source.fictional)
        except StudioError as error:
            st.error(escape_markdown(str(error)))
        else:
            with st.container(border=True, gap="xxsmall"):
                st.caption(t.ACTIVE_SET)
                st.markdown(f"**{escape_markdown(source.name)}**")
                st.caption(t.set_size(len(summary.groups), summary.members))
                if source.fictional:
                    st.caption(t.FICTIONAL_PEOPLE)
        if st.button(t.GLOSSARY, icon=":material/menu_book:", type="tertiary", key="glossary"):
            _glossary()


@st.dialog(t.GLOSSARY, width="medium")
def _glossary() -> None:
    for word, meaning in t.GLOSSARY_ITEMS:
        st.markdown(f"**{word}**  \n{meaning}")
