"""The workspace database: reference sets, the active one, and what was computed from reference photos and articles.

SQLite through SQLAlchemy Core."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import (
    URL,
    Column,
    ColumnElement,
    Connection,
    Engine,
    Select,
    Table,
    create_engine,
    delete,
    select,
    text,
)
from sqlalchemy.dialects.sqlite import Insert, insert
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from core.errors import DamagedError, StorageError
from core.files import saving
from core.settings import Settings
from core.storage import schema as tables
from core.storage.versions import bring_up, check_readable
from core.types import Status

_BATCH = 500  # SQLite's limit on bound variables is 999 on old builds
COPIES = "copies"  # of the workspace: safety copies of the database, see core/storage/rescue.py
PREPARED = "prepared:"  # begins the key of corpora in `tokens`
_PREPARED_KEPT = 8  # about half a megabyte a thousand articles each
_PATIENCE_S = 5  # of who reads: a writer keeps readers out for the moment of its commit only
_WRITER_PATIENCE_S = 30  # a job process writes while people do


@dataclass(frozen=True, slots=True)
class StoredSet:
    """A reference set kept in the workspace; its photos lie in `sets/<id>/<group>/<member>/`."""

    id: str
    name: str
    created: datetime


@dataclass(frozen=True, slots=True)
class StoredFace:
    """What one engine made of one reference photo. vector: (d,) float32 unit, None where no face can be used."""

    status: Status
    reason: str
    vector: NDArray[np.float32] | None


_LOCKED = (
    "다른 프로그램이 작업 폴더의 데이터베이스를 잠그고 있습니다. 데이터베이스를 여는 프로그램이나 백업이 끝난 뒤 다시 "
    "시도해 주세요."
)
_FULL = "디스크가 가득 차서 작업 폴더에 저장하지 못했습니다. 공간을 비운 뒤 다시 시도해 주세요."
DAMAGED = (
    "작업 폴더의 데이터베이스(studio.db)가 손상되어 읽을 수 없습니다. 스튜디오 화면이나 `python -m core rescue`로 안전 "
    "사본으로 되돌리거나 새로 시작해 주세요."
)
_SAID = {sqlite3.SQLITE_BUSY: _LOCKED, sqlite3.SQLITE_LOCKED: _LOCKED, sqlite3.SQLITE_FULL: _FULL}
# The last one: tables or columns are missing that a database of this version has.
_BROKEN = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT, sqlite3.SQLITE_ERROR)


def fault(error: Exception, workspace: Path) -> StorageError:
    """What went wrong, by SQLite's code, and what to do."""
    cause = getattr(error, "orig", error)
    code = getattr(cause, "sqlite_errorcode", None)
    if isinstance(cause, sqlite3.DatabaseError) and (code is None or code & 0xFF in _BROKEN):  # None: no text in UTF-8
        return DamagedError(DAMAGED)
    if code is not None and code & 0xFF in _SAID:
        return StorageError(_SAID[code & 0xFF])
    return StorageError(f"작업 폴더를 읽거나 쓸 수 없습니다: {workspace}. 쓰기 권한과 디스크 공간을 확인해 주세요.")


def of_prepared() -> ColumnElement[bool]:
    """The rows of `tokens` that hold corpora. A range, so that the index finds them."""
    return tables.tokens.c.key.between(PREPARED, PREPARED + "~")


def upsert(table: Table) -> Insert:
    """An insert of whole rows; one that has the key of a row on file takes its place."""
    new = insert(table)
    values = {column.name: new.excluded[column.name] for column in table.columns if not column.primary_key}
    return new.on_conflict_do_update(index_elements=list(table.primary_key), set_=values)


def parts(values: Sequence[str]) -> Iterator[Sequence[str]]:
    """The values in parts of as many as one query can hold."""
    for start in range(0, len(values), _BATCH):
        yield values[start : start + _BATCH]


def which_file(path: Path) -> int:
    """Another number for another file in the same place, 0 where there is none."""
    try:
        return path.stat().st_ino
    except OSError:
        return 0


# Done with a choice: the transaction, what was chosen by key, and what is chosen now.
Also = Callable[[Connection, Mapping[str, str | None], Mapping[str, str]], None]


@lru_cache(maxsize=4)
def _connect(path: Path, which: int) -> Engine:
    # The default journal, not WAL: WAL leaves files beside the database even where it is only read.
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": _PATIENCE_S})
    bring_up(engine, path.with_name(".schema.lock"))
    return engine


