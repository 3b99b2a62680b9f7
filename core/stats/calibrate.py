"""Small calibration fits in plain numpy: sigmoid (Platt 1999) and temperature (Guo et al. 2017)."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.stats.arrays import Array


@dataclass(frozen=True)
class Sigmoid:
    """P(yes | x) = 1 / (1 + exp(-(slope * (x - centre) / scale + offset)))."""

    slope: float
    offset: float
    centre: float = 0.0
    scale: float = 1.0

    def __call__(self, x: Array) -> Array:
        """x: any shape -> probabilities of the same shape."""
        return sigmoid(self.slope * (x - self.centre) / self.scale + self.offset)


def sigmoid(z: Array) -> Array:
    """1 / (1 + exp(-z)) without overflow."""
    return 0.5 * (1 + np.tanh(0.5 * np.asarray(z, dtype=np.float64)))


def logit(p: Array) -> Array:
    """Inverse of sigmoid."""
    return np.log(p) - np.log1p(-p)


def fit_sigmoid(
    x: Array, yes: Array, weight: Array, prior_slope: float = 0.0, strength: float = 1.0, standardise: bool = False
) -> Sigmoid:
    """Weighted logistic regression of one feature with a Gaussian prior on the slope, by Newton's method.

    x, yes, weight: (n,). The prior keeps a small or separable sample from promising certainty."""
    centre, scale = (float(x.mean()), float(x.std()) or 1.0) if standardise else (0.0, 1.0)
    features = np.stack([(x - centre) / scale, np.ones_like(x)], axis=1)
    prior, penalty = np.array([prior_slope, 0.0]), np.array([strength, 0.1 * strength])
    w = prior.copy()

    def loss(w: Array) -> float:
        z = features @ w
        return float((weight * (np.logaddexp(0, z) - yes * z)).sum() + 0.5 * (penalty * (w - prior) ** 2).sum())

    current = loss(w)
    for _ in range(60):
        p = sigmoid(features @ w)
        gradient = features.T @ (weight * (p - yes)) + penalty * (w - prior)
        hessian = (features * (weight * p * (1 - p))[:, None]).T @ features + np.diag(penalty)
        step, size = np.linalg.solve(hessian, gradient), 1.0
        while (value := loss(w - size * step)) > current and size > 1e-4:
            size /= 2
        w, gain, current = w - size * step, current - value, value
        if gain < 1e-9:
            break
    return Sigmoid(slope=max(float(w[0]), 0.0), offset=float(w[1]), centre=centre, scale=scale)


def fit_temperature(loss: Callable[[float], float], low: float, high: float) -> float:
    """The temperature in [low, high] with the least loss: a coarse log grid, then a finer one around its minimum."""
    coarse = np.geomspace(low, high, 9)
    best = int(np.argmin([loss(float(t)) for t in coarse]))
    fine = np.geomspace(coarse[max(best - 1, 0)], coarse[min(best + 1, 8)], 7)
    return float(fine[int(np.argmin([loss(float(t)) for t in fine]))])
