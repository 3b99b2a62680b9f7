"""Words that BIGKinds lists of a whole article beside the first 200 characters of its body."""

from dataclasses import replace
from datetime import date

import pytest

from core.keywords.analyzers.token_cache import MemoryTokenCache
from core.keywords.corpus import pack
from core.keywords.corpus.corpus import select
from core.keywords.corpus.filters import EVERYTHING
from core.keywords.corpus.prepare import forget, prepare
from core.keywords.names.finder import GroupNames
from core.keywords.views.trend import trend
from core.settings import get_settings
from core.storage.database import Database
from core.types import silent
from tests.support.builders import article
from tests.support.news_material import Splitter

NAMES = (GroupNames("itzy", "있지", "ITZY", (), ("예지", "리아")), GroupNames("twice", "트와이스", "TWICE"))
CUT = article("있지 컴백", "그룹 있지가 청량 무대", group="itzy", link="https://news.example/1", press="가람일보")
CUT = replace(CUT, source="bigkinds", date=date(2026, 3, 1))


@pytest.fixture
def made(lexicon):
    def made(*articles):
        forget()
        return prepare({"itzy": articles}, NAMES, Splitter(), MemoryTokenCache(), lexicon, silent)["itzy"]

    return made


def cut(*words, **more):
    return replace(CUT, words=words, **more)


def test_words_of_facets_beyond_the_body_count_with_their_times_and_have_no_place(made):
    corpus = made(cut("몽환", "신스", "몽환", "청량"))
    (document,) = corpus.documents
    assert (document["몽환"], document["신스"], document["청량"]) == (2, 1, 1)
    assert corpus.beyond == {"몽환": (0,), "신스": (0,)} and not {"몽환", "신스"} & corpus.places.keys()
    assert corpus.kinds["몽환", "noun"] == 2
    one = select(corpus, EVERYTHING)
    assert one.holding(["몽환"]) == {0} and one.places("몽환") == [] and one.beyond("몽환") == [0]
    assert trend(one, ["몽환"]).shares == {"몽환": (1.0,)}


def test_they_describe_nothing(made):
    listed, plain = made(cut("몽환", "신스", "사운드")), made(CUT)
    assert listed.documents != plain.documents
    assert (listed.described, listed.descriptions) == (plain.described, plain.descriptions)


def test_spellings_are_one_word(made, lexicon):
    variant, word = next((v, w) for v, w in lexicon.synonyms.items() if w == "신스" and v.isalpha() and v >= "가")
    assert made(cut(variant)).beyond == {word: (0,)}


@pytest.mark.parametrize("word", [
    "있지", "예지", "트와이스", "에스파",  # groups and members, also where they are words
    "가람일보", "하이브", "멜론", "코첼라",  # press, agency, platform, event
    "기자", "SNS", "10", "3월", "별표",  # stop words, Latin, numbers; a noun that no text has
    "무대", "청량",  # in the body
])  # fmt: skip
def test_names_and_what_is_no_word_stay_out(made, word):
    assert made(cut(word, "몽환")).beyond == {"몽환": (0,)}


def test_a_noun_without_a_facet_has_to_be_a_word_somewhere(made):
    told = replace(CUT, title="있지 소식", body="있지가 새 비행기 그림을 골랐다", link="https://news.example/2")
    assert "비행기" not in made(cut("비행기")).beyond
    assert made(told, cut("비행기")).beyond == {"비행기": (1,)}


def test_pieces_of_a_title_are_no_words(made):
    titled = replace(CUT, title="있지 신곡 ‘몽환 미로’ 발매", link="https://news.example/2", body="있지가 노래를 냈다")
    assert made(titled, cut("몽환", "미로", "신스")).beyond == {"신스": (1,)}
    assert "몽환" in made(titled, cut("몽환", "신스")).beyond, "one of them alone is a word"


@pytest.mark.parametrize(("change", "counts"), [
    ({"title": "있지 이어 트와이스도 컴백"}, False),  # whose words are they?
    ({"body": "그룹 있지가 트와이스, 에스파와 함께 무대"}, False),
    ({"body": "그룹 있지가 트와이스 뒤에 무대"}, True),
    ({"words": ("몽환", "트와이스", "에스파")}, False),
    ({"words": ("몽환", "있지", "예지", "트와이스")}, True),
])  # fmt: skip
def test_a_list_of_several_acts_says_nothing_of_one(made, change, counts):
    assert bool(made(replace(cut("몽환"), **change)).beyond) == counts


def test_the_list_of_a_copy_serves_the_article(made):
    long = "있지 무대 청량 안무 걸크러쉬 하나 둘 이어진 이야기 그리고 긴 여름 바다 노래"
    whole = replace(CUT, body=f"{long} 끝", source="naver", press="나루뉴스", link="https://news.example/3")
    corpus = made(whole, cut("몽환", body=long))
    assert len(corpus.folded) == 1 and corpus.beyond == {"몽환": (0,)}


def test_words_are_kept_between_visits_and_change_what_is_kept(lexicon):
    database, news = Database(get_settings()), {"itzy": [cut("몽환", "신스")]}

    def visit(found):
        forget()
        return prepare(found, NAMES, Splitter(), database, lexicon, silent)

    first = visit(news)
    assert first["itzy"].beyond and visit(news) == first
    other = {"itzy": [cut("몽환")]}
    assert visit(other)["itzy"].beyond == {"몽환": (0,)}
    assert pack.key(news, NAMES, Splitter(), lexicon) != pack.key(other, NAMES, Splitter(), lexicon)
