"""Home: what is loaded, the three steps, what to do next."""

import streamlit as st

from core.services.reference import sets as reference
from core.settings import get_settings
from core.ui.kit.components import errors, head, section
from core.ui.kit.sidebar import require_frame
from core.ui.kit.state import clear_session, session
from core.ui.lineup.state import LineupPage
from core.ui.reference import titles as view
from core.ui.words_ko import common as t

PAGES = {"lineup": "pages/lineup_match.py", "concept": "pages/concept.py", "reference": "pages/reference_data.py"}
require_frame("pages/home.py")


def open_demo() -> None:
    clear_session()
    session(LineupPage).wants_demo = True
    st.switch_page(PAGES["lineup"])


def start(is_demo: bool) -> None:
    result = session(LineupPage).result
    st.markdown(t.NEXT_RESULT if result else t.NEXT_DEMO if is_demo else t.NEXT_OWN)
    with st.container(horizontal=True):
        if result is not None:
            st.page_link(PAGES["lineup"], label=t.CONTINUE, icon=":material/arrow_forward:")
        if st.button(t.OPEN_DEMO, type="primary", icon=":material/play_arrow:", key="home.demo"):
            open_demo()
        if st.button(t.OPEN_OWN, icon=":material/add_photo_alternate:", key="home.own"):
            clear_session()
            st.switch_page(PAGES["lineup"])
    st.caption(t.DEMO_NOTE)


def steps() -> None:
    for column, (icon, title, words, target) in zip(st.columns(3, gap="medium"), t.STEPS, strict=True):
        with column, st.container(border=True, height="stretch", gap="small"):
            st.markdown(f"{icon} **{title}**  \n{words}")
            st.page_link(PAGES[target], label=t.LINEUP if target == "lineup" else t.CONCEPT)


head(t.HOME_TITLE, [(t.IN_MEMORY, "green"), (t.NOT_A_JUDGEMENT, "gray")], t.HOME_LEAD)
with errors():
    source = reference.active_source(get_settings())
    start(source.fictional)
    steps()
    section(t.LOADED)
    view.loaded(source)
    section(t.OWN_TITLE, t.OWN_LEAD)
    st.page_link(PAGES["reference"], label=t.OWN_ADD, icon=":material/photo_library:")
