"""The drawings for paper are whole SVG, and hold no markup of what they show."""

import pytest
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

from core.charts.concept_facets import Profile
from core.charts.paper import cloud_drawing, plane_drawing, radar_drawing
from core.charts.projects import Kind, Standing
from core.charts.style import GroupStyle
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


KINDS: dict[Kind, str] = {"group": "그룹", "member": "멤버", "trainee": "연습생", "lineup": "라인업", "target": "목표"}
SVG = "{http://www.w3.org/2000/svg}"


def test_the_map_has_everybody_and_names_whom_it_has_room_for() -> None:
    groups = [GroupStyle("a", "가", "#7a4fd0"), GroupStyle("b", "나", "#c8443f")]
    people = {"<b>하나": (0.0, 0.9), "둘": (0.5, 0.0), **{f"겹침{n}": (-0.5, 0.0) for n in range(9)}}
    standing = Standing(
        {"a": (0.0, 1.0), "b": (0.0, -1.0)}, {"a": {"세린": (0.1, 0.6)}}, people, (0.1, 0.1), (0.0, 1.0)
    )
    svg, width, height = plane_drawing(standing, groups, KINDS)
    root = fromstring(svg)
    written = {node.text: node for node in root.iter(f"{SVG}text")}
    assert {"가", "나", "<b>하나", "둘", *KINDS.values()} < set(written)
    crowd = [name for name in written if name.startswith("겹침")]
    assert 2 <= len(crowd) <= 4, "names that would lie on each other are left out, their points are not"
    assert len([path for path in root.iter(f"{SVG}path") if path.get("d", "").endswith("z")]) == len(people) + 1
    assert float(written["가"].get("y")) < height / 3 and float(written["나"].get("y")) > height * 2 / 3
    assert all(0 <= float(node.get("x")) <= width for node in written.values())


def test_the_ends_of_the_map_are_named_where_they_mean_something() -> None:
    anchors = {"a": (0.0, 1.0), "b": (0.0, -1.0)}
    plain, *_ = plane_drawing(Standing(anchors), [], KINDS)
    named, *_ = plane_drawing(Standing(anchors, ends=("사운드", "", "", "분위기")), [], KINDS)
    assert "←" not in plain and {"← 사운드", "↑ 분위기"} <= {node.text for node in fromstring(named).iter(f"{SVG}text")}
    assert "→" not in named and "↓" not in named
