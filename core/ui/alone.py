"""A server that shows one page and nothing else of the studio, to whoever reaches it (`Settings.only`)."""

import re
import time

import streamlit as st
from streamlit import config

from core.access.acting import who_acts
from core.access.actor import GUEST
from core.settings import get_settings
from core.ui.kit.state import Frame, session
from core.ui.visits.closed_tabs import upload_bytes
from core.ui.visits.limits import Door, Limits
from core.ui.visits.visitor import network

# Files that are never looked at take memory, too: a visit and an address may bring twice as many as photos are looked
# at (core/ui/my_debut/work.py), and no more is taken while so much lies there.
_UPLOADS, _MOST_HELD = Door(Limits(20, 7.5), Limits(80, 1.0)), 2**30
_UPLOAD = re.compile(r"/_stcore/upload_file/([^/]+)/")


def is_on() -> bool:
    """Does this server show one page alone?"""
    return bool(get_settings().only)


def begin() -> None:
    """From now on, in this process, whoever comes is a guest, whatever cookies say."""
    if is_on():
        who_acts(lambda: GUEST)


def takes(method: str, path: str, address: str) -> bool:
    """May this request be passed on? False for uploads that are too many. address: whom it comes from."""
    upload = _UPLOAD.search(path) if method == "PUT" and is_on() else None
    if upload is None:
        return True
    return upload_bytes() < _MOST_HELD and not _UPLOADS.ask(upload[1], network(address), time.monotonic())


def way_home(path: str) -> str:
    """Where whoever asks for a page by this path is sent, "" where it is the page's own: of any other, Streamlit would
    say in English that it is missing."""
    base = config.get_option("server.baseUrlPath").strip("/")
    own = {base, f"{base}/{get_settings().only}".strip("/")}
    return f"/{base}" if is_on() and path.strip("/") not in own else ""


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
