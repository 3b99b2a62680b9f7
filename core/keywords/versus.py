"""Two groups against each other, word by word."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class VersusWord:
    """one, other: articles of each group that hold the word; share_one, share_other: 0..1 of its articles.

    z: log-odds of one against the other (Monroe et al. 2008), above 0 where the word is the first group's."""

    word: str
    facet: str
    one: int
    other: int
    share_one: float
    share_other: float
    z: float


@dataclass(frozen=True, slots=True)
class Versus:
    """one, other: ids of the groups; articles: of each, after folding. words: the largest |z| first."""

    one: str
    other: str
    articles: tuple[int, int]
    words: tuple[VersusWord, ...]


def versus(
    one: str,
    other: str,
    own: Sequence[Mapping[str, int]],
    others: Sequence[Mapping[str, int]],
    facet: Callable[[str], str],
) -> Versus:
    """own, others: one mapping word -> count per article of each group."""
    raise NotImplementedError
