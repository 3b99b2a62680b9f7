"""One story that several papers carry counts once. MinHash LSH over character 3-grams (Broder 1997)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from core.chains import Chains
from core.news.bylines import cut_bylines
from core.types import Article

THRESHOLD = 0.55  # Jaccard; FACTS §4: .5-.6 after cutting bylines
PERMUTATIONS = 128
BANDS = (42, 3)  # 1 - (1 - .55^3)^42 = .9995
_MARKS = re.compile(r"[\W_]+")
_HALF = np.uint64(32)


@dataclass(frozen=True, slots=True)
class Folded:
    """An article and the near-copies it stands for, itself not among them."""

    article: Article
    copies: tuple[Article, ...] = ()


def fold(articles: Sequence[Article], threshold: float = THRESHOLD) -> list[Folded]:
    """Near-duplicates into one. The same answer for the same articles, and the fullest text stands for the others.

    Only articles of the same group fold. Order: that of the kept articles in the input."""
    from datasketch import MinHash, MinHashLSH

    grams = [_shingles(_bare(article)) for article in articles]
    chains = Chains(range(len(articles)))

    for group in dict.fromkeys(article.group for article in articles):
        indices = [i for i, article in enumerate(articles) if article.group == group]
        # The index only proposes, the exact overlap decides: bands that miss one pair in 2,000 at Jaccard .55.
        index = MinHashLSH(num_perm=PERMUTATIONS, params=BANDS)
        for i in indices:
            if not len(grams[i]):
                continue
            sketch = MinHash(hashvalues=_signature(grams[i]), permutations=_permutations(), scheme="legacy")
            for j in sorted(int(key) for key in index.query(sketch)):
                if chains.of(i) != chains.of(j) and _jaccard(grams[i], grams[j]) >= threshold:
                    chains.join(i, j)
            index.insert(str(i), sketch)

    clusters: dict[int, list[int]] = {}
    for i, first in enumerate(chains.labels()):
        clusters.setdefault(first, []).append(i)
    kept: dict[int, Folded] = {}
    for members in clusters.values():
        best = max(members, key=lambda i: (len(articles[i].text), _earliness(articles[i].date), -i))
        kept[best] = Folded(articles[best], tuple(articles[i] for i in members if i != best))
    return [kept[i] for i in sorted(kept)]


def _earliness(day: date | None) -> int:
    return -(day or date.max).toordinal()


def _bare(article: Article) -> str:
    return _MARKS.sub("", cut_bylines(article.text)).lower()  # papers differ in quotation marks


def _shingles(text: str) -> NDArray[np.uint64]:
    """(k,) sorted distinct 64-bit hashes of the text's character 3-grams."""
    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    if len(codes) < 3:
        return np.unique(codes)
    mixed = codes[:-2] * np.uint64(1_000_003) ** np.uint64(2) + codes[1:-1] * np.uint64(1_000_003) + codes[2:]
    mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)  # splitmix64's mixer, wraps on purpose
    mixed ^= mixed >> np.uint64(32)
    return np.unique(mixed)


@lru_cache(maxsize=1)
def _permutations() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    random = np.random.default_rng(20190212)
    scale = random.integers(0, 2**64, PERMUTATIONS, dtype=np.uint64) | np.uint64(1)
    shift = random.integers(0, 2**64, PERMUTATIONS, dtype=np.uint64)
    return scale, shift


def _signature(grams: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """(PERMUTATIONS,) minima of multiply-shift hashes (Dietzfelbinger et al. 1997), below 2^32.

    Computed at once: datasketch hashes one shingle at a time in Python."""
    scale, shift = _permutations()
    hashed: NDArray[np.uint64] = (grams[:, None] * scale + shift) >> _HALF
    smallest: NDArray[np.uint64] = hashed.min(axis=0)
    return smallest


def _jaccard(a: NDArray[np.uint64], b: NDArray[np.uint64]) -> float:
    common = len(np.intersect1d(a, b, assume_unique=True))
    return common / (len(a) + len(b) - common)
