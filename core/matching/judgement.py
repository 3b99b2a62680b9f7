"""What a model says about one person's photos."""

from dataclasses import dataclass, field

from core.stats.arrays import Array, Bools
from core.types import Carrier, MemberId, NearestMember, Verdict

NOBODY = 0.5  # from it on a person is more likely close to none of the groups than not


@dataclass(frozen=True)
class Judgement:
    """scores: (G,) probabilities in the order of the model's groups. confidence: probability that as many other photos
    of this person give the same top group; None, with a Korean `reason`, where it cannot be estimated.

    nobody: probability of being close to none of the groups, whichever of them is nearest. nearest: members with the
    largest cosine of mean embeddings. carriers: the members of the top group, those that carry most of it first. known:
    a member on file this may simply be."""

    scores: Array = field(repr=False)
    nobody: float
    confidence: float | None
    verdict: Verdict
    nearest: tuple[NearestMember, ...]
    carriers: tuple[Carrier, ...]
    known: MemberId | None = None
    reason: str = ""


@dataclass(frozen=True)
class JudgementBatch:
    """Many persons at once, for calibration and evaluation. scores: (s, G); confidence: (s,) or None; clear: (s,) bool.

    on_file: (s,) probability that the person is a member on file; nobody: (s,) of being close to none of the groups, 0
    where the model cannot say, and clear is false from .5 on. ranking: (s, G) group scores before they became
    probabilities, which keeps the order of the groups that got next to nothing."""

    scores: Array
    confidence: Array | None
    clear: Bools
    on_file: Array
    ranking: Array
    nobody: Array
