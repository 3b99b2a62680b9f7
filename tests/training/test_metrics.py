import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.distance import jensenshannon
from scipy.stats import spearmanr
from sklearn import metrics as theirs

from core.training import metrics
from models.closed import regroup


@pytest.mark.slow
@settings(max_examples=30)
@given(st.integers(0, 10_000))
def test_against_scikit_learn_and_scipy(seed: int) -> None:
    rng = np.random.default_rng(seed)
    p, labels = rng.dirichlet(np.ones(4), size=30), rng.integers(0, 4, size=30)
    q = rng.dirichlet(np.ones(4), size=30)
    assert metrics.log_loss(p, labels) == pytest.approx(theirs.log_loss(labels, p, labels=range(4)))
    assert metrics.accuracy(p, labels) == pytest.approx(theirs.accuracy_score(labels, p.argmax(axis=1)))
    assert np.allclose(
        metrics.jensen_shannon_distance(p, q), [jensenshannon(a, b, 2) for a, b in zip(p, q, strict=True)]
    )
    assert np.allclose(metrics.spearman(p, q), [spearmanr(a, b).statistic for a, b in zip(p, q, strict=True)])


def test_nearly_equal_rows_have_a_distance() -> None:
    p = np.random.default_rng(0).dirichlet(np.ones(4), size=200)
    assert (metrics.jensen_shannon_distance(p, np.nextafter(p, 1)) < 1e-7).all()
    assert metrics.jensen_shannon_distance(np.array([[1.0, 0]]), np.array([[0, 1.0]])) == pytest.approx([1])


def test_spearman_with_ties_and_without_order() -> None:
    a, b = np.array([[1.0, 1, 2, 3], [1, 1, 1, 1]]), np.array([[4.0, 5, 5, 6], [1, 2, 3, 4]])
    found = metrics.spearman(a, b)
    assert found[0] == pytest.approx(spearmanr(a[0], b[0]).statistic) and np.isnan(found[1])


def test_calibration_error_by_hand() -> None:
    confidence, right = np.array([0.95, 0.95, 0.55, 0.55]), np.array([1.0, 0.0, 1.0, 0.0])
    bins = metrics.reliability(confidence, right)
    assert [(b.low, b.count) for b in bins] == [(0.5, 2), (0.9, 2)]
    assert metrics.expected_calibration_error(bins) == pytest.approx((0.05 + 0.45) / 2)
    assert metrics.expected_calibration_error(()) is None
    assert sum(b.count for b in metrics.reliability(np.array([0.0, 1.0]), np.array([0.0, 1.0]))) == 2


def test_permutation_p_is_small_for_a_leak_and_uniform_without() -> None:
    own = np.repeat(np.arange(5), 4)
    leak = np.zeros((20, 5))
    leak[np.arange(20), own] = 10
    hit, chance, p = metrics.permutation_test(leak, own)
    assert hit == 1 and chance == pytest.approx(0.2, abs=0.02) and p < 0.001
    found = []
    for seed in range(60):
        answers = np.random.default_rng(seed).multinomial(10, np.full(5, 0.2), size=20).astype(float)
        found.append(metrics.permutation_test(answers, own, seed)[2])
    assert 0.3 < np.mean(found) < 0.7 and np.mean(np.array(found) < 0.05) < 0.15


def test_unanswered_groups_have_no_precision_and_groups_without_photos_no_recall() -> None:
    answered, labels = np.array([0, 0, 2]), np.array([0, 1, 0])
    assert metrics.confusion(answered, labels, 4).tolist() == [[1, 0, 1, 0], [1, 0, 0, 0], [0] * 4, [0] * 4]
    a, b, c, d = metrics.group_table(answered, labels, "abcd")
    assert (a.group, a.precision, a.recall, a.f1, a.support) == ("a", 0.5, 0.5, 0.5, 2)
    assert b.precision is None and b.recall == 0 and b.f1 == 0 and b.support == 1
    assert c.precision == 0 and c.recall is None and c.f1 == 0 and c.support == 0
    assert d.precision is d.recall is d.f1 is None


