"""Corpora between visits, with an analyzer that only splits at spaces."""

import zlib
from dataclasses import replace
from functools import partial

import pytest

from core.keywords.corpus import pack as corpus_pack
from core.keywords.corpus.prepare import forget, prepare
from core.keywords.lexicon.lexicon import load_lexicon
from core.keywords.names.finder import GroupNames
from core.settings import get_settings
from core.storage.database import Database
from core.types import silent
from tests.support.builders import article
from tests.support.news_material import Splitter

NAMES = (GroupNames("itzy", "있지", "ITZY", (), ("예지",)), GroupNames("twice", "트와이스"))
LONG = "몽환적인 밤하늘 아래 상큼 발랄 청량 무대 안무 걸크러쉬 하나 둘 이어진 이야기 그리고 긴 여름 바다 노래"

dateless = partial(article, date=None, link="https://news.example/1")
ITZY = dateless("그룹 있지 청량 예지", LONG, group="itzy")


@pytest.fixture
def news():
    return {
        "itzy": [ITZY, replace(ITZY, press="나루뉴스"), dateless("", "네온 네온 ‘없음’", group="itzy")],
        "twice": [dateless("트와이스 여름", "바다 여름", group="twice")],
        "izone": [],
    }


@pytest.fixture
def visit(monkeypatch):
    lexicon = load_lexicon(get_settings())
    database = Database(get_settings())

    def visit(news, analyzer=None, names=NAMES):
        forget()
        return prepare(news, names, analyzer or Splitter(), database, lexicon, silent)

    return visit


def test_a_second_visit_finds_the_same_and_analyses_nothing(visit, news):
    first = visit(news)
    assert len(first["itzy"].folded) == 2 and first["itzy"].documents[1]["네온"] == 2
    idle = Splitter()
    assert visit(news, idle) == first
    assert idle.calls == []


@pytest.mark.parametrize("change", ["article", "names", "analyzer"])
def test_whatever_changes_is_made_afresh(visit, news, change):
    visit(news)
    other = Splitter()
    if change == "article":
        news["izone"].append(dateless("새 소식", group="izone"))
        made = visit(news, other)
        assert other.calls == [["새 소식"]] and len(made["izone"].folded) == 1
    elif change == "names":
        made = visit(news, other, NAMES[1:])
        assert made["itzy"].names == ((), ())
    else:
        other.version = "2"
        visit(news, other)
        assert len(other.calls[0]) == 3


def test_the_key_changes_with_what_a_corpus_is_made_of(news):
    lexicon = load_lexicon(get_settings())

    def key(news=news, names=NAMES, analyzer=None, lexicon=lexicon):
        return corpus_pack.key(news, names, analyzer or Splitter(), lexicon)

    other = Splitter()
    other.version = "2"
    moved = {**news, "twice": [replace(news["twice"][0], press="다른신문")]}
    keys = [key(), key(moved), key(names=NAMES[:1]), key(analyzer=other), key(lexicon=replace(lexicon, version="2"))]
    assert len(set(keys)) == len(keys) and key() == keys[0]


def test_a_change_of_the_rules_makes_old_corpora_void(news, monkeypatch):
    lexicon = load_lexicon(get_settings())
    before = corpus_pack.key(news, NAMES, Splitter(), lexicon)
    monkeypatch.setattr(corpus_pack, "RULES", "another version of the program")
    assert corpus_pack.key(news, NAMES, Splitter(), lexicon) != before


@pytest.mark.parametrize(
    "damaged", [b"", b"x", zlib.compress(b"[]"), zlib.compress(b'{"itzy":{}}'), zlib.compress(b"\xff")]
)
def test_a_damaged_one_counts_as_missing(news, damaged):
    assert corpus_pack.unpack(damaged, news) is None
