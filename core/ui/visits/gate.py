"""What a connection whose sign-in no longer counts still gets: nothing. The network side of sign-in."""

import asyncio
import logging
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config
from streamlit.auth_util import get_origin_from_redirect_uri
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.url_util import make_url_path
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from core.errors import StudioError
from core.ui.visits import signed_in
from core.ui.visits.closed_tabs import forget, may_upload, open_visits
from core.ui.words_ko.sign_in import SIGNED_OUT

SIGN_IN_PATHS = re.compile(r"/auth/log(?:in|out)$|/oauth2callback$")
# The rest is said to everybody: the first page of any address, what it is made of, how the server is.
_NEED_SOMEBODY = re.compile(r"/_stcore/(?!health$|host-config$)|(?<!/static)/media/")
_UPLOAD = re.compile(r"/upload_file/([^/]*)/")
_WANTED = "studio_wanted"  # cookie: the page that somebody asked for before she signed in
_A_PAGE = re.compile(r"/[a-z_]+(?:\?[\w.~%&=+-]{0,1500})?", re.ASCII)
_SESSION = "sec-websocket-protocol"
_OUT, _LATER, _NO_TEXT = 1008, 1013, 1003  # codes of RFC 6455: against the rules; try again later; of another kind


async def refusal(connection: HTTPConnection) -> Response | None:
    """The answer to a request for what only people with a role get, asked by somebody else; None where it is none."""
    path = connection.scope["path"]
    if not _NEED_SOMEBODY.search(path):
        return None
    user, upload = signed_in.user_of(connection), _UPLOAD.search(path)
    try:
        inside = await _inside(connection, user)
    except StudioError as error:  # the database, which says who may
        return PlainTextResponse(str(error), 503)
    if inside and not (upload and not may_upload(upload[1], user)):
        return None
    return PlainTextResponse(SIGNED_OUT, 403)


