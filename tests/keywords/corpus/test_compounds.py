"""Words that keep standing next to each other are proposed as one."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.catalog import load_demo
from core.keywords.analyzers.tokens import Token
from core.keywords.corpus.compounds import Document, npmi, propose
from core.keywords.lexicon.lexicon import load_lexicon, own_file
from core.keywords.names.finder import NameFinder
from core.keywords.names.spans import NameSpan
from core.news.load import load_demo_news
from core.services.concept.names import group_names
from core.settings import get_settings


def document(text, names=()):
    """Tokens are the words between spaces without a closing particle 가, which stands for all of them."""
    tokens, place = [], 0
    for word in text.replace("\n", " ").split(" "):
        bare = word.rstrip(".").removesuffix("가")
        if bare:
            tokens.append(Token(bare, "noun", place, place + len(bare)))
        place += len(word) + 1
    return Document(text, tokens, names)


FILLER = [document(f"구름 언덕{i}. 시냇물 들녘{i}.") for i in range(9)]


def words(documents, lexicon):
    return {p.word: p for p in propose(documents, lexicon)}


def test_a_pair_that_always_meets_is_found_with_its_sentence(lexicon):
    texts = ["머리말이다.\n얼음 장미가 피었다. 끝이다.", "얼음 장미가 또 피었다.", "하얀 얼음 장미가 진다."]
    found = words([*map(document, texts), *FILLER], lexicon)["얼음 장미"]
    assert (found.parts, found.count, found.articles) == (("얼음", "장미"), 3, 3)
    assert found.npmi == pytest.approx(1.0)
    assert found.sentence[found.start : found.end] == "얼음 장미"
    assert found.sentence in " ".join(texts) and "\n" not in found.sentence


def test_the_spelling_most_articles_use_is_proposed(lexicon):
    texts = ["얼음 장미가", "얼음 장미가", "얼음장미가"]
    documents = [document(text) for text in texts[:2]]
    documents.append(Document(texts[2], [Token("얼음", "noun", 0, 2), Token("장미", "noun", 2, 4)], ()))
    assert words([*documents, *FILLER], lexicon)["얼음 장미"].articles == 3


def test_two_articles_are_too_few(lexicon):
    assert words([document("얼음 장미가 얼음 장미가 얼음 장미가")] * 2 + FILLER, lexicon) == {}


def test_words_that_meet_everybody_are_no_compound(lexicon):
    texts = [
        f"{one} 물결이 {other} 물결가 물결 {one}가." for one in ("산길", "들길", "숲길") for other in ("강가", "못가")
    ]
    assert "물결 산길" not in words([*map(document, texts), *FILLER], lexicon)


def test_a_particle_or_a_comma_between_keeps_words_apart(lexicon):
    assert words([document("얼음가 장미가")] * 3 + FILLER, lexicon) == {}
    tokens = [Token("얼음", "noun", 0, 2), Token("장미", "noun", 4, 6)]
    assert words([Document("얼음, 장미", tokens, ())] * 3 + FILLER, lexicon) == {}


def test_a_longer_compound_swallows_its_pairs(lexicon):
    found = words([document("얼음 장미 정령가")] * 4 + FILLER, lexicon)
    assert set(found) == {"얼음 장미 정령"} and found["얼음 장미 정령"].parts == ("얼음", "장미", "정령")


def test_a_pair_that_also_stands_alone_stays_beside_the_longer_one(lexicon):
    documents = [document("얼음 장미 정령가")] * 3 + [document("얼음 장미가")] * 4 + FILLER
    assert set(words(documents, lexicon)) == {"얼음 장미 정령", "얼음 장미"}


def test_names_stop_words_and_known_words_are_left_out(lexicon):
    span = [NameSpan(0, 2, "얼음", "", "other")]
    assert words([document("얼음 장미가", span)] * 3 + FILLER, lexicon) == {}
    assert words([document("기자 장미가")] * 3 + FILLER, lexicon) == {}
    assert words([document("칼 군무가")] * 3 + FILLER, lexicon) == {}


def test_what_a_team_added_is_proposed_no_more(lexicon):
    documents = [document("얼음 장미가")] * 3 + FILLER
    assert "얼음 장미" in words(documents, lexicon)
    for section in ("terms", "names", "stop"):
        path = own_file(get_settings())
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{section}: [얼음 장미]\n", encoding="utf-8")
        assert words(documents, load_lexicon(get_settings())) == {}, section


def test_one_syllable_only_where_it_is_joined(lexicon):
    apart = [Token("농구", "noun", 0, 2), Token("공", "noun", 3, 4)]
    joined = [Token("농구", "noun", 0, 2), Token("공", "noun", 2, 3)]
    assert words([Document("농구 공", apart, ())] * 3 + FILLER, lexicon) == {}
    assert set(words([Document("농구공", joined, ())] * 3 + FILLER, lexicon)) == {"농구공"}


def test_the_rest_of_a_cut_word_begins_nothing(lexicon):
    tokens = [Token("자리", "noun", 1, 3), Token("친구", "noun", 4, 6)]
    assert words([Document("옆자리 친구", tokens, ())] * 3 + FILLER, lexicon) == {}


@given(st.integers(1, 60), st.integers(1, 60), st.integers(0, 60), st.integers(0, 200))
def test_npmi_stays_in_its_bounds(one, other, both, more):
    both = min(both, one, other)
    total = one + other - both + more
    score = npmi(both, one, other, total)
    assert -1 <= score <= 1
    if both == one == other:
        assert score == pytest.approx(1.0)
    if both and total > both and math.isclose(both * total, one * other):
        assert score == pytest.approx(0.0, abs=1e-9)


TEXTS = st.lists(
    st.lists(st.sampled_from(["얼음", "장미", "정령가", "물결", "산길가", "들길."]), min_size=1, max_size=8).map(
        " ".join
    ),
    max_size=12,
)


@pytest.mark.slow
@given(TEXTS, st.randoms(use_true_random=False))
def test_the_order_of_the_articles_changes_no_figure(texts, chance):
    lexicon = load_lexicon(get_settings())
    documents = [document(text) for text in texts]
    shuffled = list(documents)
    chance.shuffle(shuffled)
    figures = [
        [(p.word, p.parts, p.npmi, p.count, p.articles) for p in propose(some, lexicon)]
        for some in (documents, shuffled)
    ]
    assert figures[0] == figures[1]
    assert all(p.sentence[p.start : p.end] == p.word for p in propose(documents, lexicon))


@pytest.mark.slow
def test_real_news_gives_compounds_not_names(lexicon, analyzer):
    settings = get_settings()
    articles = [a for reading in load_demo_news(settings).values() for a in reading]
    random.Random(0).shuffle(articles)
    finder = NameFinder([group_names(g.id, (load_demo(settings),)) for g in load_demo(settings)], lexicon)
    texts = [article.text for article in articles[:200]]
    tokens = analyzer.tokens(texts)
    documents = [Document(t, k, finder.find(t)) for t, k in zip(texts, tokens, strict=True)]
    found = propose(documents, lexicon)
    assert len(found) >= 20
    names = {name for g in load_demo(settings) for name in (g.name, *(m.name for m in g.members))}
    assert not {part for p in found for part in p.parts} & names
