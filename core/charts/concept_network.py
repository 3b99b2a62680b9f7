"""Words that appear in the same articles."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from core.charts.concept_words import STILL
from core.charts.labels import BEYOND, FONT, Spot, write
from core.charts.style import finish, label
from core.colour import ink, paper
from core.keywords.views.network import Network, Node

WIDTH, HEIGHT = 330, 480  # px of the plot where it is smallest, on a phone
_SMALLEST, _LARGEST = 12, 36  # px of a dot
_LONGEST = 8  # characters of a name
_ROUNDS = 400


def network_map(network: Network, colours: Sequence[str], *, dark: bool = False) -> go.Figure:
    """Dots by number of articles; lines by how much more often than chance two words meet.

    colours: "#rrggbb" a dot. customdata holds the word."""
    nodes = network.nodes
    most = max((node.articles for node in nodes), default=1)
    sizes = [max(_SMALLEST, _LARGEST * (node.articles / most) ** 0.5) for node in nodes]
    places = roomy(nodes, sizes)
    at = {node.word: (float(x), float(y)) for node, (x, y) in zip(nodes, places, strict=True)}
    figure = go.Figure()
    for edge in network.edges:
        (x0, y0), (x1, y1) = at[edge.one], at[edge.other]
        figure.add_scatter(
            x=[x0, x1], y=[y0, y1], mode="lines", hoverinfo="skip",
            line={"width": thickness(edge.npmi), "color": f"rgba(128,124,140,{0.25 + 0.5 * edge.npmi:.2f})"},
        )  # fmt: skip
    said = _tooltips(network)
    figure.add_scatter(
        x=places[:, 0].tolist(), y=places[:, 1].tolist(), mode="markers", customdata=[n.word for n in nodes],
        hovertext=[said[n.word] for n in nodes], hoverinfo="text", cliponaxis=False,
        marker={"size": sizes, "color": list(colours), "line": {"width": 2, "color": paper(dark)}, "opacity": 1},
        **STILL,
    )  # fmt: skip
    spots = [Spot(n.word, x, y, size / 2) for n, (x, y), size in zip(nodes, places, sizes, strict=True)]
    lines = [(*at[edge.one], *at[edge.other]) for edge in network.edges]
    write(figure, spots, list(at.values()), (WIDTH, HEIGHT), ink(dark), ("below", "above"), lines)
    figure.update_layout(clickmode="event+select")
    above = BEYOND + 4  # names lie below their dots or above; below they have room, letters are taller than their box
    finish(figure, HEIGHT + above, {"l": 0, "r": 0, "t": above, "b": 0})
    figure.update_xaxes(visible=False, range=[0, 1])
    figure.update_yaxes(visible=False, range=[0, 1])
    return figure


def thickness(npmi: float) -> float:
    """px of a line. npmi: of its edge, 0..1."""
    return 1 + 5 * npmi


def roomy(nodes: Sequence[Node], sizes: Sequence[float]) -> NDArray[np.float64]:
    """(n, 2) places of the plot, 0..1, where every dot has room for its name below it, as near to where the words stand
    as that allows. sizes: px of the dots."""
    if not nodes:
        return np.zeros((0, 2))
    wide = np.array([max(size, FONT * 0.95 * min(len(n.word), _LONGEST)) for n, size in zip(nodes, sizes, strict=True)])
    dots = np.asarray(sizes, dtype=np.float64)
    up, down = dots / 2 + 1, dots / 2 + FONT * 1.25 + 4  # the name hangs below the dot
    low = np.column_stack([wide / 2 + 2, down])
    high = np.array([WIDTH, HEIGHT]) - np.column_stack([wide / 2 + 2, up])
    place = low + np.array([[n.x, n.y] for n in nodes]) * (high - low)
    middle = np.column_stack([np.zeros(len(nodes)), (up - down) / 2])  # of dot and name, from the dot
    half = np.column_stack([wide / 2 + 3, (up + down) / 2])
    for _ in range(_ROUNDS):
        apart = (place + middle)[:, None] - (place + middle)[None, :]
        short = half[:, None] + half[None, :] - np.abs(apart)
        meet: NDArray[np.bool_] = np.all(short > 0, axis=2)
        np.fill_diagonal(meet, False)
        if not meet.any():
            break
        # Along the axis where less is missing; words on one spot part by their order.
        order = np.sign(np.arange(len(nodes))[:, None] - np.arange(len(nodes))[None, :])[:, :, None]
        way = np.where(apart == 0, order, np.sign(apart))
        along = short == short.min(axis=2, keepdims=True)
        push = (way * short * along * meet[:, :, None]).sum(axis=1) / 2
        place = np.clip(place + 0.5 * push, low, high)
    shares: NDArray[np.float64] = place / np.array([WIDTH, HEIGHT])
    return shares


def _tooltips(network: Network) -> dict[str, str]:
    partners: dict[str, list[str]] = {node.word: [] for node in network.nodes}
    for edge in network.edges:
        for word, with_word in ((edge.one, edge.other), (edge.other, edge.one)):
            partners[word].append(f"<br>{label(with_word, 30)} · 함께 {edge.articles}건")
    return {n.word: f"{label(n.word, 30)}: 기사 {n.articles}건{''.join(partners[n.word][:5])}" for n in network.nodes}
