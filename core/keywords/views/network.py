"""Words that appear in the same articles more often than chance."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from core.keywords.corpus.compounds import npmi
from core.keywords.corpus.corpus import Selection
from core.types import Keyword

MIN_ARTICLES = 3
MIN_NPMI = 0.1
EDGES_A_NODE = 2
ROUNDS = 200


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
    """The first `size` keywords that are not thin, and which of them appear together. Same input, same picture."""
    chosen = [k for k in keywords if not k.thin][:size]
    holding = [selection.holding([k.word]) for k in chosen]
    edges: dict[tuple[int, int], Edge] = {}
    for (i, one), (j, other) in combinations(enumerate(holding), 2):
        both, total = len(one & other), len(selection.kept)
        if MIN_ARTICLES <= both < total:  # a word pair of all articles is no relation
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


def _layout(nodes: int, edges: Mapping[tuple[int, int], float]) -> NDArray[np.float64]:
    """(nodes, 2) places in 0..1: Fruchterman & Reingold (1991), "Graph drawing by force-directed placement".

    A pull to the middle keeps words without edges in the picture."""
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
