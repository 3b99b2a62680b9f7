"""The database of a backup: a consistent copy of one in use, what is in it, and what outlives a restore."""

import hashlib
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from core.errors import ArchiveError, DamagedError
from core.storage.database import fault
from core.storage.rescue import COMPUTED

# Tables of who was purged for good, which a restore must not bring back, and of the receipts, with what is still to be
# purged.
PURGED, PURGES = "purged", "purge"
_PATIENCE_S = 30.0
_BROKEN = "백업 파일의 데이터베이스가 손상되어 되돌릴 수 없습니다. 다른 백업 파일을 골라 주세요."


@dataclass(frozen=True, slots=True)
class TableContent:
    """rows: how many; sha256: of the rows in the order of their keys, whatever lies between them in the file."""

    rows: int
    sha256: str


class _Busy(Exception):
    """Another program kept the database locked."""


def copy_database(source: Path, target: Path, *, patience: float = _PATIENCE_S) -> None:
    """A copy of a database as it is at one moment, while others use it (SQLite's backup interface).

    patience: s in which another program must give it free. Raises StorageError."""
    end = time.monotonic() + patience

    def look(status: int, left: int, pages: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > end:
            raise _Busy

    try:
        # Not read-only: what a killed process left half written is taken back first.
        with closing(_opened(source, "rw")) as own, closing(sqlite3.connect(target)) as copy:
            own.backup(copy, progress=look, sleep=0.05)
    except _Busy as error:
        locked = sqlite3.OperationalError()
        locked.sqlite_errorcode = sqlite3.SQLITE_BUSY
        raise fault(locked, source.parent) from error
    except (sqlite3.Error, OSError) as error:
        raise fault(error, source.parent) from error


def drop_computed(copy: Path) -> None:
    """Empty the tables of what is computed anew from photos and articles, and give their pages back, with all that
    deleted rows have left there. Raises StorageError where there is no room."""
    with _writing(copy) as connection:
        known = {name for name, _ in _tables(connection)}
        for name in known.intersection(COMPUTED):
            connection.execute(f'DELETE FROM "{name}"')  # noqa: S608 - names of ours
        connection.commit()
        connection.execute("VACUUM")


def contents(database: Path) -> dict[str, TableContent]:
    """Table -> what is in it. Raises ArchiveError for a file that is damaged."""
    with _reading(database) as connection:
        return {name: _content(connection, name) for name, _ in _tables(connection)}


def revision(database: Path) -> str:
    """Of its tables, "" for one without versions. Raises ArchiveError."""
    with _reading(database) as connection:
        if "alembic_version" not in {name for name, _ in _tables(connection)}:
            return ""
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else ""


def check(database: Path) -> None:
    """Raises ArchiveError for a file that contradicts itself or brings along what runs by itself (triggers, views)."""
    with _reading(database) as connection:
        if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            raise ArchiveError(_BROKEN)
        kinds = {row[0] for row in connection.execute("SELECT DISTINCT type FROM sqlite_master")}
    if not kinds <= {"table", "index"}:
        raise ArchiveError(_BROKEN)


def carry_purges(newer: Path, restored: Path) -> int:
    """Who was purged there stays away here. Returns how many purges. Raises ArchiveError where it cannot be read."""
    with _writing(restored) as connection:
        connection.execute("ATTACH ? AS before", (f"{newer.resolve().as_uri()}?mode=ro",))
        with connection:
            return _purges(connection)


def carry_over(before: Path, restored: Path) -> int:
    """What outlives a restore is taken from the database that was there: who was purged, and who may come in. Returns
    how many purges. Both have the tables of this studio. Raises ArchiveError where the one before cannot be read.

    People and members of a plan that both know are as they are now, not as they were then: a right that was taken away
    does not come back."""
    with _writing(restored) as connection:
        connection.execute("ATTACH ? AS before", (f"{before.resolve().as_uri()}?mode=ro",))
        with connection:
            known, purges = _known_to_both(connection), _purges(connection)
            if {"person", "project", "project_member"} <= known:
                connection.execute(
                    "UPDATE main.person SET (role, state, role_by, not_before) = (SELECT b.role, b.state, b.role_by, "
                    "b.not_before FROM before.person b WHERE b.id = main.person.id) "
                    "WHERE id IN (SELECT id FROM before.person)"
                )
                both = "SELECT id FROM main.project INTERSECT SELECT id FROM before.project"
                connection.execute(f"DELETE FROM main.project_member WHERE project_id IN ({both})")  # noqa: S608
                connection.execute(
                    "INSERT INTO main.project_member SELECT project_id, person, role, by, at "  # noqa: S608
                    f"FROM before.project_member WHERE project_id IN ({both})"
                )
    return purges


def end_sign_ins(database: Path) -> None:
    """Everybody signs in anew: a sign-in that was ended since does not count again."""
    now = datetime.now(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")
    with _writing(database) as connection, connection:
        if "sign_in" in {name for name, _ in _tables(connection)}:
            connection.execute("UPDATE sign_in SET ended = ? WHERE ended IS NULL", (now,))


def _content(connection: sqlite3.Connection, table: str) -> TableContent:
    columns = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
    keys = [row[1] for row in sorted(columns, key=lambda row: row[5]) if row[5]] or [row[1] for row in columns]
    order = ", ".join(f'"{key}"' for key in keys)
    rows, digest = 0, hashlib.sha256()
    for row in connection.execute(f'SELECT * FROM "{table}" ORDER BY {order}'):  # noqa: S608 - names in the file
        digest.update(repr(row).encode("utf-8", "surrogatepass"))
        rows += 1
    return TableContent(rows, digest.hexdigest())


def _tables(connection: sqlite3.Connection, place: str = "main") -> list[tuple[str, str]]:
    """(name, how it is made) of each table, by name."""
    rows = connection.execute(
        f"SELECT name, sql FROM {place}.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "  # noqa: S608
        "ORDER BY name"
    )
    return [(name, made) for name, made in rows if '"' not in name]


def _known_to_both(connection: sqlite3.Connection) -> set[str]:
    return {name for name, _ in _tables(connection)} & {name for name, _ in _tables(connection, "before")}


def _purges(connection: sqlite3.Connection) -> int:
    if not {PURGED, PURGES} <= _known_to_both(connection):
        return 0
    known = f"SELECT 1 FROM main.{PURGES} own WHERE own.id = b.id AND own.state = 'done'"  # noqa: S608 - ours
    for table, which in ((PURGED, "true"), (PURGES, f"NOT EXISTS ({known})")):
        named = ", ".join(f'"{column}"' for column in _shared_columns(connection, table))
        connection.execute(
            f"INSERT OR REPLACE INTO main.{table} ({named}) "  # noqa: S608 - ours
            f"SELECT {named} FROM before.{table} b WHERE {which}"
        )
    return int(connection.execute(f"SELECT count(*) FROM before.{PURGED}").fetchone()[0])  # noqa: S608 - ours


def _shared_columns(connection: sqlite3.Connection, table: str) -> list[str]:
    here, there = (
        [row[1] for row in connection.execute(f'PRAGMA {place}.table_info("{table}")')] for place in ("main", "before")
    )
    return [column for column in here if column in there]


@contextmanager
def _reading(database: Path) -> Iterator[sqlite3.Connection]:
    try:
        with closing(_opened(database, "ro")) as connection:
            yield connection
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise ArchiveError(_BROKEN) from error


@contextmanager
def _writing(database: Path) -> Iterator[sqlite3.Connection]:
    try:
        with closing(_opened(database, "rw")) as connection:
            yield connection
    except sqlite3.Error as error:
        found = fault(error, database.parent)  # a full disk is no damage
        raise (ArchiveError(_BROKEN) if isinstance(found, DamagedError) else found) from error


def _opened(database: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{database.resolve().as_uri()}?mode={mode}", uri=True, timeout=5)
