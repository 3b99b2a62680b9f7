"""A photo service on this machine that speaks as Wikimedia Commons and Naver do, and fails in every way they may.

For the measurement and for tests: what goes wrong, where and how often, is said beforehand.
"""

import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, quote, unquote, urlsplit

from core.bench.photo_answers import (
    API_ERRORS,
    GOOD,
    HUB_KEY,
    HUGE,
    LEGACY_KEY,
    PASSING,
    TARGETS,
    Offer,
    Results,
    answer,
    bomb,
    commons,
    naver,
)  # fmt: skip
from core.settings import Settings


@dataclass(slots=True)
class Asked:
    """A request for a photo. sent: bytes of the body so far; whole: it was the photo itself, and all of it left this
    machine; ended: nothing more is sent."""

    path: str
    agent: str
    sent: int = 0
    whole: bool = False
    ended: bool = False


class PhotoServer:
    """A context manager. results: query -> what it finds. slow_s: how long a slow answer stalls.

    api_faults: names of failures, each spent on one search: 429, 500, maxlag, ratelimited, html, empty, key, quota or
    "code:<error code>"."""

    def __init__(self, results: Results, slow_s: float = 1.0) -> None:
        self.results, self.slow_s = results, slow_s
        self.api_faults: list[str] = []
        self.asked: list[Asked] = []
        self.searches: list[dict[str, str]] = []
        self.before_photo: Callable[[str], None] = lambda path: None
        self._offers = {unquote(self._path(offer)): offer for offers in results.values() for offer in offers}
        if any(offer.fault == "gzip_bomb" for offer in self._offers.values()):
            bomb()  # takes longer to make than a client may wait
        self._shown: dict[str, int] = {}
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self._decoy = ThreadingHTTPServer(("127.0.0.1", 0), _decoy(self))
        self.decoyed = 0  # requests to a port that nobody was allowed to ask

    def __enter__(self) -> Self:
        for server in (self._server, self._decoy):
            threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        for server in (self._server, self._decoy):
            server.shutdown()
            server.server_close()

    @property
    def place(self) -> str:
        """host:port"""
        return f"127.0.0.1:{self._server.server_address[1]}"

    @property
    def address(self) -> str:
        return f"http://{self.place}"

    def environment(self) -> dict[str, str]:
        """Of a studio that asks this server instead of the real ones."""
        return {
            "STUDIO_COMMONS_API": f"{self.address}/w/api.php",
            "STUDIO_NAVER_IMAGE_LEGACY": f"{self.address}/v1/search/image",
            "STUDIO_NAVER_IMAGE_HUB": f"{self.address}/search/v1/image",
            "STUDIO_TRUSTED_HOSTS": json.dumps([self.place]),
        }

    def settings(self, settings: Settings, **more: Any) -> Settings:
        """The same settings, but asking this server."""
        own = {
            "commons_api": f"{self.address}/w/api.php",
            "naver_image_legacy": f"{self.address}/v1/search/image",
            "naver_image_hub": f"{self.address}/search/v1/image",
            "trusted_hosts": frozenset({self.place}),
        }
        return settings.model_copy(update={**own, **more})

    def url(self, offer: Offer) -> str:
        """Where the photo is offered."""
        return self.address + self._path(offer)

    def photos_asked(self) -> list[Asked]:
        """Requests for photos, in the order they came."""
        with self._lock:
            return list(self.asked)

    @staticmethod
    def _path(offer: Offer) -> str:
        return f"/wikipedia/commons/{quote(offer.name, safe='')}.jpg"

    def note(self, asked: Asked) -> None:
        with self._lock:
            self.asked.append(asked)

    def fault_of(self, path: str) -> tuple[Offer | None, str]:
        """The offer of a path and what is to go wrong this time."""
        offer = self._offers.get(unquote(path).replace("/thumb/", "/"))
        if offer is None:
            return None, ""
        with self._lock:
            self._shown[path] = self._shown.get(path, 0) + 1
            over = offer.fault in PASSING and 0 < offer.times < self._shown[path]
        return offer, "" if over else offer.fault

    def next_api_fault(self) -> str:
        with self._lock:
            return self.api_faults.pop(0) if self.api_faults else ""

    def target(self, fault: str) -> str:
        """Where a redirect leads that may not be followed."""
        decoy = self._decoy.server_address[1]
        here = {"to_loopback": f"http://127.0.0.1:{decoy}/photo.jpg", "to_name": f"http://localhost:{decoy}/photo.jpg"}
        return {**here, **TARGETS}.get(fault, "")

    def sleep(self) -> None:
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


