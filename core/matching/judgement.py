"""What a model says about one person's photos."""

from dataclasses import dataclass, field

from core.stats.arrays import Array, Bools
from core.types import MemberId, NearestMember, Verdict


@dataclass(frozen=True)
class Judgement:
    """scores: (G,) probabilities in the order of the model's groups. confidence: probability that as many other photos
    of this person give the same top group; None, with a Korean `reason`, where it cannot be estimated.

    nearest: members with the largest cosine of mean embeddings. known: a member on file this may simply be."""

    scores: Array = field(repr=False)
    confidence: float | None
    verdict: Verdict
    nearest: tuple[NearestMember, ...]
    known: MemberId | None = None
    reason: str = ""


@dataclass(frozen=True)
class JudgementBatch:
    """Many persons at once, for calibration and evaluation. scores: (s, G); confidence: (s,) or None; clear: (s,) bool.

    on_file: (s,) probability that the person is a member on file. ranking: (s, G) group scores before they became
    probabilities, which keeps the order of the groups that got next to nothing."""

    scores: Array
    confidence: Array | None
    clear: Bools
    on_file: Array
    ranking: Array
