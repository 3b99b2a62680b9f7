"""All pages of this process that are open, and those whose tabs were closed a moment ago."""

import asyncio
from collections.abc import Callable
from typing import Any

from streamlit import runtime

from core.ui.visits.closed_tabs import _give_back_memory

_LOOK_S, _DRAWN_S = 5.0, 3.0  # between two looks; until pages that were drawn anew have let go


def draw_all_anew() -> None:
    """From whatever thread: each open page runs again, and a closed one ends at once."""
    if runtime.exists():
        server: Any = runtime.get_instance()
        server._get_async_objs().eventloop.call_soon_threadsafe(_draw, server)


async def draw_anew_on(changed: Callable[[], str]) -> None:
    """Runs beside the server: all pages are drawn anew when `changed` gives another text. It may read files."""
    known = await asyncio.to_thread(changed)
    while True:
        await asyncio.sleep(_LOOK_S)
        now = await asyncio.to_thread(changed)
        if now == known:
            continue
        known = now
        server: Any = runtime.get_instance()
        _draw(server)
        await asyncio.sleep(_DRAWN_S)
        for _ in range(2):  # the first time only marks downloads
            server.media_file_mgr.remove_orphaned_files()
        _give_back_memory()


def _draw(server: Any) -> None:
    sessions = server._session_mgr
    with sessions._storage_lock:
        closed = list(sessions._session_storage.list())
        for one in closed:
            sessions._session_storage.delete(one.session.id)
    for one in closed:
        one.session.shutdown()
    for one in sessions.list_active_sessions():
        one.session.request_rerun(None)
