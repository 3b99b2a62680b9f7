"""Changes of what all share, on file: who made which and when, and what it takes to take them back."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, get_args

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from core.access.acting import acting
from core.settings import Settings
from core.storage import schema as tables
from core.storage.database import Database, parts

ChangeKind = Literal["lexicon", "exclusions", "terms", "catalog", "news", "retention", "choice"]
KINDS: tuple[ChangeKind, ...] = get_args(ChangeKind)
_LOOKED_AT = 2000  # rows of a kind: who changed something earlier than that is not said


@dataclass(frozen=True, slots=True)
class SharedChange:
    """before, after: key of what was changed -> what it was and became, None for nothing. what: as people see it.

    undone_by: name of who took it back, "" where it stands."""

    number: int
    kind: ChangeKind
    what: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    by: str
    by_name: str
    at: datetime
    undone_by: str = ""
    undone: datetime | None = None


def write_down(
    connection: Connection, kind: ChangeKind, what: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> None:
    """Put a change on file that whoever acts just now makes, in the transaction that makes it; nothing where the two
    are the same. Keys that did not change are left out."""
    changed = [key for key in {**before, **after} if before.get(key) != after.get(key)]
    if not changed:
        return
    actor = acting()
    row = {
        "kind": kind, "on": "\n".join(changed), "what": what, "by": actor.id, "by_name": actor.name,
        "before": _json({key: before.get(key) for key in changed}),
        "after": _json({key: after.get(key) for key in changed}),
        "at": datetime.now(UTC), "undone_by": "", "undone": None,
    }  # fmt: skip
    connection.execute(insert(tables.shared_changes).values(row))


def forget_about(connection: Connection, kind: ChangeKind, keys: Iterable[str]) -> None:
    """Delete the changes about things of which nothing is kept. For kinds whose changes have one key."""
    own = tables.shared_changes
    for part in parts(list(keys)):
        connection.execute(delete(own).where(own.c.kind == kind, own.c.on.in_(part)))


class Changes:
    """The changes of one workspace. Looking creates nothing. Methods raise StorageError."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def add(self, kind: ChangeKind, what: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        """`write_down` in a transaction of its own, for what lies in a file: call while nobody else changes it."""
        with Database(self._settings).writing() as connection:
            write_down(connection, kind, what, before, after)

    def latest(self, kinds: Collection[ChangeKind] = KINDS, most: int = 100) -> list[SharedChange]:
        """Newest first."""
        own = tables.shared_changes
        query = select(own).where(own.c.kind.in_(kinds)).order_by(own.c.number.desc()).limit(most)
        return list(map(_change, self._rows(query)))

    def count(self, kinds: Collection[ChangeKind] = KINDS) -> int:
        own = tables.shared_changes
        rows = self._rows(select(func.count()).where(own.c.kind.in_(kinds)))
        return rows[0][0] if rows else 0

    def get(self, number: int) -> SharedChange | None:
        rows = self._rows(select(tables.shared_changes).where(tables.shared_changes.c.number == number))
        return _change(rows[0]) if rows else None

    def of(self, kind: ChangeKind, keys: Iterable[str], after: int = 0) -> Iterator[SharedChange]:
        """The changes of one of these things, newest first. after: only those that came after this number."""
        own, wanted = tables.shared_changes, set(keys)
        query = select(own.c.number, own.c.on).where(own.c.kind == kind, own.c.number > after)
        rows = self._rows(query.order_by(own.c.number.desc()).limit(_LOOKED_AT))
        for number in [row.number for row in rows if not wanted.isdisjoint(row.on.split("\n"))]:
            if (found := self.get(number)) is not None:
                yield found

    def mark_undone(self, number: int) -> None:
        """Whoever acts just now has taken it back."""
        own = tables.shared_changes
        values = {"undone_by": acting().name, "undone": datetime.now(UTC)}
        with Database(self._settings).writing() as connection:
            connection.execute(update(own).where(own.c.number == number).values(values))

    def _rows(self, query: Any) -> Sequence[Row[Any]]:
        if not self._settings.database.exists():
            return []
        with Database(self._settings).reading() as connection:
            return connection.execute(query).all()


def _json(values: Mapping[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def _change(row: Row[Any]) -> SharedChange:
    return SharedChange(
        row.number, row.kind, row.what, json.loads(row.before), json.loads(row.after), row.by, row.by_name, row.at,
        row.undone_by, row.undone,
    )  # fmt: skip
