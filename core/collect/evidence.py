"""How alike two faces are, what that is worth, and what it says about whose a photo is.

A score is worth the log of how much more often it occurs where two faces are one person's than where not.
"""

from dataclasses import dataclass

import numpy as np

from core.stats.arrays import Array, softmax
from core.stats.calibrate import fit_sigmoid

# Before a photo is seen: how often it shows another member, how often a person who is not in the set. Sets that were
# collected by name hold about one wrong face in ten.
BEFORE = (0.04, 0.06)
_PRIOR_PHOTOS = 40  # that these are worth against what the set itself shows
# Slope before the set is looked at, with the middles of both kinds at -1 and 1: e^8 to one at either middle.
_SLOPE, _STRENGTH = 8.0, 0.05


@dataclass(frozen=True, slots=True)
class ScoreEvidence:
    """Log-likelihood ratio of a score: slope * (score - centre) / scale + offset."""

    slope: float
    offset: float
    centre: float
    scale: float

    def __call__(self, score: Array) -> Array:
        """Any shape -> the same shape."""
        return self.slope * (score - self.centre) / self.scale + self.offset


UNKNOWN = ScoreEvidence(0.0, 0.0, 0.0, 1.0)


def fit_evidence(same: Array, different: Array) -> ScoreEvidence:
    """Logistic regression with both kinds weighing the same, so that what comes out is free of how often each occurs.

    same, different: scores of pairs of one person and of two, neither empty."""
    low, high = float(np.median(different)), float(np.median(same))
    centre, scale = (low + high) / 2, max((high - low) / 2, 1e-6)
    score = (np.concatenate([same, different]) - centre) / scale
    yes = np.concatenate([np.ones(len(same)), np.zeros(len(different))])
    weight = np.where(yes > 0, 1.0, len(same) / len(different))
    fitted = fit_sigmoid(score, yes, weight, prior_slope=_SLOPE, strength=_STRENGTH)
    return ScoreEvidence(fitted.slope, fitted.offset, centre, scale)


def shares_of(
    own: Array, others: Array, pair: ScoreEvidence, best: ScoreEvidence, before: tuple[float, float]
) -> Array:
    """(n, 3) probabilities that a photo shows its own member, another member, a person not in the set.

    before: how often the latter two occur."""
    swapped, stranger = before
    of_own = np.where(np.isnan(own), 0.0, pair(own)) + np.log(1 - swapped - stranger)
    of_other = best(others.max(axis=1)) + np.log(swapped)
    return softmax(np.column_stack([of_own, of_other, np.full(len(own), np.log(stranger))]))


def updated(share: Array) -> tuple[float, float]:
    """How often photos show another member and a stranger, after the set was looked at."""
    swapped, stranger = (share[:, 1:].sum(axis=0) + _PRIOR_PHOTOS * np.array(BEFORE)) / (len(share) + _PRIOR_PHOTOS)
    return float(swapped), float(stranger)
