"""One's own account: as who one is signed in, and on which devices."""

import streamlit as st

from core.access.acting import acting
from core.access.actor import LOCAL
from core.ui.kit.components import errors, head, show_flash, stable_place
from core.ui.kit.sidebar import require_frame
from core.ui.people import account
from core.ui.words_ko import common
from core.ui.words_ko import sign_in as t

require_frame("pages/account.py")
head(common.ACCOUNT, lead=t.ACCOUNT_LEAD)
with stable_place():
    show_flash()
with errors():
    if acting() == LOCAL:
        st.info(t.LOCAL_ACCOUNT)
    else:
        account.sign_ins()
