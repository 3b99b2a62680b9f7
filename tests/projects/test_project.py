import pytest

from core.projects.project import Target


@pytest.mark.parametrize(
    ("groups", "weights", "compared", "mix"),
    [
        (("a", "b"), (), "ab", {"a": 0.5, "b": 0.5}),
        (("a", "b"), (3, 1), "ab", {"a": 0.75, "b": 0.25}),
        (("a", "b", "c"), (3, 1, 1), "cb", {"b": 0.5, "c": 0.5}),
        (("a",), (5,), "b", {}),
        ((), (), "ab", {}),
    ],
)
def test_what_is_looked_for_is_shared_out_by_weight_among_the_groups_that_are_compared(groups, weights, compared, mix):
    assert Target(groups=groups, weights=weights).mix(compared) == pytest.approx(mix)
