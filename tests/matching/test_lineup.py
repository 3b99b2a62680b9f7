import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.matching.lineup import aggregate, pull

GROUPS = ("a", "b", "c")


def rows(seed: int, count: int) -> np.ndarray:
    return np.random.default_rng(seed).dirichlet(np.ones(3), size=count)


@settings(max_examples=40)
@given(st.integers(0, 10_000), st.integers(2, 12))
def test_lineup_is_the_mean_within_its_interval(seed: int, count: int) -> None:
    scores = rows(seed, count)
    lineup = aggregate(scores, GROUPS)
    assert sum(lineup.scores.values.values()) == pytest.approx(1)
    assert lineup.interval is not None and lineup.confidence is not None
    for group, mean in zip(GROUPS, scores.mean(axis=0), strict=True):
        assert lineup.scores.values[group] == pytest.approx(mean)
        low, high = lineup.interval[group]
        assert low <= mean <= high and low <= high
    assert 0 < lineup.confidence < 1


def test_interval_covers_the_population_mean_about_nine_times_in_ten() -> None:
    covered = 0
    for seed in range(200):
        low, high = aggregate(rows(seed, 12), GROUPS).interval["a"]  # type: ignore[index]
        covered += low <= 1 / 3 <= high
    assert 0.8 < covered / 200 < 0.97


def test_seeded_and_blind_to_the_order_of_trainees() -> None:
    scores = rows(1, 6)
    assert aggregate(scores, GROUPS) == aggregate(scores, GROUPS)
    assert aggregate(scores[::-1], GROUPS).scores.top == aggregate(scores, GROUPS).scores.top


def test_one_trainee_has_no_interval_and_says_why() -> None:
    lineup = aggregate(rows(1, 1), GROUPS)
    assert lineup.interval is None and lineup.confidence is None and "한 명" in lineup.reason


@pytest.mark.parametrize("bad", [np.empty((0, 3)), np.ones((2, 2)) / 2, np.ones(3) / 3])
def test_wrong_shapes_are_refused(bad: np.ndarray) -> None:
    with pytest.raises(ValueError, match="scores"):
        aggregate(bad, GROUPS)


def test_the_one_who_turns_the_lineup_is_named() -> None:
    scores = np.array([[0.4, 0.6, 0.0], [0.4, 0.6, 0.0], [1.0, 0.0, 0.0]])
    found = pull(scores, GROUPS)
    assert found is not None and found.trainees == (2,) and found.turns
    assert (found.top, found.rival) == ("a", "b")
    assert found.without.top == "b" and found.loss == pytest.approx(0.2)


def test_a_pair_is_named_when_no_one_alone_turns_it() -> None:
    scores = np.array([[0.9, 0.1, 0.0], [0.9, 0.1, 0.0], [0.5, 0.5, 0.0], [0.4, 0.6, 0.0], [0.4, 0.6, 0.0]])
    found = pull(scores, GROUPS)
    assert found is not None and found.trainees == (0, 1) and found.turns and found.rival == "b"


def test_nobody_turns_a_unanimous_lineup() -> None:
    found = pull(np.tile([0.8, 0.1, 0.1], (5, 1)), GROUPS)
    assert found is not None and not found.turns and len(found.trainees) == 1
    assert pull(rows(0, 1), GROUPS) is None
