import numpy as np
import pytest

from core.stats.calibrate import fit_sigmoid, fit_temperature, logit, sigmoid


def test_sigmoid_and_logit_are_inverse_and_do_not_overflow() -> None:
    p = np.array([1e-6, 0.2, 0.5, 0.999])
    assert np.allclose(sigmoid(logit(p)), p)
    assert sigmoid(np.array([-1e4, 1e4])).tolist() == [0.0, 1.0]


def test_fit_sigmoid_recovers_the_probabilities() -> None:
    rng = np.random.default_rng(0)
    x = rng.normal(size=20_000)
    y = (rng.random(20_000) < sigmoid(1.7 * x - 0.4)).astype(float)
    found = fit_sigmoid(x, y, np.ones_like(x), strength=0.1)
    assert found.slope == pytest.approx(1.7, abs=0.1) and found.offset == pytest.approx(-0.4, abs=0.1)


def test_separable_data_promise_no_certainty() -> None:
    x = np.array([-2.0, -1, 1, 2])
    found = fit_sigmoid(x, np.array([0.0, 0, 1, 1]), np.ones(4), prior_slope=1.0, strength=2.0)
    assert 0.5 < float(found(np.array([2.0]))[0]) < 0.99


def test_a_reversed_feature_becomes_useless_not_inverted() -> None:
    x = np.linspace(-1, 1, 100)
    assert fit_sigmoid(x, (x < 0).astype(float), np.ones(100)).slope == 0


def test_fit_temperature_finds_the_minimum() -> None:
    assert fit_temperature(lambda t: (np.log(t) - np.log(0.7)) ** 2, 0.01, 10) == pytest.approx(0.7, rel=0.25)
