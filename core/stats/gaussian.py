"""Gaussians of two covariances: how people differ, and how one person's photos do."""

import numpy as np

from core.stats.arrays import Array


def same_person_ratio(
    signal: Array, x: Array, x_photos: float, y: Array, y_photos: Array, *, crossed: bool = False
) -> Array:
    """Log-likelihood ratios that two means of photos show one person rather than two (Ioffe 2006; Prince & Elder 2007).

    On axes where photos have variance 1 about their person and people have variance `signal` (d,). x: of `x_photos`
    photos each, y: (n, d) of y_photos (n,). x is (n, d) or (d,) and compared row by row -> (n,); crossed: x is (s, d)
    and every row is compared with every y -> (s, n)."""
    theirs, ours = signal + 1 / x_photos, signal + 1 / y_photos[:, None]  # variances of the means on each axis
    determinant = theirs * ours - signal**2
    constant = -0.5 * (np.log(determinant) - np.log(theirs) - np.log(ours)).sum(axis=1)
    a, b, c = ours / determinant - 1 / theirs, theirs / determinant - 1 / ours, signal / determinant  # (n, d)
    if crossed:
        result: Array = constant - 0.5 * (x**2 @ a.T + (b * y**2).sum(axis=1)) + x @ (c * y).T
        return result
    result = constant - 0.5 * (np.vecdot(a, x**2) + np.vecdot(b, y**2)) + np.vecdot(c * x, y)
    return result