@lru_cache(maxsize=4)
def _connect_read_only(path: Path, which: int) -> Engine:
    address = f"{path.resolve().as_uri()}?mode=ro"
    engine = create_engine(
        "sqlite://", creator=lambda: sqlite3.connect(address, uri=True, timeout=_PATIENCE_S), poolclass=NullPool
    )
    if path.exists():
        with engine.connect() as connection:
            check_readable(connection)
    return engine


class Database:
    """One workspace's database. Cheap to make; connections are pooled per file. Every method raises StorageError.

    The first one in a process brings an older workspace to the tables of this studio. read_only: the file must exist,
    nothing at all is written, and what is computed is not kept: for commands that promise to write nothing."""

    def __init__(self, settings: Settings, *, read_only: bool = False) -> None:
        self._read_only = read_only
        self._workspace = settings.workspace
        path, which = settings.database, which_file(settings.database)
        with self._storage_errors():
            if which and not path.stat().st_size and any((settings.workspace / COPIES).glob("*.db")):
                raise DamagedError(DAMAGED)  # for SQLite an empty file is a new database
            if read_only:
                self._engine = _connect_read_only(path, which)
            else:
                if not which:
                    settings.workspace.mkdir(parents=True, exist_ok=True)
                    path.touch()
                self._engine = _connect(path, which or which_file(path))

    @contextmanager
    def _storage_errors(self) -> Iterator[None]:
        try:
            yield
        except UnicodeDecodeError as error:  # a name or a text that nobody wrote so
            raise DamagedError(DAMAGED) from error
        except (OSError, SQLAlchemyError) as error:
            raise fault(error, self._workspace) from error

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for one or more queries."""
        with self._storage_errors(), self._engine.connect() as connection:
            _wait_for(connection, _PATIENCE_S)
            try:
                yield connection
            except ValueError as error:  # a moment or a number
                raise DamagedError(DAMAGED) from error

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction: all of it or nothing, and nobody else writes between what it reads and what it writes."""
        with saving(), self._storage_errors(), self._engine.begin() as connection:
            _wait_for(connection, _WRITER_PATIENCE_S)
            connection.exec_driver_sql("PRAGMA secure_delete = ON")  # what was deleted is no longer in the file
            # Python's driver begins a transaction only before it changes rows: what was read before might be old.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection

    def rewrite(self) -> None:
        """Write the whole file anew: what was deleted is in none of its pages, and in no page that is at hand here."""
        autocommit = {"isolation_level": "AUTOCOMMIT"}
        with self._storage_errors(), self._engine.connect().execution_options(**autocommit) as connection:
            _wait_for(connection, _WRITER_PATIENCE_S)
            for order in ("PRAGMA secure_delete = ON", "PRAGMA temp_store = MEMORY", "VACUUM"):
                connection.exec_driver_sql(order)
        self.forget_values()

    def forget_values(self) -> None:
        """Let go of the values that statements were first used with, and of the connections: SQLAlchemy's cache of
        compiled statements holds the former as long as the process lives, SQLite's own statements what was bound."""
        self._engine.clear_compiled_cache()
        self._engine.dispose()

    def rows_in(self, query: Select[Any], column: Column[Any], values: Sequence[str]) -> Iterator[Any]:
        """The rows of a query whose `column` is one of the values, however many."""
        with self.reading() as connection:
            for part in parts(values):
                yield from connection.execute(query.where(column.in_(part)))

    def delete_in(self, column: Column[Any], values: Sequence[str]) -> None:
        """Delete the rows of the column's table where it is one of the values, however many."""
        with self.writing() as connection:
            for part in parts(values):
                connection.execute(delete(column.table).where(column.in_(part)))

    def close(self) -> None:
        """Give the file free: it is about to be moved."""
        self._engine.dispose()

    def sets(self) -> list[StoredSet]:
        """Newest first."""
        with self.reading() as connection:
            rows = connection.execute(select(tables.sets).order_by(tables.sets.c.created.desc())).all()
        return [StoredSet(row.id, row.name, row.created) for row in rows]

    def add_set(self, stored: StoredSet) -> None:
        with self.writing() as connection:
            connection.execute(insert(tables.sets).values(id=stored.id, name=stored.name, created=stored.created))

    def rename_set(self, set_id: str, name: str) -> None:
        with self.writing() as connection:
            connection.execute(tables.sets.update().where(tables.sets.c.id == set_id).values(name=name))

    def remove_set(self, set_id: str) -> None:
        with self.writing() as connection:
            connection.execute(tables.sets.delete().where(tables.sets.c.id == set_id))

    def choice(self, key: str) -> str | None:
        """A studio-wide choice such as the active reference set."""
        with self.reading() as connection:
            return _choice(connection, key)

    def choose(self, key: str, value: str) -> None:
        self.choose_all({key: value})

    def choose_all(self, chosen: Mapping[str, str], also: Also | None = None) -> None:
        """Choices that belong together: no other process chooses in between. also: done in the same transaction,
        before it, with what they were; where it raises, nothing is chosen."""
        with self.writing() as connection:
            if also is not None:
                also(connection, {key: _choice(connection, key) for key in chosen}, chosen)
            for key, value in chosen.items():
                _put_choice(connection, key, value)

    def change_choice(self, key: str, make: Callable[[str | None], str], also: Also | None = None) -> str:
        """Choose what `make` makes of the newest choice; two who do so at once both get their way. Returns it. also: as
        for `choose_all`."""
        with self.writing() as connection:
            before = _choice(connection, key)
            value = make(before)
            if also is not None:
                also(connection, {key: before}, {key: value})
            _put_choice(connection, key, value)
        return value

    def faces(self, engine: str, hashes: Sequence[str]) -> dict[str, StoredFace]:
        """What is on file for these photos (SHA-256 of their bytes) and this engine version."""
        found: dict[str, StoredFace] = {}
        query = select(tables.faces).where(tables.faces.c.engine == engine)
        for row in self.rows_in(query, tables.faces.c.sha256, hashes):
            vector = None if row.vector is None else np.frombuffer(row.vector, dtype="<f4")
            found[row.sha256] = StoredFace(row.status, row.reason, vector)
        return found

    def keep_faces(self, engine: str, faces: Mapping[str, StoredFace]) -> None:
        rows: list[dict[str, Any]] = []
        for sha256, face in faces.items():
            vector = None if face.vector is None else face.vector.astype("<f4").tobytes()
            own = {"status": face.status, "reason": face.reason, "vector": vector}
            rows.append({"engine": engine, "sha256": sha256, **own})
        self._add_missing(tables.faces, rows)

    def forget_faces(self, hashes: Sequence[str]) -> None:
        """Remove embeddings of photos that were deleted, of every engine."""
        self.delete_in(tables.faces.c.sha256, hashes)

    def tokens(self, keys: Sequence[str]) -> dict[str, bytes]:
        """Cached analyses of articles, by analyzer version and text hash."""
        return {row.key: row.value for row in self.rows_in(select(tables.tokens), tables.tokens.c.key, keys)}

    def prepared(self, key: str) -> bytes | None:
        """Corpora made earlier from the same articles, with the same words and rules."""
        return self.tokens([PREPARED + key]).get(PREPARED + key)

    def keep_prepared(self, key: str, value: bytes) -> None:
        """Keep corpora; the oldest ones make room."""
        if self._read_only:
            return
        rows = tables.tokens
        newest = select(rows.c.key).where(of_prepared()).order_by(text("rowid DESC")).limit(_PREPARED_KEPT)
        with self.writing() as connection:
            connection.execute(rows.delete().where(rows.c.key == PREPARED + key))
            connection.execute(insert(rows), [{"key": PREPARED + key, "value": value}])
            connection.execute(rows.delete().where(of_prepared(), rows.c.key.not_in(newest)))

    def keep_tokens(self, entries: Mapping[str, bytes]) -> None:
        self._add_missing(tables.tokens, [{"key": key, "value": value} for key, value in entries.items()])

    def _add_missing(self, table: Table, rows: list[dict[str, Any]]) -> None:
        if rows and not self._read_only:
            with self.writing() as connection:
                connection.execute(insert(table).on_conflict_do_nothing(), rows)


def drop_journal(settings: Settings) -> None:
    """Remove the journal of a process that was killed before its first write: SQLite does that when it writes."""
    if settings.database.with_name(f"{settings.database.name}-journal").exists():
        with Database(settings).writing() as connection:
            version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
            connection.exec_driver_sql(f"PRAGMA user_version = {version}")


def _wait_for(connection: Connection, seconds: int) -> None:
    connection.exec_driver_sql(f"PRAGMA busy_timeout = {seconds * 1000}")


def _choice(connection: Connection, key: str) -> str | None:
    return connection.execute(select(tables.choices.c.value).where(tables.choices.c.key == key)).scalar()


def _put_choice(connection: Connection, key: str, value: str) -> None:
    row = insert(tables.choices).values(key=key, value=value)
    connection.execute(row.on_conflict_do_update(index_elements=["key"], set_={"value": value}))
