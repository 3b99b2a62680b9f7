"""Which articles of a group are searched for and read: three lines of words that hold for the whole team."""

from dataclasses import dataclass, field
from functools import partial

import streamlit as st

from core.catalog import Group
from core.services.news import terms as service
from core.settings import get_settings
from core.text.terms import Terms
from core.ui.compared.change import Change, changed
from core.ui.kit import permit
from core.ui.kit.components import errors
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import Part, session
from core.ui.words_ko import news as t


@dataclass
class TermsShown(Part):
    """What the lines of a place and group were drawn with last: a visitor's changes are made from that."""

    seen: dict[str, Terms] = field(default_factory=dict)


def fields(group: Group, place: str) -> None:
    """The lines as they are kept, and the button that keeps others. place: where the page says what became of it."""
    seen, whose = session(TermsShown).seen, f"{place}.{group.id}"
    now = service.terms_of(get_settings(), group.id)
    shown = seen.setdefault(whose, now)
    if not permit.may("news.change"):
        st.caption(escape_markdown(t.terms_searched(now)))
        permit.closed("news.change")
        return
    # Drawn anew with what is kept as soon as that is another, after an undo or by somebody else; but not in the run in
    # which the visitor hands over lines that were drawn before: those would be gone, and nothing said.
    if not st.session_state.get(_button(whose, shown)):
        shown = seen[whose] = now
    with st.form(f"{whose}.{shown}.form", border=False, enter_to_submit=True):
        lines = [
            st.text_input(label, ", ".join(words), placeholder=hint, key=f"{whose}.{shown}.{kind}")
            for kind, (label, hint), words in zip(
                t.TERMS_FIELDS, t.TERMS_FIELDS.values(), (shown.every, shown.some, shown.without), strict=True
            )
        ]
        st.caption(t.TERMS_AID)
        if st.form_submit_button(t.TERMS_GO, icon=":material/filter_list:", key=_button(whose, shown)):
            with errors():
                keep(group, service.read_terms(*lines), place, shown)


def keep(group: Group, terms: Terms, place: str, seen: Terms | None = None) -> None:
    """Keep other words for everybody, and draw the page anew. seen: what the visitor changed them from, else what is
    kept now. Raises NewsError."""
    settings = get_settings()
    before = service.terms_of(settings, group.id)
    seen = before if seen is None else seen
    if terms == seen:
        return
    kept = service.change_terms(settings, group.id, terms, seen)
    back = partial(service.change_terms, settings, group.id, before, kept)
    said = t.terms_kept(group.name, kept, merged=kept != terms)
    changed(Change(said, t.TERMS_BACK, back, partial(_are_kept, group.id, kept), place))


def _button(whose: str, shown: Terms) -> str:
    return f"{whose}.{shown}.go"


def _are_kept(group: str, terms: Terms) -> bool:
    return service.terms_of(get_settings(), group) == terms
