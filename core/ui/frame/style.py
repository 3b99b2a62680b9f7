"""The look that Streamlit's settings cannot give: a style sheet for all pages."""

from pathlib import Path
from string import Template

import streamlit as st

from core.ui.kit.state import is_dark
from core.ui.words_ko.built_in import MENU

_SHEET = Template((Path(__file__).parent / "style.css").read_text(encoding="utf-8"))


def dress() -> None:
    """Belongs on every page, before what it draws."""
    dark = str(st.get_option("theme.dark.primaryColor"))
    paper = st.get_option(f"theme.{'dark' if is_dark() else 'light'}.backgroundColor")
    sheet = _SHEET.substitute(
        menu=MENU, paper=paper, link=st.get_option("theme.light.linkColor"),
        link_on_dark=st.get_option("theme.dark.linkColor"),
        accent_on_dark=", ".join(str(int(dark[at : at + 2], 16)) for at in (1, 3, 5)),
    )  # fmt: skip
    st.html(f"<style>{sheet}</style>")
