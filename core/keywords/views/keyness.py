"""Which words set a group's articles apart from the other groups'.

Weighted log-odds ratio with an informative Dirichlet prior: Monroe, Colaresi & Quinn (2008), "Fightin' Words",
Political Analysis 16(4), equations 16, 18, 20-22. The counts are document frequencies, so that one article that
repeats a word fifty times, or one syndicated story, cannot make a keyword.

Beside it the effect: the log2 ratio of the shares of articles that hold the word, with its 95 % interval after Katz,
Baptista, Azen & Pike (1978), "Obtaining confidence intervals for the risk ratio in cohort studies", Biometrics 34(3),
half an article added to each of the four cells (Gart & Nam 1988), so that a word of one side only has a ratio too."""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import fsum

import numpy as np
from numpy.typing import NDArray

from core.types import Keyword

# The prior weighs as much as sixty articles of average length. With ten, a word of 19 articles that others use too
# outranks one of 36 that no other group has; from 30 to 300 the order is stable and small samples stay modest.
PRIOR_ARTICLES = 60.0
_NORMAL_95 = 1.959964


Worth = Sequence[Mapping[str, float]]
Counts = tuple[Mapping[str, float], Mapping[str, float]]


def keyness(
    own: Sequence[Mapping[str, int]],
    others: Sequence[Mapping[str, int]],
    prior: float = PRIOR_ARTICLES,
    worth: tuple[Worth, Worth] | None = None,
) -> list[Keyword]:
    """Keywords of `own` against `others`, the most distinctive first; every word of `own` is in the list.

    own, others: one mapping word -> count per article, near-duplicates folded. prior: its weight in articles. worth: of
    both, word -> what each article's use of it counts for z, 1 if not given; the other figures are of all articles.
    Without articles of others z and log_ratio cannot be computed and are NaN; the order is then by articles."""
    own_articles, own_counts = frequencies(own)
    other_articles, _ = frequencies(others)
    words = sorted(own_articles)
    if not words:
        return []
    if not others:
        keywords = [Keyword(w, own_counts[w], own_articles[w], float("nan"), float("nan")) for w in words]
        return sorted(keywords, key=lambda k: (-k.articles, -k.count, k.word))
    counted: Counts = (own_articles, other_articles) if worth is None else (added(worth[0]), added(worth[1]))
    z = log_odds(words, counted[0], counted[1], (len(own), len(others)), prior)
    ratio, low, high = _log_ratios(words, own_articles, other_articles, len(own), len(others))
    keywords = [
        Keyword(w, own_counts[w], own_articles[w], *(float(column[i]) for column in (z, ratio, low, high)))
        for i, w in enumerate(words)
    ]
    return sorted(keywords, key=lambda k: (-k.z, -k.articles, k.word))


def log_odds(
    words: Sequence[str],
    own: Mapping[str, float],
    others: Mapping[str, float],
    articles: tuple[int, int],
    prior: float = PRIOR_ARTICLES,
) -> NDArray[np.float64]:
    """(len(words),) z of each word, above 0 where it is `own`'s.

    own, others: all words of each side -> articles that hold them, or what those are worth; articles: of each side."""
    y, x = _column(own, words), _column(others, words)
    n_own, n_other = fsum(own.values()), fsum(others.values())
    total = n_own + n_other
    # alpha_w follows the pooled frequencies; the words only others use hold the rest of its mass.
    mass = prior * total / sum(articles)
    alpha = mass * (y + x) / total

    def odds(count: NDArray[np.float64], size: float) -> NDArray[np.float64]:
        posterior = count + alpha
        logs: NDArray[np.float64] = np.log(posterior) - np.log(np.maximum(size + mass - posterior, 1e-9))
        return logs

    z: NDArray[np.float64] = (odds(y, n_own) - odds(x, n_other)) / np.sqrt(1 / (y + alpha) + 1 / (x + alpha))
    return z


def _log_ratios(
    words: Sequence[str], own: Mapping[str, int], others: Mapping[str, int], n_own: int, n_other: int
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """log2 of the ratio of shares, and the ends of its interval."""
    y, x = _column(own, words) + 0.5, _column(others, words) + 0.5
    ratio = np.log(y / (n_own + 1)) - np.log(x / (n_other + 1))
    half = _NORMAL_95 * np.sqrt(1 / y - 1 / (n_own + 1) + 1 / x - 1 / (n_other + 1))
    return ratio / np.log(2), (ratio - half) / np.log(2), (ratio + half) / np.log(2)


def _column(counts: Mapping[str, float], words: Sequence[str]) -> NDArray[np.float64]:
    return np.array([counts.get(w, 0) for w in words], dtype=np.float64)


def added(worth: Worth) -> dict[str, float]:
    """Word -> what the articles' uses of it are worth together, whatever their order."""
    shares: dict[str, list[float]] = {}
    for article in worth:
        for word, share in article.items():
            shares.setdefault(word, []).append(share)
    return {word: fsum(found) for word, found in shares.items()}


def frequencies(articles: Sequence[Mapping[str, int]]) -> tuple[Counter[str], Counter[str]]:
    """Articles holding each word, and times it occurs."""
    holding: Counter[str] = Counter()
    times: Counter[str] = Counter()
    for article in articles:
        holding.update(article.keys())
        times.update(article)
    return holding, times
