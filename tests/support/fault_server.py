"""What the photo server and the news server share: services on this machine that fail when they are asked to."""

import json
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar, Self, TypeVar
from urllib.parse import parse_qs, urlsplit

from core.settings import Settings

Query = dict[str, str]
Answer = tuple[int, bytes, dict[str, str]]  # status, body, headers
Item = TypeVar("Item")
HUB_KEY, LEGACY_KEY = "hub-secret", "legacy-secret"  # of Naver's new and old API


class FaultServer:
    """A context manager. faults: names, each spent on one request that a subclass notes. slow_s: how long a slow
    answer stalls. requests: (path, query) of every request noted so far."""

    paths: ClassVar[Mapping[str, str]]  # name of a setting -> the path of its service here

    def __init__(self, handler: "type[FaultHandler]", slow_s: float = 1.0) -> None:
        self.slow_s = slow_s
        self.faults: list[str] = []
        self.requests: list[tuple[str, Query]] = []
        self._lock, self._ended = threading.Lock(), threading.Event()
        # A class of its own, since the handlers of a connection know nothing but their class.
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (handler,), {"service": self}))
        self._servers = [self._server]

    def __enter__(self) -> Self:
        for server in self._servers:
            threading.Thread(target=server.serve_forever, args=(0.005,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        for server in self._servers:
            server.shutdown()
            server.server_close()

    @property
    def place(self) -> str:
        """host:port"""
        return f"127.0.0.1:{self._server.server_address[1]}"

    @property
    def address(self) -> str:
        return f"http://{self.place}"

    def settings(self, settings: Settings, **more: Any) -> Settings:
        """The same settings, but asking this server."""
        own = {name: self.address + path for name, path in self.paths.items()}
        return settings.model_copy(update={**own, "trusted_hosts": frozenset({self.place}), **more})

    def environment(self) -> dict[str, str]:
        """Of a studio in another process that asks this server instead of the real ones."""
        own = {f"STUDIO_{name.upper()}": self.address + path for name, path in self.paths.items()}
        return {**own, "STUDIO_TRUSTED_HOSTS": json.dumps([self.place])}

    def note(self, path: str, query: Query) -> str:
        """Remember the request; the fault it meets, "" for none."""
        with self._lock:
            self.requests.append((path, query))
            return self.faults.pop(0) if self.faults else ""

    def stall(self) -> None:
        self._ended.wait(self.slow_s)


class QuietHandler(BaseHTTPRequestHandler):
    """Of a local server whose clients are killed, or leave in the middle: it says nothing and goes on."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *_: object) -> None:
        pass

    def handle(self) -> None:
        with suppress(OSError):
            super().handle()

    def finish(self) -> None:
        with suppress(OSError):
            super().finish()

    def start(self, status: int, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key, value)
        self.end_headers()

    def send(self, status: int, data: bytes, headers: Mapping[str, str] | None = None) -> None:
        """A whole answer."""
        self.start(status, {**(headers or {}), "Content-Length": str(len(data))})
        self.write(data)

    def write(self, data: bytes) -> None:
        self.wfile.write(data)


class FaultHandler(QuietHandler):
    """Answers with `reply`; the rest is what goes wrong in the same way everywhere."""

    service: Any

    def do_GET(self) -> None:  # the name that http.server calls
        parts = urlsplit(self.path)
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        with suppress(OSError):  # the client has seen enough, or was killed
            self.reply(parts.path, query)

    def reply(self, path: str, query: Query) -> None:
        raise NotImplementedError

    def send_cut(self, fault: str, data: bytes, headers: Mapping[str, str], sent: int) -> None:
        """Only the first `sent` bytes. fault: "cut" and "slow" declare all of them, "cut_chunked" one chunk of them,
        "huge" a gigabyte; a slow answer stalls before it ends."""
        self.close_connection = True
        size = {"huge": {"Content-Length": str(2**30)}, "cut_chunked": {"Transfer-Encoding": "chunked"}}
        self.start(200, {**headers, **size.get(fault, {"Content-Length": str(len(data))})})
        self.write((b"%x\r\n" % len(data) if fault == "cut_chunked" else b"") + data[:sent])
        if fault == "slow":
            self.service.stall()

    def has_naver_key(self, hub: bool) -> bool:
        """Was the request made with the key of the new or of the old API?"""
        name, key = ("X-NCP-APIGW-API-KEY", HUB_KEY) if hub else ("X-Naver-Client-Secret", LEGACY_KEY)
        return bool(self.headers.get(name) == key)


def naver_page(found: Sequence[Item], query: Query, item: Callable[[int, Item], dict[str, str]]) -> dict[str, Any]:
    """One page of a search, as both of Naver's APIs give it. item: rank from 1 and what was found to its entry."""
    start, size = int(query.get("start", 1)), int(query.get("display", 10))
    head = {"lastBuildDate": "Mon, 26 Sep 2016 10:47:23 +0900", "total": len(found), "start": start, "display": size}
    return {**head, "items": [item(rank, one) for rank, one in enumerate(found[start - 1 : start - 1 + size], start)]}


class SkippingClock:
    """A clock that a wait turns on instead of waiting: politeness costs patience, not work, and is not measured."""

    def __init__(self) -> None:
        self.skipped = 0.0

    def __call__(self) -> float:
        return time.monotonic() + self.skipped

    def sleep(self, seconds: float) -> None:
        self.skipped += seconds
