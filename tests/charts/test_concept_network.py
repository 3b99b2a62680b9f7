from core.charts.concept_network import network_map
from core.keywords.views.network import Edge, Network, Node


def test_the_network_has_a_line_an_edge_and_a_dot_a_word_that_carries_it():
    nodes = (Node("밤하늘", 0.1, 0.2, 27, "세계관·서사", 9.8), Node("몽환", 0.9, 0.8, 3, "분위기", 4.0))
    network = Network(nodes, (Edge("밤하늘", "몽환", 3, 0.5),))
    figure = network_map(network, {"세계관·서사": "#490bd9", "분위기": "#068053"})
    line, dots = figure.data
    assert (list(line.x), list(line.y)) == ([0.1, 0.9], [0.2, 0.8])
    assert list(dots.customdata) == ["밤하늘", "몽환"] and list(dots.marker.color) == ["#490bd9", "#068053"]
    assert dots.marker.size[0] > dots.marker.size[1] and "몽환 · 함께 3건" in dots.hovertext[0]
    assert {a.text for a in figure.layout.annotations} == {"밤하늘", "몽환"}
    assert not network_map(Network((), ()), {}).layout.annotations
