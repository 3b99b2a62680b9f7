"""The way out of a damaged database: it is set aside, and a safety copy or an empty one takes its place.

A copy holds what people made; what is computed from photos and articles is computed again. Whoever deletes something
for good deletes the copies with it."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from core.errors import StorageError
from core.files import UNWRITABLE, locked, write_atomic
from core.settings import Settings
from core.storage.database import COPIES, Database, StoredSet, which_file
from core.storage.schema import faces, looks, schema, tokens

COMPUTED = (faces.name, looks.name, tokens.name)
ASIDE = "before-restore"  # of the workspace: what was there before a restore; see core/storage/backup
MADE = ".backup/made"  # and backups that wait for their download
_EVERY = timedelta(hours=20)
_KEPT = 2
_NAME = "studio-%Y%m%d-%H%M%S.db"


@dataclass(frozen=True, slots=True)
class SafetyCopy:
    """A copy on file. made: local time."""

    path: Path
    made: datetime


def copies(settings: Settings) -> list[SafetyCopy]:
    """Newest first; those of a clock that was ahead of today's are the oldest."""
    found, now = [], datetime.now()
    for path in (settings.workspace / COPIES).glob("studio-*.db"):
        with suppress(ValueError):
            found.append(SafetyCopy(path, datetime.strptime(path.name, _NAME)))
    return sorted(found, key=lambda copy: (copy.made <= now, copy.made), reverse=True)


def keep_copy(settings: Settings) -> bool:
    """Copy the database unless that was done within a day; a damaged one leaves the copies as they are. Did it?

    Raises StorageError where nothing can be written."""
    now, known = datetime.now(), copies(settings)
    if not settings.database.exists() or (known and timedelta(0) <= now - known[0].made < _EVERY):
        return False
    try:
        data = _contents(settings.database)
    except sqlite3.Error:
        return False
    write_atomic(settings.workspace / COPIES / now.strftime(_NAME), data)
    for old in copies(settings)[_KEPT:]:
        old.path.unlink(missing_ok=True)
    return True


def drop_copies(settings: Settings) -> None:
    """Delete all of them, what a restore set aside, and backups that wait for their download: they may hold what was
    just deleted for good."""
    for copy in copies(settings):
        copy.path.unlink(missing_ok=True)
    for folder in (ASIDE, MADE):
        shutil.rmtree(settings.workspace / folder, ignore_errors=True)


def is_damaged(settings: Settings) -> bool:
    """Does the file contradict itself? Reads all of it."""
    try:
        with closing(_opened(f"{settings.database.resolve().as_uri()}?mode=ro")) as connection:
            return connection.execute("PRAGMA quick_check(1)").fetchall() != [("ok",)]
    except sqlite3.OperationalError:  # locked, or not there
        return False
    except sqlite3.DatabaseError:
        return True


def set_aside(settings: Settings, which: int, copy: SafetyCopy | None = None) -> str:
    """Rename the database and put a copy, or an empty one, in its place; its new name.

    which: `which_file` of the one to be set aside; "" is returned where another visitor has done so already. Sets whose
    photos lie in the workspace and that the new one does not know get an entry and a name. Raises StorageError."""
    name = ""
    with locked(settings.workspace / ".schema.lock", "다른 창에서 되돌리고 있습니다. 잠시 뒤 다시 시도해 주세요."):
        if which_file(settings.database) == which:
            try:
                content = copy.path.read_bytes() if copy else b""
                name = f"studio.{datetime.now():%Y%m%d-%H%M%S}.db"
                for end in ("-journal", "-wal", "-shm", ""):  # what belongs to it first
                    with suppress(FileNotFoundError):
                        os.replace(f"{settings.database}{end}", settings.workspace / f"{name}{end}")  # noqa: PTH105
            except OSError as error:
                raise StorageError(UNWRITABLE) from error
            if content:
                write_atomic(settings.database, content)
    database = Database(settings)
    known = {stored.id for stored in database.sets()}
    for number, folder in enumerate((found for found in _set_folders(settings) if found.name not in known), start=1):
        made = datetime.fromtimestamp(folder.stat().st_mtime)
        database.add_set(StoredSet(folder.name, f"되찾은 세트 {number}", made))
    return name


def _set_folders(settings: Settings) -> Iterator[Path]:
    """Sets by their photos alone, without those in the making."""
    root = settings.workspace / "sets"
    for folder in sorted(root.iterdir()) if root.is_dir() else []:
        if folder.is_dir() and not folder.name.startswith(".") and not (root / f".{folder.name}.lock").exists():
            yield folder


def _opened(address: str) -> sqlite3.Connection:
    return sqlite3.connect(address, uri=True, timeout=1, isolation_level=None)


def _contents(database: Path) -> bytes:
    """A database of the same tables, those that are computed empty. Raises sqlite3.Error."""
    with closing(_opened(":memory:")) as copy:
        copy.execute("ATTACH ? AS studio", (f"{database.resolve().as_uri()}?mode=ro",))
        copy.execute("BEGIN")  # everything as it was at one moment
        tables = copy.execute("SELECT name, sql FROM studio.sqlite_master WHERE type = 'table'").fetchall()
        for name, made in tables:
            copy.execute(made)
            if name in (*schema.tables, "alembic_version") and name not in COMPUTED:
                copy.execute(f'INSERT INTO main."{name}" SELECT * FROM studio."{name}"')  # noqa: S608 - names of ours
        copy.execute("COMMIT")
        return copy.serialize()
