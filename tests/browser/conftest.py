"""A studio of its own and a real Chromium for the browser tests; without a Chromium they are skipped, and say so."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHOTS = ROOT / "test-output"
PATIENCE_S = 60
_TELL = (
    "addEventListener('securitypolicyviolation', e => console.log(`REFUSED ${e.violatedDirective} ${e.blockedURI}`))"
)


def chromium_path() -> str | None:
    named = os.environ.get("STUDIO_CHROMIUM")
    found = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome", "chrome"))
    return named or next((path for path in found if path), None)


def free_port() -> int:
    """One that nothing listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a studio that all tests share in any order: for those that leave its workspace as it was."""
    with running_studio(tmp_path_factory.mktemp("studio")) as address:
        yield address


@pytest.fixture
def new_studio(tmp_path: Path) -> Iterator[str]:
    """The address of a studio with an empty workspace, for a test that writes into it."""
    with running_studio(tmp_path) as address:
        yield address


@contextmanager
def running_studio(
    folder: Path, *more: str, before: Sequence[str] = (), environment: Mapping[str, str] | None = None
) -> Iterator[str]:
    """The address of a studio that keeps everything in `folder`, its workspace in `folder/workspace`.

    more: options of the server; before: a command that starts its command."""
    port = free_port()
    options = ["--server.headless", "true", "--server.port", str(port), "--server.address", "127.0.0.1",
               "--secrets.files", str(folder / "secrets.toml"), *more]  # fmt: skip
    own = {"STUDIO_WORKSPACE": str(folder / "workspace"), "STUDIO_PHOTO_KEY": str(folder / "outside" / "photo.key")}
    own |= environment or {}
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(
            [*before, sys.executable, "-m", "streamlit", "run", "streamlit_app.py", *options],
            cwd=ROOT, env={**os.environ, **own, **(environment or {})}, stdout=log, stderr=log,
        )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + PATIENCE_S
    while True:
        try:
            with urlopen(f"{address}/_stcore/health", timeout=1):
                break
        except OSError:
            if time.monotonic() > deadline or server.poll() is not None:
                pytest.fail(f"the studio did not start: {(folder / 'log').read_text()[-2000:]}")
            time.sleep(0.1)
    try:
        yield address
    finally:
        server.terminate()
        try:
            server.wait(15)
        except subprocess.TimeoutExpired:
            server.kill()
            pytest.fail("the studio did not end within 15 s of being asked to")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A headless Chromium of the system."""
    path = chromium_path()
    if path is None:
        pytest.skip("no Chromium on this machine: install Debian's `chromium` or set STUDIO_CHROMIUM")
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with api.sync_playwright() as play:
        # No sandbox: CI runs as root, where Chromium refuses to start with one. It only opens our own pages.
        made = play.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield made
        made.close()


@pytest.fixture
def new_page(browser: Any) -> Iterator[Callable[..., Any]]:
    """`new_page(width, dark)` gives an empty page of a new visitor.

    Whatever a test does, its pages ask no host but studios on this machine, and for nothing that the studio's own rules
    for the browser forbid."""
    contexts: list[Any] = []
    asked: list[str] = []
    refused: list[str] = []

    def listen(page: Any) -> None:
        own = ("data:", "blob:", "http://127.0.0.1:", "ws://127.0.0.1:")
        page.on("request", lambda one: None if one.url.startswith(own) else asked.append(one.url))
        page.on("websocket", lambda one: None if one.url.startswith(own) else asked.append(one.url))
        page.on("console", lambda said: refused.append(said.text) if said.text.startswith("REFUSED") else None)

    def make(width: int = 1400, dark: bool = False) -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light", locale="ko-KR"
        )
        contexts.append(context)
        context.add_init_script(TRAFFIC)
        context.add_init_script(_TELL)
        page = context.new_page()
        listen(page)
        page.set_default_timeout(60_000)
        return page

    yield make
    for context in contexts:
        context.close()
    assert asked == [] and refused == []


@pytest.fixture
def open_studio(studio: str, new_page: Callable[..., Any]) -> Callable[..., Any]:
    """`open_studio(width, dark)` gives a page of a new visitor, on the home page; `at`: of another studio."""

    def make(width: int = 1400, dark: bool = False, at: str = studio) -> Any:
        page = new_page(width, dark)
        page.goto(at)
        page.get_by_role("heading", level=1).first.wait_for()
        return page

    return make


# When the page last asked its server for something, and when it last heard of it.
TRAFFIC = """
    const traffic = window.traffic = {asked: 0, heard: 0};
    window.WebSocket = class extends window.WebSocket {
        constructor(...address) {
            super(...address);
            this.addEventListener("message", () => { traffic.heard = performance.now(); });
        }
        send(data) {
            traffic.asked = performance.now();
            super.send(data);
        }
    };"""
_AT_REST = """() => {
    const {asked, heard} = window.traffic;
    const still = heard >= asked && performance.now() - Math.max(heard, window.traffic.from ?? 0) > 250;
    return still && !document.querySelector('[data-test-script-state=running]')
        && [...document.querySelectorAll('[data-testid=stSkeleton], [data-testid=stPlotlyChart]')].every(
            part => part.offsetParent === null || part.querySelector('.main-svg'));
}"""


def settle(page: Any) -> None:
    """Wait until what was asked for is answered, no script runs and the charts are drawn: their code takes seconds to
    load on a busy machine."""
    page.evaluate("window.traffic.from = performance.now()")  # a click reaches the server a moment later
    page.wait_for_function(_AT_REST)


def no_sideways_scroll(page: Any) -> None:
    wide, seen = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert wide <= seen


def press_key(page: Any, role: str, name: str | re.Pattern[str], key: str = "Enter", *, last: bool = False) -> None:
    """As somebody without a mouse does: the first control of that name, or the last, gets the focus and the key."""
    found = page.get_by_role(role, name=name, exact=True)
    one = found.last if last else found.first
    one.wait_for()
    one.focus()
    page.keyboard.press(key)
    page.wait_for_timeout(300)  # the key is on its way
    settle(page)


def look(page: Any, name: str) -> None:
    """The page as it is now fits the window; with STUDIO_SHOTS its picture is kept."""
    no_sideways_scroll(page)
    shot(page, name)


def shot(page: Any, name: str, whole: bool = True) -> None:
    """The page, or what is seen of it, as a PNG in test-output/ for people to look at. Where STUDIO_SHOTS is set: it
    takes longer than what is tested."""
    if not os.environ.get("STUDIO_SHOTS"):
        return
    SHOTS.mkdir(exist_ok=True)
    if not whole:
        page.screenshot(path=SHOTS / f"{name}.png")
        return
    size = page.viewport_size
    height = page.evaluate("Math.max(...[...document.querySelectorAll('section, main')].map(e => e.scrollHeight))")
    page.set_viewport_size({"width": size["width"], "height": min(int(height) + 20, 7000)})
    settle(page)
    page.screenshot(path=SHOTS / f"{name}.png")
    page.set_viewport_size(size)
