import numpy as np
import pytest
from scipy.stats import multivariate_normal

from core.stats.gaussian import same_person_ratio


def test_the_ratio_is_that_of_the_densities_written_out() -> None:
    """One person (correlated) against two (independent) on every axis, row by row and every x with every y."""
    rng = np.random.default_rng(0)
    signal, x, y, photos = (
        np.array([0.2, 1.5, 4.0]),
        rng.normal(size=(5, 3)),
        rng.normal(size=(5, 3)),
        np.arange(1.0, 6),
    )
    expected = np.zeros((5, 5))
    for i in range(5):
        for j in range(5):
            for axis, s in enumerate(signal):
                pair, a, b = [x[i, axis], y[j, axis]], s + 1 / 3, s + 1 / photos[j]
                expected[i, j] += multivariate_normal.logpdf(pair, cov=[[a, s], [s, b]])
                expected[i, j] -= multivariate_normal.logpdf(pair, cov=np.diag([a, b]))
    assert same_person_ratio(signal, x, 3, y, photos, crossed=True) == pytest.approx(expected)
    assert same_person_ratio(signal, x, 3, y, photos) == pytest.approx(np.diag(expected))
    assert same_person_ratio(signal, x[2], 3, y, photos) == pytest.approx(expected[2])
