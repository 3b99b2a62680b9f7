"""The gate on its own: what becomes of each message and answer, without a server."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote, unquote

import pytest
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from streamlit import config
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.secrets import secrets_singleton
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from core.access.acting import acting, who_acts
from core.access.actor import LOCAL, STRANGER, Actor
from core.errors import StorageError
from core.settings import get_settings
from core.ui.visits import gate, signed_in
from core.ui.visits.opening import auth_section
from core.ui.words_ko import sign_in as t
from tests.support.provider import cookie, write_secrets

INSIDE, OUTSIDE = Actor("1", "민아", "viewer"), Actor("1", "민아", None)
T = TypeVar("T")
Sent = list[dict[str, Any]]


def run(work: Coroutine[Any, Any, T]) -> T:
    """In a thread of its own: this one's loop may be the browser's."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


@pytest.fixture
def company(tmp_path: Path) -> Iterator[None]:
    """People sign in, in this process."""
    path, before = tmp_path / "secrets.toml", config.get_option("secrets.files")
    write_secrets(path, "https://id.example")
    path.write_text(path.read_text().replace("http://127.0.0.1:{port}", "https://studio.example"))
    config.set_option("secrets.files", [str(path)])
    secrets_singleton._reset()
    signed_in.begin(get_settings(), auth_section())
    yield
    config.set_option("secrets.files", before)
    secrets_singleton._reset()
    signed_in.begin(get_settings(), {})
    who_acts(lambda: LOCAL)


def answers(monkeypatch: pytest.MonkeyPatch, *found: Actor | Exception) -> None:
    """What is found out of who asks, one after the other, the last again and again."""
    left = list(found)

    def who(*_: object) -> Actor:
        now = left.pop(0) if len(left) > 1 else left[0]
        if isinstance(now, Exception):
            raise now
        return now

    monkeypatch.setattr(signed_in, "who", who)


def socket(
    monkeypatch: pytest.MonkeyPatch, *found: Actor | Exception, first: Any = None
) -> tuple[list[bytes], Sent, set[str], str]:
    """Three messages come, `first` before them. Returns those that were heard, what was sent, visits that ended, the
    protocols asked for."""
    answers(monkeypatch, *found)
    ended: set[str] = set()
    monkeypatch.setattr(gate, "open_visits", lambda _: {"visit"})
    monkeypatch.setattr(gate, "forget", ended.update)
    coming = [{"type": "websocket.connect"}, *({"type": "websocket.receive", "bytes": bytes([n])} for n in (1, 2, 3))]
    coming[1:1] = [first] if first else []
    heard, sent, asked = [], Sent(), ""

    async def app(scope: Any, receive: Callable[..., Any], send: Callable[..., Any]) -> None:
        nonlocal asked
        asked = dict(scope["headers"])[b"sec-websocket-protocol"].decode()
        while (message := await receive())["type"] != "websocket.disconnect":
            heard.extend([message["bytes"]] if "bytes" in message else [])
            await send({"type": "websocket.send", "bytes": b"answer"})
        await send({"type": "websocket.send", "bytes": b"late"})

    async def receive() -> Any:
        return coming.pop(0) if coming else {"type": "websocket.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "websocket", "path": "/_stcore/stream",
             "headers": [(b"sec-websocket-protocol", b"streamlit,token,earlier")]}  # fmt: skip
    run(gate.watch(app, scope, receive, send))
    return heard, sent, ended, asked


