"""Derived words, read off the text whatever the analyzer made of them."""

import pytest

from core.keywords.analyzers.tokens import Token
from core.keywords.corpus.derived import with_derived_words


def derived(text, pieces, lexicon):
    tokens, place = [], 0
    for piece in pieces:
        place = text.index(piece, place)
        tokens.append(Token(piece, "noun", place, place + len(piece)))
        place += len(piece)
    return [(t.word, text[t.start : t.end]) for t in with_derived_words(text, tokens, lexicon)]


@pytest.mark.parametrize(
    ("text", "pieces", "word"),
    [
        ("자연스러운 표정", ("자연",), ("자연스러움", "자연스러운")),
        ("자연스레 웃는다", ("자연",), ("자연스러움", "자연스레")),
        ("다채로움이 돋보인다", ("채", "로움"), ("다채로움", "다채로움")),
        ("신비롭게 빛난다", ("신비",), ("신비", "신비롭게")),
        ("힙한 비트", ("힙",), ("힙함", "힙한")),
        ("힙하게 입은", (), ("힙함", "힙하게")),
        ("존재감을 드러낸다", ("존재", "감"), ("존재감", "존재감")),
        ("서사성을 더했다", ("서사",), ("서사성", "서사성")),
        ("차별화된 무대", ("차별",), ("차별화", "차별화")),
        ("표현력이 좋다", ("표현",), ("표현력", "표현력")),
        ("재해석한 무대", ("해석",), ("재해석", "재해석")),
        ("재구성에 나섰다", ("재", "구성"), ("재구성", "재구성")),
    ],
)
def test_derived_words_are_whole(text, pieces, word, lexicon):
    assert word in derived(text, pieces, lexicon)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("무대도 좋았다", ("무대",)),  # a particle
        ("바로 운다", ("바로",)),
        ("새로운 무대", ()),  # a stop word
        ("존재 감독", ("존재", "감독")),
        ("무대감독이 웃었다", ("무대", "감독")),
        ("현재해석이 갈린다", ("현재", "해석")),
        ("힙합한류", ("힙합",)),
    ],
)
def test_what_is_no_derived_word_stays(text, pieces, lexicon):
    assert [word for word, _ in derived(text, pieces, lexicon)] == list(pieces)
