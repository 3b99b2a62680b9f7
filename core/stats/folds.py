"""Folds that never split near-duplicate photos and hold each member in equal parts."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.types import MemberId


def photo_folds(
    members: Sequence[MemberId], near_duplicates: NDArray[np.int64], folds: int = 5, seed: int = 0
) -> NDArray[np.int64]:
    """(n,) fold number of each photo, 0..folds-1, stratified by member.

    Photos that share a near_duplicates value share a fold, even of two members. A member's photos are dealt out to
    the folds that hold the fewest of them, then to the smallest folds; a member with one photo is in one fold only."""
    rng = np.random.default_rng(seed)
    names = sorted(set(members))
    position = {m: i for i, m in enumerate(names)}
    owner = np.array([position[m] for m in members], dtype=np.int64)
    fold = np.full(len(members), -1, dtype=np.int64)
    held = np.zeros((len(names), folds), dtype=np.int64)
    bundles: dict[int, list[int]] = {}
    for row, near in enumerate(near_duplicates):
        bundles.setdefault(int(near), []).append(row)
    queue = list(bundles.values())
    order = rng.permutation(len(queue))
    # A member's bundles one after the other, the large ones first: they are the hardest to place evenly.
    ranked = sorted(order.tolist(), key=lambda i: (int(owner[queue[i][0]]), -len(queue[i])))
    for i in ranked:
        rows = queue[i]
        who = np.unique(owner[rows])
        load = held[who].sum(axis=0)
        total = held.sum(axis=0)
        tie = rng.random(folds)
        best = min(range(folds), key=lambda f: (int(load[f]), int(total[f]), float(tie[f])))
        fold[rows] = best
        for row in rows:
            held[owner[row], best] += 1
    return fold


def halvings(photos: int, times: int, rng: np.random.Generator) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """`times` random pairs of disjoint halves of `photos` photos, each of photos // 2; empty below two photos."""
    half = photos // 2
    if half == 0:
        return []
    orders = [rng.permutation(photos) for _ in range(times)]
    return [(order[:half], order[half : 2 * half]) for order in orders]
