"""Facets proposed for words without one, on the shipped lexicon: proposals only."""

import pytest

from core.keywords.lexicon.facet_space import FacetSpace
from core.keywords.lexicon.lexicon import MARKET, Lexicon, load_lexicon
from core.services.lexicon import edit
from core.services.lexicon.facets import proposed_facet, proposed_facets, space_of
from core.settings import Settings, get_settings
from tests.keywords.facet_proposals import by_space, measure

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon(get_settings())


@pytest.fixture(scope="module")
def space(lexicon: Lexicon) -> FacetSpace:
    done: list[tuple[int, int]] = []
    made = space_of(lexicon, lambda at, of, what: done.append((at, of)))
    assert done == sorted(done) and done[-1][0] < done[-1][1] and len(done) > 10, "it says how far it is"
    return made


def test_a_new_word_gets_the_facet_of_its_nearest(space: FacetSpace, lexicon: Lexicon) -> None:
    found = {word: proposed_facet(space, lexicon, word) for word in ("얼음공주", "손수건", "악기", "드레스 코드")}
    assert {word: one and one.facet for word, one in found.items()} == {
        "얼음공주": "세계관·서사", "손수건": "비주얼·스타일링", "악기": "사운드", "드레스 코드": "비주얼·스타일링",
    }  # fmt: skip
    assert all(lexicon.facet(word) == one.facet for one in found.values() if one for word in one.near)


@pytest.mark.parametrize("word", ["몽환", "몽환적", "", " ", "뷁뷁"])
def test_one_that_has_a_facet_or_no_meaning_gets_none(space: FacetSpace, lexicon: Lexicon, word: str) -> None:
    assert proposed_facet(space, lexicon, word) is None


def test_of_the_words_of_news_those_that_the_lexicon_has_not_decided(space: FacetSpace, lexicon: Lexicon) -> None:
    words = ["타이틀곡", "악기", "몽환", "재방송", "안개", "소감", "제작진"]
    found = dict(proposed_facets(space, lexicon, words))
    assert list(found) == ["악기", "안개"] and MARKET not in {one.facet for one in found.values()}
    assert proposed_facets(space, lexicon, []) == []


def test_what_the_team_took_out_of_a_facet_is_not_proposed_again(space: FacetSpace, settings: Settings) -> None:
    edit.take_out(settings, "청량")
    lexicon = load_lexicon(settings)
    assert "청량" not in lexicon.facet_of and proposed_facets(space, lexicon, ["청량"]) == []


@pytest.mark.whole
def test_seven_of_ten_words_get_the_facet_that_the_lexicon_has() -> None:
    """Decision 17: the largest facet holds .20 of the words."""
    for kin, least in ((True, 0.70), (False, 0.67)):
        found = measure(by_space, kin=kin)
        share, right = found.at(0.35)
        assert found.right.mean() >= least and share >= 0.58 and right >= 0.83
