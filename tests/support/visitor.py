"""A visitor who speaks Streamlit's own protocol, and may say what no browser of ours would."""

import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

_PATIENCE_S = 60


class Visitor:
    """widgets: of the page as last drawn, by kind and label. session: by which a lost connection is taken up again.
    last: kind of what was heard last."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection
        self.widgets: dict[tuple[str, str], Any] = {}
        self.session = ""
        self.last = ""
        self._page = ""

    def open(self, page: str = "", *, fragment: str = "", **widgets: Any) -> None:
        """Run a page, or the same one again, or a fragment of it alone; widgets: what each id is set to, as
        `WidgetState` names kinds of values, such as {"string_value": "..."}."""
        message = BackMsg()
        message.rerun_script.query_string = ""
        message.rerun_script.fragment_id = fragment
        message.rerun_script.page_name = self._page = page or self._page
        for name, value in widgets.items():
            state = message.rerun_script.widget_states.widgets.add(id=name)
            for kind, what in value.items():
                if isinstance(what, list):
                    getattr(state, kind).data.extend(what)
                else:
                    setattr(state, kind, what)
        self._connection.send(message.SerializeToString())
        self.widgets.clear()
        while not self._heard(ForwardMsg.FromString(self._connection.recv(_PATIENCE_S, decode=False))):
            pass

    def _heard(self, message: ForwardMsg) -> bool:
        """Was that the last of a run?"""
        kind = self.last = message.WhichOneof("type") or ""
        if kind == "new_session":
            self.session = message.new_session.initialize.session_id
        if kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            what = message.delta.new_element.WhichOneof("type") or "empty"
            assert what != "exception", message.delta.new_element.exception.message
            element = getattr(message.delta.new_element, what)
            if hasattr(element, "label"):
                self.widgets[what, element.label] = element
        return kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN


@contextmanager
def visitor(
    port: int,
    host: str = "",
    origin: str | None = None,
    headers: Mapping[str, str] | None = None,
    session: str = "",
    token: str = "",
) -> Iterator[Visitor]:
    """Connect to a studio on this machine. host: the name it is asked by, as the browser's address bar has it; origin:
    of the page that asks; headers: more of them, such as a proxy's; session: of a visit to be taken up again;
    token: against forged requests, without which Streamlit believes no cookie.

    Raises websockets' InvalidStatus when the studio refuses."""
    own = ["streamlit", token or "token", session] if session else ["streamlit", token] if token else ["streamlit"]
    with connect(
        f"ws://{host or '127.0.0.1'}:{port}/_stcore/stream", sock=socket.create_connection(("127.0.0.1", port)),
        origin=origin, additional_headers=headers, subprotocols=own, max_size=None,  # type: ignore[arg-type]
    ) as connection:  # fmt: skip
        yield Visitor(connection)
