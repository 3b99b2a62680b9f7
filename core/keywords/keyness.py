"""Which words set a group's articles apart from the other groups'.

Weighted log-odds ratio with an informative Dirichlet prior: Monroe, Colaresi & Quinn (2008), "Fightin' Words",
Political Analysis 16(4), equations 16, 18, 20-22. The counts are document frequencies, so that one article that
repeats a word fifty times, or one syndicated story, cannot make a keyword."""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from core.types import Keyword

# The prior weighs as much as sixty articles of average length. With ten, a word of 19 articles that others use too
# outranks one of 36 that nobody else has; from 30 to 300 the order is stable and small samples stay modest.
PRIOR_ARTICLES = 60.0


def keyness(
    own: Sequence[Mapping[str, int]], others: Sequence[Mapping[str, int]], prior: float = PRIOR_ARTICLES
) -> list[Keyword]:
    """Keywords of `own` against `others`, the most distinctive first; every word of `own` is in the list.

    own, others: one mapping word -> count per article, near-duplicates folded. prior: its weight in articles.
    Without articles of others z and log_ratio cannot be computed and are NaN; the order is then by articles."""
    own_articles, own_counts = _frequencies(own)
    other_articles, _ = _frequencies(others)
    words = sorted(own_articles)
    if not words:
        return []
    y = np.array([own_articles[w] for w in words], dtype=np.float64)
    if not others:
        keywords = [Keyword(w, own_counts[w], own_articles[w], float("nan"), float("nan")) for w in words]
        return sorted(keywords, key=lambda k: (-k.articles, -k.count, k.word))
    x = np.array([other_articles.get(w, 0) for w in words], dtype=np.float64)
    n_own, n_other = y.sum(), float(sum(other_articles.values()))
    total = n_own + n_other
    # alpha_w follows the pooled frequencies; the words only others use hold the rest of its mass.
    mass = prior * total / (len(own) + len(others))
    alpha = mass * (y + x) / total

    def log_odds(count: NDArray[np.float64], size: float) -> NDArray[np.float64]:
        posterior = count + alpha
        odds: NDArray[np.float64] = np.log(posterior) - np.log(np.maximum(size + mass - posterior, 1e-9))
        return odds

    delta = log_odds(y, n_own) - log_odds(x, n_other)
    z = delta / np.sqrt(1 / (y + alpha) + 1 / (x + alpha))
    ratio = np.log2((y + 0.5) / (len(own) + 1)) - np.log2((x + 0.5) / (len(others) + 1))
    keywords = [Keyword(w, own_counts[w], own_articles[w], float(z[i]), float(ratio[i])) for i, w in enumerate(words)]
    return sorted(keywords, key=lambda k: (-k.z, -k.articles, k.word))


def _frequencies(articles: Sequence[Mapping[str, int]]) -> tuple[Counter[str], Counter[str]]:
    """Articles holding each word, and times it occurs."""
    holding: Counter[str] = Counter()
    times: Counter[str] = Counter()
    for article in articles:
        holding.update(article.keys())
        times.update(article)
    return holding, times