@pytest.mark.slow
def test_regrouping_test_is_exact_for_look_alikes_in_arbitrary_groups() -> None:
    """Pairs of look-alikes dealt into groups at random: p must stay uniform, though hits come in twos."""

    twin = np.arange(20).reshape(10, 2)[:, ::-1].ravel()
    evidence = np.random.default_rng(0).random((20, 20)) * 0.1
    evidence[np.arange(20), twin] = 5
    ps = []
    for seed in range(40):
        labels = np.random.default_rng(seed).permutation(np.repeat(np.arange(5), 4))
        found = metrics.regrouping_test(evidence, np.arange(20), labels, ~np.eye(20, dtype=bool), regroup, seed)
        assert found is not None and found[1] == pytest.approx(3 / 19, abs=0.03)
        ps.append(found[2])
    assert np.mean(np.array(ps) < 0.05) <= 0.1
    together = metrics.regrouping_test(
        evidence, np.arange(20), np.repeat(np.arange(10), 2), ~np.eye(20, dtype=bool), regroup
    )
    assert together is not None and together[0] == 1 and together[2] < 0.01


@pytest.mark.slow
def test_regrouping_test_is_exact_where_one_of_every_group_is_left_out_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four groups of seven lose one member each: one drawn at random is right a quarter of the time, not 6 in 27."""
    monkeypatch.setattr(metrics, "PERMUTATIONS", 200)
    owner, found = np.repeat(np.arange(28), 4), []
    for seed in range(60):
        rng = np.random.default_rng(seed)
        labels = rng.permutation(np.repeat(np.arange(4), 7))
        turn = np.array([(labels[:i] == labels[i]).sum() for i in range(28)])
        seen = turn[owner][:, None] != turn
        evidence = np.exp(1.5 * rng.standard_normal((28, 28))[owner] + 0.7 * rng.standard_normal((112, 28)))
        result = metrics.regrouping_test(evidence, owner, labels, seen, regroup, seed)
        assert result is not None and result[1] == pytest.approx(0.25, abs=0.02)
        found.append(result[2])
    assert np.mean(np.array(found) < 0.1) <= 0.15 and 0.4 < np.mean(found) < 0.6


def test_the_loss_of_a_network_that_diverged_is_not_perfect() -> None:
    assert np.isnan(metrics.log_loss(np.array([[np.nan, np.nan], [0.5, 0.5]]), np.array([0, 1])))
    assert str(metrics.log_loss(np.array([[1.0, 0.0]]), np.array([0]))) == "0.0"


def test_regrouping_test_does_not_count_who_is_alone() -> None:
    alone = metrics.regrouping_test(
        np.ones((2, 2)), np.arange(2), np.arange(2), ~np.eye(2, dtype=bool), lambda s, n, _: np.where(n > 0, s, -1)
    )
    assert alone is None


@settings(max_examples=30)
@given(st.integers(0, 10_000))
def test_roc_against_scikit_learn(seed: int) -> None:
    rng = np.random.default_rng(seed)
    p, labels = rng.dirichlet(np.ones(3), size=40).round(1), rng.integers(0, 3, size=40)  # rounded: many ties
    curves = {c.group: c for c in metrics.roc_curve(p, labels, "abc")}
    for g, name in enumerate("abc"):
        own = labels == g
        if own.any() and not own.all():
            across, rising, _ = theirs.roc_curve(own, p[:, g], drop_intermediate=False)
            assert np.allclose(curves[name].false_positive, across) and np.allclose(curves[name].true_positive, rising)
            assert curves[name].auc == pytest.approx(theirs.roc_auc_score(own, p[:, g]))


def test_roc_leaves_out_unscored_photos_and_groups_without_a_rival() -> None:
    p = np.array([[0.9, 0.1, 0.0], [np.nan, np.nan, np.nan], [0.2, 0.8, 0.0]])
    curves = metrics.roc_curve(p, np.array([0, 0, 1]), "abc")
    assert [(c.group, c.auc) for c in curves] == [("a", 1.0), ("b", 1.0)]
    assert metrics.roc_curve(p[:1], np.array([0]), "abc") == ()


def test_the_hardest_photos_are_those_with_the_least_for_their_own_group() -> None:
    p = np.array([[0.9, 0.1], [np.nan, np.nan], [0.3, 0.7], [0.2, 0.8]])
    assert metrics.hardest(p, np.array([0, 0, 0, 1]), 2).tolist() == [2, 3]
    assert metrics.hardest(p, np.array([0, 0, 0, 1]), 9).tolist() == [2, 3, 0]
