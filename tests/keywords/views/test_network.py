import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.keywords.views.network import FEW, network
from core.keywords.views.threshold import MIN_ARTICLES
from core.types import Keyword
from tests.support.news_material import selection


def keywords(documents):
    words = sorted({word for text in documents for word in text.split()})
    counts = {word: sum(word in text.split() for text in documents) for word in words}
    ranked = sorted(words, key=lambda w: (-counts[w], w))
    return [Keyword(w, counts[w], counts[w], 9.0 - i / 10, 2.0) for i, w in enumerate(ranked)]


def made(documents, size=24):
    return network(selection(documents), keywords(documents), lambda word: "사운드", size)


TOGETHER = ["밤하늘 별자리"] * 5 + ["골목 비트"] * 5 + ["밤하늘 골목"] * 2 + ["앨범"] * 8


def test_words_of_the_same_articles_are_joined():
    found = made(TOGETHER)
    assert {frozenset((e.one, e.other)) for e in found.edges} == {
        frozenset(("밤하늘", "별자리")),
        frozenset(("골목", "비트")),
    }
    edge = next(e for e in found.edges if "별자리" in (e.one, e.other))
    assert edge.articles == 5
    assert edge.npmi == pytest.approx(math.log(5 * 20 / (7 * 5)) / math.log(20 / 5))
    assert {n.word for n in found.nodes} == {"밤하늘", "별자리", "골목", "비트", "앨범"}
    assert next(n for n in found.nodes if n.word == "앨범").articles == 8


def test_joined_words_stand_nearer():
    found = made(TOGETHER)
    place = {n.word: np.array([n.x, n.y]) for n in found.nodes}
    near = np.linalg.norm(place["밤하늘"] - place["별자리"])
    assert near < np.linalg.norm(place["별자리"] - place["비트"])
    assert near < np.linalg.norm(place["밤하늘"] - place["앨범"])


def test_thin_words_and_chance_meetings_stay_out():
    found = made(["몽환 신스"] * 2 + ["몽환"] * 8 + ["신스"] * 8 + ["드문말 몽환"])
    assert "드문말" not in {n.word for n in found.nodes}
    assert found.edges == ()


def test_words_beyond_chance_come_first_and_only_few_leave_room_for_others():
    documents = ["밤하늘 별자리 앨범"] * 5 + ["앨범"] * 8
    found = [replace(k, z=9.0 if k.word != "앨범" else 0.5) for k in keywords(documents)]
    made_of = network(selection(documents), found, str, 24).nodes
    assert [n.word for n in made_of] == ["밤하늘", "별자리", "앨범"], "the one that may be chance is last"
    many = [Keyword(f"말{i}", 9, 9, 5.0, 1.0) for i in range(FEW)]
    assert "앨범" not in {n.word for n in network(selection(documents), [*many, *found[:1]], str, 24).nodes}


def test_a_pair_that_may_have_met_by_chance_has_no_line():
    chance = ["몽환 신스"] * 4 + ["몽환"] * 3 + ["신스"] * 3 + ["앨범"] * 4
    assert made(chance).edges == ()
    assert {(e.one, e.other) for e in made(["몽환 신스"] * 6 + ["앨범"] * 8).edges} == {("몽환", "신스")}


def test_words_without_a_pair_stand_in_a_row_below_the_others():
    found = made(TOGETHER)
    paired = {word for e in found.edges for word in (e.one, e.other)}
    (lone,) = [n for n in found.nodes if n.word not in paired]
    assert lone.word == "앨범" and lone.y == 0 and lone.y < min(n.y for n in found.nodes if n.word in paired)


def test_words_that_every_article_holds_join_nothing():
    assert made(["앨범 무대"] * 9).edges == ()


@pytest.mark.parametrize("documents", [[], ["몽환"] * 4, ["몽환 신스"] * 4 + ["앨범"]])
def test_small_networks(documents):
    for node in made(documents).nodes:
        assert 0 <= node.x <= 1 and 0 <= node.y <= 1


texts = st.lists(st.lists(st.sampled_from("가나다라마바사"), max_size=5).map(" ".join), max_size=25)


@pytest.mark.slow
@given(texts, st.integers(1, 8))
def test_a_picture_of_what_was_asked_for_and_always_the_same(documents, size):
    found = made(documents, size)
    assert len(found.nodes) <= size
    words = [n.word for n in found.nodes]
    for node in found.nodes:
        assert 0 <= node.x <= 1 and 0 <= node.y <= 1
    for edge in found.edges:
        assert edge.one in words and edge.other in words
        assert edge.articles >= MIN_ARTICLES and 0 < edge.npmi <= 1 + 1e-9
        assert edge.articles == sum(edge.one in t.split() and edge.other in t.split() for t in documents)
    assert [e.npmi for e in found.edges] == sorted((e.npmi for e in found.edges), reverse=True)
    assert made(documents[::-1], size) == found
