"""Words that appear in the same articles more often than chance."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from core.keywords.corpus.compounds import npmi
from core.keywords.corpus.corpus import Selection
from core.keywords.views.threshold import MIN_ARTICLES, beyond_chance, maybe_chance
from core.types import Keyword

FEW = 12  # words with fewer of which the rest is taken from those that may be chance
MIN_NPMI = 0.1
EDGES_A_NODE = 2
ROUNDS = 200
_ROW = 0.2  # of the height: the words without edges


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
    """The first `size` keywords beyond chance, and which of them appear together. Same input, same picture.

    Where they are fewer than `FEW`, the next ones of enough articles stand beside them."""
    often = [k for k in keywords if k.articles >= MIN_ARTICLES]
    sure = [k for k in often if not maybe_chance(k)][:size]
    chosen = [*sure, *[k for k in often if maybe_chance(k)][: max(0, min(FEW, size) - len(sure))]]
    holding = [selection.holding([k.word]) for k in chosen]
    edges: dict[tuple[int, int], Edge] = {}
    for (i, one), (j, other) in combinations(enumerate(holding), 2):
        both, total = len(one & other), len(selection.kept)
        if beyond_chance(_surprise(both, len(one), len(other), total), both):
            edges[i, j] = Edge(chosen[i].word, chosen[j].word, both, npmi(both, len(one), len(other), total))
    edges = {pair: edge for pair, edge in edges.items() if edge.npmi >= MIN_NPMI}
    strongest = sorted(edges, key=lambda pair: (-edges[pair].npmi, -edges[pair].articles, pair))
    drawn = strongest[: EDGES_A_NODE * len(chosen)]
    places = _layout(len(chosen), {pair: edges[pair].npmi for pair in drawn})
    nodes = [
        Node(k.word, float(x), float(y), k.articles, facet(k.word), k.z)
        for k, (x, y) in zip(chosen, places, strict=True)
    ]
    return Network(tuple(nodes), tuple(edges[pair] for pair in drawn))


def _surprise(both: int, one: int, other: int, total: int) -> float:
    """z of the articles that hold both words (hypergeometric); 0 where a word stands in all of them."""
    expected = one * other / total
    variance = expected * (total - one) * (total - other) / (total * max(1, total - 1))
    return (both - expected) / sqrt(variance) if variance else 0.0


def _layout(nodes: int, edges: Mapping[tuple[int, int], float]) -> NDArray[np.float64]:
    """(nodes, 2) places in 0..1: Fruchterman & Reingold (1991), "Graph drawing by force-directed placement".

    Words without edges stand in a row below the others, whom they would push together."""
    joined = sorted({node for pair in edges for node in pair})
    if 0 < len(joined) < nodes:
        lone = [node for node in range(nodes) if node not in joined]
        among = {node: rank for rank, node in enumerate(joined)}
        place = np.zeros((nodes, 2))
        place[lone, 0] = (np.arange(len(lone)) + 0.5) / len(lone)
        place[joined] = _layout(len(joined), {(among[i], among[j]): weight for (i, j), weight in edges.items()})
        place[joined, 1] = _ROW + (1 - _ROW) * place[joined, 1]
        return place
    angle = 2 * np.pi * np.arange(nodes) * 0.618034  # neighbours in rank start apart
    place = np.column_stack([np.cos(angle), np.sin(angle)]) * np.sqrt((np.arange(nodes) + 0.5) / max(1, nodes))[:, None]
    pull = np.zeros((nodes, nodes))
    for (i, j), weight in edges.items():
        pull[i, j] = pull[j, i] = weight
    ideal = 1 / np.sqrt(max(1, nodes))
    for step in np.linspace(0.2, 0.002, ROUNDS):
        apart = place[:, None] - place[None, :]
        distance = np.maximum(np.sqrt((apart**2).sum(axis=2)), 1e-6)
        force = ideal**2 / distance**2 - pull * distance / ideal
        np.fill_diagonal(force, 0)
        move = (apart * force[:, :, None]).sum(axis=1) - 0.5 * place
        length = np.maximum(np.sqrt((move**2).sum(axis=1, keepdims=True)), 1e-9)
        place = place + move / length * np.minimum(length, step)
    spread = np.maximum(np.ptp(place, axis=0), 1e-9) if nodes > 1 else np.ones(2)
    middle = (place.min(axis=0) + place.max(axis=0)) / 2 if nodes else np.zeros(2)
    return np.clip((place - middle) / spread + 0.5, 0, 1)
