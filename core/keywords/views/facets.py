"""The share of a group's articles that holds words of each facet, compared with the other groups."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum, nan, sqrt

from core.keywords.corpus.corpus import Selection
from core.keywords.corpus.filters import Filters
from core.keywords.lexicon.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class FacetShare:
    """share: of the group's articles, those with at least one word of the facet, 0..1. average: mean share of all the
    groups compared, this one included. index: 100 * share / average, NaN where no group has a word of the facet.

    articles: of the group that hold a word of the facet. z: how surely its share differs from that of the other groups'
    articles together (two proportions, pooled), above 0 where it is larger; NaN where nothing can be compared."""

    facet: str
    share: float
    average: float
    index: float
    articles: int
    z: float = nan


def profiles(
    selections: Mapping[str, Selection], lexicon: Lexicon, filters: Filters
) -> dict[str, tuple[FacetShare, ...]]:
    """Group -> its share of every facet, in the lexicon's order. Groups without an article are left out of averages."""
    sizes = {group: len(part.kept) for group, part in selections.items()}
    found: dict[str, list[FacetShare]] = {group: [] for group in selections}
    for facet, words in lexicon.facets.items():
        counted = [word for word in words if word not in filters.exclude]
        counts = {group: len(part.holding(counted)) for group, part in selections.items()}
        shares = {group: counts[group] / sizes[group] if sizes[group] else 0.0 for group in selections}
        spoken = [shares[group] for group in selections if sizes[group]]
        average = fsum(spoken) / len(spoken) if spoken else 0.0
        for group, share in shares.items():
            index = 100 * share / average if average else nan
            z = _apart(counts[group], sizes[group], sum(counts.values()), sum(sizes.values()))
            found[group].append(FacetShare(facet, share, average, index, counts[group], z))
    return {group: tuple(shares) for group, shares in found.items()}


def _apart(own: int, size: int, every: int, whole: int) -> float:
    """z of `own` of `size` articles against the rest of `every` of `whole`."""
    others = whole - size
    if not size or not others or not 0 < every < whole:
        return nan
    pooled = every / whole
    spread = sqrt(pooled * (1 - pooled) * (1 / size + 1 / others))
    return (own / size - (every - own) / others) / spread
