"""What stands around the pages on the network: who may ask, what is never answered, what every answer carries.

streamlit_app.py hands it to Streamlit, so that it holds however the server is started.
"""

import asyncio
import logging
import re
import signal
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import cli_util, config
from streamlit import logger as streamlit_logs
from streamlit.web.server import server_util
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

from core import logs
from core.files import let_finish, saves_under_way
from core.services.training.supervisor import supervise
from core.settings import get_settings
from core.turns import hand_over_often
from core.ui import alone
from core.ui.frame.first_page import first_page, script_hashes
from core.ui.frame.imports import import_ahead
from core.ui.health import HealthCheck
from core.ui.kit.fonts import ensure_static_font
from core.ui.privacy.purged import behind, forget, purges
from core.ui.visits import gate, signed_in
from core.ui.visits.all_pages import draw_anew_on
from core.ui.visits.closed_tabs import forget_closed_tabs, keep_uploads_in_memory, may_fetch
from core.ui.visits.opening import auth_section, start_or_leave
from core.ui.visits.visitor import LOOPBACK
from core.ui.words_ko.common import FOREIGN_NAME, SAVED_AND_CLOSED, SAVES_CUT_OFF, SAVES_FINISH, opened

# What Streamlit serves and our pages do not need: its figures of use, its interface for programs, sign-in and others.
_CLOSED = re.compile(
    r"/_stcore/(?!(?:health|host-config|stream|upload_file)(?:/|$))|/(?:auth|component|oauth2callback)(?:/|$)"
)
# What a page of ours may load, and from where: nothing from elsewhere. The first page holds scripts of its own and
# draws with inline styles; vega-lite, behind the map of photos, compiles its charts with eval; the scripts of our
# components and the pictures that plotly saves are blobs.
_PAGE = first_page()
_CONTENT = "; ".join((
    "default-src 'self'",
    f"script-src 'self' 'unsafe-eval' blob: {script_hashes(_PAGE)}",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    # A camera's shot is fetched from a data address. Closed by the WebSocket's address: not for every browser is that
    # part of 'self'.
    "connect-src 'self' data:",
))  # fmt: skip
_HEADERS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# A document stays while its visitor goes from page to page, so the pages with a camera cannot be told from the others
# by address; what is no page of ours gets none of these.
_NO_DEVICES = "microphone=(), geolocation=(), display-capture=(), usb=(), payment=()"
_DEVICES = {False: f"camera=(), {_NO_DEVICES}", True: f"camera=(self), {_NO_DEVICES}"}  # by: is it our page?
_MEDIA = re.compile(r"(?<!/static)/media/(.*)")  # pictures and downloads of visitors; the other are Streamlit's own
_SAVE_S = 20.0  # for saves under way when the server is asked to stop
_NOT_KEPT = {"Cache-Control": "no-store"}  # no browser writes it to its disk


