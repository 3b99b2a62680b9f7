"""What a training leaves behind: the record of a run, without its photos and without its arrays."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from core.training.checkpoint import Epoch
from core.training.options import Options

STAND_IN = "stand-in"  # a part of the version of a base whose weights are random


def stands_in(base_version: str) -> bool:
    """Did random weights stand in for the base's own? What was learned on them says nothing about it."""
    return f"-{STAND_IN}-" in f"-{base_version}-"


@dataclass(frozen=True, slots=True)
class FoldResult:
    """One fold's photos scored by a model that has not seen them. number: from 1. The figures are None where no photo
    of the fold could be scored. epochs: the learning curve, empty for families that are not trained in epochs."""

    number: int
    photos: int
    log_loss: float | None
    accuracy: float | None
    seconds: float
    epochs: tuple[Epoch, ...] = ()


@dataclass(frozen=True, slots=True)
class DataSummary:
    """What was trained on. set_id: "" for a folder named on the command line; name: of the set or folder, without its
    path. fingerprint: SHA-256 over every member's photo hashes, the same for the same photos under the same members.

    photos: files seen; faces: photos learned from; missed: the others. counts: photos by group and member."""

    set_id: str
    name: str
    fingerprint: str
    photos: int
    faces: int
    missed: int
    counts: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Run:
    """One training of one family, finished. id: sorts by time. engine: name; engine_version, base_version: of the
    networks whose features it needs ("" without a base). versions: of Python and the libraries. created: ISO 8601, UTC.

    seconds: by stage (features, evaluation, final). metrics: `Evaluation.to_json()`. origin: where it was trained."""

    id: str
    name: str
    family: str
    engine: str
    engine_version: str
    base_version: str
    options: Options
    data: DataSummary
    versions: Mapping[str, str]
    created: str
    seconds: Mapping[str, float]
    metrics: Mapping[str, Any]
    folds: tuple[FoldResult, ...] = field(repr=False)
    origin: Literal["here", "imported"] = "here"

    @property
    def stands_in(self) -> bool:
        return stands_in(self.base_version)
