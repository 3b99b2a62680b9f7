import numpy as np

from core.charts.concept_network import HEIGHT, WIDTH, network_map, roomy, thickness
from core.charts.labels import FONT
from core.keywords.views.network import Edge, Network, Node


def test_the_network_has_a_line_an_edge_and_a_dot_a_word_that_carries_it():
    nodes = (Node("밤하늘", 0.1, 0.2, 27, "세계관·서사", 9.8), Node("몽환", 0.9, 0.8, 3, "분위기", 4.0))
    network = Network(nodes, (Edge("밤하늘", "몽환", 3, 0.5),))
    figure = network_map(network, ["#490bd9", "#068053"])
    line, dots = figure.data
    assert (list(line.x), list(line.y)) == (list(dots.x), list(dots.y)) and line.line.width == thickness(0.5)
    assert list(dots.customdata) == ["밤하늘", "몽환"] and list(dots.marker.color) == ["#490bd9", "#068053"]
    assert dots.marker.size[0] > dots.marker.size[1] and "몽환 · 함께 3건" in dots.hovertext[0]
    assert {a.text for a in figure.layout.annotations} == {"밤하늘", "몽환"}
    assert not network_map(Network((), ()), []).layout.annotations


def test_dots_and_names_that_would_lie_on_each_other_make_room_and_all_are_named():
    spots = np.random.default_rng(5).uniform(0.3, 0.7, (24, 2))  # in a heap, as connected words are
    nodes = [
        Node(f"{chr(0xAC00 + 300 * i)}하늘빛바다"[: 1 + i % 6], x, y, 30 - i, "분위기", 3.0)
        for i, (x, y) in enumerate(spots)
    ]
    sizes = [36 - i for i in range(24)]
    middle = roomy(nodes, sizes) * np.array([WIDTH, HEIGHT])
    high = [size + FONT * 1.25 for size in sizes]
    wide = [max(size, FONT * 0.95 * len(n.word)) for n, size in zip(nodes, sizes, strict=True)]
    for i in range(24):
        for j in range(i):
            across, along = np.abs(middle[i] - middle[j])
            assert across >= (wide[i] + wide[j]) / 2 - 1 or along >= min(high[i], high[j]) - 1, (i, j)
    named = {a.text for a in network_map(Network(tuple(nodes), ()), ["#490bd9"] * 24).layout.annotations}
    assert len(named) == len(nodes)


def test_a_name_above_the_topmost_dot_is_whole():
    above = 0
    for y in (0.96, 0.98, 1.0):  # its line runs down through where the name would lie otherwise
        nodes = (Node("자전거", 0.5, y, 30, "분위기", 3.0), Node("바다", 0.5, 0.0, 3, "분위기", 3.0))
        figure = network_map(Network(nodes, (Edge("자전거", "바다", 3, 0.5),)), ["#490bd9"] * 2)
        margin, name = figure.layout.margin, figure.layout.annotations[0]
        assert name.text == "자전거" and figure.layout.height - margin.t - margin.b == HEIGHT
        if name.yanchor == "bottom":
            above += 1
            assert margin.t + (1 - name.y) * HEIGHT - name.yshift - FONT * 1.4 >= 0
    assert above
