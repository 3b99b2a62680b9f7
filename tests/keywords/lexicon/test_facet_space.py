"""A facet is proposed by the lexicon's words that are nearest in meaning, and only where one stands out."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from core.keywords.lexicon.facet_space import MARGIN, FacetProposal, FacetSpace, facet_space, unit

FACETS = {"소리": [f"소리{n}" for n in range(30)], "모습": [f"모습{n}" for n in range(30)]}


def around(axis: int, number: int, seed: int, size: int = 8) -> NDArray[Any]:
    """Vectors near an axis."""
    found = np.random.default_rng(seed).normal(0, 0.1, (number, size))
    found[:, axis] += 1
    return unit(found)


@pytest.fixture(scope="module")
def space() -> FacetSpace:
    return facet_space(FACETS, np.vstack([around(0, 30, 1), around(1, 30, 2)]))


def test_the_facet_of_the_nearest_words_is_proposed_and_they_are_named(space: FacetSpace) -> None:
    for axis, facet in enumerate(FACETS):
        (found,) = space.propose(around(axis, 1, 7))
        assert found is not None and found.facet == facet and len(found.near) == 3
        assert set(found.near) <= set(FACETS[facet]) and found.margin > 0.9


def test_what_has_words_of_both_near_it_or_is_unknown_gets_none() -> None:
    mixed = facet_space(FACETS, around(0, 60, 1))
    asked = around(0, 1, 3)
    assert mixed.propose(np.vstack([asked, np.zeros((1, 8))])) == [None, None]
    (least,) = mixed.propose(asked, 0.0)
    assert least is not None and least.margin < MARGIN


def test_a_word_itself_is_its_nearest(space: FacetSpace) -> None:
    (found,) = space.propose(around(0, 30, 1)[4:5])
    assert found is not None and found.near[0] == "소리4"


def test_words_without_meaning_are_no_neighbours() -> None:
    known = around(0, 3, 1)
    known[1] = 0
    assert facet_space({"소리": ["가", "나", "다"]}, known).words == ("가", "다")


@given(st.lists(st.integers(0, 3), max_size=6), st.integers(0, 5))
def test_few_words_or_none_are_enough(sizes: list[int], seed: int) -> None:
    facets = {str(n): [f"{n}.{m}" for m in range(size)] for n, size in enumerate(sizes)}
    asked = around(0, 2, seed)
    found = facet_space(facets, around(1, sum(sizes), seed)).propose(asked, 0.0)
    assert len(found) == 2 and all(one is None or isinstance(one, FacetProposal) for one in found)
    assert all(np.isfinite(one.margin) and one.facet in facets for one in found if one)
    if not sum(sizes):
        assert found == [None, None]
