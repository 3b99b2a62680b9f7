"""The concept of a mix of groups: each group's distinctive words, weighted by how much of it is in the mix."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.keywords.facets import FacetShare
from core.keywords.summary import Summary


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
