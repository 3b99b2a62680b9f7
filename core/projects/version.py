"""A judged line-up as a project keeps it: names, scores and sentences, never a pixel and never an embedding. Photos
that are kept beside it lie elsewhere, sealed (core/storage/privacy/kept.py)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from pydantic import TypeAdapter

from core.matching.judgement import NOBODY
from core.types import FaceCode, GroupScores, LineupScores, MemberId, Status, Verdict

FORM = 1  # of the JSON; a newer one than the studio knows is not read


@dataclass(frozen=True, slots=True)
class JudgedPhoto:
    """What an uploaded file came to. file: as it was called; reason: Korean, "" where status is ok.

    top: id of the group that is nearest for this photo alone, "" where the photo does not count; score: of it, 0..1."""

    file: str
    status: Status
    reason: str = ""
    code: FaceCode = ""
    top: str = ""
    score: float | None = None


@dataclass(frozen=True, slots=True)
class JudgedMember:
    """A member on file beside a trainee. name: as the catalogue called her then; similarity, share: as in
    `core.types.Carrier`, None where the answer does not say them."""

    id: MemberId
    name: str
    similarity: float | None = None
    share: float | None = None


@dataclass(frozen=True, slots=True)
class JudgedTrainee:
    """A trainee of a version: the figures of `core.types.TraineeResult`, None where no photo could be used.

    evidence: a digest of the photos that were counted, which tells whether two answers rest on the same ones and leads
    back to none of them; "" without a usable photo."""

    name: str
    photos: tuple[JudgedPhoto, ...]
    scores: Mapping[str, float] | None
    nobody: float | None
    confidence: float | None
    verdict: Verdict | None
    reason: str = ""
    nearest: tuple[JudgedMember, ...] = ()
    carriers: tuple[JudgedMember, ...] = ()
    known: JudgedMember | None = None
    evidence: str = ""

    @property
    def top(self) -> str:
        """Id of the group on top, "" without scores."""
        return max(self.scores, key=lambda group: self.scores[group]) if self.scores else ""  # type: ignore[index]


@dataclass(frozen=True, slots=True)
class JudgedLineup:
    """The figures of `core.types.LineupScores`. interval: group -> (low, high), None below two trainees."""

    scores: Mapping[str, float]
    confidence: float | None
    interval: Mapping[str, tuple[float, float]] | None
    nobody: float
    reason: str = ""

    @property
    def top(self) -> str:
        """Id of the group on top, also where it is close to none."""
        return max(self.scores, key=lambda group: self.scores[group])

    @property
    def near(self) -> str:
        """Id of the group it is nearest to, "" where it is close to none."""
        return "" if self.nobody >= NOBODY else self.top

    @property
    def named(self) -> LineupScores:
        """As the charts of a fresh answer take it."""
        return LineupScores(GroupScores(self.scores), self.confidence, self.interval, self.reason, self.nobody)


@dataclass(frozen=True, slots=True)
class JudgedBy:
    """What gave the answer. set_id, set_name: of the reference set; fingerprint: as in `core.types.ReferenceSet`, so
    that other photos under the same name are seen; run, run_name: of the trained model, "" for the one fitted to the
    set. groups: id -> name, in the order of the scores. clear_from: as in `core.types.LineupResult`."""

    engine: str
    set_id: str
    set_name: str
    fictional: bool
    fingerprint: str
    groups: Mapping[str, str]
    members: int
    reference_photos: int
    run: str = ""
    run_name: str = ""
    clear_from: float | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """One judged line-up in a project; never changed once it is on file, but where a trainee is purged from it.

    number: 1, 2, ... in its project; parent: number of the one it came from, 0 for none. by: who saved it; at: when, in
    UTC. said: what the person noted about it, "" for nothing. benched: names of trainees who were left out.
    composed: its trainees were chosen from stored scores ("what if"), no photo was looked at for it. purged: how many
    trainees' rows were purged since: the line-up's figures still rest on them and cannot be computed again."""

    number: int
    parent: int
    by: str
    at: datetime
    judged: JudgedBy
    trainees: tuple[JudgedTrainee, ...]
    lineup: JudgedLineup | None
    said: str = ""
    is_demo: bool = False
    benched: tuple[str, ...] = ()
    composed: bool = False
    form: int = field(default=FORM)
    purged: int = 0


@cache
def adapter() -> TypeAdapter[Version]:
    """Version <-> JSON. Its `validate_json` raises pydantic.ValidationError."""
    return TypeAdapter(Version)
