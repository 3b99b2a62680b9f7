"""Which sentences are quoted, in which order, and what is told of each."""

from datetime import date

import pytest

from core.keywords.corpus.corpus import Corpus, select
from core.keywords.corpus.description import Description
from core.keywords.corpus.filters import EVERYTHING, Filters
from core.keywords.views.quotations import MOST_OF_A_FACET, quotations
from core.keywords.views.surety import weighed
from core.text.near_duplicates import Folded
from core.types import Keyword
from tests.support.builders import article

KEYWORDS = [Keyword("청량", 9, 9, 8.0, 3.0), Keyword("신스", 9, 9, 3.0, 1.0), Keyword("바다", 9, 9, 0.1, 0.1)]


def quoted(*said, filters=EVERYTHING, exclude=frozenset(), lexicon):
    """said: (sentence, its words), each an article of its own, a day apart."""
    folded = tuple(Folded(article("소식", text, date=date(2026, 7, n + 1))) for n, (text, _) in enumerate(said))
    found = [
        (Description(0, len(text), tuple((w, text.index(w), text.index(w) + len(w)) for w in words), 1.5 * len(words)),)
        for text, words in said
    ]
    nothing: tuple[dict[str, int], ...] = tuple({} for _ in said)
    corpus = Corpus(
        folded, tuple(text for text, _ in said), tuple(() for _ in said), nothing, {}, {}, tuple(found), nothing
    )
    own = select(corpus, filters)
    return quotations(own, weighed(own, "group_1", KEYWORDS), KEYWORDS, lexicon, exclude)


def test_what_sets_the_group_apart_comes_first_and_its_words_are_marked(lexicon):
    found = quoted(
        ("잔잔한 신스가 흐르는 곡", ["신스", "잔잔"]), ("  청량한 바다의 노래", ["청량", "바다"]), lexicon=lexicon
    )
    assert [q.text for q in found] == ["청량한 바다의 노래", "잔잔한 신스가 흐르는 곡"]
    assert [(q.text[a:b], word) for q in found[:1] for a, b, word in q.spans] == [("청량", "청량"), ("바다", "바다")]
    assert found[0].source.article.date == date(2026, 7, 2)


def test_nearly_the_same_sentence_is_quoted_once_and_counted(lexicon):
    same = ("청량한 신스 사운드가 돋보이는 곡이다", ["청량", "신스"])
    (one,) = quoted(same, ("청량한 신스 사운드가 돋보이는 곡", ["청량", "신스"]), same, lexicon=lexicon)
    assert one.articles == 3


def test_an_article_that_says_it_twice_is_counted_once(lexicon):
    text = "청량한 신스 사운드가 돋보이는 곡이다"
    one = Description(0, len(text), (("청량", 0, 2), ("신스", 4, 6)), 3.0)
    again = Description(
        len(text) + 1,
        2 * len(text) + 1,
        tuple((w, a + len(text) + 1, b + len(text) + 1) for w, a, b in one.places),
        3.0,
    )
    texts = (text, f"{text} {text}")
    folded = tuple(Folded(article("소식", body, date=date(2026, 7, 2 - n))) for n, body in enumerate(texts))
    nothing: tuple[dict[str, int], ...] = ({}, {})
    corpus = Corpus(folded, texts, ((), ()), nothing, {}, {}, ((one,), (one, again)), nothing)
    own = select(corpus, EVERYTHING)
    (found,) = quotations(own, weighed(own, "group_1", KEYWORDS), KEYWORDS, lexicon)
    assert found.articles == 2


def test_a_facet_has_two_at_most_and_the_second_brings_something_new(lexicon):
    texts = [
        ("청량하고 당당한 첫 노래", ["청량", "당당"]),
        ("또 한 번 들려준 다른 이야기도 청량하고 당당하다", ["청량", "당당"]),
        ("청량하고 도도한 셋째 이야기", ["청량", "도도"]),
        ("청량하고 우아한 넷째 무대", ["청량", "우아"]),
    ]
    found = quoted(*texts, lexicon=lexicon)
    assert len(found) == MOST_OF_A_FACET
    assert sum("당당" in q.text for q in found) == 1


@pytest.mark.parametrize(
    "what", [{"exclude": frozenset({"신스"})}, {"filters": Filters(since=date(2026, 8, 1))}], ids=["word", "period"]
)
def test_filters_hold_for_quotations(what, lexicon):
    assert quoted(("청량한 신스 사운드", ["청량", "신스"]), lexicon=lexicon)
    assert not quoted(("청량한 신스 사운드", ["청량", "신스"]), lexicon=lexicon, **what)


def test_a_word_that_others_use_as_much_is_not_enough(lexicon):
    assert not quoted(("바다를 노래한다", ["바다"]), lexicon=lexicon)
