"""What collections of photos and of news have in common: a row each, one at work at a time, and a flag to stop it."""

import secrets
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, insert, select

from core.errors import CollectError
from core.settings import Settings
from core.storage.database import Database
from core.storage.work_lock import StopFlag, WorkLock
from core.types import JobState, JobStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionStatus(JobStatus):
    """Where a collection stands, live while it runs. label: how it ended (Korean). started, ended: UTC."""

    source: str
    started: datetime
    ended: datetime | None


class CollectionLog(StopFlag):
    """The collections of one kind in one workspace. Looking creates nothing. Methods raise StorageError."""

    def __init__(self, settings: Settings, table: Table, folder: str) -> None:
        super().__init__(settings.workspace / folder)
        self._settings, self._table = settings, table
        self._lock = WorkLock(settings.workspace / folder / ".lock")

    def new_id(self) -> str:
        """Ids sort by time."""
        return f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(4)}"

    def at_work(self, collection_id: str) -> AbstractContextManager[None]:
        """Be the only collection of this kind at work: two would ask a host twice as fast as is polite. Raises
        CollectError where another is."""
        busy = CollectError("다른 모으기가 진행되고 있습니다. 끝나기를 기다리거나 멈춘 뒤에 시작해 주세요.")
        return self._lock.held(busy, work_id=collection_id)

    def working(self) -> str:
        """The collection at work, in whatever process; "" where none is."""
        return self._lock.holder()

    def tidy(self) -> None:
        """Remove wishes to stop that came too late."""
        at_work = self.working()
        for flag in self._flags.glob("*.stop"):
            if flag.stem != at_work:
                flag.unlink(missing_ok=True)

    def set_state(self, collection_id: str, state: JobState, message: str = "") -> None:
        """message: how it ended (Korean)."""
        self._update(
            collection_id, state=state, message=message, ended=None if state == "running" else datetime.now(UTC)
        )

    def _insert(self, **row: Any) -> None:
        with Database(self._settings).writing() as connection:
            connection.execute(insert(self._table).values(**row, message="", started=datetime.now(UTC)))

    def _update(self, collection_id: str, **changes: Any) -> None:
        with Database(self._settings).writing() as connection:
            connection.execute(self._table.update().where(self._table.c.id == collection_id).values(**changes))

    def _rows(self, *where: ColumnElement[bool], most: int | None = None) -> list[dict[str, Any]]:
        """Fields of `CollectionStatus` and of the kind, newest first. One whose process died is told as stopped."""
        if not self._settings.database.exists():
            return []
        columns = self._table.c
        query = select(self._table).where(*where).order_by(columns.started.desc(), columns.id.desc()).limit(most)
        with Database(self._settings).reading() as connection:
            rows = [dict(row) for row in connection.execute(query).mappings()]
        alive = self.working() if any(row["state"] == "running" for row in rows) else ""
        for row in rows:
            if row["state"] == "running" and row["id"] != alive:
                row["state"] = "stopped"
            row["label"] = row.pop("message")
        return rows
