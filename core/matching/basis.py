"""Fewer axes for engines with long embeddings (512 to 4,096 numbers), where covariances would fill the memory."""

import numpy as np

from core.stats.arrays import Array, Floats

MOST_AXES = 192


def principal_basis(rows: Floats, most: int = MOST_AXES) -> Array | None:
    """(n, d) -> (d, r) orthonormal columns, r <= most, that keep the most of the rows; None where d <= most.

    Not centred, so that lengths and cosines of what is kept stay as they were."""
    x = np.asarray(rows, dtype=np.float64)
    n, d = x.shape
    if d <= most:
        return None
    if n <= d:  # through the small n by n matrix of inner products
        values, vectors = np.linalg.eigh(x @ x.T)
        kept = values > 1e-10 * values[-1]
        kept[: max(n - most, 0)] = False
        basis: Array = x.T @ (vectors[:, kept] / np.sqrt(values[kept]))
    else:
        basis = np.linalg.eigh(x.T @ x)[1][:, -most:]
    signs = basis[np.abs(basis).argmax(axis=0), np.arange(basis.shape[1])] < 0
    return basis * np.where(signs, -1.0, 1.0)
