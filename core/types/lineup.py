"""What is said of trainees and of their line-up. Scores are probabilities over groups."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from core.types.photos import PhotoFaces
from core.types.reference import MemberId

Verdict = Literal["clear", "unclear", "nobody"]


@dataclass(frozen=True, slots=True)
class GroupScores:
    """Resemblance: a probability for every group, in the order of the mapping. Sums to 1."""

    values: Mapping[str, float]

    def __post_init__(self) -> None:
        if not self.values or any(not 0 <= v <= 1 for v in self.values.values()):
            raise ValueError("scores must be probabilities")
        if abs(sum(self.values.values()) - 1) > 1e-6:
            raise ValueError("scores must sum to 1")

    @property
    def top(self) -> str:
        return max(self.values, key=lambda g: self.values[g])

    def ranked(self) -> list[tuple[str, float]]:
        return sorted(self.values.items(), key=lambda item: -item[1])


@dataclass(frozen=True, slots=True)
class NearestMember:
    """One of the members that carry a trainee's result. similarity: cosine of mean embeddings, freed of
    photo noise and of the average face, -1..1: 0 is as alike as any two people."""

    member: MemberId
    similarity: float


@dataclass(frozen=True, slots=True)
class Carrier:
    """A member of the group a trainee is nearest to. similarity: as in `NearestMember`. share: of the group's score
    that this member carries, 0..1; those of a group sum to 1."""

    member: MemberId
    similarity: float
    share: float


@dataclass(frozen=True, slots=True)
class TraineeResult:
    """One trainee against the groups. photos: every uploaded file, refused ones included.

    photo_scores: same length as photos, None where the photo is unusable.
    scores, nobody, confidence, verdict are None when no photo is usable; `reason` then says why.
    nobody: probability of being close to none of the groups; `scores` say which it is if it is one of them.
    confidence: probability that other photos of this person give the same top group.
    carriers: the members of the top group, those that carry most of its score first.
    known: a member on file this may simply be (verification, not resemblance), else None."""

    name: str
    photos: tuple[PhotoFaces, ...]
    photo_scores: tuple[GroupScores | None, ...]
    scores: GroupScores | None
    confidence: float | None
    verdict: Verdict | None
    nearest: tuple[NearestMember, ...]
    reason: str = ""
    known: MemberId | None = None
    nobody: float | None = None
    carriers: tuple[Carrier, ...] = ()

    @property
    def agreement(self) -> tuple[int, int]:
        """How many of the photos that count say by themselves what they say together, and how many count."""
        tops = [own.top for own in self.photo_scores if own]
        return sum(self.scores is not None and top == self.scores.top for top in tops), len(tops)


@dataclass(frozen=True, slots=True)
class LineupScores:
    """The whole line-up: mean of its trainees' scores. interval: group -> (low, high), 90 % bootstrap over trainees.

    nobody: mean of the trainees' probabilities of being close to none of the groups.
    confidence: share of bootstrap line-ups with the same top group. Both are None below 2 trainees."""

    scores: GroupScores
    confidence: float | None
    interval: Mapping[str, tuple[float, float]] | None
    reason: str = ""
    nobody: float = 0.0


@dataclass(frozen=True, slots=True)
class LineupResult:
    """A whole analysis. lineup is None when no trainee has a usable photo.

    clear_from: the confidence from which a verdict is clear, None where no confidence can be stated.
    refused: files that belong to no trainee, such as a broken ZIP, each with its reason."""

    engine: str
    groups: tuple[str, ...]
    trainees: tuple[TraineeResult, ...]
    lineup: LineupScores | None
    refused: tuple[PhotoFaces, ...] = ()
    clear_from: float | None = None
