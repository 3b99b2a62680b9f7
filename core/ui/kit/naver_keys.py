"""Keys of Naver, typed for this visit and kept nowhere else: one form for photos and news."""

import streamlit as st

from core.ui.kit.components import switch
from core.ui.words_ko import reference as t

_KEYS = {"hub": ("naver_hub_key_id", "naver_hub_key"), "legacy": ("naver_client_id", "naver_client_secret")}


def naver_keys(*, open_wide: bool) -> None:
    """The form."""
    with st.expander(t.NAVER_KEYS, icon=":material/key:", expanded=open_wide):
        st.markdown(t.NAVER_KEYS_AID)
        kind = switch(t.KEY_KIND, _KEYS, t.KEY_KINDS, "naver.kind", hidden=True)
        for column, name in zip(st.columns(2, gap="medium"), _KEYS[kind], strict=True):
            with column:
                st.text_input(
                    t.KEY_LABELS[name], type="password", autocomplete="off", max_chars=200, key=f"naver.{name}",
                    persist_state="session",
                )  # fmt: skip


def source_keys() -> dict[str, str]:
    """What was typed, by the name of the key."""
    typed = {name: st.session_state.get(f"naver.{name}", "").strip() for names in _KEYS.values() for name in names}
    return {name: value for name, value in typed.items() if value}
