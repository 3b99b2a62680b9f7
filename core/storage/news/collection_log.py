"""Collections of news: what was asked for, how far it is, what each group brought, how it ended."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Self

from core.news.gate import Relevance
from core.settings import Settings
from core.storage.collection_log import CollectionLog, CollectionStatus
from core.storage.schema import news_collections as table
from core.text.terms import Terms


@dataclass(frozen=True, slots=True)
class Plan:
    """What to collect. groups: ids, in this order; since, until: Korean days, both included. terms: which articles,
    None where each group has its own."""

    source: str
    groups: tuple[str, ...]
    since: date
    until: date
    terms: Terms | None = None


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

    def plus(self, new: int, verdicts: Sequence[Relevance]) -> Self:
        """After some more articles, of which so many are new."""
        left_out = Counter(self.left_out) + Counter(one.code for one in verdicts if not one.admitted)
        return replace(
            self,
            found=self.found + len(verdicts),
            new=self.new + new,
            admitted=self.admitted + sum(one.admitted for one in verdicts),
            left_out=dict(left_out),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(CollectionStatus):
    """groups: those begun so far. done, total: how many groups are done, and asked for."""

    plan: Plan
    groups: tuple[GroupReport, ...]


class NewsCollections(CollectionLog):
    """The collections of news of one workspace."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings, table, "collecting/news")

    def begin(self, collection_id: str, plan: Plan) -> None:
        """A new collection, which is at work."""
        asked: dict[str, object] = {
            "groups": plan.groups,
            "since": plan.since.isoformat(),
            "until": plan.until.isoformat(),
        }
        if plan.terms is not None:
            asked["terms"] = asdict(plan.terms)
        self._insert(id=collection_id, source=plan.source, plan=json.dumps(asked), state="running", found="[]")

    def tell(self, collection_id: str, groups: Sequence[GroupReport]) -> None:
        """How far it is."""
        self._update(collection_id, found=json.dumps([asdict(group) for group in groups], ensure_ascii=False))

    def last(self, count: int) -> list[Report]:
        """The newest first. One whose process died is told as stopped."""
        reports = []
        for row in self._rows(most=count):
            asked, found = json.loads(row["plan"]), json.loads(row.pop("found"))
            since, until = (date.fromisoformat(asked[name]) for name in ("since", "until"))
            terms = Terms.of(asked["terms"]) if "terms" in asked else None
            row["plan"] = Plan(row["source"], tuple(asked["groups"]), since, until, terms)
            row["done"], row["total"] = max(len(found) - (row["state"] == "running"), 0), len(asked["groups"])
            reports.append(Report(**row, groups=tuple(GroupReport(**group) for group in found)))
        return reports
