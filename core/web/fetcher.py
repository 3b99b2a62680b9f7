"""Polite and patient requests to addresses from outside.

Polite: names its user agent, pauses between requests to one host, obeys Retry-After. Patient: repeats what failed for a
passing reason. Careful: only the open internet (core/web/guard.py), only so many bytes, seconds and redirects.
"""

import random
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.cookiejar import DefaultCookiePolicy
from typing import Any
from urllib.parse import urljoin

import requests
from urllib3.exceptions import HTTPError, ProtocolError, ReadTimeoutError

import core
from core.settings import Settings
from core.web.guard import ForbiddenAddress, SocketGuard, adapter, host_and_port

_CHUNK = 2**16
_TICK_S = 0.25  # how often a wait checks for a stop
_FIRST_PAUSE_S = 1.0  # before the second attempt; doubles with each
_ENCODINGS = {"": None, "identity": None, "gzip": 47, "x-gzip": 47, "deflate": 47}  # zlib's own or gzip's header


# What may be otherwise another time: the host asks for patience, fails, stalls, breaks off, or is not reached.
PASSING = frozenset({"busy", "server", "slow", "cut", "offline"})


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """connect, read: seconds without a sign; seconds: of a whole answer; pace: between two requests to one host, which
    Wikimedia asks to be one after the other; longest_wait: seconds a host may ask for before it is given up."""

    connect: float = 10.0
    read: float = 15.0
    seconds: float = 90.0
    redirects: int = 5
    attempts: int = 4
    pace: float = 0.5
    longest_wait: float = 120.0


