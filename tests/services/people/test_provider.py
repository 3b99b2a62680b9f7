"""What `make server` writes for Streamlit, and what it says is missing."""

import stat
import tomllib
from datetime import timedelta
from pathlib import Path

import pytest

from core.errors import AccessError
from core.services.people import provider
from core.settings import Settings

SAID = {
    "address": "https://studio.example.com/",
    "oidc_metadata_url": "https://id.example.com/realms/a/.well-known/openid-configuration",
    "oidc_client_id": "studio",
    "oidc_client_secret": 'a"b\\c\n한',
}


@pytest.fixture(autouse=True)
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("STUDIO_SIGN_IN_FILE", str(tmp_path / "secrets.toml"))
    return tmp_path / "secrets.toml"


def settings(**more: object) -> Settings:
    return Settings(**(SAID | more))  # type: ignore[arg-type]


def test_nothing_is_written_before_all_is_there(path: Path) -> None:
    lacking = provider.missing(provider.keep(Settings()))
    assert lacking == ["address", "metadata_url", "client_id", "client_secret"] and not path.exists()
    assert provider.missing(provider.keep(settings(address="studio.example.com"))) == ["address"]
    issuer = "https://id.example.com/realms/a"
    assert provider.missing(provider.keep(settings(oidc_metadata_url=issuer))) == ["metadata_url"]


def test_the_file_is_its_users_alone_and_keeps_what_signs_the_cookies(path: Path) -> None:
    made = provider.keep(settings())
    assert provider.missing(made) == [] and tomllib.loads(path.read_text())["auth"] == made
    assert made["redirect_uri"] == "https://studio.example.com/oauth2callback"
    assert made["client_secret"] == SAID["oidc_client_secret"] and len(made["cookie_secret"]) > 60
    path.chmod(0o644)
    again = provider.keep(settings(oidc_client_id="other"))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert again == {**made, "client_id": "other"}
    assert provider.keep(Settings()) == again  # without settings: as it was


def test_a_file_of_somebodys_own_stays(path: Path) -> None:
    text = '[auth]\nclient_id = "mine"\n[auth.client_kwargs]\nprompt = "login"\n'
    path.write_text(text)
    assert provider.keep(settings())["client_id"] == "mine"
    assert path.read_text() == text and stat.S_IMODE(path.stat().st_mode) == 0o600
    path.write_text("[auth")
    with pytest.raises(AccessError, match=r"secrets\.toml"):
        provider.keep(settings())


def test_the_rules_are_those_of_the_settings() -> None:
    auth = provider.keep(settings())
    found = provider.rules(settings(sign_in_hours=1, group_roles='{"a&r": "analyst"}', first_admin=" A@b "), auth)
    assert found.longest == timedelta(hours=1) and found.pause == timedelta(hours=2)
    assert found.group_roles == {"a&r": "analyst"} and found.first_admin == "A@b"
    assert found.trusts("https://id.example.com/realms/a/") and not found.trusts("https://id.example.com/realms/b")
    assert provider.rules(settings(oidc_issuer="https://sts.example"), auth).trusts("https://sts.example")
    for wrong in ('{"a": "owner"}', "[]", "analyst"):
        with pytest.raises(AccessError, match="STUDIO_GROUP_ROLES"):
            provider.rules(settings(group_roles=wrong), auth)
