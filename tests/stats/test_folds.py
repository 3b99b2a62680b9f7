import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from core.stats.folds import halvings, photo_folds
from core.types import MemberId


@settings(max_examples=50)
@given(st.lists(st.integers(1, 12), min_size=1, max_size=8), st.integers(0, 1000))
def test_members_are_spread_evenly_and_near_duplicates_stay_together(counts: list[int], seed: int) -> None:
    rng = np.random.default_rng(seed)
    members = [MemberId("g", str(i)) for i, n in enumerate(counts) for _ in range(n)]
    alone = np.arange(len(members))
    fold = photo_folds(members, alone, 5, seed)
    assert ((fold >= 0) & (fold < 5)).all()
    for member in set(members):
        per_fold = np.bincount(fold[[m == member for m in members]], minlength=5)
        assert per_fold.max() - per_fold.min() <= 1
    chained = rng.integers(0, max(1, len(members) // 2), size=len(members))
    fold = photo_folds(members, chained, 5, seed)
    for label in set(chained.tolist()):
        assert len(set(fold[chained == label].tolist())) == 1


def test_folds_are_about_equally_large_with_one_photo_a_member() -> None:
    members = [MemberId("g", str(i)) for i in range(23)]
    sizes = np.bincount(photo_folds(members, np.arange(23)), minlength=5)
    assert sizes.max() - sizes.min() <= 1


def test_halves_are_disjoint_and_equal() -> None:
    pairs = halvings(7, 20, np.random.default_rng(0))
    assert len(pairs) == 20
    for a, b in pairs:
        assert len(a) == len(b) == 3 and not set(a) & set(b)
    assert len({tuple(sorted(a)) for a, _ in pairs}) > 5
    assert halvings(1, 20, np.random.default_rng(0)) == []
