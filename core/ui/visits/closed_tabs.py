"""What Streamlit holds of visits, and when it lets go. The one place that reaches into its server.

Streamlit 1.67 keeps the session of a closed tab, with all that is in it, until another visitor comes and goes, and what
it serves under /media is there for all who know the address.
"""

import asyncio
import ctypes
import gc
import logging
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from starlette.formparsers import MultiPartParser
from streamlit import config, runtime
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.session_manager import SessionClient
from streamlit.web.server.server_util import is_xsrf_enabled
from streamlit.web.server.starlette.starlette_app_utils import decode_xsrf_token_string
from streamlit.web.server.starlette.starlette_server_config import XSRF_COOKIE_NAME

_LOOK_S = 5.0  # between two looks: `server.disconnectedSessionTTL` and two of them is the longest a tab is remembered


def keep_uploads_in_memory() -> None:
    """To be called before the first upload: Streamlit's server would put what has more than a MB into a file."""
    MultiPartParser.spool_max_size = (config.get_option("server.maxUploadSize") + 1) * 2**20


async def forget_closed_tabs() -> None:
    """Runs beside the server: ends the visits whose time to come back (`server.disconnectedSessionTTL`) is over."""
    looks = 0
    while True:
        await asyncio.sleep(_LOOK_S)
        try:
            if _end_visits():
                await _come_and_go()
                looks = 2  # a script of the visit may still be on its way to an end
            if looks:
                looks -= 1
                _give_back_memory()
        except Exception:
            logging.getLogger(__name__).exception("closed tabs were not forgotten")


def _end_visits() -> bool:
    """End the visits whose time is over. Was there one?"""
    server: Any = runtime.get_instance()
    with server._session_mgr._storage_lock:
        over = server._session_mgr._session_storage._cache.expire()
    for _, visit in over:
        visit.session.shutdown()
    for _ in over and range(2):  # the first time only marks downloads
        server.media_file_mgr.remove_orphaned_files()
    return _drop_late_uploads(server) or bool(over)


def _drop_late_uploads(server: Any) -> bool:
    """An upload that stalled may arrive after its visit has ended, and then belongs to no one. Was there one?"""
    known = {info.session.id for info in server._session_mgr.list_sessions()}
    late = [visit for visit in list(server.uploaded_file_mgr.file_storage) if visit not in known]
    for visit in late:
        server.uploaded_file_mgr.remove_session_files(visit)
    return bool(late)


class _Nobody(SessionClient):
    def write_forward_msg(self, msg: ForwardMsg) -> None:
        pass


async def _come_and_go() -> None:
    """Be another visitor: until one comes, Streamlit's loop has the last one, and what it sent there, in its hands."""
    server: Any = runtime.get_instance()
    visit = server.connect_session(_Nobody(), user_info={})
    server.get_app_session(visit)._enqueue_forward_msg(ForwardMsg())
    await asyncio.sleep(0.1)
    server.close_session(visit)


def _give_back_memory() -> None:
    """Visits are full of circles, and on an idle machine nothing else would set the collector going."""
    gc.collect()
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # a C library of another kind
            ctypes.CDLL(None).malloc_trim(0)


def take_over(visit: str) -> Mapping[str, Any] | None:
    """The session state of an earlier visit, which ends with that; None for one that is forgotten, still open in a tab,
    or somebody else's."""
    server: Any = runtime.get_instance()
    run: Any = get_script_run_ctx()
    with server._session_mgr._storage_lock:
        found = server._session_mgr._session_storage.get(visit)
    if found is None or not found.session.matches_user_info(run.user_info):
        return None
    state: Mapping[str, Any] = found.session.session_state.filtered_state
    server._get_async_objs().eventloop.call_soon_threadsafe(server.close_session, visit)
    return state


def open_visits(connection: object) -> set[str]:
    """Ids of the visits that go by this connection: what core/ui/visits/gate.py has marked its scope with."""
    server: Any = runtime.get_instance()
    return {
        visit.session.id
        for visit in server._session_mgr.list_active_sessions()
        if (socket := getattr(visit.client, "_websocket", None)) and socket.scope.get("studio.connection") is connection
    }


def forget(visits: Iterable[str]) -> None:
    """End these visits, with all that they hold. On the server's loop."""
    server: Any = runtime.get_instance()
    for visit in visits:
        server.close_session(visit)


def may_upload(visit: str, user: Mapping[str, Any]) -> bool:
    """Is the open visit to which something is uploaded this person's, with this very sign-in?"""
    server: Any = runtime.get_instance()
    found = server._session_mgr.get_active_session_info(visit)
    return found is not None and _same_sign_in(found, user)


def upload_bytes() -> int:
    """Of all visits, what lies in memory of files that were uploaded and are not let go yet."""
    server: Any = runtime.get_instance()
    held = list(server.uploaded_file_mgr.file_storage.values())
    return sum(len(file.data) for files in held for file in list(files.values()))


def forget_controls() -> None:
    """Of this visitor, what controls offered and began with: names, too. The page is to be drawn anew after it."""
    run: Any = get_script_run_ctx(suppress_warning=True)
    if run is not None:
        run.session_state._state._new_widget_state.widget_metadata.clear()  # Streamlit keeps it of all that ever were


def may_fetch(name: str, cookies: Mapping[str, str], user: Mapping[str, Any] | None = None) -> bool:
    """Is a file under /media asked for by the browser whose page shows it? cookies: of the request; user: who asks,
    None where nobody signs in.

    A file that no page shows is a download that was just asked for, or is being drawn anew: any browser with a page
    open may have it."""
    server: Any = runtime.get_instance()
    own = {
        visit.session.id
        for visit in server._session_mgr.list_active_sessions()
        if _same_browser(visit, cookies) and (user is None or _same_sign_in(visit, user))
    }
    shown: Any = server.media_file_mgr._files_by_session_and_coord
    file = name.partition(".")[0]
    showing = {session for session, files in list(shown.items()) if file in list(files.values())}
    return bool(own) and (not showing or not own.isdisjoint(showing))


def _same_sign_in(visit: Any, user: Mapping[str, Any]) -> bool:
    own = visit.session._user_info
    return all(own.get(claim) is not None and own[claim] == user.get(claim) for claim in ("iss", "sub", "iat"))


def _same_browser(visit: Any, cookies: Mapping[str, str]) -> bool:
    if not is_xsrf_enabled():
        return True
    context = visit.client.client_context
    asks, shows = (
        decode_xsrf_token_string(jar.get(XSRF_COOKIE_NAME, ""))[0]  # masked anew each time it is set
        for jar in (cookies, context.cookies if context else {})
    )
    return asks is not None and asks == shows
