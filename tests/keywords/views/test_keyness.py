import math
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.keywords.views.keyness import keyness

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


@pytest.mark.slow
@given(documents, documents)
def test_ranked_by_z_and_finite(own, others):
    z = [k.z for k in keyness(own, others)]
    assert z == sorted(z, reverse=True)
    assert np.isfinite(z).all()


@pytest.mark.slow
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
    assert all(math.isnan(x) for k in found for x in (k.z, k.log_ratio, k.low, k.high))
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


@pytest.mark.slow
@given(documents, documents)
def test_the_interval_holds_the_ratio_and_turns_with_the_sides(own, others):
    there = {k.word: k for k in keyness(others, own)}
    for k in keyness(own, others):
        assert k.low < k.log_ratio < k.high
        if k.word in there:
            other = there[k.word]
            assert math.isclose(k.low, -other.high, abs_tol=1e-9) and math.isclose(k.high, -other.low, abs_tol=1e-9)


def test_the_interval_is_that_of_katz():
    """Katz et al. (1978), equation for the logarithm's variance, half an article in each cell; one word by hand."""
    found = keyness([{"가": 1}] * 12 + [{"나": 1}] * 7, [{"가": 1}] * 3 + [{"나": 1}] * 30)
    word = next(k for k in found if k.word == "가")
    a, n, b, m = 12.5, 20, 3.5, 34
    ratio, half = math.log((a / n) / (b / m)), 1.959964 * math.sqrt(1 / a - 1 / n + 1 / b - 1 / m)
    assert math.isclose(word.low, (ratio - half) / math.log(2)) and math.isclose(
        word.high, (ratio + half) / math.log(2)
    )


def test_more_articles_narrow_the_interval():
    def width(times):
        (k,) = [
            k for k in keyness([{"가": 1}, {"나": 1}] * times, [{"가": 1}, *[{"나": 1}] * 4] * times) if k.word == "가"
        ]
        return k.high - k.low

    assert width(2) > width(8) > width(64) > 0


def test_the_interval_holds_the_true_ratio_in_nearly_95_of_100_draws():
    draws = np.random.default_rng(5)
    true, held = math.log2(0.3 / 0.1), 0
    for _ in range(400):
        own, others = draws.binomial(1, 0.3, 60), draws.binomial(1, 0.1, 240)
        found = keyness([{"가": 1} if x else {"나": 1} for x in own], [{"가": 1} if x else {"나": 1} for x in others])
        (k,) = [k for k in found if k.word == "가"]
        held += k.low <= true <= k.high
    assert 0.92 <= held / 400 <= 0.98
