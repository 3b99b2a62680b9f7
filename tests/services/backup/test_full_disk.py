"""A disk that is full leaves nothing half made, and is called that. The system refuses files beyond a size here."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from core.access.actor import LOCAL
from core.errors import StorageError
from core.services.backup.make import backup
from core.services.backup.restore import restore
from core.settings import Settings
from core.storage.backup import tables
from core.types import silent
from tests.support.workspaces import files, fill, put

resource = pytest.importorskip("resource", reason="only POSIX limits the size of files")
BIG = 600_000  # bytes: more than the database


@contextmanager
def no_file_beyond(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.slow
def test_nothing_half_made_stays_and_the_sentence_says_it(settings: Settings, tmp_path: Path) -> None:
    fill(settings)
    put(settings, "runs/20260101-000000/features", bytes(BIG))
    made = backup(settings, LOCAL, tmp_path / "whole.zip", silent)
    put(settings, "lexicon.yaml", b"terms: []")
    now, database = files(settings.workspace), settings.database.read_bytes()
    for size in (0, 5000, 100_000, BIG - 1):
        for work in (
            lambda: restore(settings, LOCAL, made.file, silent),
            lambda: backup(settings, LOCAL, tmp_path / "more.zip", silent),
        ):
            with no_file_beyond(size), pytest.raises(StorageError, match="공간"):
                work()
            assert files(settings.workspace) == now and settings.database.read_bytes() == database
            assert [path.name for path in tmp_path.glob("*.zip")] == ["whole.zip"] and not list(tmp_path.glob(".tmp-*"))
            assert not [path for path in (settings.workspace / ".backup").iterdir() if path.suffix != ".lock"]
    restore(settings, LOCAL, made.file, silent)
    assert files(settings.workspace) != now, "and it is done once there is room"


def test_a_full_disk_is_no_damage(settings: Settings, tmp_path: Path) -> None:
    fill(settings)
    copy = tmp_path / "copy.db"
    shutil.copyfile(settings.database, copy)
    for work in (
        lambda: tables.drop_computed(copy),
        lambda: tables.carry_over(settings.database, copy),
        lambda: tables.copy_database(settings.database, tmp_path / "other.db"),
    ):
        with no_file_beyond(600), pytest.raises(StorageError, match=r"공간|가득"):
            work()