def _decoy(server: PhotoServer) -> type[BaseHTTPRequestHandler]:
    class Decoy(QuietHandler):
        def do_GET(self) -> None:
            server.decoyed += 1
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

    return Decoy


def _handler(server: PhotoServer) -> type[BaseHTTPRequestHandler]:
    class Handler(_Handler):
        service = server

    return Handler


class _Handler(QuietHandler):
    service: PhotoServer
    asked = Asked("", "")

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        with suppress(OSError):  # the client has seen enough, or was killed
            if parts.path in ("/w/api.php", "/v1/search/image", "/search/v1/image"):
                self._search(parts.path, query)
            else:
                self._photo(parts.path)

    def _search(self, path: str, query: dict[str, str]) -> None:
        self.service.searches.append(query)
        fault = self.service.next_api_fault()
        if path != "/w/api.php" and not fault:
            fault = self._key_fault(path)
        if fault in ("429", "500"):
            return self._body(int(fault), b"", {"Retry-After": "1"} if fault == "429" else {})
        if fault == "html":
            return self._body(
                200, b"<!DOCTYPE html><html><body>Maintenance</body></html>", {"Content-Type": "text/html"}
            )
        status, found = API_ERRORS.get(fault, (200, {}))
        if fault.startswith("code:"):
            found = {"error": {"code": fault.removeprefix("code:"), "info": "no"}}
        if not fault:
            search = commons if path == "/w/api.php" else naver
            found = search(self.service.results, self.service.url, query)
        more = {"Retry-After": "5"} if fault == "maxlag" else {}
        return self._body(status, json.dumps(found).encode(), {"Content-Type": "application/json", **more})

    def _key_fault(self, path: str) -> str:
        if path.startswith("/v1"):
            return "" if self.headers.get("X-Naver-Client-Secret") == LEGACY_KEY else "key"
        return "" if self.headers.get("X-NCP-APIGW-API-KEY") == HUB_KEY else "hub_key"

    def _photo(self, path: str) -> None:
        self.asked = Asked(path, self.headers.get("User-Agent", ""))
        self.service.note(self.asked)
        offer, fault = self.service.fault_of(path)
        self.service.before_photo(path)
        try:
            if offer is None:
                self._body(404, b"no such file")
            else:
                self.asked.whole = self._answer(offer, fault, path)
        finally:
            self.asked.ended = True

    def _answer(self, offer: Offer, fault: str, path: str) -> bool:
        """Send the photo or what the fault makes of it. True when it was the photo, and all of it."""
        ready = answer(offer, fault, path, self.service.target(fault))
        if ready is not None:
            self._body(*ready)
            return ready[0] == 200 and fault in GOOD
        jpeg, data = {"Content-Type": "image/jpeg"}, offer.data
        self.close_connection = True
        if fault == "reset":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
        elif fault == "slow":
            self._start(200, {**jpeg, "Content-Length": str(len(data))})
            self._write(data[:100])
            self.service.sleep()
        elif fault == "cut_chunked":
            self._start(200, {**jpeg, "Transfer-Encoding": "chunked"})
            self._write(b"%x\r\n" % len(data) + data[: len(data) // 2])
        elif fault == "cut":
            self._start(200, {**jpeg, "Content-Length": str(len(data))})
            self._write(data[: len(data) // 2])
        else:  # huge, declared or not
            self._start(200, {**jpeg, **({"Content-Length": str(HUGE)} if fault == "huge" else {})})
            self._flood()
        return False

    def _flood(self) -> None:
        block = bytes(2**16)
        for _ in range(HUGE // len(block)):
            self._write(block)

    def _start(self, status: int, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key, value)
        self.end_headers()

    def _body(self, status: int, data: bytes, headers: Mapping[str, str] | None = None) -> None:
        self._start(status, {**(headers or {}), "Content-Length": str(len(data))})
        self._write(data)

    def _write(self, data: bytes) -> None:
        self.wfile.write(data)
        self.wfile.flush()
        self.asked.sent += len(data)


class SkippingClock:
    """A clock that a wait turns on instead of waiting: politeness costs patience, not work, and is not measured."""

    def __init__(self) -> None:
        self.skipped = 0.0

    def __call__(self) -> float:
        return time.monotonic() + self.skipped

    def sleep(self, seconds: float) -> None:
        self.skipped += seconds
