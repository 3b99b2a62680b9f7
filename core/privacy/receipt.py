"""What was purged, by counts and digests: a proof that names nobody."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Literal

Mode = Literal["name", "row"]  # the name alone, or the trainee's whole row of each version
# photo: a kept one; key: of a trainee's photos; version: a saved line-up in which she is; the next seven are texts;
# copy: a safety copy; aside: a damaged database that was set aside; job: a file that a job left.
Place = Literal[
    "photo", "key", "consent", "version", "project", "board", "said", "draft", "comment", "link", "virtual",
    "copy", "aside", "job",
]  # fmt: skip
TEXTS: tuple[Place, ...] = (
    "project",
    "board",
    "said",
    "draft",
    "comment",
    "link",
    "virtual",
)  # each is shown and chosen first
FILES: tuple[Place, ...] = ("copy", "aside", "job")  # of the whole workspace


@dataclass(frozen=True, slots=True)
class Counted:
    """project: id, "" for what belongs to none."""

    place: Place
    project: str
    count: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """id: 12 hex digits; by: id of the person. digests: SHA-256 of each thing that is gone, as it was (a photo: as it
    was sealed). left: table -> rows in which the same letters still stand, because they were left or mean another."""

    id: str
    at: datetime
    by: str
    mode: Mode
    counts: tuple[Counted, ...] = ()
    digests: tuple[str, ...] = ()
    left: dict[str, int] = field(default_factory=dict)
    ended: datetime | None = None

    @property
    def total(self) -> int:
        return sum(one.count for one in self.counts)


def as_json(receipt: Receipt) -> str:
    """For people to keep. `hash` is over all the rest, and is on the access record."""
    values = asdict(receipt) | {
        "at": receipt.at.isoformat(),
        "ended": receipt.ended.isoformat() if receipt.ended else None,
    }
    return json.dumps(values | {"hash": hash_of(receipt)}, ensure_ascii=False, indent=2, sort_keys=True)


def hash_of(receipt: Receipt) -> str:
    """SHA-256 of what was purged; the same before and after the last step."""
    values = [
        receipt.id, receipt.at.isoformat(), receipt.by, receipt.mode,
        [[one.place, one.project, one.count] for one in receipt.counts], list(receipt.digests),
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(values).encode()).hexdigest()
