"""Requests to a server that fails in every way it may: what comes of them, how often, and what was never asked."""

import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import unquote

import pytest

from core.settings import Settings, get_settings
from core.web.fetcher import Answer, Fetcher, FetchError, FetchLimits, Stopped, user_agent
from core.web.guard import SocketGuard, is_public
from tests.support.fault_server import SkippingClock
from tests.support.photo_answers import GOOD, HUGE, PASSING, Offer, noise_photo
from tests.support.photo_server import PhotoServer

PHOTO = noise_photo(1)
CAP = 2**20
LIMITS = FetchLimits(connect=2, read=0.3, seconds=5)


@pytest.fixture
def server() -> Iterator[PhotoServer]:
    faults = ["", *PASSING, *GOOD[1:], "html", "loop", "huge", "huge_undeclared", "gzip_bomb", "empty", "gone"]
    faults += ["to_loopback", "to_private", "to_link_local", "to_loopback_6", "to_name", "to_file"]
    offers = [Offer(fault or "plain", PHOTO, fault) for fault in faults]
    offers += [Offer(f"always {fault}", PHOTO, fault, times=0) for fault in PASSING]
    with PhotoServer({"": offers}, slow_s=1) as running:
        yield running


@pytest.fixture
def clock() -> SkippingClock:
    return SkippingClock()


def fetcher(server: PhotoServer, clock: SkippingClock, **more: Any) -> Fetcher:
    settings = server.settings(get_settings())
    return Fetcher(settings, limits=more.pop("limits", LIMITS), clock=clock, sleep=clock.sleep, **more)


def address(server: PhotoServer, name: str) -> str:
    return server.url(next(o for o in server.results[""] if o.name == name))


def asked(server: PhotoServer, name: str) -> int:
    return sum(one.path in address(server, name) for one in server.photos_asked())


def failure(server: PhotoServer, clock: SkippingClock, name: str) -> FetchError:
    with pytest.raises(FetchError) as told:
        fetcher(server, clock).get(address(server, name), CAP)
    return told.value


@pytest.mark.parametrize("fault", ["plain", "wrong_type", "gzip", "redirect"])
def test_a_photo_comes_whole_however_it_is_sent(server: PhotoServer, clock: SkippingClock, fault: str) -> None:
    answer = fetcher(server, clock).get(address(server, fault), CAP)
    assert (answer.status, answer.body) == (200, PHOTO)
    assert clock.skipped == 0


@pytest.mark.parametrize("fault", PASSING)
def test_what_passes_is_tried_again(server: PhotoServer, clock: SkippingClock, fault: str) -> None:
    answer = fetcher(server, clock).get(address(server, fault), CAP)
    assert answer.body == PHOTO and asked(server, fault) == 2
    assert 0.6 < clock.skipped < 3


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        ("429", "busy"),
        ("429_date", "busy"),
        ("500", "server"),
        ("slow", "slow"),
        ("cut", "cut"),
        ("cut_chunked", "cut"),
        ("reset", "cut"),
    ],
)
def test_what_does_not_pass_is_given_up_and_says_that_it_may_pass(
    server: PhotoServer, clock: SkippingClock, fault: str, outcome: str
) -> None:
    error = failure(server, clock, f"always {fault}")
    assert error.outcome == outcome and error.passing
    assert asked(server, f"always {fault}") == LIMITS.attempts
    assert clock.skipped > 2  # three pauses


