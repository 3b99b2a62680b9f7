import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.keywords.blend import blend_profile, blend_words
from core.keywords.facets import FacetShare
from core.types import Keyword


def keyword(word, z, articles=10):
    return Keyword(word, articles, articles, z, 2.0)


def blended(weights, keywords):
    return {b.word: b for b in blend_words(weights, keywords, lambda word: "분위기")}


def test_scores_are_weighted_and_shared_out():
    found = blended(
        {"a": 0.75, "b": 0.25}, {"a": [keyword("청량", 4, 9)], "b": [keyword("청량", 4, 5), keyword("골목", 6)]}
    )
    assert (found["청량"].score, found["청량"].parts, found["청량"].articles) == (4.0, {"a": 0.75, "b": 0.25}, 14)
    assert (found["골목"].score, found["골목"].parts) == (1.5, {"b": 1.0})
    assert list(found) == ["청량", "골목"]
    assert next(iter(found["청량"].parts)) == "a"


def test_words_against_a_group_and_figures_nobody_has_count_nothing():
    found = blended(
        {"a": 0.5, "b": 0.5}, {"a": [keyword("청량", -3), keyword("몽환", math.nan)], "b": [keyword("청량", 2)]}
    )
    assert list(found) == ["청량"]
    assert found["청량"].parts == {"b": 1.0}


ranked = st.lists(st.tuples(st.sampled_from("가나다라마"), st.floats(0.01, 20)), unique_by=lambda e: e[0])
mixes = st.dictionaries(st.sampled_from("abcd"), st.tuples(st.floats(0.01, 1), ranked), min_size=1)


@given(mixes)
def test_parts_sum_to_one_and_the_order_of_groups_tells_nothing(mix):
    weights = {group: weight for group, (weight, _) in mix.items()}
    keywords = {group: [keyword(*entry) for entry in found] for group, (_, found) in mix.items()}
    words = blend_words(weights, keywords, str)
    for word in words:
        assert sum(word.parts.values()) == pytest.approx(1)
        assert list(word.parts.values()) == sorted(word.parts.values(), reverse=True)
    assert [w.score for w in words] == sorted((w.score for w in words), reverse=True)
    turned = blend_words(dict(reversed(weights.items())), dict(reversed(keywords.items())), str)
    assert turned == words


def test_the_profile_is_weighted():
    profiles = {
        "a": [FacetShare("분위기", 0.8, 0.4, 200.0, 8), FacetShare("사운드", 0.0, 0.0, math.nan, 0)],
        "b": [FacetShare("분위기", 0.0, 0.4, 0.0, 0), FacetShare("사운드", 0.0, 0.0, math.nan, 0)],
    }
    mood, sound = blend_profile({"a": 0.25, "b": 0.75}, profiles)
    assert (mood.facet, mood.share, mood.average, mood.articles) == ("분위기", 0.2, 0.4, 8)
    assert mood.index == pytest.approx(50)
    assert math.isnan(sound.index)
