"""Counting words, with an analyzer that only splits at spaces."""

from core.keywords.analyzers.tokens import Token
from core.keywords.corpus.words import concept_words
from core.keywords.names.spans import NameSpan
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
    assert [(m.word, text[m.start : m.end]) for m in found] == [("바다", "바다"), ("안무", "안무")]
    assert counted("안무가 김하늘 유명 안무가 희망이 고향이 작곡가", lexicon) == [
        *("안무가", "김하늘", "안무가", "희망", "고향", "작곡가")
    ]


def test_names_and_exclusions_are_left_out(lexicon):
    text = "여섯별 밤하늘 가람일보 몽환"
    names = [NameSpan(0, 3, "여섯별", "group_6", "group")]
    assert counted(text, lexicon, names, {"가람일보", "몽환"}) == ["밤하늘"]


def test_adverbs_count_only_in_a_facet(lexicon):
    assert counted("당당 서둘러", lexicon, kind="adverb") == ["당당"]


def test_syllables_apart_are_no_word(lexicon):
    assert counted("월드 인 어 데이", lexicon) == ["월드", "데이"]
