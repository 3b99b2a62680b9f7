from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.keywords.analyzers.tokens import Token
from core.keywords.corpus.coined import join, with_coined_words
from core.keywords.lexicon.lexicon import load_lexicon
from core.settings import get_settings


def cut(text, *pieces):
    """Tokens of the pieces, in order of their place."""
    tokens, place = [], 0
    for piece in pieces:
        place = text.index(piece, place)
        tokens.append(Token(piece, "noun", place, place + len(piece)))
        place += len(piece)
    return tokens


TEXTS = ["은하열차를 탄다", "저 은하열차로 간다", "은하열차"]
TOKENS = [cut(TEXTS[0], "은하", "열차"), cut(TEXTS[1], "은하", "열", "차로"), cut(TEXTS[2], "은하", "열차")]


def test_a_word_that_is_cut_differently_is_one_word(lexicon):
    for text, (joined,) in zip(TEXTS, with_coined_words(TEXTS, TOKENS, lexicon), strict=True):
        assert (joined.word, joined.kind, text[joined.start : joined.end]) == ("은하열차", "noun", "은하열차")


def test_an_adjective_made_of_it_tells_too(lexicon):
    texts = ["루미핑크한 무대", "루미핑크하게 웃는다", "루미핑크 콘셉트"]
    joined = with_coined_words(texts, [cut(text, "루미", "핑크") for text in texts], lexicon)
    assert [[token.word for token in found] for found in joined] == [["루미핑크"]] * 3


def test_a_word_of_fewer_articles_stays_cut(lexicon):
    assert with_coined_words([TEXTS[0], TEXTS[0] + TEXTS[0]], [TOKENS[0]] * 2, lexicon) == [TOKENS[0]] * 2


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("은하 열차", ("은하", "열차")),  # two words
        ("걸크러쉬", ("걸", "크러쉬")),  # the lexicon joins these itself
        ("공식채널", ("공식", "채널")),  # a stop word in it
        ("새은하열차", ("은하", "열차")),  # the run begins with something else
        ("은하빛나는", ("은하",)),  # not cut
    ],
)
def test_what_is_no_coined_word(lexicon, text, pieces):
    tokens = cut(text, *pieces)
    assert with_coined_words([text] * 5, [tokens] * 5, lexicon) == [tokens] * 5


def test_other_tokens_stay_as_they_are(lexicon):
    text = "밤 은하열차와 별"
    tokens = cut(text, "밤", "은하", "열차", "별")
    assert [t.word for t in join(text, tokens, frozenset({"은하열차"}), lexicon)] == ["밤", "은하열차", "별"]
    assert [t.word for t in with_coined_words([text] * 3, [tokens] * 3, lexicon)[-1]] == ["밤", "은하열차", "별"]


@pytest.mark.slow
def test_every_analyzer_gives_words_its_dictionary_lacks(analyzer, lexicon):
    texts = [f"{i}번째 무대는 {word}{particle} 어울린다." for i, (word, particle) in enumerate(
        (w, p) for w in ("은하열차", "해저도시", "심야버스") for p in ("와", "를 앞세워", "에", "의 빛이")
    )]  # fmt: skip
    tokens = analyzer.tokens(texts)
    found = [{token.word for token in joined} for joined in with_coined_words(texts, tokens, lexicon)]
    for index, text in enumerate(texts):
        word = next(w for w in ("은하열차", "해저도시", "심야버스") if w in text)
        assert word in found[index]


pieces = st.lists(st.sampled_from(["은하", "열차", "별", "밤하늘"]), min_size=1, max_size=4)


@given(st.lists(st.lists(pieces, min_size=1, max_size=4), min_size=1, max_size=6))
def test_joined_tokens_keep_their_order_and_overlap_nowhere(documents):
    lexicon = load_lexicon(get_settings())
    texts = [" ".join("".join(run) for run in runs) for runs in documents]
    tokens = [cut(text, *(p for run in runs for p in run)) for text, runs in zip(texts, documents, strict=True)]
    for text, own, joined in zip(texts, tokens, with_coined_words(texts, tokens, lexicon), strict=True):
        assert all(text[t.start : t.end] == t.word for t in joined)
        assert all(a.end <= b.start for a, b in pairwise(joined))
        assert "".join(t.word for t in joined) == "".join(t.word for t in own)
