"""Words a studio adds are found in the text, whatever an analyzer made of it."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.keywords.analyzers.tokens import Token
from core.keywords.corpus.own_words import with_own_words
from core.keywords.corpus.words import concept_words
from core.keywords.lexicon.lexicon import load_lexicon, own_file
from core.keywords.names.finder import GroupNames, NameFinder
from core.settings import get_settings

OWN = """
terms: [얼음 장미, Retro Core, 작곡]
facets: {사운드: [몽글팝]}
names: {itzy: [믿지], '': [별빛 단]}
stop: [레이저쇼, 무대 바닥]
synonyms: {별파워: [여자의 힘]}
"""


@pytest.fixture
def lexicon():
    path = own_file(get_settings())
    path.parent.mkdir(parents=True)
    path.write_text(OWN, encoding="utf-8")
    return load_lexicon(get_settings())


def counted(text, lexicon, tokens=()):
    names = NameFinder((GroupNames("itzy", "있지", "ITZY"),), lexicon).find(text)
    return [(m.word, text[m.start : m.end]) for m in concept_words(text, tokens, names, lexicon)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("얼음장미가 피었다", [("얼음 장미", "얼음장미")]),
        ("‘얼음 장미’의 몽글팝은", [("얼음 장미", "얼음 장미"), ("몽글팝", "몽글팝")]),
        ("새얼음장미 얼음장미꽃", []),
        ("RETRO CORE와 retrocore를", [("Retro Core", "RETRO CORE"), ("Retro Core", "retrocore")]),
        ("여자의 힘으로 별파워", [("별파워", "여자의 힘"), ("별파워", "별파워")]),
        ("레이저쇼를 보았다", []),
        ("무대 바닥에", []),
    ],
)
def test_an_own_word_counts_where_it_stands_by_itself(lexicon, text, found):
    assert counted(text, lexicon) == found


def test_it_replaces_what_the_analyzer_cut_there(lexicon):
    text = "얼음장미가 무대에"
    cut = [Token("얼음장", "noun", 0, 3), Token("미가", "noun", 3, 5), Token("무대", "noun", 6, 8)]
    assert counted(text, lexicon, cut) == [("얼음 장미", "얼음장미"), ("무대", "무대")]


def test_a_phrase_that_is_left_out_takes_its_words_along(lexicon):
    tokens = [Token("무대", "noun", 0, 2), Token("바닥", "noun", 3, 5), Token("무대", "noun", 7, 9)]
    assert counted("무대 바닥, 무대", lexicon, tokens) == [("무대", "무대")]


def test_a_longer_word_that_the_analyzer_knows_stays(lexicon):
    text = "작곡가가 작곡을"
    known = [Token("작곡가", "noun", 0, 3), Token("작곡", "noun", 5, 7)]
    assert counted(text, lexicon, known) == [("작곡가", "작곡가"), ("작곡", "작곡")]


def test_an_own_name_is_listed_apart(lexicon):
    text = "믿지와 별빛단이 모였다"
    spans = NameFinder((), lexicon).find(text)
    assert [(s.name, s.group, s.kind) for s in spans] == [("믿지", "itzy", "other"), ("별빛 단", "", "other")]
    assert counted(text, lexicon, [Token("믿지", "noun", 0, 2), Token("별빛", "noun", 4, 6)]) == []


def test_a_joined_word_takes_its_last_parts_kind(lexicon):
    tokens = [Token("상큼", "root", 0, 2), Token("발랄", "adverb", 3, 5)]
    (found,) = concept_words("상큼 발랄", tokens, (), lexicon)
    assert (found.word, found.kind) == ("상큼발랄", "adverb")


def test_without_own_words_nothing_is_touched():
    tokens = [Token("얼음", "noun", 0, 2)]
    assert with_own_words("얼음장미", tokens, load_lexicon(get_settings())) is tokens


@given(st.text("얼음장미가 은몽글팝꽃", max_size=40))
def test_tokens_stay_in_order_and_apart(text):
    import dataclasses

    lexicon = dataclasses.replace(load_lexicon(get_settings()), own=frozenset({"얼음 장미", "몽글팝", "장미"}))
    tokens = [Token(text[i : i + 2], "noun", i, i + 2) for i in range(0, len(text) - 1, 2)]
    found = with_own_words(text, tokens, lexicon)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(t in tokens or t.word in lexicon.own for t in found)


@pytest.mark.slow
def test_it_works_on_what_analyzers_really_give(lexicon, analyzer):
    text = "이번 앨범은 얼음장미가 돋보이고 몽글팝이 흐른다."
    (tokens,) = analyzer.tokens([text])
    found = [m.word for m in concept_words(text, tokens, (), lexicon)]
    assert {"얼음 장미", "몽글팝"} <= set(found) and not {"얼음", "장미", "얼음장", "몽글"} & set(found)