def test_a_host_that_cannot_be_reached_did_not_cut_off_whatever_the_address_says(
    clock: SkippingClock,
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{free.getsockname()[1]}"
    settings = get_settings().model_copy(update={"trusted_hosts": frozenset({host})})
    with pytest.raises(FetchError) as told:
        Fetcher(settings, limits=LIMITS, clock=clock, sleep=clock.sleep).get(f"http://{host}/aborted.jpg", CAP)
    assert told.value.outcome == "offline"


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        ("to_loopback", "forbidden"),
        ("to_private", "forbidden"),
        ("to_link_local", "forbidden"),
        ("to_loopback_6", "forbidden"),
        ("to_name", "forbidden"),
        ("to_file", "forbidden"),
        ("loop", "redirects"),
        ("huge", "too_large"),
        ("huge_undeclared", "too_large"),
        ("gzip_bomb", "too_large"),
    ],
)
def test_what_is_refused_is_refused_at_once_and_for_good(
    server: PhotoServer, clock: SkippingClock, fault: str, outcome: str
) -> None:
    error = failure(server, clock, fault)
    assert error.outcome == outcome and not error.passing
    assert asked(server, fault) == (LIMITS.redirects + 1 if fault == "loop" else 1)
    assert server.decoyed == 0 and clock.skipped == 0


@pytest.mark.parametrize("fault", ["huge", "huge_undeclared"])
def test_of_a_huge_body_no_more_is_read_than_allowed(server: PhotoServer, clock: SkippingClock, fault: str) -> None:
    failure(server, clock, fault)
    (one,) = server.photos_asked()
    waiting = threading.Event()
    while not one.ended:
        waiting.wait(0.02)
    assert one.sent < HUGE / 10, "only what the buffers of the two machines take beyond the limit"


@pytest.mark.parametrize(("fault", "status"), [("gone", 404), ("html", 200), ("empty", 200)])
def test_other_answers_are_handed_on(server: PhotoServer, clock: SkippingClock, fault: str, status: int) -> None:
    answer = fetcher(server, clock).get(address(server, fault), CAP)
    assert answer.status == status and answer.body != PHOTO and asked(server, fault) == 1


def test_nobody_listens(clock: SkippingClock) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{taken.getsockname()[1]}"
        settings = get_settings().model_copy(update={"trusted_hosts": frozenset({place})})
        with pytest.raises(FetchError) as told:
            Fetcher(settings, limits=LIMITS, clock=clock, sleep=clock.sleep).get(f"http://{place}/a.jpg", CAP)
    assert told.value.outcome == "offline" and told.value.passing


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/a.jpg",
        "file:///etc/passwd",
        "//example.org/a.jpg",
        "http://",
        "http://[::1",
        "http://example.org:99999/a.jpg",
        "javascript:alert(1)",
        "http://a" + "b" * 300 + ".org/",
        "http://127.0.0.1/a.jpg",
        "http://2130706433/a.jpg",
        "http://0x7f.1/a.jpg",
        "http://[::ffff:127.0.0.1]/a.jpg",
        "http://user:password@127.0.0.1/a.jpg",
        "http://a\u2100.example.org/a.jpg",
        "http://127.0.0.1\\@example.org/a.jpg",
    ],
)
def test_addresses_that_are_not_of_the_open_internet(url: str) -> None:
    with pytest.raises(FetchError) as told:
        Fetcher(get_settings(), limits=FetchLimits(attempts=1)).get(url, CAP)
    assert told.value.outcome == "forbidden"


