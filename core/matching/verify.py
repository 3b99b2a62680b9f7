"""Is this person simply a member on file? Verification, kept apart from resemblance.

Two-covariance PLDA (Ioffe 2006; Prince & Elder 2007): the log-likelihood ratio that the trainee's photos and a member's
photos show one person rather than two. A sigmoid fitted on held-out photos of members (yes) and on members left out
altogether (no) turns the best ratio into the probability that the person is on file.
"""

from dataclasses import dataclass, field

import numpy as np

from core.matching.population import Population
from core.matching.space import Space
from core.stats.arrays import Array, Ints
from core.stats.gaussian import same_person_ratio


@dataclass(frozen=True)
class Verifier:
    """members: (N, d) coordinates on the axes; counts: (N,) photos of each."""

    space: Space = field(repr=False)
    members: Array = field(repr=False)
    counts: Array = field(repr=False)

    @classmethod
    def fit(cls, people: Population, space: Space) -> "Verifier":
        """people: at least two members."""
        return cls(space, space.project(people.means), people.counts)

    def ratios(self, z: Array, photos: float) -> Array:
        """(s, d) `Space.project` of means of `photos` embeddings -> (s, N) log-likelihood ratios."""
        return same_person_ratio(self.space.signal, z, photos, self.members, self.counts, crossed=True)


def group_posterior(ratios: Array, group_of: Ints, temperature: float) -> Array:
    """(s, N) ratios -> (s, G): given that the person is one of the members, which group; members equally likely."""
    e = np.exp((ratios - ratios.max(axis=1, keepdims=True)) / temperature)
    sums = np.stack([e[:, group_of == g].sum(axis=1) for g in range(int(group_of.max()) + 1)], axis=1)
    result: Array = sums / sums.sum(axis=1, keepdims=True)
    return result
