"""Purges on file: what was asked for, how far it is, the receipt; and the marks of those who are gone.

A purge is killed at any moment and goes on: before its one transaction nothing is gone and the row says who is meant;
after it the database is clean, and the row holds counts, digests and names of files that are still to be deleted."""

import json
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path

from pydantic import TypeAdapter
from sqlalchemy import Connection, func, insert, select, update

from core.privacy.names import ByMark, ByName, mark, same, spellings
from core.privacy.receipt import FILES, Counted, Mode, Place, Receipt
from core.settings import Settings
from core.storage import schema as tables
from core.storage.database import Database
from core.storage.privacy.cells import cells
from core.storage.privacy.erase import Found, erase, find, left
from core.storage.privacy.kept import remove_files
from core.storage.rescue import copies, drop_copies

_ASIDE = "studio.*.db*"  # of the workspace: core/storage/rescue.py
_JOBS = "jobs"  # of the workspace: core/jobs.py


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is meant. name: as typed; project: id, "" for all; names: the spellings that are hers; texts: where those
    stand that are to lose her name (`Found.ref`)."""

    name: str
    project: str
    mode: Mode
    names: frozenset[str]
    texts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Going:
    """What is still to be done. files: path in the workspace; the rest is the receipt's."""

    receipt: Receipt
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stone:
    """Who was purged: columns of `purged`."""

    mark: str
    key: str
    project_id: str
    size: int
    mode: Mode
    label: str
    at: datetime
    purge: str

    @property
    def sought(self) -> ByMark:
        """To look for the same person."""
        return ByMark(self.mark, bytes.fromhex(self.key), self.size)


@cache
def _asked() -> TypeAdapter[Asked]:
    return TypeAdapter(Asked)


@cache
def _going() -> TypeAdapter[Going]:
    return TypeAdapter(Going)


