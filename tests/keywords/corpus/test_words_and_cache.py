"""Counting words and keeping tokens, with an analyzer that only splits at spaces."""

import pytest

from core.keywords.analyzers.token_cache import MemoryTokenCache, analyse, pack, unpack
from core.keywords.analyzers.tokens import Token, merge, pattern_tokens
from core.keywords.corpus.words import concept_words
from core.keywords.names.finder import NameSpan
from tests.support.news_material import Splitter


def split(text, kind="noun"):
    return [token._replace(kind=kind) for token in Splitter().split(text)]


def counted(text, lexicon, names=(), stop=(), kind="noun"):
    return [m.word for m in concept_words(text, split(text, kind), names, lexicon, stop)]


def test_boilerplate_and_lone_syllables_are_left_out(lexicon):
    assert counted("기자 사진 밤하늘 것 수 앨범", lexicon) == ["밤하늘", "앨범"]


def test_lone_syllables_of_a_facet_stay(lexicon):
    assert counted("꿈 별 장", lexicon) == ["꿈", "별"]


def test_parts_of_a_compound_are_joined(lexicon):
    text = "걸 크러쉬 칼 군무"
    found = concept_words(text, split(text), (), lexicon)
    assert [m.word for m in found] == ["걸크러시", "칼군무"]
    assert [text[m.start : m.end] for m in found] == ["걸 크러쉬", "칼 군무"]


def test_a_comma_keeps_words_apart(lexicon):
    tokens = [Token("걸", "noun", 0, 1), Token("크러쉬", "noun", 3, 6)]
    assert [m.word for m in concept_words("걸, 크러쉬", tokens, (), lexicon)] == ["크러쉬"]


def test_spellings_become_one(lexicon):
    assert counted("컨셉 청량감 R&B", lexicon) == ["콘셉트", "청량", "알앤비"]


def test_a_particle_left_on_a_word_of_the_lexicon_is_cut(lexicon):
    text = "바다로 안무가 꼽았다"
    found = concept_words(text, split(text), (), lexicon)
    assert [(m.word, text[m.start : m.end]) for m in found] == [("바다", "바다"), ("안무가", "안무가")]


def test_names_and_exclusions_are_left_out(lexicon):
    text = "여섯별 밤하늘 가람일보 몽환"
    names = [NameSpan(0, 3, "여섯별", "group_6", "group")]
    assert counted(text, lexicon, names, {"가람일보", "몽환"}) == ["밤하늘"]


def test_adverbs_count_only_in_a_facet(lexicon):
    assert counted("당당 서둘러", lexicon, kind="adverb") == ["당당"]


def test_words_no_dictionary_decides():
    found = {
        t.word
        for t in pattern_tokens("R&B와 edm, 10대·1990년대 3부작 12,000대 3대 A https://a.example/Pop me@x.example")
    }
    assert found == {"R&B", "EDM", "10대", "1990년대", "3부작"}


def test_a_pattern_wins_over_the_analyzer():
    korean = [Token("밤", "noun", 0, 1), Token("대", "noun", 4, 5)]
    assert merge(korean, [Token("10대", "noun", 2, 5)]) == [korean[0], Token("10대", "noun", 2, 5)]


def test_nothing_is_analysed_twice():
    splitter, cache = Splitter(), MemoryTokenCache()
    first = analyse(["밤하늘 별", "새벽", "새벽"], splitter, cache)
    again = analyse(["새벽", "밤하늘 별", "낮"], splitter, cache)
    assert splitter.calls == [["밤하늘 별", "새벽"], ["낮"]]
    assert again[:2] == [first[1], first[0]]


def test_another_version_is_analysed_anew():
    splitter, cache = Splitter(), MemoryTokenCache()
    analyse(["새벽"], splitter, cache)
    splitter.version = "2"
    analyse(["새벽"], splitter, cache)
    assert len(splitter.calls) == 2


def test_tokens_survive_packing():
    tokens = [Token("밤하늘", "noun", 0, 3), Token("R&B", "latin", 4, 7), Token("당당", "root", 8, 11)]
    assert unpack(pack(tokens)) == tokens
    assert unpack(pack([])) == []


@pytest.mark.parametrize(
    "damaged", [b"", b"{", b"[[],[]]", b'[["a"],[99],[0],[1]]', b'[["a"],[0],[0],[]]', b"\xff", b"3"]
)
def test_a_damaged_entry_counts_as_missing(damaged):
    assert unpack(damaged) is None
    splitter, cache = Splitter(), MemoryTokenCache()
    analyse(["새벽"], splitter, cache)
    cache.keep_tokens(dict.fromkeys(cache._entries, damaged))
    assert analyse(["새벽"], splitter, cache)[0][0].word == "새벽"


def test_the_memory_forgets_the_least_used():
    cache = MemoryTokenCache(size=2)
    cache.keep_tokens({"a": b"1", "b": b"2"})
    cache.tokens(["a"])
    cache.keep_tokens({"c": b"3"})
    assert cache.tokens(["a", "b", "c"]) == {"a": b"1", "c": b"3"}