@dataclass(frozen=True, slots=True)
class Answer:
    """url: where it came from in the end. headers: whatever their case."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)


class FetchError(Exception):
    """A failed request. outcome: one of PASSING, or forbidden (an address outside the allowed ones), redirects,
    too_large, unreadable."""

    def __init__(self, outcome: str) -> None:
        super().__init__(outcome)
        self.outcome = outcome

    @property
    def passing(self) -> bool:
        return self.outcome in PASSING


class _Closed(FetchError):
    """The host wants a longer pause than `longest_wait`: no use in trying again now."""


class Stopped(Exception):
    """The work was stopped on request."""


def busy(answer: Answer) -> bool:
    """Is it the kind of answer that another try may better?"""
    return answer.status in (408, 425, 429) or answer.status >= 500


class Fetcher:
    """One request at a time, for one thread. stop: polled while waiting and reading.

    hosts: names that may be asked, where a redirect leads too; None for any on the open internet.
    clock, sleep: seconds; resolve: as socket.getaddrinfo; all to be replaced in tests."""

    def __init__(
        self,
        settings: Settings,
        stop: Callable[[], bool] = lambda: False,
        limits: FetchLimits | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        gate: SocketGuard | None = None,
        hosts: frozenset[str] | None = None,
    ) -> None:
        self.limits = limits or FetchLimits()
        self.stop, self._clock, self._sleep = stop, clock, sleep
        self._gate, self._hosts = gate or SocketGuard(settings.trusted_hosts), hosts
        self._earliest: dict[str, float] = {}  # host -> when it may be asked again
        self._session = requests.Session()
        self._session.trust_env = False  # neither a proxy nor passwords of a .netrc
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        self._session.headers.update({"User-Agent": user_agent(settings), "Accept-Encoding": "identity"})
        transport = adapter(self._gate)
        self._session.mount("http://", transport)
        self._session.mount("https://", transport)

    def get(
        self,
        url: str,
        limit: int,
        *,
        params: Mapping[str, str | int] | None = None,
        headers: Mapping[str, str] | None = None,
        again: Callable[[Answer], bool] = busy,
    ) -> Answer:
        """A whole answer of at most `limit` bytes, whatever its status; what `again` says yes to is requested again.

        headers: go to this host only, not where it redirects to. Raises FetchError, Stopped."""
        if params:
            url = requests.Request("GET", url, params=dict(params)).prepare().url or url
        for attempt in range(1, self.limits.attempts + 1):
            last = attempt == self.limits.attempts
            pause = _FIRST_PAUSE_S * 2 ** (attempt - 1) * random.uniform(0.7, 1.3)  # noqa: S311 - no secret
            try:
                answer = self._follow(url, limit, headers or {})
            except FetchError as error:
                if last or not error.passing or isinstance(error, _Closed):
                    raise
                self._wait(pause)
                continue
            if not again(answer):
                return answer
            wanted = retry_after(answer)
            pause = pause if wanted is None else max(wanted, self.limits.pace)
            self._earliest[host_and_port(answer.url)[0]] = self._clock() + pause
            if last or (wanted is not None and wanted > self.limits.longest_wait):
                raise FetchError("server" if answer.status >= 500 else "busy")
        raise FetchError("busy")  # no attempt was allowed at all

    def post(self, url: str, limit: int, *, content: object, headers: Mapping[str, str] | None = None) -> Answer:
        """What a service answers to JSON, whatever its status. Asked once, and no redirect is followed.

        Raises FetchError, Stopped."""
        with (
            self._translated_errors(),
            self._open_response(url, headers or {}, self.limits.seconds, content) as response,
        ):
            return Answer(url, response.status_code, response.headers, self._read(response, limit))

    def _follow(self, url: str, limit: int, headers: Mapping[str, str]) -> Answer:
        """One attempt, its redirects included, each checked before it is taken."""
        until = self._clock() + self.limits.seconds
        first: tuple[str, int] | None = None
        for _ in range(self.limits.redirects + 1):
            try:
                place = host_and_port(url)
            except ForbiddenAddress:
                raise FetchError("forbidden") from None
            if self._hosts is not None and place[0] not in self._hosts:
                raise FetchError("forbidden")
            first = first or place
            until += self._take_turn(*place)  # the host's time, not ours
            own = headers if place == first else {}
            with self._translated_errors(), self._open_response(url, own, until - self._clock()) as response:
                target = self._session.get_redirect_target(response)
                if target is None:
                    return Answer(url, response.status_code, response.headers, self._read(response, limit))
                url = urljoin(url, target)
        raise FetchError("redirects")

    @contextmanager
    def _translated_errors(self) -> Iterator[None]:
        """Exceptions of requests and urllib3 become a FetchError with its code."""
        try:
            yield
        except ForbiddenAddress:
            raise FetchError("forbidden") from None
        except (requests.Timeout, ReadTimeoutError, TimeoutError):
            raise FetchError("slow") from None
        except requests.exceptions.SSLError:
            raise FetchError("offline") from None
        except requests.ConnectionError as error:
            # A connection that was made and then fell is another matter than none at all.
            raise FetchError("cut" if isinstance(error.args[0], ProtocolError) else "offline") from None
        except (HTTPError, requests.exceptions.InvalidHeader):
            raise FetchError("cut") from None
        except ValueError:  # no valid address
            raise FetchError("forbidden") from None
        except OSError:
            raise FetchError("cut") from None

    @contextmanager
    def _open_response(
        self, url: str, headers: Mapping[str, str], seconds: float, content: object = None
    ) -> Iterator[requests.Response]:
        # A read timeout counts from byte to byte: headers, chunk sizes or trailers that trickle in go on for hours.
        late = threading.Event()

        def end() -> None:
            late.set()
            self._gate.cut()

        self._gate.asking = None
        watch = threading.Timer(seconds, end)
        watch.daemon = True
        watch.start()
        try:
            with self._session.request(
                "GET" if content is None else "POST",
                url,
                json=content,
                headers=dict(headers),
                stream=True,
                allow_redirects=False,
                timeout=(self.limits.connect, self.limits.read),
            ) as response:
                yield response
        finally:
            watch.cancel()
            if late.is_set():  # what is cut off there passes for an answer, or for another failure
                raise FetchError("slow") from None

    def _read(self, response: requests.Response, limit: int) -> bytes:
        declared = response.headers.get("Content-Length", "")
        length = int(declared) if declared.isascii() and declared.isdigit() and len(declared) < 20 else None
        if length is not None and length > limit:
            raise FetchError("too_large")
        encoding = response.headers.get("Content-Encoding", "").strip().lower()
        if encoding not in _ENCODINGS:
            raise FetchError("unreadable")
        window = _ENCODINGS[encoding]
        unpack = zlib.decompressobj(window) if window else None
        parts: list[bytes] = []
        size = received = 0
        while chunk := response.raw.read1(_CHUNK, decode_content=False):  # whatever is there, not all of _CHUNK
            received += len(chunk)
            if unpack is not None:
                try:
                    chunk = unpack.decompress(chunk, limit - size + 1)  # a bomb ends at the limit
                except zlib.error:
                    raise FetchError("unreadable") from None
            size += len(chunk)
            if max(size, received) > limit:
                raise FetchError("too_large")
            parts.append(chunk)
            if self.stop():
                raise Stopped
        if (length is not None and received < length) or (unpack is not None and received and not unpack.eof):
            raise FetchError("cut")
        return b"".join(parts)

    def _take_turn(self, host: str, port: int) -> float:
        """Wait until the host may be asked; seconds that took. Raises FetchError where that is too long."""
        now = self._clock()
        pause = max(0.0, self._earliest.get(host, now) - now)
        if pause > self.limits.longest_wait:
            raise _Closed("busy")
        self._wait(pause)
        if not self._gate.trusts(host, port):
            self._earliest[host] = self._clock() + self.limits.pace
        return pause

    def _wait(self, seconds: float) -> None:
        until = self._clock() + seconds
        while True:
            if self.stop():
                raise Stopped
            rest = until - self._clock()
            if rest <= 0:
                return
            self._sleep(min(rest, _TICK_S))


def user_agent(settings: Settings) -> str:
    """As Wikimedia's policy asks: the program, a contact, the library."""
    contact = "".join(c for c in settings.contact if " " <= c <= "~" and c not in "()").strip()
    library = f"python-requests/{requests.__version__}"
    return f"DebutConceptStudio/{core.__version__} ({contact or 'no contact given'}) {library}"


def retry_after(answer: Answer) -> float | None:
    """Seconds the host asks to wait, given as such or as a date; None where it does not say."""
    text = str(answer.headers.get("Retry-After", "")).strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        moment: Any = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, float((moment - datetime.now(UTC)).total_seconds()))
