"""The whole page: a photo, the answer, the card, the friends."""

import streamlit as st

from core.services.my_debut.opening import is_guest, is_open
from core.settings import get_settings
from core.ui.kit.components import errors, head
from core.ui.kit.state import empty_intake, key, session
from core.ui.my_debut.intake import bring_in
from core.ui.my_debut.language import choose, words
from core.ui.my_debut.opening import opening
from core.ui.my_debut.result import result, shown
from core.ui.my_debut.share import friends, share
from core.ui.my_debut.state import MyDebut
from core.ui.words_ko.common import Tone


def page() -> None:
    """What is drawn of it now."""
    own, w = session(MyDebut), words()
    fictional = own.by is not None and own.by.source.fictional
    chips: list[tuple[str, Tone]] = [(w.IN_MEMORY, "green"), (w.FOR_FUN, "gray")]
    with st.container(gap="xsmall"):
        with st.container(horizontal=True, horizontal_alignment="right"):
            choose()
        head(w.TITLE, [*chips, (w.FICTIONAL, "violet")] if fictional else chips, w.LEAD)
    with errors():
        if is_guest() and not is_open(get_settings()):
            st.info(f"**{w.CLOSED_TITLE}**  \n{w.CLOSED}", icon=":material/lock_clock:")
            return
        if own.answer is None or own.by is None:
            bring_in()
        else:
            found = shown(own.answer, own.by)
            share(found, result(found, own.by))
            if st.button(w.START_OVER, icon=":material/refresh:", type="tertiary", key=key("debut.again")):
                own.next_person()
                empty_intake()
                st.rerun()
        friends()
        opening()
