"""What makes a sentence sure to describe a group."""

import json
from math import nan

import pytest

from core.keywords.corpus.corpus import Corpus, select
from core.keywords.corpus.description import Description
from core.keywords.corpus.filters import EVERYTHING
from core.keywords.names.spans import NameSpan
from core.keywords.views.statements import statements
from core.keywords.views.surety import LIKELY, SURE, WEIGHTS, features, strength, weighed
from core.text.near_duplicates import Folded
from core.types import Keyword
from tests.support.builders import article

KEYWORDS = [Keyword("몽환", 9, 9, 8.0, 3.0), Keyword("신스", 9, 9, 6.0, 1.0)]
OWN, RIVAL, BRAND = ("가람", "group_1", "group"), ("나래", "", "artist"), ("다온", "", "brand")


def sure(sentence, *names, keywords=KEYWORDS, words=("몽환", "신스")):
    """The surety of a sentence in an article of its own; names: (name, group, kind) of those it holds."""
    text = f"소식\n{sentence}"
    places = tuple((w, text.index(w), text.index(w) + len(w)) for w in words)
    spans = tuple(NameSpan(text.index(n), text.index(n) + len(n), n, g, k) for n, g, k in names)
    said = ((Description(3, len(text), places, 3.0),),)
    corpus = Corpus((Folded(article("소식", sentence)),), (text,), (spans,), ({},), {}, {}, said, ({},))
    ((value, _),) = weighed(select(corpus, EVERYTHING), "group_1", keywords)
    return value


def test_every_feature_has_a_weight():
    text = "몽환적인 신스"
    said = ((Description(0, len(text), (("몽환", 0, 2),), 2.0),),)
    corpus = Corpus((Folded(article("소식", text)),), (text,), ((),), ({},), {}, {}, said, ({},))
    (one,) = statements(select(corpus, EVERYTHING))
    found = features(corpus, one, "group_1", {})
    assert {"", *found} == json.loads(WEIGHTS.read_text(encoding="utf-8")).keys()
    assert all(0 <= value <= 1 for value in found.values())


def test_what_the_group_plays_is_sure():
    assert sure("가람은 몽환적인 신스를 앞세운 노래로 무대를 채운다.", OWN) > SURE


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("나래는 몽환적인 신스를 들려줬다.", [RIVAL]),
        ("다온의 새 향수는 몽환과 신스의 만남이라고 한다.", [BRAND]),
        ("그 시절 가요계는 몽환적인 신스가 대세였다.", []),
        ("영화는 몽환적인 밤을 신스로 그린 게임에서 나왔다.", []),
    ],
    ids=["another act", "a good", "the past", "another work"],
)
def test_what_is_of_something_else_is_not(sentence, names):
    assert sure(sentence, *names) < SURE


def test_words_that_are_not_the_groups_own_are_not_enough():
    other = [Keyword("몽환", 9, 9, 0.1, 0.1), Keyword("신스", 9, 9, 0.1, 0.1), Keyword("금속", 9, 9, 9.0, 2.0)]
    assert sure("몽환적인 신스가 흐른다.", keywords=other) < LIKELY < sure("몽환적인 신스가 흐른다.")


def test_few_articles_and_no_other_group_are_judged_by_their_own_measure():
    small = [Keyword(k.word, k.count, k.articles, k.z / 8, k.log_ratio) for k in KEYWORDS]
    assert strength(small) == pytest.approx(strength(KEYWORDS))
    alone = [Keyword("몽환", 9, 4, nan, nan), Keyword("신스", 9, 2, nan, nan)]
    assert strength(alone) == {"몽환": 1.0, "신스": pytest.approx(2 / 3)}
    assert strength([]) == {} and set(strength([Keyword("몽환", 1, 0, 0.0, 0.0)]).values()) == {0.0}
