"""People who are only numbers: unit vectors with a shared mean, a person's own direction and a photo's noise."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from core.services.training.examples import Gathered
from core.training.examples import Examples
from core.types import MemberId, ReferenceSet

DIM = 24


def unit(x: NDArray[np.float64]) -> NDArray[np.float32]:
    return np.asarray(x / np.linalg.norm(x, axis=-1, keepdims=True), np.float32)


def person(rng: np.random.Generator, photos: int, noise: float = 0.08, dim: int = DIM) -> NDArray[np.float32]:
    """People differ most on the first axes, as in real embeddings; photos of one person by `noise` on all."""
    axes = np.geomspace(1.0, 0.2, dim)
    base = np.full(dim, 1 / np.sqrt(dim))
    own = rng.standard_normal(dim) * axes * 0.12
    return unit(base + own + rng.standard_normal((photos, dim)) * noise * 0.5)


def reference(
    layout: Mapping[str, Sequence[int]] | None = None, seed: int = 0, noise: float = 0.08, dim: int = DIM
) -> ReferenceSet:
    """layout: group -> photos of each of its members. Default: 4 groups of 3 members with 8 photos."""
    layout = {f"g{i}": (8, 8, 8) for i in range(4)} if layout is None else layout
    rng = np.random.default_rng(seed)
    rows, members = [], []
    for group, counts in layout.items():
        for i, count in enumerate(counts):
            rows.append(person(rng, count, noise, dim))
            members += [MemberId(group, f"m{i}")] * count
    return of_rows(np.concatenate(rows), members)


def of_rows(rows: NDArray[np.float32], members: Sequence[MemberId]) -> ReferenceSet:
    n = len(rows)
    files = tuple(f"{m.group}/{m.member}/{i}.jpg" for i, m in enumerate(members))
    return ReferenceSet("numbers", rows, tuple(members), files, np.arange(n), n, 0)


def gathered(whole: ReferenceSet) -> Gathered:
    """A set as a family on embeddings learns from it, with nothing left out."""
    return Gathered(whole, Examples.of(whole), unusable_members_message="", fingerprint="")