class Guard:
    """ASGI middleware: refuses what is asked by a name that is not the studio's, or by another site's page."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer 403 or 404; a WebSocket is refused before it is opened."""
        if scope["type"] == "lifespan":
            return await self._app(scope, receive, send)

        headers, media = Headers(scope=scope), _MEDIA.search(scope["path"])
        refusal = await _refusal(scope, headers, media)
        sockets = "" if refusal else f" ws://{headers['host']} wss://{headers['host']}"

        first = False

        async def answer(message: Message) -> None:
            nonlocal first
            if message["type"] == "http.response.start":
                own = MutableHeaders(scope=message)
                own.update({**_HEADERS, "Content-Security-Policy": _CONTENT + sockets} | (_NOT_KEPT if media else {}))
                page = message["status"] == 200 and own.get("Content-Type", "").startswith("text/html")
                first = page and not media  # a report as HTML is a page, too
                own["Permissions-Policy"] = _DEVICES[first]
                if first:
                    _announce_first_page(own)
                if signed_in.is_on():
                    gate.only_encrypted(own)
            elif first:
                if message.get("more_body"):
                    return
                message = {"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else _PAGE}
            await send(message)

        if refusal is None:
            await _way_in(scope)(self._app, scope, receive, answer)
        elif scope["type"] == "http":
            await refusal(scope, receive, answer)
        else:
            await send({"type": "websocket.close", "code": 1008})  # before it was accepted: the browser sees 403
        return None


async def _refusal(scope: Scope, headers: Headers, media: re.Match[str] | None) -> Response | None:
    """None where the request may be passed on."""
    if not _may_ask(headers):
        return PlainTextResponse(FOREIGN_NAME, 403)
    connection, user = HTTPConnection(scope), None
    if signed_in.is_on():
        if gate.SIGN_IN_PATHS.search(scope["path"]):
            return None
        if scope["type"] == "http" and (refusal := await gate.refusal(connection)):
            return refusal
        user = signed_in.user_of(connection)
    if _CLOSED.search(scope["path"]) or (media and not may_fetch(media[1], connection.cookies, user)):
        return PlainTextResponse("Not Found", 404)
    return None


def _way_in(scope: Scope) -> Callable[[ASGIApp, Scope, Receive, Send], Awaitable[None]]:
    """How a request that may be asked goes on to Streamlit."""
    if signed_in.is_on() and scope["type"] == "websocket":
        return gate.watch
    if gate.SIGN_IN_PATHS.search(scope["path"]):
        return gate.sign_in_or_out
    return lambda app, *rest: app(*rest)


def _announce_first_page(headers: MutableHeaders) -> None:
    """Ours takes the place of Streamlit's, by whatever address it was asked for; what tells Streamlit's apart goes."""
    for name in ("Content-Encoding", "ETag", "Last-Modified", "Accept-Ranges"):
        if name in headers:
            del headers[name]
    headers["Content-Length"] = str(len(_PAGE))


def _may_ask(headers: Headers) -> bool:
    """Is the studio asked by a name of its own, and, where a page asks, by a page of its own?

    A name that another site has pointed at this machine (DNS rebinding) is not one of ours."""
    hosts, origins = ([value.lower() for value in headers.getlist(name)] for name in ("host", "origin"))
    if len(hosts) != 1 or not is_host_allowed(hosts[0]):
        return False
    return set(origins) <= {f"http://{hosts[0]}", f"https://{hosts[0]}"}


def _log() -> None:
    """As the settings say, Streamlit's own too, which gives each of its logs a form of its own."""
    if get_settings().log == "json":
        logs.begin(get_settings())
        streamlit_logs.setup_formatter = logs.to_root  # of those that it makes later


def _say(sentence: str) -> None:
    """To whoever has started the server."""
    if get_settings().log == "json":
        logging.getLogger(__name__).info(sentence)
    else:
        cli_util.print_to_cli(sentence)


async def _finish_saves() -> None:
    """The threads of pages are cut off when Python leaves; what they are saving is waited for."""
    if not saves_under_way():
        return
    _say(SAVES_FINISH)
    left = await asyncio.to_thread(let_finish, _SAVE_S)
    _say(SAVES_CUT_OFF if left else SAVED_AND_CLOSED)


@asynccontextmanager
async def lifespan(_: Any) -> AsyncIterator[None]:
    """From before the first request to after the last one."""
    _log()
    names = [*LOOPBACK, *config.get_option("server.allowedHosts")]
    config.set_option("server.allowedHosts", list(dict.fromkeys(names)))
    hand_over_often()
    threading.Thread(target=import_ahead, daemon=True).start()
    ensure_static_font()  # the first page asks for it before any script of ours has run
    signed_in.begin(get_settings(), {} if alone.is_on() else auth_section())
    alone.begin()
    if not alone.is_on():  # trainings are the studio's own server's
        supervise(get_settings())
    address = server_util.get_url(server_util.get_display_address(st.get_option("server.address")))
    _say(opened((signed_in.is_on() and get_settings().address) or address))
    if not st.get_option("server.headless"):
        cli_util.open_browser(address)
    keep_uploads_in_memory()
    beside = [asyncio.create_task(work) for work in (forget_closed_tabs(), draw_anew_on(purges, behind, forget))]
    yield
    for task in beside:
        task.cancel()
    await _finish_saves()
    # uvicorn would now end the process by the signal that stopped it, and what Python does on leaving (jobs are ended,
    # temporary folders deleted) would be left out.
    with suppress(AttributeError):
        signal.getsignal(signal.SIGTERM).__self__._captured_signals.clear()  # type: ignore[union-attr]


MIDDLEWARE = [Middleware(Guard), Middleware(HealthCheck)]
__all__ = ["MIDDLEWARE", "lifespan", "start_or_leave"]
