"""What the concept page says of what it shows."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from core.keywords.corpus.evidence import Evidence
from core.keywords.views.blend import Blend
from core.keywords.views.facets import FacetShare
from core.keywords.views.network import Edge, Network
from core.keywords.views.quotations import Quotation
from core.keywords.views.rising import Rising, RisingWord
from core.keywords.views.summary import Sentence, Summary, Support
from core.keywords.views.trend import Trend
from core.keywords.views.versus import Versus, VersusWord
from core.keywords.views.worn import Worn, WornWord
from core.services.concept.concept import ConceptWord, PressCount
from core.text.near_duplicates import Folded
from core.types import Article
from core.ui.words_ko import concept as t
from core.ui.words_ko import story_concept as story

NAMES = {"a": "여섯별", "b": "두물", "c": "세결"}
NAN = float("nan")
CLAIM = Sentence("밤하늘이 나옵니다.", "분위기", (Support("밤하늘", 9),), ((0, 3),), 9)
SUMMARY = Summary("밤하늘이 두드러집니다", (CLAIM,))
PRINTED = Article("a", "제목", "밤하늘을 노래한다.", "나루뉴스", date(2026, 7, 1), "https://news.example/1", "file")
QUOTED = Quotation("밤하늘을 노래한다.", ((0, 3, "밤하늘"),), "분위기", Folded(PRINTED), 3)


def _said(text: str) -> str:
    return text.replace("\u00a0", " ")


def _concept(**changes: object) -> Any:
    period = date(2026, 3, 2), date(2026, 10, 28)
    kept = {"fictional": True, "articles": 63, "duplicates": 9, "period": period, "others": ("b", "c"), "excluded": 2}
    return SimpleNamespace(**(kept | changes))


def test_chips_say_what_the_page_rests_on():
    said = [text for text, _ in story.chips(_concept())]
    counted = "기사 63건 · 중복 9건 묶음 · 2026-03-02–2026-10-28"
    assert said == [counted, "나머지 2팀과 비교", "분석에서 빼라고 표시된 2건 뺌"]
    bare = [text for text, _ in story.chips(_concept(fictional=False, period=None, others=(), excluded=0))]
    assert bare == ["기사 63건 · 중복 9건 묶음", "견줄 그룹 없음"]


def test_a_mix_says_its_groups_and_what_it_leaves_out():
    full = Blend({"a": 0.7, "b": 0.3}, (), 1.0, (), (), SUMMARY)
    assert [_said(text) for text, _ in story.mix_chips(full, NAMES)] == ["여섯별 70 % · 두물 30 %"]
    many = Blend({"a": 0.4, "b": 0.3, "c": 0.2, "d": 0.06, "e": 0.04}, (), 1.0, (), (), SUMMARY)
    said = _said(story.mix_chips(many, NAMES)[0][0])
    assert said == "여섯별 40 % · 두물 30 % · 세결 20 % · 나머지 2팀 10 %", (
        "as many as the sentences name, and the rest"
    )
    part = Blend({"a": 1.0}, ("b",), 0.6, (), (), SUMMARY)
    assert _said(story.mix_chips(part, NAMES)[1][0]) == "라인업 닮음의 60 %만 설명"
    nearly = story.mix_chips(replace(part, covered=0.99), NAMES)[1]
    assert (_said(nearly[0]), nearly[1]) == ("라인업 닮음의 99 %를 설명", "gray"), "nothing to warn of"
    assert "60 %" in _said(story.mix_basis(part, NAMES)) and "여섯별" in story.mix_basis(part, NAMES)
    assert "두물 70 %, 모르는팀 30 %" in _said(story.mix_lacks({"모르는팀": 0.3, "b": 0.7}, NAMES))


@pytest.mark.parametrize(
    ("shares", "said"),
    [
        ((("분위기", 180, 4), ("사운드", 40, -3)), "두물은 분위기가 평균의 1.8배이고, 사운드는 0.4배에 그칩니다"),
        ((("사운드", 120, 2.1), ("분위기", 95, -1)), "두물은 사운드가 평균의 1.2배입니다"),
        ((("사운드", 150, 1.8), ("분위기", 60, -2.4)), "두물은 분위기가 평균의 0.6배에 그칩니다"),
        ((("사운드", 180, 1.8), ("분위기", 40, -1.9)), "두물은 평균과 뚜렷이 갈리는 분류가 아직 없습니다"),
        ((("분위기", 104, 3), ("사운드", NAN, NAN)), "두물은 모든 분류가 평균에 가깝습니다"),
        ((("분위기", NAN, NAN),), "두물을 다룬 기사에서 분류된 말을 찾지 못했습니다"),
    ],
)
def test_the_radars_title_names_the_most_and_the_least(shares, said):
    profile = [FacetShare(facet, 0.1, 0.1, index, 5, z) for facet, index, z in shares]
    assert story.facets_title(profile, "두물") == said


def test_the_trends_title_passes_over_a_period_with_hardly_an_article():
    trend = Trend(
        "month", ("2026-03", "2026-04", "2026-05"), (20, 1, 16), {"몽환": (0.4, 1.0, 0.5), "신스": (1.0, 1.0, 1.0)}, 0
    )
    assert _said(story.trend_title(trend, "몽환")) == "‘몽환’은 2026년 5월에 가장 자주 나왔습니다 (50 %)"
    first = Trend("month", ("2026-03", "2026-04"), (20, 20), {"몽환": (0.5, 0.2)}, 0)
    assert "2026년 3월" in story.trend_title(first, "몽환")
    assert "없습니다" in story.trend_title(Trend("month", ("2026-03",), (5,), {"몽환": (0.0,)}, 0), "몽환")


def test_the_networks_title_is_that_of_its_thickest_line():
    network = Network((), (Edge("섬", "기억", 3, 0.6), Edge("밤", "별", 9, 0.6), Edge("여름", "청량", 25, 0.4)))
    assert story.network_title(network) == "‘밤’과 ‘별’이 가장 붙어 다닙니다 (기사 9건)"
    assert story.network_title(Network((), ())) == t.NO_NETWORK


def test_the_title_of_two_groups_claims_only_what_is_clear():
    def word(name: str, z: float) -> VersusWord:
        return VersusWord(name, "분위기", 5, 5, 0.1 + (z > 0), 0.1 + (z < 0), z)

    def title(*words: VersusWord) -> str:
        return story.versus_title(Versus("a", "b", (50, 50), words), NAMES)

    assert title(word("밤하늘", 5), word("힙합", -4)) == "여섯별은 밤하늘, 두물은 힙합이 두드러집니다"
    assert title(word("힙합", -4), word("앨범", 0.4)) == "두물 쪽에서 두드러지는 말은 힙합입니다"
    assert title(word("앨범", 1.9)) == "여섯별과 두물은 뚜렷이 갈리는 말이 아직 없습니다"


def test_no_heading_over_cloud_or_bars_claims_what_is_below_the_line():
    words = ("강렬", "퍼포먼스", "당당")
    headings = [
        said(words, firm)
        for firm in ((), words[:1])
        for said in (
            lambda w, f: story.bars(f, w, "있지", mixed=False, compared=True)[0],
            lambda w, f: story.bars(f, w, "있지", mixed=True, compared=True)[0],
            lambda w, f: story.cloud_words(f, [], mixed=False, compared=True)[0],
        )
    ]
    assert headings == [
        "있지를 가르는 말이 아직 없습니다", t.NO_MIX_WORDS, t.NO_CLOUD_TITLE,
        "있지를 가르는 말은 강렬입니다", "섞으면 강렬이 앞에 옵니다", t.CLOUD_TITLE,
    ]  # fmt: skip
    alone, aid = story.bars((), words, "있지", mixed=False, compared=False)
    assert alone == "있지의 기사에 많은 말은 강렬 · 퍼포먼스 · 당당입니다" and aid == t.ALONE_WORDS_AID
    assert story.cloud_words((), [], mixed=False, compared=False)[0] == t.ALONE_CLOUD_TITLE


def test_the_cloud_says_which_facet_most_of_its_words_are_of_where_one_leads():
    def said(*facets):
        return story.cloud_words(["몽환"], facets, mixed=False, compared=True)

    title, aid = said("분위기", "사운드", "분위기", "그 밖")
    assert title == "가장 두드러지는 말 4개 가운데 2개가 분위기입니다" and t.PLAIN_AID in aid
    assert said("분위기", "사운드") == said("분위기") == said("분위기", "분위기", "사운드", "사운드")
    assert said("분위기")[0] == t.CLOUD_TITLE and t.PLAIN_AID not in said("분위기")[1]
    assert said("그 밖", "그 밖")[0] == t.CLOUD_TITLE


def test_a_picture_says_what_it_rests_on_when_it_was_made_and_that_it_is_fiction():
    real = story.picture_lines("있지", story.basis(_concept(fictional=False)), date(2026, 11, 29), fictional=False)
    said = " ".join(real)
    assert "63건" in said and "2026-03-02–2026-10-28" in said and "2026-11-29" in said and "가상" not in said
    demo = story.picture_lines("여섯별", story.basis(_concept()), date(2026, 11, 29), fictional=True)
    assert " ".join(demo).count("가상") == 1


def test_a_change_of_the_teams_words_says_that_it_holds_for_everybody():
    assert t.left_out(["몽환"], []).startswith("‘몽환’을 뺐습니다.") and "모두" in t.left_out(["몽환"], [])
    assert "‘가’, ‘나’, ‘다’ 등 4개를 되살렸습니다" in t.left_out([], ["가", "나", "다", "라"])


def test_presses_are_counted():
    unknown, *named = PressCount("", 30, ()), PressCount("가람일보", 14, ()), PressCount("나루뉴스", 3, ())
    assert story.press_title([unknown, *named]) == "언론사 2곳 가운데 가람일보가 14건으로 가장 많습니다"
    assert story.press_title([unknown, named[0]]) == "언론사가 적힌 기사는 가람일보의 14건입니다"
    assert story.press_title(named[:1]) == "모두 가람일보의 기사입니다"
    assert story.press_title([unknown]) == "기사에 언론사가 적혀 있지 않습니다"


def test_sentences_say_how_much_a_word_rests_on():
    word = ConceptWord("운석", 2, 2, 2.4, 1.0)
    assert "두드러짐 2.4" in story.sentences_count(2, word) and t.CHANCE in story.sentences_count(2, word)
    assert t.CHANCE in story.sentences_count(9, ConceptWord("운석", 9, 9, 1.9, 1.0))
    assert t.CHANCE not in story.sentences_count(9, ConceptWord("운석", 9, 9, 2.0, 1.0))
    assert "두드러짐" not in story.sentences_count(9, ConceptWord("운석", 9, 9, NAN, NAN))
    assert story.sentences_title("밤하늘") == "‘밤하늘’이 나온 문장"


def test_a_source_line_names_who_carried_the_copies():
    def article(press: str) -> Article:
        return Article("a", "제목", "본문", press, None, "", "file")

    copies = tuple(article(press) for press in ("나루뉴스", "다온연예", "나루뉴스", "", "마루투데이", "하늬타임즈"))
    one = Evidence("문장", 0, 2, article(""), copies)
    assert story.copies(one) == "비슷한 기사 7건 묶음 (나루뉴스, 다온연예, 마루투데이 …)"
    assert story.source_line(one) == [t.NO_PRESS, t.NO_DATE]


def test_a_quotation_says_where_it_is_from_and_in_a_mix_whose_it_is():
    assert story.source(QUOTED) == "나루뉴스 · 2026-07-01 · 기사 3건"
    assert story.source(QUOTED, "두물") == "두물 · 나루뉴스 · 2026-07-01 · 기사 3건"


def test_one_group_alone_is_told_which_others_need_news():
    said = story.alone([f"그룹{i}" for i in range(9)])
    assert "그룹0" in said and "…" in said and "그룹8" not in said


@pytest.mark.parametrize(("left", "whole", "said"), [(5, 5, "모두"), (2, 5, "5건 가운데 2건")])
def test_it_says_how_many_articles_remain(left, whole, said):
    assert said in t.remaining(left, whole)


def test_a_rise_is_said_with_its_shares_and_none_where_it_may_be_chance():
    day = date(2026, 10, 1)

    def said(*words):
        return story.rising_title(Rising(day, day, day, 40, 10, words)).replace("\u00a0", " ")

    sure, maybe = RisingWord("몽환", 4, 6, 0.0001, firm=True), RisingWord("신스", 4, 3, 0.2, firm=False)
    assert said(sure, maybe) == "‘몽환’이 최근 30일에 10 %에서 60 %로 늘었습니다"
    assert said(maybe) == said() == "최근 30일에 뚜렷이 는 말은 없습니다"
    assert story.rising_basis(Rising(None, None, None, 0, 0, (), "까닭")) == ""


def test_a_worn_word_is_said_with_the_groups_that_use_it():
    day, word = date(2026, 10, 1), WornWord("몽환", tuple("abcdef"), 20, 0.2)
    title = story.worn_title(Worn(day, day, tuple("abcdefg"), 100, (word,)))
    assert title == "‘몽환’은 최근 3개월 7그룹 중 6그룹 기사에 쓰인 말입니다"
    lone = Worn(day, day, tuple("abcdefg"), 100, (WornWord("몽환", ("a",), 2, 0.02),))
    assert "없습니다" in story.worn_title(lone)
