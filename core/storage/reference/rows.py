"""A photo of a set of one's own, and its row in the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import case

from core.storage.schema import photos as table
from core.types import MemberId, PhotoState, Reason, Rights, Suggestion

_TEXTS = ("source", "title", "author", "licence", "licence_url", "page", "url")  # of Rights, in its order
COLUMNS = ("name", "sha256", *_TEXTS, "fetched", "decided_by", "reason", "suggestion", "score", "decided")


@dataclass(frozen=True, slots=True)
class PhotoDecision:
    """Why a photo lies where it lies. reason: "" without one; suggestion, score: as in `Finding`; at: UTC."""

    by: Literal["auto", "person"]
    reason: Reason | Literal[""]
    suggestion: Suggestion
    score: float | None
    at: datetime


@dataclass(frozen=True, slots=True)
class LibraryPhoto:
    """A photo of a set. name: unique within the set, and stays when the photo moves. member: the folders it lies in.

    sha256: of the bytes on file."""

    name: str
    member: MemberId
    state: PhotoState
    sha256: str
    rights: Rights
    decision: PhotoDecision | None = None

    @property
    def file(self) -> str:
        return f"{self.member.group}/{self.member.member}/{self.name}"


def to_row(set_id: str, photo: LibraryPhoto) -> dict[str, Any]:
    """The row of table `photos`: everything but where the photo lies."""
    return {
        "set_id": set_id,
        "name": photo.name,
        "sha256": photo.sha256,
        **{field: getattr(photo.rights, field) for field in _TEXTS},
        "fetched": photo.rights.fetched,
        **decided(photo.decision),
    }


def from_row(row: Sequence[Any], state: PhotoState, member: MemberId) -> LibraryPhoto:
    """The photo of a row of `COLUMNS`, which lies there."""
    name, sha256, source, title, author, licence, licence_url, page, url, fetched, *decided_so = row
    by, reason, suggestion, score, decided = decided_so
    decision = None
    if by:
        at = decided or datetime.fromtimestamp(0, UTC)
        decision = PhotoDecision(by, reason, Suggestion.parse(reason, suggestion), score, at)
    rights = Rights(source, title, author, licence, licence_url, page, url, fetched)
    return LibraryPhoto(name, member, state, sha256, rights, decision)


def filled_in(new: Any) -> dict[str, Any]:
    """What becomes of a row that is there already, of the `excluded` columns of an upsert: a text that somebody filled
    in and a decision stand."""
    known = {name: case((table.c[name] == "", new[name]), else_=table.c[name]) for name in _TEXTS if name != "source"}
    undecided = table.c.decided_by == ""
    decision = {name: case((undecided, new[name]), else_=table.c[name]) for name in decided(None)}
    return {**known, **decision, **{name: new[name] for name in ("sha256", "source", "fetched")}}


def decided(decision: PhotoDecision | None) -> dict[str, Any]:
    """The columns of a decision."""
    if decision is None:
        return {"decided_by": "", "reason": "", "suggestion": "", "score": None, "decided": None}
    found = {"reason": decision.reason, "suggestion": str(decision.suggestion), "score": decision.score}
    return {"decided_by": decision.by, **found, "decided": decision.at}
