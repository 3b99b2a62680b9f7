import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.keywords.corpus.filters import EVERYTHING, Filters
from core.keywords.lexicon.lexicon import load_lexicon
from core.keywords.views.facets import profiles
from core.settings import get_settings
from tests.support.news_material import selection

FACETS = {"분위기": ("몽환", "청량"), "사운드": ("신스",)}


@pytest.fixture(scope="module")
def lexicon():
    return replace(load_lexicon(get_settings()), facets=FACETS)


def by_facet(shares):
    return {share.facet: share for share in shares}


def test_share_average_and_index(lexicon):
    found = profiles(
        {"a": selection(["몽환 신스", "청량", "앨범", "앨범"]), "b": selection(["앨범", "신스"])}, lexicon, EVERYTHING
    )
    mood = by_facet(found["a"])["분위기"]
    assert (mood.share, mood.articles, mood.average, mood.index) == (0.5, 2, 0.25, 200.0)
    assert by_facet(found["b"])["분위기"].index == 0
    assert by_facet(found["a"])["사운드"].index == pytest.approx(100 * 0.25 / 0.375)


def test_how_surely_a_share_differs_is_that_of_two_proportions(lexicon):
    a, b = ["몽환"] * 6 + ["앨범"] * 4, ["몽환"] * 2 + ["앨범"] * 18
    found = profiles({"a": selection(a), "b": selection(b)}, lexicon, EVERYTHING)
    z = by_facet(found["a"])["분위기"].z
    assert z == pytest.approx((0.6 - 0.1) / math.sqrt(8 / 30 * 22 / 30 * (1 / 10 + 1 / 20)))
    assert by_facet(found["b"])["분위기"].z == pytest.approx(-z)
    assert math.isnan(by_facet(found["a"])["사운드"].z), "nobody speaks of it"
    assert math.isnan(by_facet(profiles({"a": selection(a)}, lexicon, EVERYTHING)["a"])["분위기"].z), "with nobody"


def test_a_facet_nobody_speaks_of_has_no_index(lexicon):
    found = profiles({"a": selection(["앨범"]), "b": selection(["앨범"])}, lexicon, EVERYTHING)
    assert all(math.isnan(share.index) and share.share == 0 for share in found["a"])


def test_a_group_without_articles_lowers_no_average(lexicon):
    found = profiles({"a": selection(["몽환"]), "b": selection([])}, lexicon, EVERYTHING)
    assert by_facet(found["a"])["분위기"].index == 100
    assert by_facet(found["b"])["분위기"].share == 0


def test_an_excluded_word_speaks_for_no_facet(lexicon):
    hidden = profiles({"a": selection(["몽환", "청량"])}, lexicon, Filters(exclude=frozenset({"몽환"})))
    assert by_facet(hidden["a"])["분위기"].articles == 1


documents = st.lists(st.lists(st.sampled_from(["몽환", "청량", "신스", "앨범"]), max_size=4).map(" ".join), max_size=8)


@given(st.dictionaries(st.sampled_from("abc"), documents, min_size=1))
def test_shares_lie_between_0_and_1_and_the_average_index_is_100(texts):
    lexicon = replace(load_lexicon(get_settings()), facets=FACETS)
    found = profiles({group: selection(docs) for group, docs in texts.items()}, lexicon, EVERYTHING)
    for facet in FACETS:
        entries = [by_facet(shares)[facet] for group, shares in found.items() if texts[group]]
        assert all(0 <= e.share <= 1 and 0 <= e.average <= 1 for e in entries)
        if entries and entries[0].average:
            assert sum(e.index for e in entries) / len(entries) == pytest.approx(100)
