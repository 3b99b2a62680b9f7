"""One story that several papers carry counts once. MinHash LSH over character 3-grams (Broder 1997)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from core.text.bylines import cut_bylines
from core.types import Article

THRESHOLD = 0.55  # Jaccard; FACTS §4: .5-.6 after cutting bylines
PERMUTATIONS = 128
BANDS = (42, 3)  # 1 - (1 - .55^3)^42 = .9995
USED = BANDS[0] * BANDS[1]
_LETTERS = re.compile(r"[^\W_]+")
_HALF = np.uint64(32)
_MIX = np.array([0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB], dtype=np.uint64)


@dataclass(frozen=True, slots=True)
class Folded:
    """An article and the near-copies it stands for, itself not among them."""

    article: Article
    copies: tuple[Article, ...] = ()


def fold(articles: Sequence[Article], threshold: float = THRESHOLD) -> list[Folded]:
    """Near-duplicates into one. The same answer for the same articles, and the fullest text stands for the others.

    A copy is like the article that stands for it: being like another copy is not enough, or a row of notices that share
    their phrases would become one story. Only articles of the same group fold. Order: that of the input."""
    # Articles of one text are one for the comparison: a story that a hundred papers carry makes no thousands of pairs.
    same: dict[tuple[str, str, int], list[int]] = {}  # by group and text; one without letters is like no other
    for i, article in enumerate(articles):
        bare = _bare(article)
        same.setdefault((article.group, bare, -1 if bare else i), []).append(i)
    texts, carriers = list(same), list(same.values())
    grams = [_shingles(bare) for _, bare, _ in texts]
    near: list[set[int]] = [set() for _ in texts]
    for group in dict.fromkeys(group for group, _, _ in texts):
        indices = [i for i, (owner, _, _) in enumerate(texts) if owner == group and len(grams[i])]
        # The bands only propose, the exact overlap decides: bands that miss one pair in 2,000 at Jaccard .55.
        for j, i in _proposed([grams[i] for i in indices]):
            one, other = indices[i], indices[j]
            if _jaccard(grams[one], grams[other]) >= threshold:
                near[one].add(other)
                near[other].add(one)

    def fullest(i: int) -> tuple[int, int, str, int]:
        return -len(articles[i].text), -_earliness(articles[i].date), articles[i].text, i

    kept: dict[int, Folded] = {}
    left = set(range(len(texts)))
    best = [min(found, key=fullest) for found in carriers]
    for one in sorted(left, key=lambda text: fullest(best[text])):
        if one in left:
            alike = {one, *(near[one] & left)}
            left -= alike
            copies = sorted(i for text in alike for i in carriers[text] if i != best[one])
            kept[best[one]] = Folded(articles[best[one]], tuple(articles[i] for i in copies))
    return [kept[i] for i in sorted(kept)]


def _earliness(day: date | None) -> int:
    return -(day or date.max).toordinal()


def _bare(article: Article) -> str:
    return "".join(_LETTERS.findall(cut_bylines(article.text))).lower()  # papers differ in quotation marks


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


def _proposed(grams: Sequence[NDArray[np.uint64]]) -> list[tuple[int, int]]:
    """Pairs (i, j), i < j, that share a band of their signatures: locality-sensitive hashing, all of them at once."""
    if len(grams) < 2:
        return []
    bands, rows = BANDS
    signatures = np.stack([_signature(one) for one in grams]).reshape(len(grams), bands, rows)
    pairs: set[tuple[int, int]] = set()
    # One number a band; two bands that share it by chance only cost a comparison.
    keys = (signatures * _MIX[:rows]).sum(axis=2, dtype=np.uint64)
    for band in range(bands):
        _, labels, sizes = np.unique(keys[:, band], return_inverse=True, return_counts=True)
        for label in np.flatnonzero(sizes > 1):
            pairs.update(combinations(np.flatnonzero(labels == label).tolist(), 2))
    return sorted(pairs, key=lambda pair: (pair[1], pair[0]))


@lru_cache(maxsize=1)
def _permutations() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    random = np.random.default_rng(20190212)
    scale = random.integers(0, 2**64, PERMUTATIONS, dtype=np.uint64) | np.uint64(1)
    shift = random.integers(0, 2**64, PERMUTATIONS, dtype=np.uint64)
    return scale[:USED], shift[:USED]


def _signature(grams: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """(bands x rows,) minima of multiply-shift hashes (Dietzfelbinger et al. 1997), below 2^32."""
    scale, shift = _permutations()
    hashed = grams[:, None] * scale
    hashed += shift
    smallest: NDArray[np.uint64] = hashed.min(axis=0) >> _HALF  # the shift changes no order
    return smallest


def _jaccard(a: NDArray[np.uint64], b: NDArray[np.uint64]) -> float:
    common = len(np.intersect1d(a, b, assume_unique=True))
    return common / (len(a) + len(b) - common)
