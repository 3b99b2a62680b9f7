import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.keywords.views.blend import blend_profile, blend_words, summarise_blend
from core.keywords.views.facets import FacetShare
from core.types import Keyword
from tests.keywords.views.test_summary import check, facet, keywords


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


def test_what_is_firm_in_no_group_comes_last_and_is_not_said():
    found = blended({"a": 0.9, "b": 0.1}, {"a": [keyword("청량", 1.9)], "b": [keyword("골목", 3), keyword("말", 9, 2)]})
    assert [(word, b.firm) for word, b in found.items()] == [("골목", True), ("청량", False), ("말", False)]
    assert found["청량"].score > found["골목"].score
    result = summary({"a": 0.9, "b": 0.1}, {"a": [("청량", 9, 1.9)], "b": [("골목", 9, 3.0)]})
    assert "청량" not in result.text + result.headline and "골목" in result.headline


def test_a_word_is_said_of_a_group_in_which_it_is_firm():
    found = {"a": [("청량", 9, 1.9)], "b": [("청량", 9, 3.0)]}
    (sentence,) = summary({"a": 0.8, "b": 0.2}, found).sentences[:1]
    assert [(e.word, e.group) for e in sentence.evidence] == [("청량", "b")] and "한빛결" not in sentence.text


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
    assert [(w.firm, w.score) for w in words] == sorted(((w.firm, w.score) for w in words), reverse=True)
    turned = blend_words(dict(reversed(weights.items())), dict(reversed(keywords.items())), str)
    assert turned == words


def test_the_profile_is_weighted():
    profiles = {
        "a": [FacetShare("분위기", 0.8, 0.4, 200.0, 8, 3.0), FacetShare("사운드", 0.0, 0.0, math.nan, 0)],
        "b": [FacetShare("분위기", 0.0, 0.4, 0.0, 0, -3.0), FacetShare("사운드", 0.0, 0.0, math.nan, 0)],
    }
    mood, sound = blend_profile({"a": 0.25, "b": 0.75}, profiles)
    assert (mood.facet, mood.share, mood.average, mood.articles) == ("분위기", 0.2, 0.4, 8)
    assert mood.index == pytest.approx(50)
    assert mood.z == pytest.approx((0.25 * 3 - 0.75 * 3) / math.hypot(0.25, 0.75)) and math.isnan(sound.z)
    assert math.isnan(sound.index)


def summary(weights, found, note=""):
    of_group = {group: keywords(*entries) for group, entries in found.items()}
    return summarise_blend(
        weights=weights,
        titles={"a": "한빛결", "b": "두물", "c": "세결"},
        keywords=of_group,
        words=blend_words(weights, of_group, facet),
        articles_with=lambda group, words: 10 * len(words),
        note=note,
    )


def test_a_blend_tells_what_comes_from_whom():
    found = {"a": [("밤하늘", 20, 9.0), ("몽환", 12, 8.0)], "b": [("골목", 9, 7.0), ("비트", 8, 6.0)]}
    result = summary({"a": 0.6, "b": 0.4}, found, "세결은 기사가 없어 빼고 나머지로 다시 나누었습니다.")
    check(result)
    assert (
        result.sentences[0].text == "한빛결(60 %)에서는 ‘밤하늘’과 ‘몽환’이, 두물(40 %)에서는 ‘골목’과 ‘비트’가 옵니다."
    )
    assert [(e.word, e.group) for e in result.sentences[0].evidence] == [
        ("밤하늘", "a"),
        ("몽환", "a"),
        ("골목", "b"),
        ("비트", "b"),
    ]
    assert result.sentences[0].articles == 40
    assert {s.facet for s in result.sentences[1:]} == {"세계관·서사", "분위기", "사운드"}
    assert result.headline == "‘밤하늘’·‘몽환’이 앞에 서는 컨셉입니다", (
        "the order of the mix, as in the cloud and the bars"
    )
    assert result.text.endswith("다시 나누었습니다.")


def test_a_blend_without_firm_words_claims_nothing():
    result = summary({"a": 1.0}, {"a": [("밤하늘", 2, 9.0)]})
    assert (result.sentences, result.headline) == ((), "섞은 컨셉에서 뚜렷한 말이 아직 없습니다")


def test_a_group_of_the_blend_without_firm_words_gives_no_clause():
    result = summary({"a": 0.7, "b": 0.3}, {"a": [("밤하늘", 2, 9.0)], "b": [("골목", 9, 7.0)]})
    assert "한빛결" not in result.text
    check(result)
