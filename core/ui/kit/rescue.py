"""The way out of a damaged database, on whatever page it is met."""

import streamlit as st

from core.errors import StudioError
from core.services.upkeep import SafetyCopy, copies, may_mend, set_aside, which_file
from core.settings import get_settings
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import Frame, session, when
from core.ui.words_ko import common as t


def offer() -> None:
    """Go back to a safety copy, or begin with an empty one; once in a run of the page. Who may not
    is told who may."""
    own, settings = session(Frame), get_settings()
    if own.way_out:
        return
    own.way_out = True
    may = may_mend()
    if not may:
        st.info(t.RESCUE_AT_SERVER if may is None else t.RESCUE_BY_ADMIN, icon=":material/info:")
        return
    which = which_file(settings.database)
    with st.container(border=True, gap="small"):
        st.markdown(f"**{t.RESCUE_TITLE}**  \n{t.RESCUE_AID}")
        found = copies(settings)
        for copy in found:
            label = t.restore(when(copy.made))
            st.button(
                label, type="primary", icon=":material/history:", key=f"rescue.{copy.path.name}", on_click=_out,
                args=(which, copy),
            )  # fmt: skip
        st.button(t.START_EMPTY, icon=":material/restart_alt:", key="rescue.empty", on_click=_out, args=(which, None))
        st.caption(" ".join([*([t.RESTORE_AID] if found else []), t.START_EMPTY_AID]))


def _out(which: int, copy: SafetyCopy | None) -> None:
    """Called before the next run of the page."""
    try:
        name = set_aside(get_settings(), which, copy).aside
    except StudioError as error:
        st.error(escape_markdown(str(error)), icon=":material/error:")
    else:
        st.toast(escape_markdown(t.set_aside(name) if name else t.SET_ASIDE_ALREADY), icon=":material/check:")
