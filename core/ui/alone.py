"""A server that shows one page and nothing else of the studio, to whoever reaches it (`Settings.only`)."""

import streamlit as st

from core.access.acting import who_acts
from core.access.actor import GUEST
from core.settings import get_settings
from core.ui.kit.state import Frame, session


def is_on() -> bool:
    """Does this server show one page alone?"""
    return bool(get_settings().only)


def begin() -> None:
    """From now on, in this process, whoever comes is a guest, whatever cookies say."""
    if is_on():
        who_acts(lambda: GUEST)


def draw() -> None:
    """The one page, by whichever address: without what stands beside the pages of the studio."""
    from core.ui.frame import tab
    from core.ui.frame.style import dress
    from core.ui.kit.components import page_frame
    from core.ui.kit.sidebar import configure, name_tab
    from core.ui.my_debut.language import translate, words

    only = get_settings().only
    dress()
    configure(brand=False)
    title = words().TITLE
    # What is shown by default has no address of its own, and asked for by its page's would be said to be missing.
    shown = [st.Page(_front, title=title, default=True), st.Page(f"pages/{only}.py", title=title)]
    page = st.navigation(shown, position="hidden")
    name_tab(title)
    translate(only)
    session(Frame).framed = True
    tab.stay(only)
    with page_frame(only):
        page.run()


def _front() -> None:
    from core.ui.kit.sidebar import require_frame
    from core.ui.my_debut.page import page

    require_frame("pages/my_debut.py")
    page()
