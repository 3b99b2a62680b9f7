"""The start of a company's studio: what it writes, says and asks the server for."""

import sys
from pathlib import Path

import pytest
from streamlit.web import cli

from core.settings import Settings, get_settings
from core.ui import company
from core.ui.words_ko import sign_in as t
from tests.support.signed_in import person

SAID = {
    "STUDIO_ADDRESS": "https://studio.example.com", "STUDIO_OIDC_CLIENT_ID": "studio",
    "STUDIO_OIDC_METADATA_URL": "https://id.example.com/.well-known/openid-configuration",
    "STUDIO_OIDC_CLIENT_SECRET": "secret",
}  # fmt: skip


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    found = tmp_path / "secrets.toml"
    monkeypatch.setenv("STUDIO_SIGN_IN_FILE", str(found))
    monkeypatch.setattr(company, "keep_private", lambda: None)
    return found


def started(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> list[str]:
    """What Streamlit is started with."""
    asked: list[str] = []
    monkeypatch.setattr(cli, "main", lambda given, **_: asked.extend(given))
    monkeypatch.setattr(sys, "argv", ["company", *arguments])
    monkeypatch.setenv("STUDIO_FIRST_ADMIN", "")
    get_settings.cache_clear()
    company.main()
    return asked


def test_what_is_missing_is_said_with_the_next_step(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SystemExit) as left:
        started(monkeypatch)
    assert all(t.LACKING[one] in str(left.value) for one in ("address", "metadata_url", "client_id", "client_secret"))
    assert not path.exists()


def test_it_starts_with_sign_in_and_says_what_is_left_to_do(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], settings: Settings
) -> None:
    for name, value in SAID.items():
        monkeypatch.setenv(name, value)
    asked = started(monkeypatch, "--server.port", "9000")
    options = dict(zip(asked[2::2], asked[3::2], strict=True))
    assert options["--server.fileWatcherType"] == "none" and options["--secrets.files"] == str(path)
    assert options["--server.allowedHosts"] == "studio.example.com" and options["--server.port"] == "9000"
    said = capsys.readouterr().err
    assert t.NO_ADMIN in said and t.register("https://studio.example.com/oauth2callback") in said
    assert "secret" not in said.replace("secrets", "")
    with pytest.raises(SystemExit, match=t.FIRST_ADMIN_NO_MAIL):
        started(monkeypatch, "--first-admin", "boss")
    started(monkeypatch, "--first-admin", "boss@example.com")
    assert t.first_admin("boss@example.com") in capsys.readouterr().err and get_settings().first_admin
    person(settings, "김대표", "admin")
    monkeypatch.setenv("STUDIO_ADDRESS", "http://studio.example.com")
    started(monkeypatch)
    said = capsys.readouterr().err
    assert t.NO_ADMIN not in said and t.NOT_ENCRYPTED in said
