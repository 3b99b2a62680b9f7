"""A line-up's blend of demo-like groups, small and with a splitting analyzer."""

from collections import Counter

import pytest

from core.errors import NewsError
from core.keywords.analyzers.token_cache import MemoryTokenCache
from core.keywords.views.quotations import Quotation
from core.keywords.views.threshold import firm
from core.services.concept.concept import build_concept
from core.services.concept.mix import blend, mixed_quotations
from core.text.near_duplicates import Folded
from core.types import Article
from tests.support.news_material import FILLER, WORDS, Splitter, numbered


@pytest.fixture(scope="module")
def concepts():
    news = {
        group: [
            numbered(group, i, f"{FILLER[i]} 소식. {words} {FILLER[(5 * i) % 12]} {i}차 {group}-{i * 7919}")
            for i in range(12)
        ]
        for group, words in WORDS.items()
    }
    cache = MemoryTokenCache()
    return {group: build_concept(group, news, Splitter(), cache) for group in news}


def test_the_words_come_from_the_groups_by_their_weights(concepts):
    mixed = blend(concepts, {"여섯별": 0.5, "두물": 0.3, "한빛결": 0.2})
    assert mixed.weights == pytest.approx({"여섯별": 0.5, "두물": 0.3, "한빛결": 0.2})
    assert mixed.missing == () and mixed.covered == pytest.approx(1)
    top = {word.word: word for word in mixed.words[:9]}
    assert set(top) == {word for words in WORDS.values() for word in words.split()}
    assert {w.word for w in mixed.words[:3]} == set(WORDS["여섯별"].split())
    assert top["골목"].parts == {"두물": 1.0}
    assert top["골목"].articles == 12
    assert "여섯별(50 %)에서는" in mixed.summary.text
    assert mixed.summary.note == ""
    assert [share.facet for share in mixed.profile] == [share.facet for share in concepts["두물"].profile]


def test_groups_without_news_are_named_and_the_rest_shared_out(concepts):
    mixed = blend(concepts, {"두물": 0.3, "트와이스": 0.5, "여섯별": 0.2, "한빛결": 0.0})
    assert mixed.weights == pytest.approx({"두물": 0.6, "여섯별": 0.4})
    assert list(mixed.weights) == ["두물", "여섯별"]
    assert mixed.missing == ("트와이스",) and mixed.covered == pytest.approx(0.5)
    assert mixed.summary.text.endswith("트와이스(비중 50 %)는 기사가 없어 빼고 나머지로 다시 나누었습니다.")
    assert "한빛결" not in mixed.summary.text


def test_one_group_alone_is_its_own_blend(concepts):
    mixed = blend(concepts, {"두물": 0.02})
    assert mixed.weights == {"두물": 1.0}
    assert mixed.profile == concepts["두물"].profile
    ranked = sorted(concepts["두물"].keywords, key=lambda k: not firm(k))
    assert [w.word for w in mixed.words] == [k.word for k in ranked]


def test_order_tells_nothing(concepts):
    weights = {"여섯별": 0.25, "두물": 0.5, "한빛결": 0.25}
    assert blend(concepts, weights) == blend(dict(reversed(concepts.items())), dict(reversed(weights.items())))


def test_nothing_to_blend_is_said(concepts):
    for weights in ({}, {"트와이스": 1.0}, {"두물": 0.0}):
        with pytest.raises(NewsError, match="기사가 없어"):
            blend(concepts, weights)


def test_evidence_of_a_blend_is_found_in_its_group(concepts):
    for sentence in blend(concepts, {"여섯별": 0.5, "두물": 0.5}).summary.sentences:
        for evidence in sentence.evidence:
            assert concepts[evidence.group].articles_with([evidence.word]) == evidence.articles >= 3


def test_sentences_of_a_mix_come_by_weight_and_no_facet_has_more_than_in_a_group() -> None:
    def said(group: str, *facets: str) -> list[Quotation]:
        article = Folded(Article(group, group, "", "", None, "", "file"), ())
        return [Quotation(f"{group} {i}", (), facet, article, 1) for i, facet in enumerate(facets)]

    found = {
        "가": said("가", "무드", "무드", "무드", "사운드", "비주얼", "퍼포먼스"),
        "나": said("나", "무드", "메시지", "비주얼"),
    }
    mixed = mixed_quotations(found, {"가": 0.7, "나": 0.3, "다": 0.0})
    assert [(group, one.text) for group, one in mixed[:3]] == [("가", "가 0"), ("가", "가 1"), ("나", "나 1")]
    assert Counter(one.facet for _, one in mixed).most_common(1)[0][1] == 2
    assert Counter(group for group, _ in mixed) == {"가": 5, "나": 2}
    assert mixed_quotations({}, {"가": 1.0}) == []
