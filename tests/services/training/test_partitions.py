import numpy as np
import pytest

from core.errors import ReferenceSetError
from core.services.training.partitions import over_partitions
from models import get_family
from tests.training.test_identification import examples


def test_the_same_people_in_other_groups_are_measured_and_their_spread_is_said() -> None:
    people = examples(9, 8, 0.4)
    found = over_partitions(people, get_family("resemblance"), 3)
    again = over_partitions(people, get_family("resemblance"), 3)
    assert found == again and found["n"] == 3 and 0 < found["top1"] <= 1
    assert found["spread"]["top1"] is not None and set(found["spread"]) == set(found) - {"spread", "n"}


def test_nothing_hangs_on_how_large_a_group_is() -> None:
    """People like nobody in particular are found in small groups as often as in large ones."""
    from core.matching.resemble import group_scores

    rng = np.random.default_rng(0)
    group_of = np.repeat(np.arange(6), [1, 2, 3, 5, 8, 13])
    for spread in (0.05, 0.4):
        evidence = np.exp(spread * rng.standard_normal((6000, 32)))
        won = np.bincount(group_scores(evidence, group_of).argmax(axis=1), minlength=6) / 6000
        assert won == pytest.approx(1 / 6, abs=0.045)


def test_a_family_that_learns_groups_is_refused_with_what_to_do() -> None:
    with pytest.raises(ReferenceSetError, match="--partitions 없이"):
        over_partitions(examples(6, 4, 0.1), get_family("embedding_head"), 2)
