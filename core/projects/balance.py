"""Who in a line-up is most alike to whom: two look-alikes blur each other. Only while the vectors are at hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from core.matching.model import ResemblanceModel
from core.stats.arrays import Array, Floats, unit

RARE = 0.01  # of the pairs of different members on file are more alike than look-alikes
_FEWEST_PAIRS = 100  # on file, to know what one in a hundred is


@dataclass(frozen=True, slots=True)
class Pair:
    """Two trainees, by their rows. similarity: as in `core.types.NearestMember`, -1..1."""

    rows: tuple[int, int]
    similarity: float


@dataclass(frozen=True, slots=True)
class Balance:
    """similarity: (t, t), 1 on the diagonal. threshold: what only RARE of the pairs of different members on file
    exceed, None where too few members are on file to know it. pairs: all, most alike first."""

    similarity: Array
    threshold: float | None
    pairs: tuple[Pair, ...]

    @property
    def look_alikes(self) -> tuple[Pair, ...]:
        """The pairs above the threshold."""
        return tuple(pair for pair in self.pairs if self.threshold is not None and pair.similarity > self.threshold)


def balance(people: Sequence[Floats], model: ResemblanceModel) -> Balance:
    """people: (k, d) unit embeddings of each trainee's photos that count, k >= 1."""
    means = np.array([np.asarray(photos, dtype=np.float64).mean(axis=0) for photos in people])
    reduced = means if model.basis is None else means @ model.basis
    counts = np.array([len(photos) for photos in people], dtype=np.float64)
    similarity = _cosines(model.resemblance.space.project(reduced), counts, model)
    members = _cosines(model.verifier.members, model.verifier.counts, model)
    others = members[np.triu_indices(len(members), 1)]
    threshold = float(np.quantile(others, 1 - RARE)) if len(others) >= _FEWEST_PAIRS else None
    pairs = [Pair(rows, float(similarity[rows])) for rows in combinations(range(len(people)), 2)]
    return Balance(similarity, threshold, tuple(sorted(pairs, key=lambda pair: -pair.similarity)))


def _cosines(z: Array, photos: Array, model: ResemblanceModel) -> Array:
    """(n, d) coordinates of means of (n,) photos -> (n, n), as `Resemblance.cosines` compares a person with members."""
    rows = unit(z * np.sqrt(model.resemblance.space.reliability(photos)))
    found: Array = np.clip(rows @ rows.T, -1, 1)
    return found