@dataclass
class Purges:
    """Of one workspace. Methods raise StorageError."""

    settings: Settings
    _database: Database = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._database = Database(self.settings)

    def inventory(self, name: str, project: str = "") -> list[Found]:
        """All that is known of somebody by name, what lies in files included."""
        with self._database.reading() as connection:
            found = find(connection, ByName(name), project)
        return [*found, *self._files(name)]

    def begin(self, purge: str, asked: Asked, by: str, now: datetime) -> None:
        """From now on it goes on by itself."""
        row = {
            "id": purge, "state": "asked", "at": now, "by": by, "body": _asked().dump_json(asked).decode(),
            "ended": None,
        }  # fmt: skip
        with self._database.writing() as connection:
            connection.execute(insert(tables.purges).values(**row))

    def erase(self, purge: str) -> Receipt:
        """The one transaction: the database is without her, and knows her mark."""
        own = tables.purges
        with self._database.writing() as connection:
            row = connection.execute(select(own).where(own.c.id == purge)).one()
            if row.state != "asked":  # another process went on with it
                return _going().validate_json(row.body).receipt
            asked = _asked().validate_json(row.body)
            sought = ByName(asked.name)
            every = [*find(connection, sought, asked.project), *self._files(asked.name)]
            chosen = [one for one in every if is_meant(one, asked)]
            gone = erase(
                connection, sought, [one for one in chosen if one.place not in FILES], asked.mode,
                _known_labels(connection, asked.name),
            )  # fmt: skip
            projects = {one.project for one in chosen} | {asked.project, ""}
            label = next(iter(gone.labels.values()), "")
            for project in projects:
                key = secrets.token_bytes(32)
                stone = Stone(
                    mark(key, project, asked.name), key.hex(), project, len(same(asked.name)), asked.mode,
                    gone.labels.get(project, label), row.at, purge,
                )  # fmt: skip
                connection.execute(insert(tables.purged).values(**asdict(stone)))
            digests = tuple(one.digest for one in chosen)
            receipt = Receipt(purge, row.at, row.by, asked.mode, counted(chosen), digests)
            files = [f"kept/{name}" for name in gone.files]
            files += [one.ref for one in chosen if one.place in FILES]
            body = _going().dump_json(Going(receipt, tuple(files))).decode()
            connection.execute(update(own).where(own.c.id == purge).values(state="going", body=body))
            receipt = replace(receipt, left=left(connection, {asked.name, *asked.names}))
            body = _going().dump_json(Going(receipt, tuple(files))).decode()
            connection.execute(update(own).where(own.c.id == purge).values(body=body))
        return receipt

    def finish(self, purge: str, now: datetime) -> Receipt:
        """Files, free pages, then the receipt alone is left. May be done again."""
        own = tables.purges
        with self._database.reading() as connection:
            going = _going().validate_json(connection.execute(select(own.c.body).where(own.c.id == purge)).scalar_one())
        remove_files(self.settings, (Path(name).name for name in going.files if name.startswith("kept/")))
        for name in going.files:
            (self.settings.workspace / name).unlink(missing_ok=True)
        drop_copies(self.settings)
        self._database.rewrite()
        receipt = replace(going.receipt, ended=now)
        body = _going().dump_json(Going(receipt)).decode()
        with self._database.writing() as connection:
            connection.execute(update(own).where(own.c.id == purge).values(state="done", body=body, ended=now))
        return receipt

    def unfinished(self) -> list[tuple[str, str]]:
        """(id, state) of purges that were cut off, oldest first."""
        own = tables.purges
        query = select(own.c.id, own.c.state).where(own.c.state != "done").order_by(own.c.at)
        with self._database.reading() as connection:
            return [(row.id, row.state) for row in connection.execute(query)]

    def receipts(self) -> list[Receipt]:
        """Newest first."""
        own = tables.purges
        query = select(own.c.body).where(own.c.state != "asked").order_by(own.c.at.desc())
        with self._database.reading() as connection:
            return [_going().validate_json(body).receipt for body in connection.execute(query).scalars()]

    def stones(self) -> list[Stone]:
        """Of all who were purged."""
        with self._database.reading() as connection:
            return [Stone(**row._mapping) for row in connection.execute(select(tables.purged))]

    def stamp(self) -> str:
        """Another text after each purge, "" before the first."""
        own = tables.purged
        with self._database.reading() as connection:
            count, last = connection.execute(select(func.count(), func.max(own.c.at)).select_from(own)).one()
        return f"{count}/{last.isoformat()}" if last else ""

    def drop_older_copies(self) -> None:
        """Safety copies that were begun before a purge was done, and written after it."""
        query = select(func.max(tables.purges.c.ended))
        with self._database.reading() as connection:
            ended = connection.execute(query).scalar()
        if ended is None:
            return
        for copy in copies(self.settings):
            if copy.made.astimezone() <= ended + timedelta(seconds=1):
                copy.path.unlink(missing_ok=True)

    def reapply(self) -> dict[Place, int]:
        """Purge again whoever a restored backup brought back: what was written after her purge stays. Counts."""
        again: list[Found] = []
        files: set[str] = set()
        with self._database.writing() as connection:
            rows = connection.execute(select(tables.purged)).all()
            texts = list(cells(connection)) if rows else []
            for row in rows:
                stone = Stone(**row._mapping)
                old = [
                    one
                    for one in find(connection, stone.sought, stone.project_id, texts)
                    if one.at is None or one.at <= stone.at
                ]
                if not old:
                    continue
                gone = erase(connection, stone.sought, old, stone.mode, {stone.project_id: stone.label})
                again, files = [*again, *old], files | set(gone.files)
        remove_files(self.settings, files)
        if again:
            drop_copies(self.settings)
            self._database.rewrite()
        found: dict[Place, int] = {}
        for one in again:
            found[one.place] = found.get(one.place, 0) + 1
        return found

    def _files(self, name: str) -> list[Found]:
        """Safety copies and databases that were set aside, as they hold what the database held; and what jobs left
        where it names her."""
        root, found = self.settings.workspace, list[Found]()
        for copy in copies(self.settings):
            found.append(_of_file("copy", root, copy.path))
        for path in sorted(root.glob(_ASIDE)):
            if not path.name.startswith("studio.db"):
                found.append(_of_file("aside", root, path))
        forms = [form.encode() for one in spellings(name) for form in (one, json.dumps(one)[1:-1])]
        for path in sorted((root / _JOBS).glob("*")) if (root / _JOBS).is_dir() else ():
            if path.is_file() and any(form in path.read_bytes() for form in forms):
                found.append(_of_file("job", root, path))
        return found


def counted(found: Sequence[Found]) -> tuple[Counted, ...]:
    """How many of each kind in each plan; a version in which two spellings stand counts twice."""
    counts: dict[tuple[Place, str], int] = {}
    for one in found:
        counts[one.place, one.project] = counts.get((one.place, one.project), 0) + 1
    return tuple(Counted(place, project, count) for (place, project), count in sorted(counts.items()))


def is_meant(one: Found, asked: Asked) -> bool:
    """Does it go? Also what has come since she was looked for, in a spelling that is hers. Files always do: nobody can
    take her out of them."""
    if one.is_text:
        return one.ref in asked.texts
    return one.place in FILES or one.name in asked.names


def _of_file(place: Place, root: Path, path: Path) -> Found:
    return Found(place, "", path.relative_to(root).as_posix(), digest=sha256(path.read_bytes()).hexdigest())


def _known_labels(connection: Connection, name: str) -> dict[str, str]:
    """What she is called where she was purged before."""
    stones = (Stone(**row._mapping) for row in connection.execute(select(tables.purged)))
    return {one.project_id: one.label for one in stones if one.label and one.sought.is_one(one.project_id, name)}
