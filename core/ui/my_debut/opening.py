"""For admins: may a server that opens this page alone show it to guests?"""

import streamlit as st

from core.access.acting import acting
from core.access.actions import allowed
from core.services.my_debut.opening import is_open, open_alone
from core.settings import get_settings
from core.ui.kit.components import errors
from core.ui.kit.state import key
from core.ui.my_debut.language import words

COMMAND = "python -m core.ui.serve --only my_debut --server.port 8502"


def opening() -> None:
    """The switch with how such a server is started; nothing for others."""
    if not allowed(acting(), "debut.open"):
        return
    w, name = words(), key("debut.open")
    with st.expander(w.OPEN_TITLE, icon=":material/qr_code:"):
        st.markdown(w.OPEN_BODY)
        st.code(COMMAND, language=None)
        st.session_state[name] = is_open(get_settings())  # as it is on file, also where another admin changed it

        def switched() -> None:
            with errors():
                open_alone(get_settings(), acting(), on=st.session_state[name])

        st.toggle(w.OPEN_SWITCH, key=name, on_change=switched)
