"""Which group a stranger's face is closest to, as a probability over the groups.

1. Likeness to each member: the log-likelihood ratio that the photos of both show one person (`core.stats.gaussian`). Of
   the measures tried it tells people who were in no fit apart best, and its answers repeat best over random groupings;
   docs/quality.md has the figures.
2. Group score: log-mean-exp of the likeness to its members, smoother than the best or the three best members, so
   two halves of a person's photos agree more often. It is then compared with a random group of as many members, for
   this person: a small group's mean varies more, a large group has more chances of a look-alike, and neither may
   decide who wins.
3. Probability: the person's position is not known exactly, k photos only narrow it down. Other photos of the person
   are drawn from the posterior predictive (Prince & Elder 2007), each draw votes by a softmax of temperature T, and the
   mean vote is the score. T is fitted on members left out. More photos, less spread, surer scores.
"""

from dataclasses import dataclass, field

import numpy as np

from core.matching.population import Population
from core.matching.space import Space
from core.matching.verify import Verifier
from core.stats.arrays import Array, Ints, softmax, unit

SOFTNESS = 0.25  # of the log-mean-exp, in standard deviations of the likeness: 0 is the mean, infinity the maximum
DRAWS = 128
_FARTHEST = 100.0  # times SOFTNESS, in standard deviations of the likeness


def standard_draws(d: int) -> Array:
    """(DRAWS, d) standard normal numbers, the same in every process; each with its mirror image, so the mean is 0."""
    half = np.random.default_rng(20_070_101).standard_normal((DRAWS // 2, d))
    return np.concatenate([half, -half])


@dataclass(frozen=True)
class Resemblance:
    """How alike a person is to each of N members; groups play no part.

    verifier: gives the ratios. scale: standard deviation of one person's likeness to the members. signal: (d,)
    between-person variance on each axis, the noise of the member means taken out."""

    verifier: Verifier = field(repr=False)
    scale: float
    signal: Array = field(repr=False)

    @classmethod
    def fit(cls, people: Population, space: Space) -> "Resemblance":
        """people: at least two members."""
        verifier = Verifier.fit(people, space)
        count, photos = len(people), float(people.counts.mean())
        ratios = verifier.ratios(verifier.members, photos)
        others = ratios[~np.eye(count, dtype=bool)].reshape(count, count - 1)
        varied = others - others.mean(axis=1, keepdims=True)
        signal = np.maximum(space.signal - 1 / photos, 0.05)
        return cls(verifier, max(float(np.sqrt((varied**2).mean())), 1e-3), signal)

    @property
    def space(self) -> Space:
        """The axes people are described on."""
        return self.verifier.space

    def cosines(self, z: Array, photos: float) -> Array:
        """(s, d) `Space.project` of means of `photos` embeddings -> (s, N) cosines to the members, for people to read.

        Between what sets each face apart from the average face, on each axis as far as it is the person and not the
        photo: all faces share most of their embedding, so that plain cosines lie between .9 and 1."""
        theirs = self.verifier.members * np.sqrt(self.space.reliability(self.verifier.counts))
        return unit(z * np.sqrt(self.space.reliability(photos))) @ unit(theirs).T

    def evidence(self, z: Array, photos: float) -> Array:
        """(s, d) as above -> (s, N) positive numbers whose mean over a group makes its score."""
        return self.evidence_of(self.verifier.ratios(z, photos))

    def drawn_evidence(self, z: Array, photos: float, draws: Array) -> Array:
        """(s, DRAWS, N) the same of as many other photos of the same persons, drawn from the posterior predictive.

        z: (s, d) coordinates of means of `photos` embeddings; draws: standard_draws(d)."""
        known = self.signal / (self.signal + 1 / photos)
        offset = draws * np.sqrt(self.signal * (1 - known) + 1 / photos)
        drawn = (z * known)[:, None, :] + offset
        ratios = self.verifier.ratios(drawn.reshape(-1, z.shape[1]), photos)
        return self.evidence_of(ratios.reshape(len(z), len(draws), ratios.shape[1]))

    def evidence_of(self, ratios: Array) -> Array:
        """(..., N) likelihood ratios -> the same."""
        varied = ratios - ratios.mean(axis=-1, keepdims=True)
        # Members who all look alike make a small scale: a stranger far from all of them must not overflow.
        result: Array = np.exp(np.clip(varied * (SOFTNESS / self.scale), -_FARTHEST, _FARTHEST))
        return result


def group_scores(evidence: Array, group_of: Ints) -> Array:
    """(..., N) of `Resemblance` -> (..., G), in deviations of a random group's score. group_of: (N,) 0..G-1, none of
    them without a member."""
    sizes = np.bincount(group_of)
    mean = evidence.mean(axis=-1, keepdims=True)
    spread = evidence.var(axis=-1, keepdims=True, ddof=1) / mean**2
    means = evidence @ ((group_of[:, None] == np.arange(len(sizes))) / sizes)
    share = _share_of_variance(sizes, len(group_of))
    # The mean keeps the meaning of a temperature the same in every set.
    scores: Array = _against_random(means / mean, spread, share) * np.sqrt(share).mean()
    return scores


def score_groups(evidence: Array, known: Array, member_of: Array) -> Array:
    """The same of any grouping, to ask what it would have answered, up to a factor.

    evidence: (n, N), 0 of members that were not known; known: (n, N) 1 or 0; member_of: (N, G) 1 of a group's members.
    Returns (n, G); a group of which no member was known is never on top."""
    members, sizes = known.sum(axis=1, keepdims=True), known @ member_of
    mean = evidence.sum(axis=1, keepdims=True) / members
    spread = (known * (evidence - mean) ** 2).sum(axis=1, keepdims=True) / (members - 1) / mean**2
    filled = np.maximum(sizes, 1)
    ratio = np.maximum(evidence @ member_of / filled / mean, 1e-300)
    scores = _against_random(ratio, spread, np.maximum(_share_of_variance(filled, members), 1e-18))
    return np.where(sizes > 0, scores, -np.inf)


def _share_of_variance(sizes: Array | Ints, members: Array | int) -> Array:
    """Variance of the mean of n of N numbers, drawn without replacement, per variance of the numbers (Cochran 1977,
    section 2.6)."""
    result: Array = (members - sizes) / (sizes * (members - 1))
    return result


def _against_random(ratio: Array, spread: Array, share: Array) -> Array:
    """Deviations of log(group mean / mean of all) from that of a random group, by the delta method. spread: squared
    coefficient of variation of this person's evidence, for it may be more or less uneven than that of a member."""
    result: Array = (np.log(ratio) + spread * share / 2) / (SOFTNESS * np.sqrt(share))
    return result


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