async def watch(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """Pass a WebSocket on, and ask with every message of it who acts. Who had a role and has none any more is cut off
    before the message is heard, and the visit is forgotten; who had none is shown where to sign in by the page."""
    connection = HTTPConnection(scope)
    user, mark = signed_in.user_of(connection), object()
    scope["studio.connection"] = mark
    try:
        inside = await _inside(connection, user)
    except StudioError:  # the page says it
        inside = False
    if not inside:
        _begin_anew(scope)
    over, gone = False, set[str]()

    async def cut(code: int) -> Message:
        nonlocal over
        over = True
        await send({"type": "websocket.close", "code": code})
        return {"type": "websocket.disconnect", "code": code}

    async def hear() -> Message:
        nonlocal inside
        message = await receive()
        if message["type"] != "websocket.receive" or over:
            return message
        if message.get("bytes") is None:  # no page of ours sends text, at which Streamlit stumbles
            return await cut(_NO_TEXT)
        try:
            now = await _inside(connection, user)
        except StudioError:  # nothing is known for now: nothing is answered, nothing forgotten
            return await cut(_LATER) if inside else message
        if inside and not now:
            gone.update(open_visits(mark))
            await send({"type": "websocket.send", "bytes": _go_home()})  # or what was drawn would stay on the screen
            return await cut(_OUT)
        inside = now
        return message

    async def say(message: Message) -> None:
        if not over:
            await send(message)

    await app(scope, hear, say)
    forget(gone)


async def sign_in_or_out(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """Streamlit's own routes: who leaves or comes anew ends the sign-in that the browser had; who comes is led to the
    page she had asked for; what went wrong is told to the page, where Streamlit goes home without a word."""
    connection = HTTPConnection(scope)
    path, user = scope["path"], signed_in.user_of(connection)
    home = path[: SIGN_IN_PATHS.search(path).start()]  # type: ignore[union-attr]
    if path.endswith("/auth/logout"):
        await _end(user)
    replaced = False

    async def answer(message: Message) -> None:
        nonlocal replaced
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            came = any(line.startswith(f"{USER_COOKIE_NAME}=") and "Max-Age=0" not in line
                       for line in headers.getlist("set-cookie"))  # fmt: skip
            failure = "" if came else _failure(path, scope["query_string"], message["status"])
            if failure:
                message["status"], replaced = 302, True
                headers.update({"Location": f"{home}/?sign_in={failure}", "Content-Length": "0"})
            elif came:
                await _end(user)
                headers["Location"] = _page(home, unquote(connection.cookies.get(_WANTED, ""))) or f"{home}/"
                headers.append("set-cookie", f"{_WANTED}=; Path=/; Max-Age=0")
            elif path.endswith("/auth/login") and (wanted := _asked_from(home, connection)):
                cookie = f"{_WANTED}={quote(wanted, safe='')}; Path=/; Max-Age=900; HttpOnly; SameSite=Lax"
                headers.append("set-cookie", cookie)
            headers["Cache-Control"] = "no-store"
        elif replaced:
            message = {**message, "body": b"", "more_body": message.get("more_body", False)}
        await send(message)

    await app(scope, receive, answer)


async def _end(user: Mapping[str, Any]) -> None:
    try:
        await asyncio.to_thread(signed_in.end, user)
    except StudioError:  # the browser loses its cookie all the same
        logging.getLogger(__name__).warning("a sign-in could not be ended")


def _asked_from(home: str, connection: HTTPConnection) -> str:
    """The page of ours on which somebody signs in, "" where a browser does not say."""
    came_from = urlsplit(connection.headers.get("referer", ""))
    own = came_from.netloc.lower() == connection.headers.get("host", "").lower()
    return _page(home, f"{came_from.path}?{came_from.query}".rstrip("?")) if own else ""


def _page(home: str, wanted: str) -> str:
    """A page of ours with what its address says, "" for anything else: nobody is led out of the studio."""
    inside = wanted.removeprefix(home) if wanted.startswith(f"{home}/") else ""
    return wanted if _A_PAGE.fullmatch(inside) and "sign_in=" not in wanted else ""


def only_encrypted(headers: MutableHeaders) -> None:
    """Cookies of a studio that is opened by https are never sent without."""
    if not (get_origin_from_redirect_uri() or "").startswith("https://"):
        return
    cookies = headers.getlist("set-cookie")
    if cookies:
        del headers["set-cookie"]
        for line in cookies:
            headers.append("set-cookie", line if "; secure" in line.lower() else f"{line}; Secure")


async def _inside(connection: HTTPConnection, user: Mapping[str, Any]) -> bool:
    """Has this connection's person a role now? In a thread: a database that is locked holds up nobody else."""
    device = connection.headers.get("user-agent", "")
    return (await asyncio.to_thread(signed_in.who, user, device)).role is not None


def _go_home() -> bytes:
    """Has the browser load the studio anew."""
    message = ForwardMsg()
    message.auth_redirect.url = make_url_path(config.get_option("server.baseUrlPath"), "/")
    return bytes(message.SerializeToString())


def _begin_anew(scope: Scope) -> None:
    """Take the id of an earlier visit out of what a WebSocket asks for (Streamlit hands it over as a protocol)."""
    asked = Headers(scope=scope).get(_SESSION, "")
    left = ",".join(asked.split(",")[:2]).encode("latin-1")
    scope["headers"] = [(name, left if name == _SESSION.encode() else value) for name, value in scope["headers"]]


def _failure(path: str, query: bytes, status: int) -> str:
    """Code of what is said on the page of sign-in; "" for none."""
    if path.endswith("/oauth2callback"):
        asked = parse_qs(query.decode("latin-1"))
        if not asked.keys() & {"error", "code"}:  # home from signing out
            return ""
        return "denied" if asked.get("error") == ["access_denied"] else "failed"
    return "unreachable" if status >= 400 else ""
