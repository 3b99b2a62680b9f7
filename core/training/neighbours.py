"""A map on which photos that a family sees alike lie close together."""

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from core.stats.arrays import Array

FEWEST = 10  # photos; fewer have no neighbourhoods to show
_AXES = 50  # distances in more principal components than this are noise, and take longer
_PERPLEXITY = 30.0


def neighbour_map(inputs: NDArray[np.generic], seed: int) -> Array | None:
    """(n, *shape) -> (n, 2) t-SNE (van der Maaten & Hinton 2008) from principal components; None below 10 photos.

    Distances between far clusters mean nothing. The same seed gives the same map."""
    from sklearn.decomposition import PCA
    from sklearn.manifold import TSNE

    rows = np.asarray(inputs, dtype=np.float32).reshape(len(inputs), -1)
    if len(rows) < FEWEST or not np.ptp(rows, axis=0).any():
        return None
    with threadpool_limits(limits=1):  # sums of several threads differ in the last bit, and t-SNE makes much of it
        if min(rows.shape) > _AXES:
            rows = PCA(_AXES, svd_solver="randomized", random_state=seed).fit_transform(rows)
        perplexity = min(_PERPLEXITY, (len(rows) - 1) / 3)
        xy = TSNE(2, perplexity=perplexity, init="pca", random_state=seed).fit_transform(rows)
    return np.asarray(xy, dtype=np.float64)
