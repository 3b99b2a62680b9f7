"""Which articles of a group are searched for and read: three lines of words that hold for the whole team."""

from functools import partial

import streamlit as st

from core.catalog import Group
from core.services.news import terms as service
from core.settings import get_settings
from core.text.terms import Terms
from core.ui.compared.change import Change, changed
from core.ui.kit.components import errors
from core.ui.kit.state import session
from core.ui.news.state import NewsDesk
from core.ui.words_ko import news as t


def fields(group: Group, place: str) -> None:
    """The lines as they are kept, and the button that keeps others. place: where the page says what became of it."""
    desk = session(NewsDesk)
    if desk.terms is not None and desk.terms[0] == group.id:
        (_, seen, typed), desk.terms = desk.terms, None
        with errors():
            keep(group, typed, place, seen)
    now = service.terms_of(get_settings(), group.id)
    # Drawn anew with what is kept as soon as that is another: after an undo, or by somebody else.
    own = f"{place}.{group.id}.{now}"
    with st.form(f"{own}.form", border=False, enter_to_submit=True):
        for kind, (label, hint), words in zip(
            t.TERMS_FIELDS, t.TERMS_FIELDS.values(), (now.every, now.some, now.without), strict=True
        ):
            st.text_input(label, ", ".join(words), placeholder=hint, key=f"{own}.{kind}")
        st.caption(t.TERMS_AID)
        st.form_submit_button(t.TERMS_GO, icon=":material/filter_list:", on_click=_ask, args=(group.id, now, own))


def _ask(group: str, seen: Terms, own: str) -> None:
    """What is typed is kept in the run that follows, in which the fields may be others already."""
    typed = Terms.read(*(st.session_state[f"{own}.{kind}"] for kind in t.TERMS_FIELDS))
    session(NewsDesk).terms = group, seen, typed


def keep(group: Group, terms: Terms, place: str, seen: Terms | None = None) -> None:
    """Keep other words for everybody, and draw the page anew. seen: what was kept when the visitor looked. Raises
    NewsError."""
    settings = get_settings()
    before = service.terms_of(settings, group.id)
    if terms == before:
        return
    service.change_terms(settings, group.id, terms, seen)
    back = partial(service.change_terms, settings, group.id, before, terms)
    stands = partial(_are_kept, group.id, terms)
    changed(Change(t.terms_kept(group.name, terms), t.TERMS_BACK, back, stands, place))


def _are_kept(group: str, terms: Terms) -> bool:
    return service.terms_of(get_settings(), group) == terms
