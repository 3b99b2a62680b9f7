"""Which group a stranger's face is closest to, as a probability over the groups.

1. Similarity to each member: cosine of mean embeddings, each first freed of what is probably photo noise: on every axis
   of `Space` the deviation from the average face is shrunk by its reliability, which depends on the number of photos
   (best linear unbiased prediction, Robinson 1991). What all members share is subtracted.
2. Group score: log-mean-exp of the similarities to its members, smoother than the best or the three best members, so
   two halves of a person's photos agree more often. It is then compared with a random group of as many members: a small
   group's mean varies more, a large group has more chances of a look-alike, and neither may decide who wins.
3. Probability: the person's position is not known exactly, k photos only narrow it down. Other photos of the person
   are drawn from the posterior predictive (Prince & Elder 2007), each draw votes by a softmax of temperature T, and the
   mean vote is the score. T is fitted on members left out. More photos, less spread, surer scores.

Weighting the axes by signal-to-noise ratio as well repeats a little better, but on faces whose likeness is known (the
demo's line-up) it finds fewer of the true groups: a few axes then decide everything.
"""

from dataclasses import dataclass, field

import numpy as np

from core.matching.population import Population
from core.matching.space import Space
from core.stats.arrays import Array, Ints, softmax, unit

SOFTNESS = 0.25  # of the log-mean-exp, in standard deviations of the similarities: 0 is the mean, infinity the maximum
DRAWS = 128


def standard_draws(d: int) -> Array:
    """(DRAWS, d) standard normal numbers, the same in every process; each with its mirror image, so the mean is 0."""
    half = np.random.default_rng(20_070_101).standard_normal((DRAWS // 2, d))
    return np.concatenate([half, -half])


@dataclass(frozen=True)
class Resemblance:
    """The members that a person is compared with, and the scales of the comparison.

    members: (N, d) unit rows; likeness_of: the same after the average face is subtracted; group_of: (N,);
    scale: standard deviation of one person's similarities; signal: (d,) between-person variance on each axis, the noise
    of the member means taken out; size_mean, size_deviation: (G,) what the score of a random group of the same size
    would be, and how much it would vary."""

    space: Space = field(repr=False)
    members: Array = field(repr=False)
    likeness_of: Array = field(repr=False)
    group_of: Ints = field(repr=False)
    scale: float
    signal: Array = field(repr=False)
    size_mean: Array = field(repr=False)
    size_deviation: Array = field(repr=False)

    @classmethod
    def fit(cls, people: Population, space: Space) -> "Resemblance":
        """people: at least two members."""
        points = space.embed(space.project(people.means) * space.reliability(people.counts))
        members = unit(points)
        count = len(people)
        others = (members @ members.T)[~np.eye(count, dtype=bool)].reshape(count, count - 1)
        varied = others - others.mean(axis=1, keepdims=True)
        size_mean, size_deviation = random_group(np.bincount(people.group_of).astype(np.float64), count)
        return cls(
            space=space,
            members=members,
            likeness_of=unit(points - space.mean),
            group_of=people.group_of,
            scale=max(float(np.sqrt((varied**2).mean())), 1e-3),
            signal=np.maximum(space.signal - 1 / float(people.counts.mean()), 0.05),
            size_mean=size_mean,
            size_deviation=size_deviation / size_deviation.mean(),  # so that a temperature means the same in every set
        )

    def similarities(self, z: Array, photos: int) -> Array:
        """(s, d) `Space.project` of means of `photos` embeddings each -> (s, N) cosines to the members."""
        return unit(self.space.embed(z * self.space.reliability(float(photos)))) @ self.members.T

    def likeness(self, z: Array, photos: int) -> Array:
        """As `similarities`, but between what sets each face apart from the average face.

        All faces share most of their embedding, so plain cosines lie between .9 and 1 and say nothing to a reader."""
        points = self.space.embed(z * self.space.reliability(float(photos)))
        return unit(points - self.space.mean) @ self.likeness_of.T

    def drawn_scores(self, z: Array, photos: int, draws: Array) -> Array:
        """(s, DRAWS, G) group scores of as many other photos of the same persons, drawn from the posterior predictive.

        z: (s, d) coordinates of means of `photos` embeddings; draws: standard_draws(d)."""
        known = self.signal / (self.signal + 1 / photos)
        deviation = np.sqrt(self.signal * (1 - known) + 1 / photos)
        reliability = self.space.reliability(float(photos))
        centre = self.space.embed(z * known * reliability)  # (s, d)
        # (DRAWS, d), the same for everyone, so that no (s, DRAWS, d) array is needed
        offset = self.space.embed(draws * deviation * reliability) - self.space.mean
        dots = (centre @ self.members.T)[:, None, :] + (offset @ self.members.T)[None]
        squared = (centre**2).sum(1)[:, None] + (offset**2).sum(1)[None] + 2 * centre @ offset.T
        return self.group_scores(dots / np.sqrt(np.maximum(squared, 1e-12))[..., None])

    def group_scores(self, similarities: Array) -> Array:
        """(..., N) similarities -> (..., G) scores, in deviations of a random group's score."""
        e = self.evidence(similarities)
        means = [e[..., self.group_of == g].mean(axis=-1) for g in range(len(self.size_mean))]
        result: Array = (np.log(np.stack(means, axis=-1)) / SOFTNESS - self.size_mean) / self.size_deviation
        return result

    def evidence(self, similarities: Array) -> Array:
        """(..., N) similarities -> (..., N) positive numbers whose mean over a group makes its score."""
        varied = similarities - similarities.mean(axis=-1, keepdims=True)
        result: Array = np.exp(varied * (SOFTNESS / self.scale))
        return result


def score_groups(sums: Array, sizes: Array, members: int) -> Array:
    """Group scores from sums of `evidence` over any grouping, to ask what other groupings would have answered.

    sums, sizes: (..., G); an empty group can never be on top."""
    filled = np.maximum(sizes, 1)
    mean, deviation = random_group(filled, members)
    scores = (np.log(np.maximum(sums, 1e-300) / filled) / SOFTNESS - mean) / np.maximum(deviation, 1e-9)
    return np.where(sizes > 0, scores, -np.inf)


def random_group(sizes: Array, members: int) -> tuple[Array, Array]:
    """Mean and deviation of the log-mean-exp of n of N similarities of variance 1, drawn without replacement.

    Deviation: that of a mean, with the finite-population correction (Cochran 1977, section 2.6). Mean: second-order
    expansion of the log-mean-exp."""
    deviation: Array = np.sqrt((members - sizes) / (sizes * (members - 1)))
    return SOFTNESS / 2 * (1 - deviation**2), deviation


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
