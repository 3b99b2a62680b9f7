import pytest

from core.keywords.lexicon import OTHER
from core.keywords.summary import TEMPLATES, summarise
from core.types import Keyword

FACETS = {
    "밤하늘": "세계관·서사",
    "별자리": "세계관·서사",
    "연작": "세계관·서사",
    "신스": "사운드",
    "잔향": "사운드",
    "몽환": "분위기",
    "푸른": "분위기",
}


def keywords(*entries):
    return [Keyword(word, articles, articles, z, 2.0) for word, articles, z in entries]


def summary(entries):
    return summarise(keywords(*entries), lambda w: FACETS.get(w, OTHER), lambda words: max(len(words), 20), {"푸른"})


STRONG = [
    ("밤하늘", 27, 9.8),
    ("몽환", 24, 9.1),
    ("신스", 17, 7.4),
    ("별자리", 16, 7.0),
    ("연작", 9, 5.0),
    ("푸른", 8, 4.0),
    ("잔향", 7, 3.5),
]


def test_sentences_by_strength_of_their_facet_with_fitting_particles():
    result = summary(STRONG)
    assert [s.text for s in result.sentences] == [
        "세계관과 이야기는 밤하늘, 별자리와 연작을 따라갑니다.",
        "분위기를 말할 때 몽환과 ‘푸른’이 다른 팀보다 자주 쓰입니다.",
        "사운드에서는 신스와 잔향이 중심입니다.",
    ]
    assert result.headline == "밤하늘·몽환이 다른 팀보다 두드러집니다"


def test_every_clause_has_its_evidence_and_its_place():
    for sentence in summary(STRONG).sentences:
        assert len(sentence.evidence) == len(sentence.spans) > 0
        assert sentence.articles > 0
        for evidence, (start, end) in zip(sentence.evidence, sentence.spans, strict=True):
            assert sentence.text[start:end] == evidence.word
            assert evidence.articles >= 3


def test_thin_weak_and_common_words_make_no_claim():
    entries = [Keyword("밤하늘", 2, 2, 9.0, 3.0), Keyword("몽환", 30, 30, 1.5, 0.5), Keyword("신스", 30, 30, 3.0, -0.1)]
    result = summarise(entries, lambda w: FACETS.get(w, OTHER), lambda words: 1)
    assert result.sentences == ()
    assert "아직 없습니다" in result.headline
    assert not any(word in result.headline for word in FACETS)


def test_unranked_words_make_no_claim():
    nan = float("nan")
    assert summarise([Keyword("몽환", 9, 9, nan, nan)], FACETS.get, lambda words: 9).sentences == ()


def test_words_of_no_facet_fill_up():
    result = summary([("롤러장", 9, 5.0), ("몽환", 8, 4.0)])
    assert [s.facet for s in result.sentences] == ["분위기", OTHER]
    assert "롤러장이" in result.text


@pytest.mark.parametrize("facet", TEMPLATES)
def test_every_facet_makes_a_sentence(facet):
    result = summarise(keywords(("바다", 5, 4.0)), lambda _: facet, lambda words: 5)
    (sentence,) = result.sentences
    assert sentence.text.endswith("니다.")
    assert "{" not in sentence.text
