import numpy as np
import pytest

from core.matching.model import ResemblanceModel
from core.projects.positioning import members_among_others, plane_of
from core.types import MemberId
from tests.support.people import reference

FACETS = {
    "a": {"콘셉트": 0.9, "사운드": 0.1, "퍼포먼스": 0.2},
    "b": {"콘셉트": 0.1, "사운드": 0.8, "퍼포먼스": 0.2},
    "c": {"콘셉트": 0.2, "사운드": 0.1, "퍼포먼스": 0.9},
    "d": {"콘셉트": 0.4, "사운드": 0.3, "퍼포먼스": 0.4},
}


def test_nobody_moves_when_somebody_is_added() -> None:
    plane = plane_of(tuple(FACETS), FACETS)
    one, other = {"a": 0.6, "b": 0.4}, {"c": 1.0}
    assert plane.place([one, other])[0] == pytest.approx(plane.place([one])[0])
    mean = {"a": 0.3, "b": 0.2, "c": 0.5}
    assert plane.place([mean])[0] == pytest.approx(plane.place([one, other]).mean(axis=0))


def test_who_is_certainly_of_a_group_stands_at_its_anchor() -> None:
    plane = plane_of(tuple(FACETS), FACETS)
    assert plane.place([{group: 1.0} for group in FACETS]) == pytest.approx(plane.anchors)
    assert np.linalg.norm(plane.anchors, axis=1).max() == pytest.approx(1)


def test_the_ends_are_called_by_what_their_groups_speak_of() -> None:
    plane = plane_of(tuple(FACETS), FACETS)
    for k, axis in enumerate(plane.axes):
        right = max(FACETS, key=lambda group: plane.anchors[list(FACETS).index(group), k])
        left = min(FACETS, key=lambda group: plane.anchors[list(FACETS).index(group), k])
        assert FACETS[right][axis.high[0]] > FACETS[left][axis.high[0]]
        assert all(FACETS[right][facet] <= FACETS[left][facet] for facet in axis.low)
    assert plane.axes[0].share >= plane.axes[1].share


@pytest.mark.parametrize("facets", [{}, {"a": FACETS["a"]}, dict.fromkeys(FACETS, FACETS["a"])])
def test_without_profiles_that_span_a_plane_there_is_a_circle(facets: dict[str, dict[str, float]]) -> None:
    plane = plane_of(tuple(FACETS), facets)
    assert np.linalg.norm(plane.anchors, axis=1) == pytest.approx(np.ones(4))
    assert plane.axes[0].high == plane.axes[1].low == ()


def test_a_member_is_judged_by_the_others_alone() -> None:
    found = members_among_others(ResemblanceModel.fit(reference({"a": (8, 8, 8), "b": (8, 8), "c": (8,)})))
    assert set(found) == {MemberId("a", f"m{i}") for i in range(3)} | {MemberId("b", f"m{i}") for i in range(2)}
    for scores in found.values():
        assert set(scores) == {"a", "b", "c"} and sum(scores.values()) == pytest.approx(1)
        assert max(scores.values()) < 0.99  # the own photos would make it certain
