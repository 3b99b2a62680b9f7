"""Which parts of a face carry a score: how the score changes when parts are blurred, over balanced patterns of parts.

A black box, as CorrRISE (Lu, Y. & Ebrahimi, T. 2024, Towards visual saliency explanations of face recognition), but
with patterns of a screening design in place of random ones: every part is shown in half of the patterns, and in half of
those that show any other part; every pattern is followed by its opposite, so that what two parts do together cancels
out (Plackett, R. & Burman, J. 1946; Box, G. & Wilson, K. 1951). Two halves of as many random patterns agree on .35.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

import numpy as np
from numpy.typing import NDArray

CELLS = 6  # of the face, a side
REPEATS = 0.7  # rank correlation of two maps from which they say something
_PRIME = 19  # Paley's construction of a design of 20 patterns, doubled: 40 for 36 cells
_SEED = 20_240_101

Chips = NDArray[np.uint8]
Array = NDArray[np.float64]


@dataclass(frozen=True)
class Saliency:
    """weight: (CELLS, CELLS) what the score gains by showing the part: below 0 it speaks against it. agreement: rank
    correlation of the maps of two designs that share no pattern."""

    weight: Array = field(repr=False)
    agreement: float

    @property
    def repeats(self) -> bool:
        """Would other patterns show the same?"""
        return self.agreement >= REPEATS


def saliency(chip: Chips, score: Callable[[Chips], Array]) -> Saliency:
    """chip: (s, s, 3) uint8 RGB aligned face. score: (n, s, s, 3) -> (n,), of 160 faces at once. Deterministic."""
    designs = [_design(seed) for seed in range(2)]
    signs = np.concatenate(designs)
    shown = np.concatenate([signs, -signs]) > 0
    scores = np.asarray(score(blurred(chip, shown)), dtype=np.float64)
    gain = (scores[: len(signs)] - scores[len(signs) :]) / 2
    one, other = (d.T @ g / len(d) for d, g in zip(designs, np.split(gain, 2), strict=True))
    return Saliency(((one + other) / 2).reshape(CELLS, CELLS), _rank_correlation(one, other))


def blurred(chip: Chips, shown: NDArray[np.bool_]) -> Chips:
    """(n, CELLS * CELLS) parts that are shown -> (n, s, s, 3); the others are blurred with soft borders: black would be
    an edge, which networks look at."""
    import cv2

    soft = cv2.GaussianBlur(chip, (0, 0), len(chip) / 8).astype(np.float32)
    detail = chip.astype(np.float32) - soft
    masks = [
        cv2.resize(each.reshape(CELLS, CELLS).astype(np.float32), (len(chip),) * 2, interpolation=cv2.INTER_LINEAR)
        for each in shown
    ]
    return np.stack([(soft + mask[..., None] * detail + 0.5).astype(np.uint8) for mask in masks])


@cache
def _design(seed: int) -> NDArray[np.float64]:
    """(40, CELLS * CELLS) of 1 and -1, columns orthogonal to each other; the seed decides which part a column is."""
    residues = {i * i % _PRIME for i in range(1, _PRIME)}
    quadratic = np.array([[0 if i == j else 1 if (i - j) % _PRIME in residues else -1 for j in range(_PRIME)]
                          for i in range(_PRIME)], float)  # fmt: skip
    skew = np.block([[np.zeros((1, 1)), np.ones((1, _PRIME))], [-np.ones((_PRIME, 1)), quadratic]])
    small = np.eye(_PRIME + 1) + skew
    small = small * small[:, :1]  # the first column all 1
    large = np.kron(np.array([[1, 1], [1, -1]]), small)
    columns = np.flatnonzero(np.abs(large.sum(axis=0)) < len(large))
    order = np.random.default_rng([_SEED, seed]).permutation(columns)[: CELLS * CELLS]
    return np.asarray(large[:, order])


def _rank_correlation(one: Array, other: Array) -> float:
    from scipy.stats import spearmanr

    if np.ptp(one) == 0 or np.ptp(other) == 0:
        return 0.0
    return float(spearmanr(one, other).statistic)
