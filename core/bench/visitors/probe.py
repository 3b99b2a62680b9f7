"""Visits the studio as a browser does, over Streamlit's own protocol, to measure what a visitor waits for."""

import json
import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.request import Request, urlopen

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value, generate_xsrf_token_string
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME, XSRF_COOKIE_NAME
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from core.types import Upload

_PATIENCE_S = 300
# Keys of the intake's controls for a new visitor, and of the yes to comparing one's own photos with the demo.
FILES, GO, YES = "intake.files.0", "intake.go.0", "confirm.yes"
_ENDED = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)

Hears = Callable[[bytes], None]  # called with each message as it comes over the line
Sees = Callable[[str, str], None]  # called with each element as it comes: its kind, and its text where that is HTML


def _ignore(kind: str, text: str) -> None:
    """The default of what sees."""


def cookies_of(claims: Mapping[str, Any], secret: str, port: int) -> dict[str, str]:
    """The cookies of a browser that has signed in at a server on this machine. secret: of its cookies."""
    said = {**claims, "origin": f"http://127.0.0.1:{port}", "is_logged_in": True, "provider": "default"}
    signed = create_signed_value(secret, USER_COOKIE_NAME, json.dumps(said)).decode()
    return {USER_COOKIE_NAME: signed, XSRF_COOKIE_NAME: generate_xsrf_token_string()}


class Visitor:
    """A tab on one page of a server on this machine. seen: messages so far; cookies: of its browser.

    Methods return when the page's script has run to its end; they raise RuntimeError if it failed, TimeoutError if it
    did not end. To be closed."""

    def __init__(
        self, port: int, page: str = "", cookies: Mapping[str, str] | None = None, hears: Hears = lambda data: None
    ) -> None:
        self._server, self._cookies, self._hears = f"127.0.0.1:{port}", dict(cookies or {}), hears
        protocols = ["streamlit", *filter(None, [self._cookies.get(XSRF_COOKIE_NAME)])]
        self._socket = connect(
            f"ws://{self._server}/_stcore/stream", subprotocols=[Subprotocol(one) for one in protocols],
            origin=Origin(f"http://{self._server}"), additional_headers={"Cookie": self._jar()} if cookies else None,
            open_timeout=_PATIENCE_S, max_size=None,
        )  # fmt: skip
        self._session = self._page = ""
        self._widgets: dict[str, str] = {}  # key, as our pages give it -> id
        self._files: WidgetState | None = None
        self.seen = 0
        self._run(page_name=page)

    def close(self) -> None:
        self._socket.close()

    def visit(self, page: str) -> None:
        """Go to another page, as a click in the sidebar does."""
        self._page = ""
        self._run(page_name=page)

    def again(self) -> None:
        """Have the page drawn once more."""
        self._run()

    def press(self, button: str, sees: Sees = _ignore) -> None:
        """Press the button of a key."""
        self._run(sees, WidgetState(id=self._widgets[button], trigger_value=True))

    def upload(self, uploader: str, files: Sequence[Upload]) -> None:
        """Bring files into the uploader of a key, as its only ones."""
        ask = BackMsg()
        ask.file_urls_request.request_id = uuid.uuid4().hex
        ask.file_urls_request.session_id = self._session
        ask.file_urls_request.file_names.extend(file.path for file in files)
        self._socket.send(ask.SerializeToString())
        places = self._next("file_urls_response").file_urls_response.file_urls
        if XSRF_COOKIE_NAME not in self._cookies:
            with urlopen(f"http://{self._server}/_stcore/health") as answer:
                name, _, value = str(answer.headers["Set-Cookie"] or "").partition(";")[0].partition("=")
            self._cookies[name] = value
        self._files = WidgetState(id=self._widgets[uploader])
        for file, place in zip(files, places, strict=True):
            self._put(file, place.upload_url)
            self._files.file_uploader_state_value.uploaded_file_info.add(
                name=file.path, size=len(file.data), file_id=place.file_id, file_urls=place
            )
        self._run()

    def _put(self, file: Upload, path: str) -> None:
        edge = uuid.uuid4().hex
        head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{file.path}"\r\n\r\n'.encode()
        headers = {
            "Content-Type": f"multipart/form-data; boundary={edge}",
            "Cookie": self._jar(),
            "X-Xsrftoken": self._cookies.get(XSRF_COOKIE_NAME, ""),
        }
        body = head + file.data + f"\r\n--{edge}--\r\n".encode()
        with urlopen(Request(f"http://{self._server}{path}", body, headers, method="PUT")):
            pass

    def _jar(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self._cookies.items())

    def _run(self, sees: Sees = _ignore, *pressed: WidgetState, page_name: str = "") -> None:
        request = BackMsg()
        request.rerun_script.query_string = ""
        request.rerun_script.page_name, request.rerun_script.page_script_hash = page_name, self._page
        request.rerun_script.widget_states.widgets.extend(filter(None, (self._files, *pressed)))
        self._socket.send(request.SerializeToString())
        while self._next("script_finished", sees).script_finished not in _ENDED:
            pass

    def _next(self, wanted: str, sees: Sees = _ignore) -> ForwardMsg:
        """The next message of a kind; those before it are taken in."""
        while True:
            data = self._socket.recv(_PATIENCE_S, decode=False)
            self._hears(data)
            message: ForwardMsg = ForwardMsg.FromString(data)
            self.seen += 1
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self._session = message.new_session.initialize.session_id
            elif kind == "navigation":
                self._page = message.navigation.page_script_hash
            elif kind == "delta" and message.delta.HasField("new_element"):
                self._take(message.delta.new_element, sees)
            if kind == wanted:
                return message

    def _take(self, element: Element, sees: Sees) -> None:
        kind = element.WhichOneof("type") or "empty"
        if kind == "exception":
            raise RuntimeError(element.exception.message)
        widget = str(getattr(getattr(element, kind), "id", ""))
        if widget.startswith("$$ID-"):
            self._widgets[widget.split("-", 2)[2]] = widget
        sees(kind, element.html.body)


def bring(visitor: Visitor, lineup: Sequence[Upload]) -> None:
    """Upload the photos and press the button; `YES` then begins."""
    visitor.upload(FILES, lineup)
    visitor.press(GO)


def open_page(port: int, page: str = "") -> int:
    """Open one page on this machine and return the number of messages it took until its script had run.

    Raises RuntimeError if the script failed, TimeoutError if it did not end."""
    visitor = Visitor(port, page)
    visitor.close()
    return visitor.seen
