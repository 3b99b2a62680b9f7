"""Is this person like the people on file at all, whoever is nearest? Someone always is.

The Mahalanobis distance of the person's mean embedding from the people on file (Lee et al. 2018, there of a network's
features), with a covariance shrunk far towards a sphere: people of another kind, or photos of another kind, differ on
axes on which the few on file hardly vary. docs/quality.md has what other amounts and measures gave.
"""

from dataclasses import dataclass, field

import numpy as np

from core.matching.population import Population
from core.matching.space import shrink, within_covariance
from core.stats.arrays import Array

SHRINKAGE = 0.9


@dataclass(frozen=True)
class Typicality:
    """mean: (d,) of the member means. between, within: (d, d) covariances of people and of one person's photos."""

    mean: Array = field(repr=False)
    between: Array = field(repr=False)
    within: Array = field(repr=False)

    @classmethod
    def fit(cls, people: Population) -> "Typicality":
        """people: at least two members."""
        mean = people.means.mean(axis=0)
        centred, within = people.means - mean, within_covariance(people)
        noise = float(np.mean(1 / people.counts))
        return cls(mean, centred.T @ centred / (len(people) - 1) - within * noise, within)

    def distance(self, means: Array, photos: float) -> Array:
        """(s, d) means of `photos` embeddings -> (s,): log of the squared distance an axis, near 0 for most people,
        whatever the number of photos."""
        # Not np.linalg.solve: its LU in threads takes more of the main thread's stack than a running Java leaves.
        values, vectors = np.linalg.eigh(shrink(self.between + self.within / photos, SHRINKAGE))
        squared = (((means - self.mean) @ vectors) ** 2 / values).sum(axis=1)
        result: Array = np.log(np.maximum(squared / means.shape[1], 1e-12))
        return result
