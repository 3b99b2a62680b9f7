"""One story that several papers carry counts once. MinHash LSH over character 3-grams (Broder 1997)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

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

    def fullest(i: int) -> tuple[int, int, str, int]:
        return -len(articles[i].text), -_earliness(articles[i].date), articles[i].text, i

    best = [min(found, key=fullest) for found in carriers]
    of_group: dict[str, list[int]] = {}
    for text in sorted(range(len(texts)), key=lambda text: fullest(best[text])):
        of_group.setdefault(texts[text][0], []).append(text)
    kept: dict[int, Folded] = {}
    for own in of_group.values():
        for alike in _stories([_shingles(texts[text][1]) for text in own], threshold):
            one = best[own[alike[0]]]
            copies = sorted(i for at in alike for i in carriers[own[at]] if i != one)
            kept[one] = Folded(articles[one], tuple(articles[i] for i in copies))
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


def _stories(grams: Sequence[NDArray[np.uint64]], threshold: float) -> Iterator[list[int]]:
    """The texts as stories: the first that is left, then those still left that are like it. All without grams are one
    each.

    Only the first of a story is compared with others: of 60,000 notices that differ in a number, all pairs would be a
    billion."""
    left = np.ones(len(grams), dtype=bool)
    rows = _buckets(grams)
    for one in range(len(grams)):
        if not left[one]:
            continue
        left[one] = False
        story = [one]
        if rows[one]:
            proposed = np.zeros(len(grams), dtype=bool)
            for bucket in rows[one]:
                proposed[bucket] = True
            others = np.flatnonzero(proposed & left)
            # The bands only propose, the exact overlap decides: bands that miss one pair in 2,000 at Jaccard .55.
            if len(others):
                alike = others[_jaccards(grams[one], [grams[other] for other in others.tolist()]) >= threshold]
                left[alike] = False
                story += alike.tolist()
        yield story


def _buckets(grams: Sequence[NDArray[np.uint64]]) -> list[list[NDArray[np.intp]]]:
    """For each text those that share a band of its signature, itself among them, a bucket a band: locality-sensitive
    hashing. No bucket is of one text alone."""
    found: list[list[NDArray[np.intp]]] = [[] for _ in grams]
    there = [at for at, one in enumerate(grams) if len(one)]
    if len(there) < 2:
        return found
    bands, rows = BANDS
    signatures = np.stack([_signature(grams[at]) for at in there]).reshape(len(there), bands, rows)
    # One number a band; two bands that share it by chance only cost a comparison.
    keys = (signatures * _MIX[:rows]).sum(axis=2, dtype=np.uint64)
    for band in range(bands):
        _, labels, sizes = np.unique(keys[:, band], return_inverse=True, return_counts=True)
        ends = np.cumsum(sizes)
        together = np.array(there)[np.argsort(labels, kind="stable")]
        for label in np.flatnonzero(sizes > 1):
            bucket = together[ends[label] - sizes[label] : ends[label]]
            for at in bucket.tolist():
                found[at].append(bucket)
    return found


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


def _jaccards(one: NDArray[np.uint64], others: Sequence[NDArray[np.uint64]]) -> NDArray[np.float64]:
    """(len(others),) of one with each of the others, none of which is empty."""
    sizes = np.array([len(other) for other in others])
    every = np.concatenate(others)
    places = np.searchsorted(one, every)
    same = one[np.minimum(places, len(one) - 1)] == every
    common = np.add.reduceat(same.astype(np.intp), np.cumsum(sizes) - sizes)
    jaccards: NDArray[np.float64] = common / (len(one) + sizes - common)
    return jaccards
