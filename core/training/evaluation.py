"""What is known about a family on a reference set once it was measured: the bars and what the page draws of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from core.stats.arrays import Array, Ints
from core.training.metrics import GroupRow, ReliabilityBin
from core.training.run import FoldResult
from core.types import MemberId


@dataclass(frozen=True)
class Evaluation:
    """Every number is None where it could not be computed; `reasons` then says why (Korean), by the JSON key.

    probabilities: (n, G) out-of-fold, rows without a prediction are nan; labels: (n,) own group; files, members: n
    names. bins: stated confidence against agreement. folds: one result each; fold_of: (n,) the fold a photo was scored
    in, from 0. map_xy: (n, 2) principal components of what the family sees; map_explained: the share of variance each
    shows. neighbours_xy: (n, 2) t-SNE of the same, where requested. identification: auc, rank1, tar and n; open_set:
    nobody, the share of left-out members called close to none of the groups, and n; both empty in what 0.6 and earlier
    measured."""

    family: str
    engine: str
    photos: int
    faces: int
    missed: int
    groups: tuple[str, ...]
    members: tuple[MemberId, ...]
    files: tuple[str, ...] = field(repr=False)
    log_loss: float | None
    accuracy: float | None
    hit: float | None
    chance: float | None
    p: float | None
    repeat: Mapping[str, float | None]
    halves: int
    reasons: Mapping[str, str]
    seconds: float
    probabilities: Array = field(repr=False)
    labels: Ints = field(repr=False)
    bins: tuple[ReliabilityBin, ...] = field(repr=False)
    table: tuple[GroupRow, ...] = field(repr=False)
    confusion: Ints = field(repr=False)
    folds: tuple[FoldResult, ...] = field(repr=False)
    fold_of: Ints = field(repr=False)
    map_xy: Array = field(repr=False)
    map_explained: tuple[float, float] = (0.0, 0.0)
    neighbours_xy: Array | None = field(repr=False, default=None)
    identification: Mapping[str, float | None] = field(default_factory=dict)
    open_set: Mapping[str, float | None] = field(default_factory=dict)

    @property
    def member_count(self) -> int:
        """Different members."""
        return len(set(self.members))

    def to_json(self) -> dict[str, Any]:
        """The object that `evaluate --json` prints."""
        return {
            "family": self.family,
            "engine": self.engine,
            "photos": self.photos,
            "faces": self.faces,
            "missed": self.missed,
            "groups": len(self.groups),
            "members": self.member_count,
            "photo_cv": {"log_loss": self.log_loss, "accuracy": self.accuracy},
            "leave_member_out": {"hit": self.hit, "chance": self.chance, "p": self.p},
            **({"identification": dict(self.identification)} if self.identification else {}),
            **({"open_set": dict(self.open_set)} if self.open_set else {}),
            "repeatability": {**self.repeat, "n": self.halves},
            "reasons": dict(self.reasons),
            "seconds": round(self.seconds, 2),
        }