@pytest.mark.usefixtures("company")
def test_each_message_is_asked_about_and_the_first_that_counts_no_more_is_the_last(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    heard, sent, ended, asked = socket(monkeypatch, INSIDE, INSIDE, OUTSIDE)
    assert heard == [b"\1"] and ended == {"visit"} and asked == "streamlit,token,earlier"
    assert [message.get("bytes") for message in sent[:2]] == [b"answer"] * 2
    assert ForwardMsg.FromString(sent[2]["bytes"]).auth_redirect.url == "/"
    assert sent[3:] == [{"type": "websocket.close", "code": 1008}]  # and nothing of what came late
    heard, sent, _, _ = socket(monkeypatch, INSIDE, first={"type": "websocket.receive", "text": "text"})
    assert not heard and sent[-1] == {"type": "websocket.close", "code": 1003}


@pytest.mark.usefixtures("company")
def test_who_was_never_inside_is_shown_the_door_in_a_visit_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    heard, _, ended, asked = socket(monkeypatch, STRANGER)
    assert len(heard) == 3 and not ended and asked == "streamlit,token"
    heard, _, ended, _ = socket(monkeypatch, OUTSIDE, OUTSIDE, INSIDE, OUTSIDE)  # let in, and out again
    assert heard == [b"\1", b"\2"] and ended == {"visit"}


@pytest.mark.usefixtures("company")
def test_where_the_database_cannot_say_nothing_is_answered_and_nothing_forgotten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gone = StorageError("작업 폴더를 읽을 수 없습니다.")
    heard, sent, ended, _ = socket(monkeypatch, INSIDE, INSIDE, gone)
    assert heard == [b"\1"] and not ended and sent[-1] == {"type": "websocket.close", "code": 1013}
    _, _, _, asked = socket(monkeypatch, gone)
    assert asked == "streamlit,token"  # a new visit, whose page says it
    answers(monkeypatch, gone)
    assert refusal("/media/1") == (503, str(gone))


def refusal(path: str) -> tuple[int, str] | None:
    found = run(gate.refusal(HTTPConnection({"type": "http", "path": path, "headers": []})))
    return (found.status_code, bytes(found.body).decode()) if found else None


@pytest.mark.usefixtures("company")
@pytest.mark.parametrize("path", ["/media/1.jpg", "/_stcore/upload_file/a/b", "/_stcore/metrics", "/base/media/x"])
def test_what_holds_data_takes_a_role(monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    answers(monkeypatch, OUTSIDE)
    assert refusal(path) == (403, t.SIGNED_OUT)
    for open_to_all in ("/", "/concept", "/_stcore/health", "/_stcore/host-config", "/static/media/x.woff2"):
        assert refusal(open_to_all) is None


@pytest.mark.usefixtures("company")
def test_a_cookie_says_who_it_is_only_as_it_was_signed_here() -> None:
    def said(value: str) -> Any:
        headers = [(b"cookie", f"{USER_COOKIE_NAME}={value}".encode())]
        return signed_in.user_of(HTTPConnection({"type": "http", "path": "/", "headers": headers}))

    claims = {"iss": "https://id.example", "sub": "mina", "iat": 1}
    good = cookie(claims, "https://studio.example")
    assert said(good)["sub"] == "mina"
    for wrong in (cookie(claims, "https://evil.example"), cookie(claims, "https://studio.example", "x" * 48), good[1:]):
        assert said(wrong) == {}
    assert acting() == STRANGER  # no page runs here


@pytest.mark.usefixtures("company")
def test_a_download_is_made_for_its_visitor_as_things_stand_then(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, INSIDE, OUTSIDE)
    make = signed_in.later(acting)
    assert [make(), make()] == [INSIDE, OUTSIDE]


@pytest.mark.usefixtures("company")
def test_no_header_of_a_proxy_says_who_somebody_is() -> None:
    assert config.get_option("server.trustedUserHeaders") == {}


async def _nothing() -> dict[str, Any]:
    return {"type": "http.request"}


def routed(path: str, query: bytes, status: int, *lines: str, **asked: str) -> tuple[int, str]:
    """Streamlit's answer as it leaves: status, where it leads to, or the page that is remembered. asked: headers."""
    sent = Sent()

    async def app(_: Any, __: Any, send: Callable[..., Any]) -> None:
        headers = [(b"location", b"/"), *((b"set-cookie", line.encode()) for line in lines)]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": b"Authentication error"})

    async def send(message: Any) -> None:
        sent.append(message)

    own = [(name.encode(), value.encode()) for name, value in asked.items()]
    scope = {"type": "http", "path": path, "query_string": query, "headers": own}
    run(gate.sign_in_or_out(app, scope, _nothing, send))
    headers = MutableHeaders(raw=sent[0]["headers"])
    assert headers["cache-control"] == "no-store"
    wanted = [line for line in headers.getlist("set-cookie") if line.startswith("studio_wanted=") and "=;" not in line]
    return sent[0]["status"], unquote(wanted[0].partition(";")[0]) if wanted else headers["location"]


@pytest.mark.usefixtures("company")
def test_what_went_wrong_at_the_provider_is_told_to_the_page() -> None:
    back = "/oauth2callback"
    assert routed(back, b"error=access_denied&error_description=x", 302) == (302, "/?sign_in=denied")
    assert routed(back, b"error=%0d%0aSet-Cookie", 302) == (302, "/?sign_in=failed")
    assert routed(f"/base{back}", b"code=1&state=2", 302) == (302, "/base/?sign_in=failed")
    assert routed(back, b"code=1", 302, f"{USER_COOKIE_NAME}=x; Path=/") == (302, "/")
    assert routed(back, b"code=1", 302, f'{USER_COOKIE_NAME}=""; Max-Age=0')[1] == "/?sign_in=failed"
    assert routed(back, b"", 302) == (302, "/")
    assert routed("/auth/login", b"", 400) == (302, "/?sign_in=unreachable")
    assert routed("/auth/login", b"", 302) == (302, "/")


@pytest.mark.usefixtures("company")
def test_who_signs_in_is_led_to_the_page_that_was_asked_for_and_nowhere_else() -> None:
    ours, came = {"host": "studio.example"}, f"{USER_COOKIE_NAME}=x; Path=/"
    for page in ("/concept", "/concept?group=itzy&view=facets", "/projects?q=%EA%B0%80+b"):
        asked = routed("/auth/login", b"", 302, **ours, referer=f"https://studio.example{page}")
        assert asked == (302, f"studio_wanted={page}")
        wanted = f"studio_wanted={quote(page, safe='')}"
        assert routed("/oauth2callback", b"code=1", 302, came, cookie=wanted) == (302, page)
    for elsewhere in ("https://evil.example/concept", "https://studio.example/", "https://studio.example//evil.example",
                      "https://studio.example/concept?sign_in=denied", "https://studio.example/a/b", "x"):  # fmt: skip
        assert routed("/auth/login", b"", 302, **ours, referer=elsewhere) == (302, "/")
    for planted in ("//evil.example", "https://evil.example", "/\\evil.example", "/x%0d%0aSet-Cookie: a", "/%2f/evil"):
        for value in (planted, quote(planted, safe="")):
            assert routed("/oauth2callback", b"code=1", 302, came, cookie=f"studio_wanted={value}")[1] == "/"


@pytest.mark.usefixtures("company")
def test_cookies_of_an_encrypted_studio_are_never_sent_without() -> None:
    headers = MutableHeaders(raw=[(b"set-cookie", b"a=1; Path=/"), (b"set-cookie", b"b=2; Secure")])
    gate.only_encrypted(headers)
    assert headers.getlist("set-cookie") == ["a=1; Path=/; Secure", "b=2; Secure"]
