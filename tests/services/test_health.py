"""Health says codes, writes nothing, and looks no more often than it should."""

from pathlib import Path

import pytest

from core.services import health as service
from core.services.health import Health, health
from core.settings import Settings
from core.storage.database import Database


@pytest.fixture(autouse=True)
def anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "_KEPT_S", -1.0)


def test_what_is_wrong_is_said(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    assert health(settings) == Health("new", "ok") and health(settings).good
    assert not settings.workspace.exists()
    Database(settings)
    before = sorted(settings.workspace.iterdir())
    assert health(settings) == Health("ok", "ok")
    assert sorted(settings.workspace.iterdir()) == before
    monkeypatch.setattr(service, "LOW", 2**62)
    assert health(settings) == Health("ok", "low") and not health(settings).good
    settings.database.write_bytes(b"no database" * 999)
    assert health(settings).database == "damaged"


def test_a_database_that_may_not_be_read(tmp_path: Path) -> None:
    place = tmp_path / "workspace"
    (place / "studio.db").mkdir(parents=True)
    assert health(Settings(workspace=place)).database == "unreadable"


def test_one_answer_serves_all_who_ask_at_once(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "_KEPT_S", 60.0)
    assert health(settings).database == "new"
    Database(settings)
    assert health(settings).database == "new"
