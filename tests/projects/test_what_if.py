from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from core.errors import ProjectError
from core.projects.what_if import Choices, choose, target_mix
from core.stats.arrays import Array


def candidates(count: int, seed: int = 0, groups: int = 4) -> tuple[Array, Array]:
    rng = np.random.default_rng(seed)
    return rng.dirichlet(np.full(groups, 0.4), count), rng.random(count) / 5


@settings(max_examples=30, deadline=None)
@given(some.integers(0, 10**6), some.integers(1, 9), some.integers(1, 9), some.integers(0, 2))
def test_the_best_is_that_of_trying_every_line_up(seed: int, count: int, size: int, within: int) -> None:
    size, within = min(size, count), min(within, size, count)
    scores, nobody = candidates(count, seed)
    target = np.random.default_rng(seed + 1).dirichlet(np.ones(4))
    found = choose(scores, nobody, target, size, within=range(within))
    every = [rows for rows in combinations(range(count), size) if set(range(within)) <= set(rows)]
    fits = {rows: float(np.minimum(scores[list(rows)].mean(axis=0), target).sum()) for rows in every}
    assert (found.tried, found.possible, found.exact) == (len(every), len(every), True)
    assert found.best[0].fit == pytest.approx(max(fits.values()))
    for choice in found.best:
        assert choice.fit == pytest.approx(fits[choice.rows])
        assert choice.nobody == pytest.approx(nobody[list(choice.rows)].mean())
        assert choice.scores == pytest.approx(scores[list(choice.rows)].mean(axis=0).tolist())
    assert [choice.fit for choice in found.best] == sorted((choice.fit for choice in found.best), reverse=True)


def test_one_group_alone_is_exact_for_any_number() -> None:
    scores, nobody = candidates(60)
    found = choose(scores, nobody, np.array([0, 1.0, 0, 0]), 9)
    assert found.exact and set(found.best[0].rows) == set(np.argsort(-scores[:, 1])[:9].tolist())


def test_a_search_says_that_it_is_one_and_finds_no_less_than_the_candidates_who_fit_best_alone() -> None:
    scores, nobody = candidates(40)
    target = np.array([0.4, 0.3, 0.3, 0])
    found = choose(scores, nobody, target, 7, within=(3,))
    alone = np.argsort(-np.minimum(np.delete(scores, 3, 0), target).sum(axis=1))[:6]
    greedy = np.minimum(np.vstack([np.delete(scores, 3, 0)[alone], scores[3]]).mean(axis=0), target).sum()
    assert not found.exact and found.tried < found.possible
    assert found.best[0].fit >= greedy and all(3 in choice.rows for choice in found.best)


def test_everybody_is_one_line_up() -> None:
    scores, nobody = candidates(30)
    found = choose(scores, nobody, np.array([0.5, 0.5, 0, 0]), 30)
    assert isinstance(found, Choices) and found.possible == found.tried == 1 and found.exact


@pytest.mark.parametrize(("size", "within"), [(0, ()), (6, ()), (1, (0, 1))])
def test_a_line_up_that_cannot_be(size: int, within: tuple[int, ...]) -> None:
    scores, nobody = candidates(5)
    with pytest.raises(ProjectError, match="5명 가운데"):
        choose(scores, nobody, np.array([1.0, 0, 0, 0]), size, within=within)


def test_a_target_of_groups_that_are_not_compared() -> None:
    assert target_mix(("a", "b"), {"a": 3, "b": 1, "c": 9}).tolist() == [0.75, 0.25]
    assert target_mix(("a", "b"), {"a": 1e308, "b": 1e308}).tolist() == [0.5, 0.5]
    with pytest.raises(ProjectError, match="목표 그룹"):
        target_mix(("a", "b"), {"c": 1})
