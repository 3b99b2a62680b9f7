"""Words that appear in the same articles."""

from collections.abc import Mapping

import plotly.graph_objects as go

from core.charts.concept_words import STILL
from core.charts.labels import Spot, write
from core.charts.style import finish, label
from core.colour import ink, paper
from core.keywords.views.network import Network

HEIGHT = 480
_SMALLEST, _LARGEST = 12, 38  # px of a dot
_EDGE = 0.07  # of the plot stays free on each side, for dots and names


def network_map(network: Network, colours: Mapping[str, str], *, dark: bool = False) -> go.Figure:
    """Dots by number of articles, coloured by facet; lines by how much more often than chance two words meet.

    colours: facet -> "#rrggbb". customdata holds the word."""
    nodes = network.nodes
    place = {node.word: (node.x, node.y) for node in nodes}
    figure = go.Figure()
    for edge in network.edges:
        (x0, y0), (x1, y1) = place[edge.one], place[edge.other]
        figure.add_scatter(
            x=[x0, x1], y=[y0, y1], mode="lines", hoverinfo="skip",
            line={"width": 1 + 4 * edge.npmi, "color": f"rgba(128,124,140,{0.25 + 0.5 * edge.npmi:.2f})"},
        )  # fmt: skip
    most = max((node.articles for node in nodes), default=1)
    sizes = [max(_SMALLEST, _LARGEST * (node.articles / most) ** 0.5) for node in nodes]
    partners: dict[str, list[str]] = {}
    for edge in network.edges:
        for word, with_word in ((edge.one, edge.other), (edge.other, edge.one)):
            partners.setdefault(word, []).append(f"<br>{label(with_word, 30)} · 함께 {edge.articles}건")
    figure.add_scatter(
        x=[n.x for n in nodes], y=[n.y for n in nodes], mode="markers", customdata=[n.word for n in nodes],
        marker={"size": sizes, "color": [colours[n.facet] for n in nodes], "line": {"width": 2, "color": paper(dark)},
                "opacity": 1},
        hovertext=[f"{label(n.word, 30)}: 기사 {n.articles}건{''.join(partners.get(n.word, [])[:5])}" for n in nodes],
        hoverinfo="text", cliponaxis=False, **STILL,
    )  # fmt: skip
    spots = [Spot(n.word, _inside(n.x), _inside(n.y), size / 2) for n, size in zip(nodes, sizes, strict=True)]
    write(figure, spots, [(n.x, n.y) for n in nodes], (330, HEIGHT), ink(dark))
    figure.update_layout(clickmode="event+select")
    rim = _EDGE / (1 - 2 * _EDGE)
    finish(figure, HEIGHT, {"l": 4, "r": 4, "t": 4, "b": 4})
    figure.update_xaxes(visible=False, range=[-rim, 1 + rim])
    figure.update_yaxes(visible=False, range=[-rim, 1 + rim])
    return figure


def _inside(value: float) -> float:
    return _EDGE + value * (1 - 2 * _EDGE)
