"""Who did what, when, on what: rows that are only added, each with a hash over itself and the row before it.

How far they go is noted outside the workspace, beside the key of the photos: a cut end, and rows that were written anew
with hashes that fit, show by that."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Literal

from sqlalchemy import Connection, Select, insert, select

from core.errors import StorageError
from core.files import write_atomic
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
    """entries: how many there are. broken: number of the first that does not fit or is cut off, None where all do.
    newest: the hash of the last. anchored: number of the entry that is noted outside the workspace, None without: then
    `newest` is to be kept elsewhere, for a cut end cannot be seen from what is left."""

    entries: int
    broken: int | None
    newest: str
    anchored: int | None = None


@dataclass(frozen=True, slots=True)
class _Anchor:
    number: int
    hash: str


class Audit:
    """The log of one workspace. Methods raise StorageError."""

    def __init__(self, settings: Settings) -> None:
        self._database = Database(settings)
        name = sha256(str(settings.workspace.resolve()).encode()).hexdigest()[:12]
        self._anchor = settings.photo_key.expanduser().with_name(f"record-{name}.json")

    def add(self, actor: str, action: str, on: str = "", outcome: Outcome = "done") -> None:
        own, now = tables.audit, datetime.now(UTC)
        with self._database.writing() as connection:
            last = connection.execute(select(own.c.number, own.c.hash).order_by(own.c.number.desc()).limit(1)).first()
            number, before = (last.number + 1, last.hash) if last else (1, _FIRST)
            row = AuditEntry(number, now, actor, action, on, outcome, "")
            row = replace(row, hash=_hash(before, row))
            connection.execute(insert(own).values(asdict(row)))
            whole = self._fits(connection, self._anchored())
        if whole:
            self._note(_Anchor(row.number, row.hash))

    def anchor(self) -> None:
        """The end as it is now is right: a backup or a safety copy has taken the place of what was there."""
        last = self.entries(limit=1)
        if last:
            self._note(_Anchor(last[0].number, last[0].hash))
        else:
            self._anchor.unlink(missing_ok=True)

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
        """Does every row fit the one before it, and what is noted outside?"""
        anchor = self._anchored()  # before the rows: one that is added meanwhile is no fault
        at = anchor.number if anchor else None
        before, count = _FIRST, 0
        for entry in self.all():
            count += 1
            rewritten = anchor is not None and entry.number == at and entry.hash != anchor.hash
            if entry.number != count or entry.hash != _hash(before, entry) or rewritten:
                return Verified(count, entry.number, entry.hash, at)
            before = entry.hash
        return Verified(count, count + 1 if at is not None and at > count else None, before, at)

    def _fits(self, connection: Connection, anchor: _Anchor | None) -> bool:
        """A record that does not keeps its anchor: more entries do not hide what is missing."""
        own = tables.audit
        if anchor is None:
            return True
        return connection.execute(select(own.c.hash).where(own.c.number == anchor.number)).scalar() == anchor.hash

    def _anchored(self) -> _Anchor | None:
        try:
            found = json.loads(self._anchor.read_bytes())
            return _Anchor(int(found["number"]), str(found["hash"]))
        except (OSError, ValueError, KeyError, TypeError, OverflowError):
            return None

    def _note(self, anchor: _Anchor) -> None:
        with suppress(StorageError):  # a place that cannot be written: `verify` says that nothing is noted
            write_atomic(self._anchor, json.dumps(asdict(anchor)).encode(), durable=False)

    def _read(self, query: Select[Any]) -> Iterator[AuditEntry]:
        with self._database.reading() as connection:
            for row in connection.execute(query):
                yield AuditEntry(row.number, row.at, row.actor, row.action, row.on, row.outcome, row.hash)


def _hash(before: str, row: AuditEntry) -> str:
    values = [before, row.number, row.at.isoformat(), row.actor, row.action, row.on, row.outcome]
    return sha256(json.dumps(values, ensure_ascii=False).encode()).hexdigest()
