import numpy as np
import pytest

from core.training.examples import Examples, balancing_weights, counts
from core.types import MemberId
from tests.support.people import reference

MEMBERS = (MemberId("a", "1"),) * 6 + (MemberId("a", "2"),) * 3 + (MemberId("b", "1"),) * 1


def sums(weights: np.ndarray) -> dict[MemberId, float]:
    return {m: sum(w for w, own in zip(weights, MEMBERS, strict=True) if own == m) for m in set(MEMBERS)}


def test_every_member_weighs_the_same() -> None:
    weights = balancing_weights(MEMBERS, by_group=False)
    assert weights.mean() == pytest.approx(1) and np.allclose(list(sums(weights).values()), 10 / 3)


def test_every_group_weighs_the_same_and_within_it_every_member() -> None:
    found = sums(balancing_weights(MEMBERS, by_group=True))
    assert found[MemberId("b", "1")] == pytest.approx(5)
    assert found[MemberId("a", "1")] == pytest.approx(2.5) == pytest.approx(found[MemberId("a", "2")])


def test_a_subset_keeps_rows_together() -> None:
    whole = Examples.of(reference({"a": (2, 3), "b": (4,)}))
    keep = np.array([m.group == "b" for m in whole.members])
    part = whole.subset(keep)
    assert part.groups == ("b",) and counts(part.members) == {"b": {"m0": 4}}
    assert np.array_equal(part.plain, whole.plain[keep]) and part.files == whole.files[5:]
    assert np.array_equal(part.near_duplicates, whole.near_duplicates[keep])


def test_lengths_that_differ_are_refused() -> None:
    whole = Examples.of(reference())
    with pytest.raises(ValueError, match="differ in length"):
        Examples(whole.inputs, whole.members[:-1], whole.files, whole.near_duplicates)
