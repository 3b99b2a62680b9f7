"""An archive is not trusted: whatever it says, nothing is written outside the folder, and nothing half."""

import io
import json
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.access.actor import LOCAL
from core.errors import ArchiveError, StudioError
from core.services.backup.make import backup
from core.services.backup.restore import restore
from core.settings import Settings
from core.storage.backup import tree
from core.storage.backup.archive import opened
from tests.support.workspaces import files, fill


def quiet(done: int, total: int, what: str) -> None:
    pass


@pytest.fixture
def made(settings: Settings, tmp_path: Path) -> Path:
    fill(settings, 2)
    return backup(settings, LOCAL, tmp_path / "good.zip", quiet).file


def changed(
    made: Path, change: Callable[[dict[str, Any]], object] = lambda manifest: None,
    entries: Callable[[zipfile.ZipInfo], object] = lambda entry: None, contents: dict[str, bytes] | None = None,
) -> Path:  # fmt: skip
    """Another archive: of a changed manifest, with changed entries, with other contents."""
    out = made.with_name("bad.zip")
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            data = (contents or {}).get(entry.filename, old.read(entry))
            if entry.filename == "manifest.json":
                manifest = json.loads(data)
                change(manifest)
                data = json.dumps(manifest).encode()
            entries(entry)
            new.writestr(entry, data)
    return out


def refused(settings: Settings, file: Path) -> str:
    before = files(settings.workspace)
    with pytest.raises(StudioError) as error:
        restore(settings, LOCAL, file, quiet)
    assert files(settings.workspace) == before and not list((settings.workspace / ".backup").glob("*/"))
    return str(error.value)


PATHS = ("../out", "/etc/out", "a/../../out", "..", "a//b", "./a", "C:\\out", "sets\\..\\out", "sets/a\x00b", "",
         "studio.db", "studio.db-journal", ".backup/exchange.json", "before-restore/a", "running/.process-1.lock",
         "jobs/1.json", "sets/.tmp-1", "a" * 3000)  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_no_path_leads_out_of_the_workspace(settings: Settings, made: Path, path: str) -> None:
    assert not tree.is_safe(path)
    bad = changed(made, lambda manifest: manifest["files"][0].update(path=path))
    assert "백업이 아니거나 손상" in refused(settings, bad)
    assert not list(made.parent.rglob("out"))


@pytest.mark.parametrize(
    "change",
    [
        lambda manifest: manifest["files"].append(manifest["files"][0]),
        lambda manifest: manifest["files"].append({**manifest["files"][0], "path": "catalog"}),
        lambda manifest: manifest["files"].append({**manifest["files"][0], "path": "CATALOG/ITZY.YAML"}),
        lambda manifest: manifest["files"][0].update(sha256="0" * 64),
        lambda manifest: manifest["files"][0].update(size=manifest["files"][0]["size"] - 1),
        lambda manifest: manifest["files"][0].update(size=10**6),
        lambda manifest: manifest["database"].update(path="sets/studio.db"),
        lambda manifest: manifest["tables"]["project"].update(rows=99),
        lambda manifest: manifest["tables"].pop("project_version"),
        lambda manifest: manifest.update(schema="0001"),
        lambda manifest: manifest.pop("tables"),
    ],
)
def test_what_is_not_as_the_manifest_says_is_refused(
    settings: Settings, made: Path, change: Callable[[dict[str, Any]], object]
) -> None:
    assert "손상" in refused(settings, changed(made, change))


@pytest.mark.parametrize("field", [{"schema": "9999"}, {"form": 2}])
def test_the_archive_of_a_newer_studio_is_refused(settings: Settings, made: Path, field: dict[str, Any]) -> None:
    assert "더 새로운 스튜디오" in refused(settings, changed(made, lambda manifest: manifest.update(field)))


def test_links_and_databases_that_run_by_themselves_are_refused(settings: Settings, made: Path, tmp_path: Path) -> None:
    def link(entry: zipfile.ZipInfo) -> None:
        if entry.filename.startswith("files/"):
            entry.external_attr = 0o120777 << 16

    assert "손상" in refused(settings, changed(made, entries=link))
    import hashlib
    import sqlite3

    other = tmp_path / "studio.db"
    with zipfile.ZipFile(made) as archive:
        other.write_bytes(archive.read("studio.db"))
    with sqlite3.connect(other) as database:
        database.execute("CREATE TRIGGER t AFTER INSERT ON audit BEGIN DELETE FROM project; END")
    data = other.read_bytes()
    size = {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
    bad = changed(made, lambda manifest: manifest["database"].update(size), contents={"studio.db": data})
    assert "데이터베이스가 손상" in refused(settings, bad)


def test_no_archive_at_all(settings: Settings, made: Path) -> None:
    bad = made.with_name("bad.zip")
    for data in (b"", b"PK", b"no archive", made.read_bytes()[:-40], made.read_bytes()[: made.stat().st_size // 2]):
        bad.write_bytes(data)
        assert "백업이 아니거나 손상" in refused(settings, bad)
    empty = io.BytesIO()
    with zipfile.ZipFile(empty, "w"):
        pass
    bad.write_bytes(empty.getvalue())
    assert "백업이 아니거나 손상" in refused(settings, bad)
    assert "열 수 없습니다" in refused(settings, made.with_name("none.zip"))


def test_any_broken_byte_is_met(settings: Settings, made: Path) -> None:
    """Of what the archive gives back; bytes between its entries say nothing."""
    chance, whole, before = random.Random(3), made.read_bytes(), files(settings.workspace)
    bad = made.with_name("bad.zip")
    for _ in range(25):
        at = chance.randrange(len(whole))
        bad.write_bytes(whole[:at] + bytes([whole[at] ^ (1 << chance.randrange(8))]) + whole[at + 1 :])
        folder = made.with_name(f"unpacked{at}")
        folder.mkdir()
        try:
            with opened(bad) as archive:
                archive.unpack(folder, quiet)
        except ArchiveError:
            continue
        assert files(folder) == before
