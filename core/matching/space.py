"""The space faces are compared in: axes ordered by how far people differ against how far one person's photos differ.

The within-person and between-person covariances are diagonalised together (probabilistic linear discriminant analysis:
Ioffe 2006; Prince & Elder 2007). On the new axes a person's photos have variance 1 and people variance `signal`, so
`signal` is a signal-to-noise ratio. Groups play no part: they may be arbitrary, and nothing about them is learned.
"""

from dataclasses import dataclass, field

import numpy as np

from core.matching.population import Population
from core.stats.arrays import Array

WITHIN_SHRINKAGE = 0.5
BETWEEN_SHRINKAGE = 0.3
NOISE_SHARE = 0.5  # within / between variance assumed when no member has two photos: dlib's embeddings measure .47


@dataclass(frozen=True)
class Space:
    """mean: (d,) of the member means. axes: (d, d), columns, axes.T @ within @ axes = 1. back: its inverse, transposed.

    signal: (d,) > 0, ascending."""

    mean: Array = field(repr=False)
    axes: Array = field(repr=False)
    back: Array = field(repr=False)
    signal: Array = field(repr=False)

    @classmethod
    def fit(cls, people: Population) -> "Space":
        """Learn the axes from at least two members.

        Both covariances are shrunk towards a sphere, more so where there is less to learn from; with no member of two
        photos the within-person covariance is a sphere and the comparison becomes a centred cosine."""
        d = people.means.shape[1]
        mean = people.means.mean(axis=0)
        centred = people.means - mean
        between = centred.T @ centred / max(len(people) - 1, 1)
        within = within_covariance(people)
        between = shrink(between, min(0.95, max(BETWEEN_SHRINKAGE, 3 / len(people))))
        inverse = np.linalg.inv(np.linalg.cholesky(within))
        signal, vectors = np.linalg.eigh(inverse @ between @ inverse.T)
        axes = inverse.T @ vectors
        # Eigenvectors have arbitrary signs: make each one's largest component positive.
        axes = axes * np.where(axes[np.abs(axes).argmax(axis=0), np.arange(d)] < 0, -1.0, 1.0)
        return cls(mean=mean, axes=axes, back=within @ axes, signal=np.maximum(signal, 1e-6))

    def project(self, x: Array) -> Array:
        """(..., d) embeddings or means of them -> coordinates on the axes."""
        return (x - self.mean) @ self.axes

    def embed(self, z: Array) -> Array:
        """The inverse of `project`: coordinates (..., d) -> points of the embedding space."""
        return self.mean + z @ self.back.T

    def reliability(self, photos: Array | float) -> Array:
        """Share of an axis' variance that is the person, for a mean of `photos` photos: shape of photos + (d,).

        The posterior mean of a person's true position is reliability * coordinate (best linear unbiased prediction)."""
        n = np.asarray(photos, dtype=np.float64)[..., None]
        return self.signal / (self.signal + 1 / n)


def within_covariance(people: Population) -> Array:
    """(d, d) pooled covariance of photos about their own member's mean, shrunk; a sphere where no member has two."""
    d = people.means.shape[1]
    degrees = int(people.counts.sum()) - len(people)
    if degrees > 0:
        amount = WITHIN_SHRINKAGE + (1 - WITHIN_SHRINKAGE) * d / (d + degrees)
        within = shrink(people.total_scatter / degrees, amount)
    else:
        spread = float(people.means.var(axis=0, ddof=1).sum())
        within = np.eye(d) * NOISE_SHARE * spread / d
    return within + np.eye(d) * 1e-9  # identical photos only: keep the factorisation defined


def shrink(covariance: Array, amount: float) -> Array:
    """Towards the sphere of the same trace (Ledoit & Wolf 2004), amount 0..1."""
    d = len(covariance)
    result: Array = (1 - amount) * covariance + amount * np.trace(covariance) / d * np.eye(d)
    return result
