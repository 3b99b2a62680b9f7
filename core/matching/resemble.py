"""Which group a stranger's face is closest to, as a probability over the groups.

1. Similarity to each member: cosine on the axes of `Space` after each axis is weighted by how reliable it is (posterior
   mean) and by sqrt(signal). The inner product is then x' W^-1 B W^-1 y, the matched filter: an axis counts by its
   signal-to-noise ratio. On the sets we measured about six axes carry it, what telling seven groups apart takes.
2. Group score: log-mean-exp of the similarities to its members, smoother than the best or the three best members, so
   two halves of a person's photos agree more often. It is then compared with a random group of as many members: a small
   group's mean varies more, a large group has more chances of a look-alike, and neither may decide who wins.
3. Probability: the person's position is not known exactly, k photos only narrow it down. Other photos of the person
   are drawn from the posterior predictive (Prince & Elder 2007), each draw votes by a softmax of temperature T, and the
   mean vote is the score. T is fitted on members left out. More photos, less spread, surer scores.
"""

from dataclasses import dataclass, field

import numpy as np

from core.matching.arrays import Array, Ints, softmax, unit
from core.matching.population import Population
from core.matching.space import Space

SOFTNESS = 0.5  # of the log-mean-exp, in standard deviations of the similarities: 0 is the mean, infinity the maximum
DRAWS = 128


def standard_draws(d: int) -> Array:
    """(DRAWS, d) standard normal numbers, the same in every process; each with its mirror image, so the mean is 0."""
    half = np.random.default_rng(20_070_101).standard_normal((DRAWS // 2, d))
    return np.concatenate([half, -half])


@dataclass(frozen=True)
class Resemblance:
    """Fitted geometry: who is compared with whom. members: (N, d) unit rows on the weighted axes; group_of: (N,)."""

    space: Space = field(repr=False)
    members: Array = field(repr=False)
    group_of: Ints = field(repr=False)
    scale: float
    # Between-person variance on each axis, the noise of the member means taken out.
    signal: Array = field(repr=False)
    # (G,) what the score of a random group of the same size would be, and how much it would vary.
    size_mean: Array = field(repr=False)
    size_deviation: Array = field(repr=False)

    @classmethod
    def fit(cls, people: Population, space: Space) -> "Resemblance":
        """people: at least two members."""
        photos = float(people.counts.mean())
        weighted = space.project(people.means) * space.reliability(people.counts) * np.sqrt(space.signal)
        members = unit(weighted)
        cosines = members @ members.T
        others = cosines[~np.eye(len(people), dtype=bool)]
        size_mean, size_deviation = _random_group(np.bincount(people.group_of), len(people))
        return cls(
            space=space,
            members=members,
            group_of=people.group_of,
            scale=max(float(np.sqrt((others**2).mean())), 1e-3),
            signal=np.maximum(space.signal - 1 / photos, 0.05),
            size_mean=size_mean,
            size_deviation=size_deviation,
        )

    def group_scores(self, similarities: Array) -> Array:
        """(..., N) similarities -> (..., G) scores, in deviations of a random group's score."""
        e = np.exp(similarities * (SOFTNESS / self.scale))
        means = [e[..., self.group_of == g].mean(axis=-1) for g in range(len(self.size_mean))]
        result: Array = (np.log(np.stack(means, axis=-1)) / SOFTNESS - self.size_mean) / self.size_deviation
        return result

    def similarities(self, means: Array, photos: int) -> Array:
        """(s, d) means of `photos` embeddings each -> (s, N) weighted cosines to the members."""
        result: Array = unit(self._weights(photos) * self.space.project(means)) @ self.members.T
        return result

    def drawn_scores(self, means: Array, photos: int, draws: Array) -> Array:
        """(s, DRAWS, G) group scores of as many other photos of the same persons, drawn from the posterior predictive.

        means: (s, d), each of `photos` embeddings; draws: standard_draws(d)."""
        known = self.signal / (self.signal + 1 / photos)
        deviation = np.sqrt(self.signal * (1 - known) + 1 / photos)
        weights = self._weights(photos)
        centre = self.space.project(means) * known * weights  # (s, d)
        offset = draws * deviation * weights  # (DRAWS, d), the same for everyone: so no (s, DRAWS, d) array is needed
        dots = (centre @ self.members.T)[:, None, :] + (offset @ self.members.T)[None]
        squared = (centre**2).sum(1)[:, None] + (offset**2).sum(1)[None] + 2 * centre @ offset.T
        return self.group_scores(dots / np.sqrt(np.maximum(squared, 1e-12))[..., None])

    def _weights(self, photos: int) -> Array:
        weights: Array = self.space.reliability(float(photos)) * np.sqrt(self.space.signal)
        return weights


def _random_group(sizes: Ints, members: int) -> tuple[Array, Array]:
    """Mean and deviation of the log-mean-exp of n of N similarities of variance 1, drawn without replacement.

    Deviation: that of a mean, with the finite-population correction (Cochran 1977, eq. 2.12), relative to the average
    group so that a temperature means the same in every set. Mean: second-order expansion of the log-mean-exp."""
    n = sizes.astype(np.float64)
    deviation = np.sqrt((members - n) / (n * (members - 1)))
    return SOFTNESS / 2 * (1 - deviation**2), deviation / deviation.mean()


def votes(drawn: Array, temperature: float, doubt: float = 0.0) -> Array:
    """(s, DRAWS, G) drawn scores -> (s, G) probabilities: the mean of the draws' softmax.

    doubt: the share spread evenly over the groups: a model that has met n strangers cannot be surer than 1 - 1/n."""
    result: Array = (1 - doubt) * softmax(drawn / temperature).mean(axis=1) + doubt / drawn.shape[2]
    return result


def share_of(drawn: Array, top: Ints) -> Array:
    """(s,) share of the draws whose best group is `top`, counted so that it is never 0 or 1."""
    agree = (drawn.argmax(axis=-1) == top[:, None]).sum(axis=1)
    result: Array = (agree + 0.5) / (drawn.shape[1] + 1)
    return result
