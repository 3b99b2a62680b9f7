"""Collections of news: what was asked for, how far it is, what each group brought, how it ended."""

import json
import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Literal, Self

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from core.news.gate import Gate
from core.settings import Settings
from core.storage.database import Database
from core.storage.schema import news_collections as table
from core.storage.work_lock import Turn

State = Literal["running", "stopped", "done", "failed"]


@dataclass(frozen=True, slots=True)
class Plan:
    """What to collect. groups: ids, in this order; since, until: Korean days, both included."""

    source: str
    groups: tuple[str, ...]
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class GroupReport:
    """What came for a group. found: articles; new: not on file before; admitted: that count for the group.

    left_out: code of the gate -> how many of those found do not count. problem: Korean, "" if nothing failed."""

    group: str
    found: int = 0
    new: int = 0
    admitted: int = 0
    left_out: Mapping[str, int] = field(default_factory=dict)
    problem: str = ""

    def plus(self, new: int, verdicts: Sequence[Gate]) -> Self:
        """After some more articles, of which so many are new."""
        left_out = Counter(self.left_out) + Counter(one.code for one in verdicts if not one.admitted)
        return replace(
            self,
            found=self.found + len(verdicts),
            new=self.new + new,
            admitted=self.admitted + sum(one.admitted for one in verdicts),
            left_out=dict(left_out),
        )


@dataclass(frozen=True, slots=True)
class Report:
    """How a collection stands, live while it runs. groups: those begun so far. message: how it ended (Korean).

    started, ended: UTC."""

    id: str
    plan: Plan
    state: State
    groups: tuple[GroupReport, ...]
    message: str
    started: datetime
    ended: datetime | None


class NewsCollections:
    """The collections of one workspace. Looking creates nothing. Methods raise StorageError."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.turn = Turn(settings.workspace / "collecting" / "news")

    def new_id(self) -> str:
        return f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(4)}"

    def begin(self, collection_id: str, plan: Plan) -> None:
        asked = {"groups": plan.groups, "since": plan.since.isoformat(), "until": plan.until.isoformat()}
        row = {"id": collection_id, "source": plan.source, "plan": json.dumps(asked), "state": "running"}
        row |= {"message": "", "found": "[]"}
        with Database(self._settings).writing() as connection:
            connection.execute(insert(table).values(**row, started=datetime.now(UTC)))

    def tell(self, collection_id: str, groups: Sequence[GroupReport]) -> None:
        """How far it is."""
        found = json.dumps([asdict(group) for group in groups], ensure_ascii=False)
        with Database(self._settings).writing() as connection:
            connection.execute(table.update().where(table.c.id == collection_id).values(found=found))

    def end(self, collection_id: str, state: State, message: str) -> None:
        with Database(self._settings).writing() as connection:
            ended = table.update().where(table.c.id == collection_id)
            connection.execute(ended.values(state=state, message=message, ended=datetime.now(UTC)))

    def last(self, count: int) -> list[Report]:
        """The newest first. One whose process died is told as stopped."""
        if not self._settings.database.exists():
            return []
        query = select(table).order_by(table.c.started.desc(), table.c.id.desc()).limit(count)
        with Database(self._settings).reading() as connection:
            rows = connection.execute(query).all()
        alive = self.turn.holder() if any(row.state == "running" for row in rows) else ""
        reports = []
        for row in rows:
            asked = json.loads(row.plan)
            days = [date.fromisoformat(asked[name]) for name in ("since", "until")]
            reports.append(
                Report(
                    row.id,
                    Plan(row.source, tuple(asked["groups"]), *days),
                    "stopped" if row.state == "running" and row.id != alive else row.state,
                    tuple(GroupReport(**group) for group in json.loads(row.found)),
                    row.message,
                    row.started,
                    row.ended,
                )
            )
        return reports
