"""Collections of photos: what was asked for, what became of every address, and photos that are just coming in.

An address has one row a set, written when its photo is stored or refused, so that it is never fetched twice. Between
the last byte of a photo and its row the photo lies in a spool, with all that is known of it: a process that dies in
between has not fetched it in vain.
"""

import hashlib
import json
import secrets
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.dialects.sqlite import insert

from core.errors import CollectError
from core.files import write_atomic
from core.settings import Settings
from core.storage.database import Database
from core.storage.schema import collections as table
from core.storage.schema import fetches
from core.storage.work_lock import Turn
from core.types import Candidate, MemberId
from core.web.fetcher import PASSING

State = Literal["running", "stopped", "done", "failed"]


@dataclass(frozen=True, slots=True)
class Stored:
    """A row of table `collection`. plan: JSON of whoever asked; message: how it ended (Korean); started, ended: UTC."""

    id: str
    set_id: str
    source: str
    plan: str
    state: State
    message: str
    started: datetime
    ended: datetime | None


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


class Collections:
    """The collections of one workspace. Looking creates nothing. Methods raise StorageError."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._turn = Turn(settings.workspace / "collecting")

    def add(self, set_id: str, source: str, plan: str) -> str:
        """A new collection that nobody works on yet; ids sort by time."""
        now = datetime.now(UTC)
        collection_id = f"{now:%Y%m%d-%H%M%S}-{secrets.token_hex(4)}"
        row = {"id": collection_id, "set_id": set_id, "source": source, "plan": plan, "state": "stopped"}
        with Database(self._settings).writing() as connection:
            connection.execute(insert(table).values(**row, message="", started=now, ended=None))
        return collection_id

    def all(self, set_id: str | None = None) -> list[Stored]:
        """Newest first. One whose process died is told as stopped."""
        if not self._settings.database.exists():
            return []
        query = select(table).order_by(table.c.started.desc(), table.c.id.desc())
        with Database(self._settings).reading() as connection:
            rows = connection.execute(query if set_id is None else query.where(table.c.set_id == set_id)).all()
        alive = self.working() if any(row.state == "running" for row in rows) else ""
        return [
            Stored(
                id=row.id,
                set_id=row.set_id,
                source=row.source,
                plan=row.plan,
                state="stopped" if row.state == "running" and row.id != alive else row.state,
                message=row.message,
                started=row.started,
                ended=row.ended,
            )
            for row in rows
        ]

    def get(self, collection_id: str) -> Stored:
        """Raises CollectError where there is none."""
        found = next((stored for stored in self.all() if stored.id == collection_id), None)
        if found is None:
            raise CollectError("그런 모으기 기록은 없습니다. 목록에서 골라 주세요.")
        return found

    def change_plan(self, collection_id: str, plan: str) -> None:
        with Database(self._settings).writing() as connection:
            connection.execute(table.update().where(table.c.id == collection_id).values(plan=plan))

    def set_state(self, collection_id: str, state: State, message: str = "") -> None:
        ended = None if state == "running" else datetime.now(UTC)
        with Database(self._settings).writing() as connection:
            changed = table.update().where(table.c.id == collection_id)
            connection.execute(changed.values(state=state, message=message, ended=ended))

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
        new = insert(fetches)
        changed = {name: new.excluded[name] for name in rows[0] if name not in ("set_id", "url")}
        with Database(self._settings).writing() as connection:
            connection.execute(new.on_conflict_do_update(index_elements=["set_id", "url"], set_=changed), rows)

    def forget(self, set_id: str) -> None:
        """All of a set that is deleted."""
        with Database(self._settings).writing() as connection:
            connection.execute(fetches.delete().where(fetches.c.set_id == set_id))
            connection.execute(table.delete().where(table.c.set_id == set_id))
        Spool(self._settings, set_id).clear()

    def at_work(self, collection_id: str) -> AbstractContextManager[None]:
        """Be the one who collects photos in this workspace. Raises CollectError where somebody else does."""
        return self._turn.held(collection_id)

    def working(self) -> str:
        """The collection that somebody works on, in whatever process; "" where nobody does."""
        return self._turn.holder()

    def ask_to_stop(self, collection_id: str, stop: bool = True) -> None:
        """Leave word for whoever works on it, or take it back."""
        self._turn.ask_to_stop(collection_id, stop)

    def asked_to_stop(self, collection_id: str) -> bool:
        return self._turn.asked_to_stop(collection_id)


class Spool:
    """Photos of one set that are on their way in, each in a file of its own: what is known of it, then its bytes."""

    def __init__(self, settings: Settings, set_id: str) -> None:
        self._folder = settings.workspace / "collecting" / hashlib.sha256(set_id.encode()).hexdigest()[:20]

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

    def _file(self, url: str) -> Path:
        return self._folder / hashlib.sha256(url.encode("utf-8", "replace")).hexdigest()
