import math
import random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from core.keywords.keyness import keyness

documents = st.lists(st.dictionaries(st.sampled_from("가나다라마바사"), st.integers(1, 9)), min_size=1, max_size=12)


def by_hand(own, others, word, prior):
    """Monroe, Colaresi & Quinn (2008), equations 16, 20 and 22, one word at a time."""
    df = lambda docs, w: sum(w in d for d in docs)  # noqa: E731
    vocabulary = set().union(*own, *others)
    n_i = sum(df(own, w) for w in vocabulary)
    n_j = sum(df(others, w) for w in vocabulary)
    mass = prior * (n_i + n_j) / (len(own) + len(others))
    alpha = mass * (df(own, word) + df(others, word)) / (n_i + n_j)
    y_i, y_j = df(own, word), df(others, word)
    delta = math.log((y_i + alpha) / (n_i + mass - y_i - alpha)) - math.log((y_j + alpha) / (n_j + mass - y_j - alpha))
    return delta / math.sqrt(1 / (y_i + alpha) + 1 / (y_j + alpha))


@settings(max_examples=60)
@given(documents, documents)
def test_is_the_published_formula(own, others):
    vocabulary = set().union(*own, *others)
    if len(vocabulary) < 2:
        return
    for keyword in keyness(own, others, prior=7):
        assert math.isclose(keyword.z, by_hand(own, others, keyword.word, 7), rel_tol=1e-9, abs_tol=1e-9)


@given(documents, documents)
def test_counts_are_exact_and_every_own_word_is_listed(own, others):
    found = {k.word: k for k in keyness(own, others)}
    assert set(found) == set().union(*own)
    for word, k in found.items():
        assert k.articles == sum(word in d for d in own)
        assert k.count == sum(d.get(word, 0) for d in own)
        assert k.thin == (k.articles < 3)


@given(documents, documents)
def test_ranked_by_z_and_finite(own, others):
    z = [k.z for k in keyness(own, others)]
    assert z == sorted(z, reverse=True)
    assert np.isfinite(z).all()


@given(documents, documents)
def test_swapping_the_sides_turns_the_sign(own, others):
    here = {k.word: k for k in keyness(own, others)}
    there = {k.word: k for k in keyness(others, own)}
    for word in here.keys() & there.keys():
        assert math.isclose(here[word].z, -there[word].z, abs_tol=1e-9)
        assert math.isclose(here[word].log_ratio, -there[word].log_ratio, abs_tol=1e-9)


def test_one_article_that_repeats_a_word_makes_no_keyword():
    own = [{"도배": 50}, *[{"몽환": 1, "앨범": 1}] * 10]
    others = [{"앨범": 1}] * 40
    ranked = [k.word for k in keyness(own, others)]
    assert ranked[0] == "몽환"
    assert next(k for k in keyness(own, others) if k.word == "도배").z < 1.96


def test_words_everyone_uses_are_no_keywords():
    own = [{"앨범": 1, "몽환": 1}] * 20
    others = [{"앨범": 1, "비트": 1}] * 60
    found = {k.word: k for k in keyness(own, others)}
    assert found["몽환"].z > 1.96 > abs(found["앨범"].z)


def test_without_others_nothing_is_invented():
    found = keyness([{"가나": 1}, {"가나": 2, "다라": 1}], [])
    assert [k.word for k in found] == ["가나", "다라"]
    assert all(math.isnan(k.z) and math.isnan(k.log_ratio) for k in found)
    assert keyness([], [{"가": 1}]) == []


def test_planted_words_are_found():
    """7 groups with 10 words of their own among common noise: at least 9 of 10 in the top 15, in every group."""
    random_ = random.Random(3)
    noise = [f"흔한{i}" for i in range(400)]
    weights = [1 / (i + 1) for i in range(400)]
    groups = []
    for g in range(7):
        articles = []
        for _ in range(60):
            words = random_.choices(noise, weights, k=45) + [
                w for w in (f"심은{g}-{i}" for i in range(10)) if random_.random() < 0.12
            ]
            articles.append({w: words.count(w) for w in words})
        groups.append(articles)
    for g, own in enumerate(groups):
        others = [a for h, articles in enumerate(groups) if h != g for a in articles]
        top = [k.word for k in keyness(own, others)[:15]]
        assert sum(w.startswith(f"심은{g}-") for w in top) >= 9
