"""The concept of a mix of groups: each group's distinctive words, weighted by how much of it is in the mix."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import nan

from core.keywords.facets import FacetShare
from core.keywords.summary import Summary
from core.types import Keyword


@dataclass(frozen=True, slots=True)
class BlendWord:
    """score: sum of weight * z over the groups whose word it is (z above 0). parts: group -> its share of the score,
    the largest first, sum 1. articles: of all those groups that hold the word."""

    word: str
    score: float
    facet: str
    parts: Mapping[str, float]
    articles: int


@dataclass(frozen=True, slots=True)
class Blend:
    """weights: group -> weight, the largest first, only groups with news, sum 1. missing: groups with a weight and no
    news, the heaviest first. covered: what the groups with news weighed before that, 0..1.

    words: the highest score first. profile: the groups' facet shares, weighted."""

    weights: Mapping[str, float]
    missing: tuple[str, ...]
    covered: float
    words: tuple[BlendWord, ...]
    profile: tuple[FacetShare, ...]
    summary: Summary


def blend_words(
    weights: Mapping[str, float], keywords: Mapping[str, Sequence[Keyword]], facet: Callable[[str], str]
) -> tuple[BlendWord, ...]:
    """The words of the mix. weights: group -> weight above 0; keywords: of each of these groups."""
    parts: dict[str, dict[str, float]] = {}
    articles: Counter[str] = Counter()
    for group in sorted(weights):  # the same sums in whichever order the groups come
        for keyword in keywords[group]:
            if keyword.z > 0:
                parts.setdefault(keyword.word, {})[group] = weights[group] * keyword.z
                articles[keyword.word] += keyword.articles
    blended = []
    for word, by_group in parts.items():
        score = sum(by_group.values())
        ranked = sorted(by_group, key=lambda group: (-by_group[group], group))
        shares = {group: by_group[group] / score for group in ranked}
        blended.append(BlendWord(word, score, facet(word), shares, articles[word]))
    return tuple(sorted(blended, key=lambda b: (-b.score, b.word)))


def blend_profile(weights: Mapping[str, float], profiles: Mapping[str, Sequence[FacetShare]]) -> tuple[FacetShare, ...]:
    """The groups' facet shares and averages, weighted; a facet that one of them lacks counts 0 there."""
    found: dict[str, list[tuple[float, FacetShare]]] = {}
    for group in sorted(weights):
        for entry in profiles[group]:
            found.setdefault(entry.facet, []).append((weights[group], entry))
    blended = []
    for facet, entries in found.items():
        share = sum(weight * entry.share for weight, entry in entries)
        average = sum(weight * entry.average for weight, entry in entries)
        index = 100 * share / average if average else nan
        blended.append(FacetShare(facet, share, average, index, sum(entry.articles for _, entry in entries)))
    return tuple(blended)
