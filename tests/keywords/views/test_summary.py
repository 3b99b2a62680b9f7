import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.keywords.lexicon.lexicon import OTHER
from core.keywords.views.summary import FORMS, MAX_SENTENCES, OTHER_Z, Summary, summarise
from core.keywords.views.threshold import CLEAR_Z, MIN_ARTICLES
from core.keywords.views.trend import Rise
from core.text.korean import particle
from core.types import Keyword

FACETS = {
    "밤하늘": "세계관·서사",
    "별자리": "세계관·서사",
    "연작": "세계관·서사",
    "신스": "사운드",
    "잔향": "사운드",
    "몽환": "분위기",
    "푸른": "분위기",
    "골목": "세계관·서사",
    "비트": "사운드",
}


NOUNS = {*FACETS, "롤러장", *"가나다라마바"} - {"푸른"}


def facet(word):
    return FACETS.get(word, OTHER)


def keywords(*entries):
    return [Keyword(word, articles, articles, z, 2.0) for word, articles, z in entries]


def summary(entries, total=60, rise=None, of=facet):
    return summarise(keywords(*entries), of, lambda words: max(len(words), 20), NOUNS.__contains__, total, rise)


STRONG = [
    ("밤하늘", 27, 9.8),
    ("몽환", 24, 9.1),
    ("신스", 17, 7.4),
    ("별자리", 16, 7.0),
    ("연작", 9, 5.0),
    ("푸른", 8, 4.0),
    ("잔향", 7, 3.5),
]


def check(result: Summary) -> None:
    """What holds for every summary: each word of evidence stands where its span says, with enough articles."""
    for sentence in result.sentences:
        assert sentence.text.endswith("니다.")
        assert len(sentence.evidence) == len(sentence.spans) > 0
        assert sentence.articles > 0
        for evidence, (start, end) in zip(sentence.evidence, sentence.spans, strict=True):
            assert sentence.text[start:end] == evidence.word
            assert evidence.articles >= MIN_ARTICLES


def test_sentences_by_strength_of_their_facet_with_fitting_particles():
    result = summary(STRONG)
    check(result)
    assert [s.facet for s in result.sentences] == ["세계관·서사", "분위기", "사운드"]
    story, mood, sound = (s.text for s in result.sentences)
    assert re.search("‘밤하늘’, ‘별자리’와 ‘연작’[은을이]", story)
    assert "‘몽환’과 ‘푸른’이" in mood
    assert re.search("‘신스’와 ‘잔향’(이|으로)", sound)
    assert result.headline == "‘밤하늘’·‘몽환’이 다른 팀보다 두드러집니다"
    assert result.note == ""


def test_the_text_to_paste_tells_the_articles_of_each_sentence():
    result = summary(STRONG)
    assert result.text.count("(기사 20건).") == len(result.sentences) == 3
    assert summary(STRONG[:1]).text.endswith(summary(STRONG[:1]).note)


def test_forms_differ_between_groups_and_stay_for_the_same_news():
    firsts = {summary([(word, 9, 5.0)], of=lambda _: "사운드").sentences[0].text.replace(word, "") for word in FACETS}
    assert len(firsts) >= 2
    assert summary(STRONG) == summary(STRONG)


def test_thin_weak_and_common_words_make_no_claim():
    entries = [Keyword("밤하늘", 2, 2, 9.0, 3.0), Keyword("몽환", 30, 30, 1.5, 0.5), Keyword("신스", 30, 30, 3.0, -0.1)]
    result = summarise(entries, facet, lambda words: 1, lambda _: False, 30)
    assert result.sentences == ()
    assert "아직 없습니다" in result.headline
    assert not any(word in result.headline + result.text for word in FACETS)
    assert "30건" in result.note


def test_unranked_words_make_no_claim():
    nan = float("nan")
    found = summarise([Keyword("몽환", 9, 9, nan, nan)], facet, lambda words: 9, lambda _: False, 9)
    assert found.sentences == () and "견줄 다른 팀" in found.note


def test_thin_evidence_is_said():
    assert "1개뿐" in summary(STRONG[:1]).note
    assert "6건뿐" in summary(STRONG, total=6).note


def test_words_of_no_facet_fill_up():
    result = summary([("롤러장", 9, 5.0), ("몽환", 8, 4.0)])
    assert [s.facet for s in result.sentences] == ["분위기", OTHER]
    assert "‘롤러장’이" in result.text


def test_of_the_words_of_no_facet_only_strong_nouns_say_something():
    noise = [("재미있다", 9, 6.0), ("롤러장", 8, OTHER_Z - 0.1)]
    assert [s.facet for s in summary([*noise, ("몽환", 8, 4.0)]).sentences] == ["분위기"]
    assert summary(noise).sentences == () and summary(noise).note


def test_never_more_than_five_sentences():
    of = dict(zip("가나다라마바", [*list(FORMS)[:5], OTHER], strict=True)).get
    rise = Rise("가", date(2026, 5, 4), 0.1, 0.45, 12)
    result = summary([(word, 9, 9.0 - i) for i, word in enumerate("가나다라마바")], rise=rise, of=of)
    assert len(result.sentences) == MAX_SENTENCES
    assert result.sentences[-1].text == "‘가’는 2026년 5월 4일 전 기사의 10 %에서 그 뒤 기사의 45 %로 늘었습니다."
    assert result.sentences[-1].articles == 12
    check(result)


def test_a_rise_of_a_word_that_no_sentence_may_rest_on_is_not_told():
    result = summary(STRONG, rise=Rise("여름", date(2026, 5, 4), 0.1, 0.45, 12))
    assert "여름" not in result.text


@pytest.mark.parametrize("name", [*FORMS, "우리만의 분류", "{words+이/가}"])
@pytest.mark.parametrize("word", ["바다", "별빛", "꿈", "교복", "R&B", "808", "10대", "골목길"])
def test_every_facet_makes_a_sentence_with_the_right_particle(name, word):
    (sentence,) = summarise(keywords((word, 5, 4.0)), lambda _: name, len, lambda _: True, 60).sentences
    after = sentence.text[sentence.spans[0][1] :]
    assert after.startswith("’" + particle(word, "이/가"))


entries = st.lists(
    st.tuples(st.sampled_from([*sorted(FACETS), "롤러장", "놀랍다"]), st.integers(1, 40), st.floats(-5, 12)),
    unique_by=lambda e: e[0],
)


@given(entries, st.integers(1, 80))
def test_no_claim_without_three_articles(found, total):
    result = summary(found, total)
    check(result)
    claimed = {e.word for s in result.sentences for e in s.evidence}
    assert claimed <= {word for word, articles, z in found if articles >= MIN_ARTICLES and z >= CLEAR_Z}
    assert len(result.sentences) <= MAX_SENTENCES
    assert result.sentences or result.note
