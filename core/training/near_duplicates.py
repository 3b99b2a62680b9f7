"""Near-duplicate photos: frames of one burst, crops and re-encodings of one picture."""

import numpy as np
from numpy.typing import NDArray

from core.disjoint_set import DisjointSet

_BLOCK = 2048


def near_duplicate_groups(embeddings: NDArray[np.float32], threshold: float) -> NDArray[np.int64]:
    """(n, d) unit rows -> (n,) labels; photos in one chain of pairs above `threshold` cosine share a label.

    The label is the index of the chain's first photo. Works in blocks, so n*n similarities are never held at once."""
    n = len(embeddings)
    sets = DisjointSet(range(n))
    for start in range(0, n, _BLOCK):
        block = embeddings[start : start + _BLOCK]
        rows, columns = np.nonzero(block @ embeddings.T > threshold)
        for i, j in zip((rows + start).tolist(), columns.tolist(), strict=True):
            if i < j:
                sets.union(i, j)
    return np.array(sets.labels(), dtype=np.int64)
