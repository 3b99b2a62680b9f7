"""What a score is worth: the log of how much more often it occurs where two faces are one person's than where not."""

from dataclasses import dataclass

import numpy as np

from core.matching.arrays import Array
from core.matching.calibrate import fit_sigmoid

# Slope before the set is looked at, with the middles of both kinds at -1 and 1: e^8 to one at either middle.
_SLOPE, _STRENGTH = 8.0, 0.05


@dataclass(frozen=True, slots=True)
class Evidence:
    """Log-likelihood ratio of a score: slope * (score - centre) / scale + offset."""

    slope: float
    offset: float
    centre: float
    scale: float

    def __call__(self, score: Array) -> Array:
        """Any shape -> the same shape."""
        result: Array = self.slope * (score - self.centre) / self.scale + self.offset
        return result


UNKNOWN = Evidence(0.0, 0.0, 0.0, 1.0)


def fit_evidence(same: Array, different: Array) -> Evidence:
    """Logistic regression with both kinds weighing the same, so that what comes out is free of how often each occurs.

    same, different: scores of pairs of one person and of two, neither empty."""
    low, high = float(np.median(different)), float(np.median(same))
    centre, scale = (low + high) / 2, max((high - low) / 2, 1e-6)
    score = (np.concatenate([same, different]) - centre) / scale
    yes = np.concatenate([np.ones(len(same)), np.zeros(len(different))])
    weight = np.where(yes > 0, 1.0, len(same) / len(different))
    fitted = fit_sigmoid(score, yes, weight, prior_slope=_SLOPE, strength=_STRENGTH)
    return Evidence(fitted.slope, fitted.offset, centre, scale)
