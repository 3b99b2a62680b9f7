"""Keys of Naver, typed for this visit and kept nowhere else: one form for photos and news."""

import streamlit as st

from core.ui.kit.state import session
from core.ui.words_ko import reference as t

_KEYS = {"hub": ("naver_hub_key_id", "naver_hub_key"), "legacy": ("naver_client_id", "naver_client_secret")}


def naver_keys(*, open_wide: bool) -> None:
    """The form; what was typed is in `session().source_keys` afterwards."""
    own = session()
    with st.expander(t.NAVER_KEYS, icon=":material/key:", expanded=open_wide):
        st.markdown(t.NAVER_KEYS_AID)
        kind = st.segmented_control(
            t.KEY_KIND, list(_KEYS), default="hub", required=True, format_func=t.KEY_KINDS.__getitem__,
            label_visibility="collapsed", key="naver.kind",
        )  # fmt: skip
        for column, name in zip(st.columns(2, gap="medium"), _KEYS[kind], strict=True):
            with column:
                # Streamlit forgets what a field said when its page is left: our own copy brings it back.
                st.session_state.setdefault(f"naver.{name}", own.source_keys.get(name, ""))
                typed = st.text_input(
                    t.KEY_LABELS[name], type="password", autocomplete="off", max_chars=200, key=f"naver.{name}"
                )
            own.source_keys = {**own.source_keys, name: typed.strip()}
    own.source_keys = {name: value for name, value in own.source_keys.items() if value}
