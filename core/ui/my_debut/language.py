"""In which language the page speaks: as it was chosen there, else as the browser wants."""

from typing import Any, Literal

import streamlit as st

from core.catalog import Catalog
from core.types import MemberId
from core.ui.frame import built_in
from core.ui.kit.state import key, session
from core.ui.my_debut.state import MyDebut
from core.ui.words_en import my_debut as english
from core.ui.words_ko import my_debut as korean

Language = Literal["ko", "en"]
NAMES: dict[Language, str] = {"ko": "한국어", "en": "English"}  # each in its own
PAGE = "my_debut"


def language() -> Language:
    """Of this visitor."""
    chosen = session(MyDebut).language
    if chosen == "ko" or (not chosen and (st.context.locale or "ko").startswith("ko")):
        return "ko"
    return "en"


def translate(page: str) -> None:
    """What Streamlit itself says, on this page, is said in Korean, or in English on the page that speaks it. Belongs on
    every page. page: its address."""
    if page != PAGE or language() == "ko":
        built_in.translate()


def words() -> Any:
    """The module of words in the visitor's language: both have the same names, which a test watches."""
    return korean if language() == "ko" else english


def choose() -> None:
    """The control."""
    name = key("debut.language")
    st.session_state[name] = language()

    def chosen() -> None:
        session(MyDebut).language = st.session_state[name]

    st.segmented_control(
        words().LANGUAGE, list(NAMES), format_func=NAMES.__getitem__, required=True, label_visibility="collapsed",
        key=name, on_change=chosen, width="content",
    )  # fmt: skip


def group_names(catalog: Catalog) -> dict[str, str]:
    """Group id -> its name in the visitor's language, as far as the catalogue knows one."""
    return {group.id: (language() == "en" and group.latin) or group.name for group in catalog.groups}


def member_name(catalog: Catalog, member: MemberId) -> str:
    """The same of a member."""
    latin = ""
    if language() == "en" and member.group in catalog:
        found = catalog.get(member.group).member(member.member)
        latin = found.latin if found else ""
    return latin or catalog.member_name(member)
