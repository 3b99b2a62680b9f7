"""So many faces of a ranking that no two are too alike."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from core.virtual.distinct import distinct

PAIRS = st.frozensets(st.frozensets(st.integers(0, 7), min_size=2, max_size=2), max_size=14)


@given(PAIRS, st.integers(1, 6))
def test_no_two_are_alike_and_no_larger_set_was_to_be_had(alike: frozenset[frozenset[int]], count: int) -> None:
    found = distinct(range(8), alike, count)
    assert not any(frozenset(pair) in alike for pair in combinations(found, 2))
    most = max(
        size for size in range(9)
        for chosen in combinations(range(8), size) if not any(frozenset(p) in alike for p in combinations(chosen, 2))
    )  # fmt: skip
    assert len(found) == min(count, most)


def test_the_better_ranked_come_first_and_who_is_held_stays() -> None:
    assert distinct([3, 1, 2], [frozenset((3, 1))], 2) == [3, 2]
    assert distinct([3, 1, 2], [frozenset((3, 1))], 2, held=[1]) == [1, 2]
    assert distinct([], [], 3) == []
