"""The frame around every page: brand, what stands beside the page, glossary."""

from collections.abc import Callable

import streamlit as st

from core.charts.style import accent
from core.colour import ink
from core.settings import get_settings
from core.ui.kit.fonts import page_icon, wordmark
from core.ui.kit.state import Frame, is_dark, session
from core.ui.words_ko import common as t


def configure(*, brand: bool) -> None:
    """The tab's icon, width, and the brand above the navigation. Before the navigation is drawn: a browser would fetch
    the icon of a page from elsewhere. brand: false where the server would not hand its picture out."""
    st.set_page_config(page_title=t.STUDIO, page_icon=page_icon(t.STUDIO_LETTER, accent(False)), layout="wide")
    if brand:
        dark = is_dark()
        st.logo(wordmark(t.STUDIO, accent(dark), ink(dark), t.STUDIO_ACCENT_FROM), size="large")


def name_tab(page: str) -> None:
    """What the browser's tab and its history say. page: the title of the one that is shown."""
    st.set_page_config(page_title=t.tab_title(page))


def require_frame(page: str) -> None:
    """Begin a page; send a visitor who came straight to it through the entry script first.

    Until a server has run `st.navigation` once, Streamlit runs a file below pages/ on its own for whoever opens its
    address: no frame, no Korean navigation. One detour through the entry script puts that right for everybody."""
    own = session(Frame)
    own.codes.clear()
    own.arrived, own.at = own.at != page, page
    own.way_out = own.linked = False
    only = get_settings().only
    if only and page != f"pages/{only}.py":  # before the entry script has ever run, any file here may be asked for
        own.wanted_page = None
        st.switch_page("streamlit_app.py")
    if not own.framed:
        own.wanted_page = page
        st.switch_page("streamlit_app.py", query_params=st.query_params.to_dict())


def enter() -> None:
    """Called by the entry script: the frame stands; go on to the page that was asked for."""
    session(Frame).framed = True
    go_on()


def go_on() -> None:
    """To the page that was asked for, once. Before somebody has signed in, too: sign-in leads back to the address."""
    own = session(Frame)
    page, own.wanted_page = own.wanted_page, None
    if page and page != own.led_to:
        own.led_to = page
        st.switch_page(page, query_params=st.query_params.to_dict())


def sidebar(*parts: Callable[[], None]) -> None:
    """What stands beside every page, and the words, one click away."""
    with st.sidebar:
        for part in parts:
            part()
        if st.button(t.GLOSSARY, icon=":material/menu_book:", type="tertiary", key="glossary"):
            _glossary()


@st.dialog(t.GLOSSARY, width="medium")
def _glossary() -> None:
    for word, meaning in t.GLOSSARY_ITEMS:
        st.markdown(f"**{word}**  \n{meaning}")
