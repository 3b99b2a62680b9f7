"""Words that appear in the same articles more often than chance."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from core.keywords.corpus import Selection
from core.types import Keyword


@dataclass(frozen=True, slots=True)
class Node:
    """A word and its place. x, y: 0..1. z: as a keyword."""

    word: str
    x: float
    y: float
    articles: int
    facet: str
    z: float


@dataclass(frozen=True, slots=True)
class Edge:
    """Two words of a network. articles: that hold both. npmi: normalised pointwise mutual information, 0..1."""

    one: str
    other: str
    articles: int
    npmi: float


@dataclass(frozen=True, slots=True)
class Network:
    """nodes: the most distinctive first. edges: the strongest first; a word may have none."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def network(selection: Selection, keywords: Sequence[Keyword], facet: Callable[[str], str], size: int) -> Network:
    """The first `size` keywords that are not thin, and which of them appear together."""
    raise NotImplementedError
