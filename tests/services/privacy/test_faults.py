"""A full disk, a locked database, two hands and a backup amid a purge or amid keeping photos."""

import resource
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.access.actor import LOCAL
from core.errors import StorageError
from core.services.backup.make import backup
from core.services.privacy import photos, purging
from core.services.privacy.keeping import turn_on
from core.settings import Settings
from core.storage import database
from core.storage.backup.tree import WORK
from core.storage.privacy.kept import FOLDER, Kept
from core.storage.privacy.purges import Purges
from tests.services.privacy.test_purging import everything, named
from tests.support.trainees import Trainee, plant

pytestmark = pytest.mark.slow
OWN = "0" * 12


@contextmanager
def full_disk(left: int = 4096) -> Iterator[None]:
    """No file grows beyond so many bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (left, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def locked(settings: Settings, patience: pytest.MonkeyPatch) -> Iterator[None]:
    """By another program, and for longer than anybody waits."""
    patience.setattr(database, "_WRITER_PATIENCE_S", 0)
    other = sqlite3.connect(settings.database)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.close()


@pytest.mark.parametrize("cause", ["full", "locked"])
def test_a_purge_that_fails_amid_its_steps_says_so_and_goes_on(
    settings: Settings, cause: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    her = Trainee()
    plant(settings, her)
    known = purging.inventory(settings, LOCAL, her.name)
    asked, purges, said = everything(known), Purges(settings), "공간|잠그고"
    with pytest.raises(StorageError, match=said), full_disk() if cause == "full" else locked(settings, monkeypatch):
        purging.purge(settings, LOCAL, asked)
    assert purging.unfinished(settings, LOCAL) == 0 and named(settings.workspace, her.name), "nothing has begun"
    purges.begin(OWN, asked, "local", datetime.now(UTC))
    with pytest.raises(StorageError, match=said), full_disk() if cause == "full" else locked(settings, monkeypatch):
        purges.erase(OWN)
    assert [state for _, state in purges.unfinished()] == ["asked"] and len(Kept(settings).trainees()) == 1
    purges.erase(OWN)
    with pytest.raises(StorageError, match=said), full_disk() if cause == "full" else locked(settings, monkeypatch):
        purges.finish(OWN, datetime.now(UTC))
    assert [state for _, state in purges.unfinished()] == ["going"]
    purging.go_on(settings)
    (receipt,) = purging.receipts(settings, LOCAL)
    assert receipt.counts == known.goes(asked) and receipt.ended and named(settings.workspace, her.name) == []


@pytest.mark.parametrize("cause", ["full", "locked"])
def test_photos_are_kept_all_or_none(settings: Settings, cause: str, monkeypatch: pytest.MonkeyPatch) -> None:
    her = Trainee()
    plan = plant(settings, her)
    before = sorted((settings.workspace / FOLDER).iterdir())
    with pytest.raises(StorageError), full_disk() if cause == "full" else locked(settings, monkeypatch):
        photos.keep(settings, LOCAL, plan, 2, her.result())
    assert sorted((settings.workspace / FOLDER).iterdir()) == before and Kept(settings).photos(plan, 2) == []
    assert photos.keep(settings, LOCAL, plan, 2, her.result()).photos == 2


def test_two_admins_purge_her_at_once(settings: Settings) -> None:
    her = Trainee()
    plant(settings, her)
    known = purging.inventory(settings, LOCAL, her.name)
    asked, both = everything(known), threading.Barrier(2)

    def purge() -> None:
        both.wait()
        purging.purge(settings, LOCAL, asked)

    hands = [threading.Thread(target=purge) for _ in range(2)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    found = purging.receipts(settings, LOCAL)
    assert len(found) == 2 and all(one.ended for one in found) and named(settings.workspace, her.name) == []
    in_database = [one for one in known.goes(asked) if one.place not in ("copy", "job")]
    assert sorted(sum(one.count for one in each.counts if one.project) for each in found) == [
        0, sum(one.count for one in in_database)
    ]  # fmt: skip


def test_a_backup_during_which_she_is_purged_is_none(settings: Settings, tmp_path: Path) -> None:
    her, out = Trainee(), tmp_path / "out"
    plant(settings, her)
    out.mkdir()
    asked = everything(purging.inventory(settings, LOCAL, her.name))

    def progress(done: int, total: int, what: str) -> None:
        if not purging.receipts(settings, LOCAL):
            purging.purge(settings, LOCAL, asked)

    with pytest.raises(StorageError, match="백업하는 동안"):
        backup(settings, LOCAL, out, progress)
    assert list(out.iterdir()) == []
    assert backup(settings, LOCAL, out, lambda *_: None).file.exists()


def test_what_a_killed_backup_copied_goes_with_a_purge(settings: Settings) -> None:
    her = Trainee()
    plant(settings, her)
    half = settings.workspace / WORK / "making" / "studio.db"
    half.parent.mkdir(parents=True)
    half.write_bytes(settings.database.read_bytes())
    turn_on(settings, LOCAL)
    purging.purge(settings, LOCAL, everything(purging.inventory(settings, LOCAL, her.name)))
    assert named(settings.workspace, her.name) == []
