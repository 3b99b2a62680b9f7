"""The studio as the network sees it: a server that runs, asked in ways no page of ours would."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
from streamlit import config
from websockets.exceptions import InvalidStatus

from core.turns import HANDS_OVER_S
from core.ui import server
from core.ui.words_ko import common as text_ko
from tests.browser.conftest import running_studio
from tests.conftest import ROOT
from tests.support.network import Recorder
from tests.support.visitor import visitor

OWN_NAME = "studio.example"
NEEDED = {
    "/", "/_stcore/health", "/_stcore/host-config", "/_stcore/stream", "/_stcore/upload_file/{session_id}/{file_id}",
    "/media/{file_id:path}", "/app/static/{path:path}",
}  # fmt: skip
CLOSED = {
    "/_stcore/metrics", "/_stcore/bidi-components/{path:path}", "/component/{path:path}", "/auth/login", "/auth/logout",
    "/oauth2callback", "/_stcore/agent/interact", "/_stcore/agent/openapi.json", "/_stcore/agent/mcp",
}  # fmt: skip
PAGES = {"/", "/lineup_match", "/?embed=true"}
PROXIED = {"X-Forwarded-For": "127.0.0.1"}


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Of a studio on this machine that a name of its own leads to as well."""
    folder = tmp_path_factory.mktemp("studio")
    options = ("--server.address", "0.0.0.0", "--server.allowedHosts", OWN_NAME)
    with running_studio(folder, *options, environment={"STUDIO_OPEN_WITHOUT_SIGN_IN": "1"}) as address:
        yield int(urlsplit(address).port or 0)


class Answer(NamedTuple):
    status: int
    headers: HTTPMessage
    text: str


