"""Who did what, when, on what: rows that are only added, each with a hash over itself and the row before it."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Literal

from sqlalchemy import Select, insert, select

from core.settings import Settings
from core.storage import schema as tables
from core.storage.database import Database

Outcome = Literal["done", "refused"]
_FIRST = "0" * 64  # what stands before the first row


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """actor: id; action: of core/access/actions.py; on: what it was done to, by ids."""

    number: int
    at: datetime
    actor: str
    action: str
    on: str
    outcome: Outcome
    hash: str


@dataclass(frozen=True, slots=True)
class Verified:
    """entries: how many there are. broken: number of the first that does not fit, None where all do. newest: the hash
    of the last, to be kept elsewhere: whoever cuts off the end cannot be seen from what is left."""

    entries: int
    broken: int | None
    newest: str


class Audit:
    """The log of one workspace. Methods raise StorageError."""

    def __init__(self, settings: Settings) -> None:
        self._database = Database(settings)

    def add(self, actor: str, action: str, on: str = "", outcome: Outcome = "done") -> None:
        own, now = tables.audit, datetime.now(UTC)
        with self._database.writing() as connection:
            last = connection.execute(select(own.c.number, own.c.hash).order_by(own.c.number.desc()).limit(1)).first()
            number, before = (last.number + 1, last.hash) if last else (1, _FIRST)
            row = AuditEntry(number, now, actor, action, on, outcome, "")
            connection.execute(insert(own).values(asdict(replace(row, hash=_hash(before, row)))))

    def entries(
        self, *, actor: str = "", action: str = "", on: str = "", since: datetime | None = None,
        until: datetime | None = None, limit: int | None = 500,
    ) -> list[AuditEntry]:  # fmt: skip
        """Newest first. action: the whole or its part before the dot; on: how it begins; since, until: moments, the
        later not included; limit: None for all."""
        own = tables.audit
        query = select(own).order_by(own.c.number.desc()).limit(limit)
        if since is not None:
            query = query.where(own.c.at >= since)
        if until is not None:
            query = query.where(own.c.at < until)
        if actor:
            query = query.where(own.c.actor == actor)
        if action:
            query = query.where(own.c.action.startswith(action, autoescape=True))
        if on:
            query = query.where(own.c.on.startswith(on, autoescape=True))
        return list(self._read(query))

    def all(self) -> Iterator[AuditEntry]:
        """Oldest first."""
        yield from self._read(select(tables.audit).order_by(tables.audit.c.number))

    def verify(self) -> Verified:
        """Does every row fit the one before it?"""
        before, count = _FIRST, 0
        for entry in self.all():
            count += 1
            if entry.number != count or entry.hash != _hash(before, entry):
                return Verified(count, entry.number, entry.hash)
            before = entry.hash
        return Verified(count, None, before)

    def _read(self, query: Select[Any]) -> Iterator[AuditEntry]:
        with self._database.reading() as connection:
            for row in connection.execute(query):
                yield AuditEntry(row.number, row.at, row.actor, row.action, row.on, row.outcome, row.hash)


def _hash(before: str, row: AuditEntry) -> str:
    values = [before, row.number, row.at.isoformat(), row.actor, row.action, row.on, row.outcome]
    return sha256(json.dumps(values, ensure_ascii=False).encode()).hexdigest()
