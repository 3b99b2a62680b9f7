"""What others can reach starts with sign-in, or because somebody said otherwise."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from streamlit import config

from core.settings import Settings
from core.storage.backup import place
from core.ui.visits import opening
from core.ui.visits.opening import open_to_others, refusal
from core.ui.words_ko import sign_in as t
from tests.conftest import ROOT

AUTH = {
    "redirect_uri": "https://studio.example/oauth2callback", "cookie_secret": "x" * 40, "client_id": "a",
    "client_secret": "b", "server_metadata_url": "https://id.example/.well-known/openid-configuration",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _options() -> Iterator[None]:
    before = {name: config.get_option(name) for name in ("server.address", "server.allowedHosts")}
    yield
    for name, value in before.items():
        config.set_option(name, value)


@pytest.mark.parametrize(
    ("address", "names", "others"),
    [
        ("localhost", ["localhost", "127.0.0.1", "::1"], ""),
        ("127.0.0.1", [], ""),
        ("127.9.9.9", [], ""),
        ("::1", ["[::1]"], ""),
        (None, [], "0.0.0.0"),
        ("0.0.0.0", [], "0.0.0.0"),
        ("::", [], "::"),
        ("192.168.0.7", [], "192.168.0.7"),
        ("localhost", ["studio.example"], "studio.example"),  # a proxy on this computer
        ("localhost", ["*"], "*"),
        ("localhost.example", [], "localhost.example"),
    ],
)
def test_who_can_reach_it(address: str | None, names: list[str], others: str) -> None:
    config.set_option("server.address", address)
    config.set_option("server.allowedHosts", names)
    assert open_to_others() == others
    said = refusal(Settings(), {})
    assert ("make server" in said and others in said) if others else said == ""
    assert refusal(Settings(open_without_sign_in=True), {}) == "" and refusal(Settings(), AUTH) == ""


def test_half_a_sign_in_is_no_sign_in() -> None:
    config.set_option("server.address", "localhost")
    for name in AUTH:
        assert refusal(Settings(open_without_sign_in=True), {**AUTH, name: ""}) != ""
    assert "STUDIO_GROUP_ROLES" in refusal(Settings(group_roles="x"), AUTH)


@pytest.mark.slow
def test_a_server_that_starts_during_a_restore_says_so_and_opens_when_it_is_over(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    config.set_option("server.address", "localhost")
    monkeypatch.setattr(opening, "begin", lambda own: place.enter(own.workspace))  # without its thread
    monkeypatch.setattr(opening, "_LOOK_S", 0.05)
    handler = signal.getsignal(signal.SIGTERM)
    with ExitStack() as restore:
        restore.enter_context(place.restoring(settings.workspace))
        threading.Timer(1.2, restore.pop_all().close).start()
        opening.start_or_leave()
    said = capsys.readouterr().err
    assert said == f"{t.WAITS_FOR_RESTORE}\n" and signal.getsignal(signal.SIGTERM) is handler
    (settings.workspace / "file").touch()
    monkeypatch.setattr(opening, "begin", lambda own: place.enter(own.workspace / "file"))
    with pytest.raises(SystemExit, match="쓰기 권한"):
        opening.start_or_leave()


@pytest.mark.slow
def test_the_server_does_not_start_open(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "core.ui.serve", "--server.headless", "true", "--server.address", "0.0.0.0",
               "--server.port", "1", "--secrets.files", str(tmp_path / "none.toml")]  # fmt: skip
    own = {**os.environ, "STUDIO_WORKSPACE": str(tmp_path)}
    done = subprocess.run(command, cwd=ROOT, env=own, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 1 and "make server" in done.stderr and "Traceback" not in done.stderr