@pytest.mark.parametrize(
    "inside",
    [
        *("10.1.2.3", "172.16.0.1", "192.168.0.1", "127.0.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),
        *("224.0.0.1", "255.255.255.255", "240.0.0.1", "::", "::1", "fe80::1%2", "fc00::1", "ff02::1"),
        *("::ffff:10.0.0.1", "64:ff9b::a00:1", "64:ff9b:1::a00:1", "2002:7f00:1::", "fec0::1", "nothing"),
    ],
)
def test_a_name_that_leads_inside_is_not_followed(inside: str) -> None:
    assert not is_public(inside)

    def resolve(host: str, port: int, **_: Any) -> list[Any]:
        open_one = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", port))
        return [open_one, (socket.AF_INET, socket.SOCK_STREAM, 6, "", (inside, port))]

    gate = SocketGuard(frozenset(), resolve)
    with pytest.raises(FetchError) as told:
        Fetcher(get_settings(), gate=gate).get("http://photos.example.org/a.jpg", CAP)
    assert told.value.outcome == "forbidden"


@pytest.mark.parametrize("outside", ["93.184.216.34", "2606:2800:220:1::1", "8.8.8.8", "64:ff9b::808:808"])
def test_the_open_internet_is_allowed(outside: str) -> None:
    assert is_public(outside)


def test_only_the_trusted_port_is_trusted() -> None:
    gate = SocketGuard(frozenset({"127.0.0.1:8000", "[::1]:8000"}))
    assert gate.trusts("127.0.0.1", 8000) and gate.trusts("::1", 8000)
    assert not gate.trusts("127.0.0.1", 8001) and not gate.trusts("::1", 80)


def test_a_host_is_asked_no_faster_than_its_pace(server: PhotoServer, clock: SkippingClock) -> None:
    class Public(SocketGuard):  # this machine, but treated as a stranger's
        def trusts(self, host: str, port: int) -> bool:
            return False

        def connect(self, host: str, port: int, timeout: float | None) -> socket.socket:
            return socket.create_connection((host, port), timeout)

    own, start = fetcher(server, clock, gate=Public(frozenset())), clock()
    for _ in range(5):
        own.get(address(server, "plain"), CAP)
    assert clock() - start >= 4 * LIMITS.pace and clock.skipped <= 4 * LIMITS.pace
    waited = clock.skipped
    trusting = fetcher(server, clock)
    for _ in range(2):
        trusting.get(address(server, "plain"), CAP)
    assert clock.skipped == waited, "a mirror of one's own needs no manners"


def test_a_host_that_asks_for_an_hour_is_left_alone(server: PhotoServer, clock: SkippingClock) -> None:
    own = fetcher(server, clock, limits=FetchLimits(longest_wait=0.5))
    for _ in range(3):
        with pytest.raises(FetchError) as told:
            own.get(address(server, "always 429_seconds"), CAP)
        assert told.value.outcome == "busy"
    assert asked(server, "always 429_seconds") == 1 and clock.skipped == 0


def test_it_stops_while_it_waits(server: PhotoServer, clock: SkippingClock) -> None:
    own = fetcher(server, clock, stop=lambda: clock.skipped > 0.2)
    with pytest.raises(Stopped):
        own.get(address(server, "always 500"), CAP)
    assert asked(server, "always 500") == 1 and clock.skipped < 1


def spoken(say: Callable[[socket.socket], None], clock: SkippingClock, limits: FetchLimits) -> Answer:
    """What the fetcher makes of a server that says just that, on its own connection each time it is asked."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            for _ in range(limits.attempts):
                try:
                    connection, _ = listening.accept()
                    with connection:
                        connection.recv(2000)
                        say(connection)
                except OSError:
                    return

        threading.Thread(target=serve, daemon=True).start()
        place = f"127.0.0.1:{listening.getsockname()[1]}"
        settings = get_settings().model_copy(update={"trusted_hosts": frozenset({place})})
        own = Fetcher(settings, limits=limits, clock=clock, sleep=clock.sleep)
        return own.get(f"http://{place}/", CAP)


CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    ("head", "more"),
    [
        (b"HTTP/1.1 200 OK\r\nX-Slow: ", b"a"),
        (b"HTTP/1.0 200 OK\r\n\r\n", b"a"),
        (CHUNKED, b"0"),
        (CHUNKED + b"1\r\na\r\n0\r\n", b"X: y\r\n"),
    ],
    ids=["headers", "body", "chunk size", "trailers"],
)
def test_what_trickles_in_ends_at_the_limit(clock: SkippingClock, head: bytes, more: bytes) -> None:
    """Each byte comes in time, all of them together never would."""
    cut = threading.Event()

    def drip(connection: socket.socket) -> None:
        try:
            connection.sendall(head)
            for _ in range(250):
                connection.sendall(more)
                cut.wait(0.02)
        except OSError:
            cut.set()

    with pytest.raises(FetchError) as told:
        spoken(drip, clock, FetchLimits(read=1, seconds=0.4, attempts=1))
    assert told.value.outcome == "slow"
    assert cut.wait(4), "the connection was cut by us"


@pytest.mark.parametrize(
    ("headers", "outcome"),
    [
        ("302 X\r\nLocation: http://[", "forbidden"),
        ("302 X\r\nLocation: http://a\u2100.example.org/", "forbidden"),
        ("302 X\r\nLocation: http://a\0b.example.org/", "forbidden"),
        ("302 X\r\nLocation: http://127.0.0.1\\@10.0.0.1/", "forbidden"),
        ("429 X\r\nRetry-After: \u00b2", "busy"),
        ("429 X\r\nRetry-After: " + "9" * 5000, "busy"),
        ("429 X\r\nRetry-After: Mon, 26 Sep 99999999999999999999 10:47:23 GMT", "busy"),
        ("429 X\r\nRetry-After: Mon, 26 Sep 2016 10:47:23 +999999999999999", "busy"),
        ("200 X\r\nContent-Length: 1\r\nContent-Length: 2", "cut"),
        ("200 X\r\nContent-Encoding: br", "unreadable"),
    ],
)
def test_headers_that_make_no_sense_end_one_request_only(clock: SkippingClock, headers: str, outcome: str) -> None:
    data = f"HTTP/1.1 {headers}\r\n\r\n".encode("utf-8" if "\u2100" in headers else "latin-1")
    with pytest.raises(FetchError) as told:
        spoken(lambda connection: connection.sendall(data), clock, FetchLimits(read=2, attempts=2))
    assert told.value.outcome == outcome


@pytest.mark.parametrize("length", ["\u00b2", "9" * 5000, "-5"])
def test_a_length_that_is_none_is_passed_over(clock: SkippingClock, length: str) -> None:
    data = f"HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\nab".encode("latin-1")
    answer = spoken(lambda connection: connection.sendall(data), clock, FetchLimits(read=2, attempts=1))
    assert answer.body == b"ab"


def test_a_host_that_asks_for_no_pause_gets_one(clock: SkippingClock) -> None:
    data = b"HTTP/1.1 503 X\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n"
    with pytest.raises(FetchError):
        spoken(lambda connection: connection.sendall(data), clock, FetchLimits(read=2, attempts=3))
    assert clock.skipped > 2 * FetchLimits().pace * 0.9


def test_a_redirect_may_be_written_in_any_script(clock: SkippingClock) -> None:
    answers = ["HTTP/1.1 302 X\r\nLocation: /사진.jpg", "HTTP/1.1 200 OK\r\nContent-Length: 0"]

    def say(connection: socket.socket) -> None:
        connection.sendall(f"{answers.pop(0)}\r\nConnection: close\r\n\r\n".encode())

    answer = spoken(say, clock, FetchLimits(read=2, attempts=2))
    assert unquote(answer.url).endswith("/사진.jpg") and not answers


def test_keys_do_not_follow_a_redirect_to_another_host(clock: SkippingClock) -> None:
    seen: list[str | None] = []
    with PhotoServer({"": [Offer("here", PHOTO)]}) as there:
        target = there.url(there.results[""][0])
        there.before_photo = lambda path: None
        with PhotoServer({}) as first:
            handler: Any = first._server.RequestHandlerClass

            def redirect(self: Any) -> None:
                seen.append(self.headers.get("X-Key"))
                self.send(302, b"", {"Location": target})

            handler.do_GET = redirect
            other: Any = there._server.RequestHandlerClass
            answer_photo = other.do_GET

            def look(self: Any) -> None:
                seen.append(self.headers.get("X-Key"))
                answer_photo(self)

            other.do_GET = look
            settings = get_settings().model_copy(update={"trusted_hosts": frozenset({first.place, there.place})})
            answer = Fetcher(settings).get(f"{first.address}/", CAP, headers={"X-Key": "secret"})
    assert answer.body == PHOTO and seen == ["secret", None]


def test_it_says_who_asks() -> None:
    def agent(contact: str) -> str:
        return user_agent(Settings(contact=contact))

    assert "DebutConceptStudio/" in agent("") and "no contact given" in agent("")
    assert "(mail@example.org)" in agent("mail@example.org")
    assert "\n" not in agent("a\r\nX-Evil: 1") and agent("한글").isascii()
