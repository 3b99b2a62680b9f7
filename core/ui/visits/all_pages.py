"""All pages of this process that are open, and those whose tabs were closed a moment ago."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from streamlit import runtime
from streamlit.proto.ClientState_pb2 import ClientState

from core.ui.visits.closed_tabs import _come_and_go, _give_back_memory

_LOOK_S, _DRAWN_S = 5.0, 3.0  # between two looks; until pages that were drawn anew have let go
State = Mapping[str, Any]  # of a session


async def draw_anew_on(
    changed: Callable[[], str], behind: Callable[[State, str], bool], forget: Callable[[], None]
) -> None:
    """Runs beside the server: when `changed` gives another text, open pages run again and those whose tabs were closed
    are forgotten. changed: may read files; behind: has this session yet to hear of that text? forget: what the process
    holds beside its sessions; called once they have let go."""
    known = await asyncio.to_thread(changed)
    while True:
        await asyncio.sleep(_LOOK_S)
        now = await asyncio.to_thread(changed)
        if now == known:
            continue
        known = now
        server: Any = runtime.get_instance()
        _draw(server, lambda state, now=now: behind(state, now))  # type: ignore[misc]
        await asyncio.sleep(_DRAWN_S)
        for _ in range(2):  # the first time only marks downloads
            server.media_file_mgr.remove_orphaned_files()
        await _come_and_go()
        await asyncio.to_thread(forget)
        _give_back_memory()


def _draw(server: Any, wanted: Callable[[State], bool]) -> None:
    sessions = server._session_mgr
    with sessions._storage_lock:
        closed = list(sessions._session_storage.list())
        for one in closed:
            sessions._session_storage.delete(one.session.id)
    for one in closed:
        one.session.shutdown()
    for one in sessions.list_active_sessions():
        if wanted(one.session.session_state.filtered_state):
            whole = ClientState()
            whole.CopyFrom(one.session._client_state)  # without it the first page would be drawn
            whole.fragment_id = ""
            one.session.request_rerun(whole)