def ask(port: int, path: str, host: str = "localhost", method: str = "GET", **headers: str) -> Answer:
    """host: what the browser's address bar says."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.putrequest(method, path.replace("{", "").replace("}", ""), skip_host=True)
    connection.putheader("Host", f"{host}:{port}")
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    response = connection.getresponse()
    answer = Answer(response.status, response.headers, response.read().decode("utf-8", "replace"))
    connection.close()
    return answer


def test_every_route_of_streamlit_is_known_and_needed_or_closed() -> None:
    listed = "import streamlit as st; app = st.App('streamlit_app.py')._build_starlette_app()"
    done = subprocess.run(
        [sys.executable, "-c", f"{listed}; print(*(route.path or '/' for route in app.routes))"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert set(done.stdout.split()) == NEEDED | CLOSED


@pytest.mark.slow
@pytest.mark.parametrize("path", sorted(NEEDED | CLOSED | PAGES))
def test_no_other_name_and_no_other_site_gets_an_answer(port: int, path: str) -> None:
    own = {"Origin": f"http://localhost:{port}"}
    for host, origin in [
        ("evil.example", {}), ("localhost.evil.example", {}), ("evil.example", own), ("user@localhost", {}),
        ("localhost", {"Origin": "http://evil.example"}), ("localhost", {"Origin": "null"}),
        ("localhost", {"Origin": "http://localhost:3000"}), (OWN_NAME, own),
    ]:  # fmt: skip
        for method in ("GET", "POST", "PUT", "DELETE", "OPTIONS"):
            answer = ask(port, path, host, method, **origin)
            assert answer.status == 403 and "allowedHosts" in answer.text, (host, origin, method)
            assert not {"Access-Control-Allow-Origin", "Set-Cookie"} & set(answer.headers)


@pytest.mark.slow
@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]", "LocalHost", OWN_NAME])
def test_its_own_names_open_it(port: int, host: str) -> None:
    for origin in ({}, {"Origin": f"http://{host}:{port}"}, {"Origin": f"https://{host}:{port}"}):
        for path in ("/", "/lineup_match", "/_stcore/health", "/_stcore/host-config"):
            assert ask(port, path, host, **origin).status == 200
    with visitor(port, host, f"http://{host}:{port}") as guest:
        guest.open()
        assert ("button", text_ko.OPEN_DEMO) in guest.widgets


@pytest.mark.slow
@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("evil.example", "http://evil.example"), ("evil.example", None), ("localhost", "http://evil.example"),
        ("localhost", "http://localhost:3000"), ("localhost", "null"), (OWN_NAME, "http://localhost"),
    ],
)  # fmt: skip
def test_no_other_name_and_no_other_site_gets_a_session(port: int, host: str, origin: str | None) -> None:
    own = f"{origin}:{port}" if origin and origin.endswith((host, "localhost")) else origin
    with pytest.raises(InvalidStatus) as refused, visitor(port, host, own):
        pass
    assert refused.value.response.status_code == 403


@pytest.mark.slow
@pytest.mark.parametrize("path", sorted(CLOSED))
def test_what_no_page_needs_is_closed(port: int, path: str) -> None:
    for method in ("GET", "POST", "OPTIONS"):
        assert ask(port, path, method=method).status == 404
    assert ask(port, f"{path}?families=x").status == 404


@pytest.mark.slow
@pytest.mark.parametrize(
    "path", [*sorted(PAGES), "/_stcore/health", "/_stcore/metrics", "/media/x", "/app/static/x", "/favicon.png"]
)
def test_every_answer_forbids_frames_guesses_and_foreign_content(port: int, path: str) -> None:
    for answer in (ask(port, path), ask(port, path, "evil.example")):
        rules = dict(rule.split(" ", 1) for rule in (answer.headers["Content-Security-Policy"]).split("; "))
        assert rules["frame-ancestors"] == "'none'" and rules["default-src"] == "'self'"
        own = {"'self'", "data:", f"ws://localhost:{port}", f"wss://localhost:{port}"}
        assert set(rules.pop("connect-src").split()) <= own
        assert not any("//" in allowed or "*" in allowed or "ws" in allowed for allowed in rules.values())
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize(
    ("headless", "address", "shown"),
    [
        (False, "localhost", "http://localhost:8501"), (False, "0.0.0.0", "http://localhost:8501"),
        (True, "192.0.2.7", "http://192.0.2.7:8501"),
    ],
)  # fmt: skip
def test_the_terminal_says_where_it_is_and_a_browser_goes_there(
    monkeypatch: pytest.MonkeyPatch, headless: bool, address: str, shown: str
) -> None:
    said: list[str] = []
    gone_to: list[str] = []
    monkeypatch.setattr(server, "supervise", lambda _: None)
    monkeypatch.setattr("streamlit.cli_util.print_to_cli", said.append)
    monkeypatch.setattr("streamlit.cli_util.open_browser", gone_to.append)
    options = {"server.headless": headless, "server.address": address, "server.allowedHosts": [OWN_NAME]}
    before, interval = {name: config.get_option(name) for name in options}, sys.getswitchinterval()

    async def live() -> None:
        async with server.lifespan(None):
            assert config.get_option("server.allowedHosts") == ["localhost", "127.0.0.1", "::1", OWN_NAME]
            assert sys.getswitchinterval() == pytest.approx(HANDS_OVER_S), "pages do not wait for who looks at photos"

    try:
        for name, value in options.items():
            config.set_option(name, value)
        asyncio.run(live())
    finally:
        sys.setswitchinterval(interval)
        for name, value in before.items():
            config.set_option(name, value)
    assert said == [text_ko.opened(shown)] and gone_to == ([] if headless else [shown])


@pytest.mark.slow
def test_a_server_that_is_open_to_colleagues_asks_no_host_for_its_address(tmp_path: Path, recorder: Recorder) -> None:
    with running_studio(
        tmp_path,
        "--server.address",
        "0.0.0.0",
        before=recorder.prefix,
        environment={**recorder.environment, "STUDIO_OPEN_WITHOUT_SIGN_IN": "1"},
    ) as address:
        port = int(urlsplit(address).port or 0)
        with suppress(InvalidStatus), visitor(port, origin="http://evil.example"):
            pass
        with visitor(port) as guest:
            guest.open()
    assert recorder.hosts() == set()
