"""Collections of photos: what was asked for, what became of every address, and photos that are just coming in.

An address has one row a set, written when its photo is stored or refused, so that it is never fetched twice. Between
the last byte of a photo and its row the photo lies in a spool, with all that is known of it: a process that dies in
between has not fetched it in vain.
"""

import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, func, select

from core.errors import CollectError
from core.files import write_atomic
from core.settings import Settings
from core.storage.collection_log import CollectionLog, CollectionStatus
from core.storage.database import Database, upsert
from core.storage.schema import collections as table
from core.storage.schema import fetches
from core.types import Candidate, MemberId
from core.web.fetcher import PASSING

_NAME = 20  # characters of a spool's folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored(CollectionStatus):
    """A row of table `collection`. plan: JSON of whoever asked."""

    set_id: str
    plan: str


@dataclass(frozen=True, slots=True)
class Fetched:
    """What became of one address. outcome: a code of core/collect/outcomes.py; bytes: that were fetched for it."""

    url: str
    member: MemberId
    outcome: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Spooled:
    """A photo that came whole and is not in the journal yet. source: as in `Rights`."""

    source: str
    candidate: Candidate
    member: MemberId
    data: bytes


class Collections(CollectionLog):
    """The collections of photos of one workspace."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings, table, "collecting")

    def add(self, set_id: str, source: str, plan: str) -> str:
        """A new collection that nobody works on yet; returns its id."""
        collection_id = self.new_id()
        self._insert(id=collection_id, set_id=set_id, source=source, plan=plan, state="stopped")
        return collection_id

    def all(self, set_id: str | None = None) -> list[Stored]:
        """Newest first. One whose process died is told as stopped."""
        return [Stored(**row) for row in self._rows(*([] if set_id is None else [table.c.set_id == set_id]))]

    def get(self, collection_id: str) -> Stored:
        """Raises CollectError where there is none."""
        found = next((stored for stored in self.all() if stored.id == collection_id), None)
        if found is None:
            raise CollectError("그런 모으기 기록은 없습니다. 목록에서 골라 주세요.")
        return found

    def change_plan(self, collection_id: str, plan: str) -> None:
        self._update(collection_id, plan=plan)

    def counts(self, collection_ids: Sequence[str]) -> dict[str, dict[MemberId, dict[str, int]]]:
        """By collection, member and outcome, how many addresses ended so."""
        found: dict[str, dict[MemberId, dict[str, int]]] = {}
        columns = (fetches.c.collection, fetches.c.group_id, fetches.c.member, fetches.c.outcome)
        query = select(*columns, func.count()).where(fetches.c.collection.in_(collection_ids)).group_by(*columns)
        with Database(self._settings).reading() as connection:
            for collection, group, member, outcome, n in connection.execute(query):
                found.setdefault(collection, {}).setdefault(MemberId(group, member), {})[outcome] = n
        return found

    def settled(self, set_id: str) -> set[str]:
        """Addresses that are never fetched again for the set: all but those whose failure may pass."""
        return self._addresses(set_id, fetches.c.outcome.not_in(PASSING))

    def failed(self, set_id: str) -> set[str]:
        """Addresses whose last failure may pass."""
        return self._addresses(set_id, fetches.c.outcome.in_(PASSING))

    def _addresses(self, set_id: str, which: ColumnElement[bool]) -> set[str]:
        query = select(fetches.c.url).where(fetches.c.set_id == set_id, which)
        with Database(self._settings).reading() as connection:
            return set(connection.execute(query).scalars())

    def record(self, set_id: str, collection_id: str, fetched: Iterable[Fetched]) -> None:
        """Write down what became of addresses; what stood there of a failure that passed is replaced."""
        rows = [
            {
                "set_id": set_id,
                "url": item.url,
                "collection": collection_id,
                "group_id": item.member.group,
                "member": item.member.member,
                "outcome": item.outcome,
                "bytes": item.bytes,
                "at": datetime.now(UTC),
            }
            for item in fetched
        ]
        if not rows:
            return
        with Database(self._settings).writing() as connection:
            connection.execute(upsert(fetches), rows)

    def forget(self, set_id: str) -> None:
        """All of a set that is deleted."""
        with Database(self._settings).writing() as connection:
            connection.execute(fetches.delete().where(fetches.c.set_id == set_id))
            connection.execute(table.delete().where(table.c.set_id == set_id))
        Spool(self._settings, set_id).clear()


class Spool:
    """Photos of one set that are on their way in, each in a file of its own: what is known of it, then its bytes."""

    def __init__(self, settings: Settings, set_id: str) -> None:
        self._folder = settings.workspace / "collecting" / hashlib.sha256(set_id.encode()).hexdigest()[:_NAME]

    def put(self, spooled: Spooled) -> None:
        """Raises StorageError. A power cut may lose it; then it is fetched again."""
        known = asdict(spooled)
        data: bytes = known.pop("data")
        head = json.dumps({**known, "sha256": hashlib.sha256(data).hexdigest()}, ensure_ascii=True).encode()
        write_atomic(self._file(spooled.candidate.url), head + b"\n" + data, durable=False)

    def drop(self, url: str) -> None:
        self._file(url).unlink(missing_ok=True)

    def waiting(self) -> Iterator[Spooled]:
        """What a process that died had fetched. A file that cannot be read is removed."""
        for path in sorted(self._folder.iterdir()) if self._folder.is_dir() else []:
            try:
                head, _, data = path.read_bytes().partition(b"\n")
                known: dict[str, Any] = json.loads(head)
                if known["sha256"] != hashlib.sha256(data).hexdigest():
                    raise ValueError("torn by a power cut")
                candidate, member = Candidate(**known["candidate"]), MemberId(**known["member"])
                spooled = Spooled(known["source"], candidate, member, data)
                path.replace(self._file(spooled.candidate.url))  # it died between writing and naming it
            except (OSError, ValueError, KeyError, TypeError):
                path.unlink(missing_ok=True)
                continue
            yield spooled

    def clear(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)

    @classmethod
    def tidy(cls, settings: Settings) -> None:
        """Remove the spools of sets that are gone. Raises StorageError."""
        if settings.database.exists():
            known = {cls(settings, stored.id)._folder for stored in Database(settings).sets()}
            for folder in (settings.workspace / "collecting").glob("?" * _NAME):
                if folder not in known:
                    shutil.rmtree(folder, ignore_errors=True)

    def _file(self, url: str) -> Path:
        return self._folder / hashlib.sha256(url.encode("utf-8", "replace")).hexdigest()
