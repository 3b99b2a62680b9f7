import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.keywords.views.keyness import keyness
from core.keywords.views.threshold import CLEAR_Z, MIN_ARTICLES
from core.keywords.views.versus import VersusWord, versus

NIGHT = [{"밤하늘": 1, "앨범": 1}] * 20 + [{"앨범": 1}] * 20
ALLEY = [{"골목": 2, "앨범": 1}] * 30


def compare(one, other):
    return versus("a", "b", one, other, lambda word: "세계관·서사" if word == "밤하늘" else "그 밖")


def test_words_of_both_sides_with_shares_and_sign():
    found = compare(NIGHT, ALLEY)
    words = {w.word: w for w in found.words}
    assert (found.one, found.other, found.articles) == ("a", "b", (40, 30))
    night = words["밤하늘"]
    assert (night.one, night.other, night.share_one, night.share_other, night.facet) == (20, 0, 0.5, 0.0, "세계관·서사")
    assert night.z > CLEAR_Z and words["골목"].z < -CLEAR_Z and abs(words["앨범"].z) < CLEAR_Z
    assert [words[w].side for w in ("밤하늘", "골목", "앨범")] == [1, -1, 0]
    assert {w.word for w in found.words[:2]} == {"밤하늘", "골목"}


@pytest.mark.parametrize(
    ("one", "other", "z", "side"), [(3, 0, 2.0, 1), (3, 0, 1.9, 0), (2, 1, 2.5, 0), (0, 3, -2.0, -1), (1, 2, -2.5, 0)]
)
def test_a_word_is_a_sides_from_the_line_on_with_enough_articles_of_its_own(one, other, z, side):
    assert VersusWord("밤하늘", "분위기", one, other, one / 9, other / 9, z).side == side


def test_z_is_that_of_the_keywords():
    expected = {k.word: k.z for k in keyness(NIGHT, ALLEY)}
    for word in compare(NIGHT, ALLEY).words:
        if word.word in expected:
            assert math.isclose(word.z, expected[word.word])


def test_rare_words_and_an_empty_side_are_not_compared():
    assert compare([{"한번": 1}, {"앨범": 1}], [{"앨범": 1}, {"앨범": 1}]).words[0].word == "앨범"
    assert len(compare([{"한번": 1}], [{"두번": 1}]).words) == 0
    assert compare(NIGHT, []).words == ()


documents = st.lists(st.dictionaries(st.sampled_from("가나다라마바"), st.integers(1, 5)), min_size=1, max_size=15)


@pytest.mark.slow
@given(documents, documents)
def test_the_other_way_round_is_the_mirror(one, other):
    here, there = compare(one, other), compare(other, one)
    mirrored = {w.word: w for w in there.words}
    assert {w.word for w in here.words} == mirrored.keys()
    for word in here.words:
        assert math.isclose(word.z, -mirrored[word.word].z, abs_tol=1e-9)
        assert (word.one, word.other) == (mirrored[word.word].other, mirrored[word.word].one)
        assert word.one + word.other >= MIN_ARTICLES
        assert 0 <= word.share_one <= 1 and 0 <= word.share_other <= 1
