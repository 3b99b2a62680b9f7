"""The drawings for paper are whole SVG, and hold no markup of what they show."""

import pytest
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

from core.charts.concept_facets import Profile
from core.charts.paper import cloud_drawing, radar_drawing
from core.keywords.views.cloud import cloud
from core.keywords.views.facets import FacetShare


def test_the_cloud_has_every_word_in_its_colour_and_the_legend_below() -> None:
    laid = cloud({"몽환": 3.0, "<b>": 1.0}, width=400, height=200)
    svg, width, height = cloud_drawing(laid, {"몽환": "#490bd9"}, [("세계관", "#490bd9")])
    texts = {node.text: node for node in fromstring(svg).iter("{http://www.w3.org/2000/svg}text")}
    assert set(texts) == {"몽환", "<b>", "세계관"} and texts["몽환"].get("fill") == "#490bd9"
    assert width == 400 and float(texts["세계관"].get("y")) < height


def test_the_radar_draws_the_average_and_each_outline() -> None:
    shares = tuple(FacetShare(name, 0.2, 0.1, index, 5) for name, index in (("가", 200.0), ("나", 50.0), ("다", 100.0)))
    profiles = (Profile("하나", "#7a4fd0", shares), Profile("둘", "#c8443f", shares[::-1]))
    svg, _, _ = radar_drawing(profiles, "평균 100")
    outlines = [
        n for n in fromstring(svg).iter("{http://www.w3.org/2000/svg}polygon") if n.get("stroke") in ("#7a4fd0",)
    ]
    (own,) = outlines
    points = [tuple(map(float, pair.split(","))) for pair in str(own.get("points")).split()]
    middle = (268.0, 214.0)
    far = [((x - middle[0]) ** 2 + (y - middle[1]) ** 2) ** 0.5 for x, y in points]
    assert [far[0] / far[2], far[0] / far[1]] == pytest.approx([2.0, 4.0], abs=0.05)
