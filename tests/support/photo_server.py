"""A photo service on this machine that speaks as Wikimedia Commons and Naver do, and fails in every way they may.

For the measurement and for tests: what goes wrong, where and how often, is said beforehand.
"""

import json
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass
from http.server import ThreadingHTTPServer
from typing import ClassVar
from urllib.parse import quote, unquote

from tests.support.fault_server import FaultHandler, FaultServer, Query, QuietHandler
from tests.support.photo_answers import (
    API_ERRORS,
    GOOD,
    HUGE,
    PASSING,
    TARGETS,
    Offer,
    Results,
    answer,
    bomb,
    commons,
    naver,
)

COMMONS, NAVER_OLD, NAVER_HUB = "/w/api.php", "/v1/search/image", "/search/v1/image"


@dataclass(slots=True)
class Asked:
    """A request for a photo. sent: bytes of the body so far; whole: it was the photo itself, and all of it left this
    machine; ended: nothing more is sent."""

    path: str
    agent: str
    sent: int = 0
    whole: bool = False
    ended: bool = False


class PhotoServer(FaultServer):
    """results: query -> what it finds. faults: of searches: 429, 500, maxlag, ratelimited, html, empty, key, quota or
    "code:<error code>"; those of photos stand in their offers."""

    paths: ClassVar = {"commons_api": COMMONS, "naver_image_legacy": NAVER_OLD, "naver_image_hub": NAVER_HUB}

    def __init__(self, results: Results, slow_s: float = 1.0) -> None:
        super().__init__(_Handler, slow_s)
        self.results = results
        self.asked: list[Asked] = []
        self.before_photo: Callable[[str], None] = lambda path: None
        self._offers = {unquote(self._path(offer)): offer for offers in results.values() for offer in offers}
        if any(offer.fault == "gzip_bomb" for offer in self._offers.values()):
            bomb()  # takes longer to make than a client may wait
        self._shown: dict[str, int] = {}
        self._decoy = ThreadingHTTPServer(("127.0.0.1", 0), type("Decoy", (_Decoy,), {"service": self}))
        self._servers.append(self._decoy)
        self.decoyed = 0  # requests to a port that nobody was allowed to ask

    @property
    def searches(self) -> list[Query]:
        return [query for _, query in self.requests]

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

    def note_photo(self, asked: Asked) -> None:
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

    def target(self, fault: str) -> str:
        """Where a redirect leads that may not be followed."""
        decoy = self._decoy.server_address[1]
        here = {"to_loopback": f"http://127.0.0.1:{decoy}/photo.jpg", "to_name": f"http://localhost:{decoy}/photo.jpg"}
        return {**here, **TARGETS}.get(fault, "")


class _Decoy(QuietHandler):
    service: PhotoServer

    def do_GET(self) -> None:  # noqa: N802  # the name that http.server calls
        self.service.decoyed += 1
        self.send(200, b"")


class _Handler(FaultHandler):
    service: PhotoServer
    asked = Asked("", "")

    def reply(self, path: str, query: Query) -> None:
        if path in self.service.paths.values():
            self._search(path, query)
        else:
            self._photo(path)

    def _search(self, path: str, query: Query) -> None:
        fault = self.service.note(path, query)
        if path != COMMONS and not fault and not self.has_naver_key(path == NAVER_HUB):
            fault = "hub_key" if path == NAVER_HUB else "key"
        if fault in ("429", "500"):
            return self.send(int(fault), b"", {"Retry-After": "1"} if fault == "429" else {})
        if fault == "html":
            page = b"<!DOCTYPE html><html><body>Maintenance</body></html>"
            return self.send(200, page, {"Content-Type": "text/html"})
        status, found = API_ERRORS.get(fault, (200, {}))
        if fault.startswith("code:"):
            found = {"error": {"code": fault.removeprefix("code:"), "info": "no"}}
        if not fault:
            found = (commons if path == COMMONS else naver)(self.service.results, self.service.url, query)
        more = {"Retry-After": "5"} if fault == "maxlag" else {}
        return self.send(status, json.dumps(found).encode(), {"Content-Type": "application/json", **more})

    def _photo(self, path: str) -> None:
        self.asked = Asked(path, self.headers.get("User-Agent", ""))
        self.service.note_photo(self.asked)
        offer, fault = self.service.fault_of(path)
        self.service.before_photo(path)
        try:
            if offer is None:
                self.send(404, b"no such file")
            else:
                self.asked.whole = self._answer(offer, fault, path)
        finally:
            self.asked.ended = True

    def _answer(self, offer: Offer, fault: str, path: str) -> bool:
        """Send the photo or what the fault makes of it. True when it was the photo, and all of it."""
        ready = answer(offer, fault, path, self.service.target(fault))
        if ready is not None:
            self.send(*ready)
            return ready[0] == 200 and fault in GOOD
        jpeg = {"Content-Type": "image/jpeg"}
        self.close_connection = True
        if fault == "reset":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
        elif fault in ("slow", "cut", "cut_chunked"):
            self.send_cut(fault, offer.data, jpeg, 100 if fault == "slow" else len(offer.data) // 2)
        else:  # huge, declared or not
            self.start(200, {**jpeg, **({"Content-Length": str(HUGE)} if fault == "huge" else {})})
            block = bytes(2**16)
            for _ in range(HUGE // len(block)):
                self.write(block)
        return False

    def write(self, data: bytes) -> None:
        super().write(data)
        self.asked.sent += len(data)
