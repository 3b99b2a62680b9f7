"""The figures of the concept page: data in, figure checked."""

import pytest

from core.charts.concept_colours import _FACETS, facet_colour
from core.charts.concept_facets import MOST, Profile, radar
from core.charts.concept_network import network_map
from core.charts.concept_trend import period_name, press_bars, trend_lines
from core.charts.concept_versus import versus_map
from core.charts.concept_words import blend_bars
from core.charts.labels import Spot, _boxes, fitting
from core.charts.style import MUTED_TEXT, GroupStyle
from core.colour import SIGHTS, contrast, distances, paper
from core.keywords.lexicon.lexicon import OTHER, load_lexicon
from core.keywords.views.blend import BlendWord
from core.keywords.views.facets import FacetShare
from core.keywords.views.network import Edge, Network, Node
from core.keywords.views.trend import Trend
from core.keywords.views.versus import Versus, VersusWord
from core.settings import get_settings

ONE, OTHER_GROUP = GroupStyle("a", "여섯별", "#3C9CCC"), GroupStyle("b", "두물", "#CC8400")
NAN = float("nan")


def _share(facet: str, share: float, average: float) -> FacetShare:
    return FacetShare(facet, share, average, 100 * share / average if average else NAN, round(share * 50))


@pytest.mark.parametrize("dark", [False, True])
def test_every_facet_of_the_lexicon_has_a_colour_that_can_be_read_and_told_from_the_others(dark):
    facets = list(load_lexicon(get_settings()).facets)
    assert set(facets) == set(_FACETS)
    colours = [facet_colour(facet, dark=dark) for facet in facets] + [facet_colour(OTHER, dark=dark)]
    assert colours[-1] == MUTED_TEXT[dark] == facet_colour("우리 팀의 분류", dark=dark)
    assert min(contrast(colour, paper(dark)) for colour in colours) >= 4.5
    far = distances(colours, colours)
    assert min(far[i, j] for i in range(len(colours)) for j in range(i)) >= 11, list(SIGHTS)


def test_bars_of_a_mix_are_cut_by_group_and_carry_the_word():
    words = [
        BlendWord("밤하늘", 4.0, "세계관·서사", {"a": 0.75, "b": 0.25}, 30),
        BlendWord("힙합", 2.0, "사운드", {"b": 1.0}, 12),
    ]
    figure = blend_bars(words, [ONE, OTHER_GROUP])
    assert [(trace.name, trace.marker.color) for trace in figure.data] == [
        (g.name, g.colour) for g in (ONE, OTHER_GROUP)
    ]
    assert [list(trace.x) for trace in figure.data] == [[3.0, 0.0], [1.0, 2.0]]
    assert list(figure.data[1].customdata) == ["밤하늘", "힙합"] and figure.layout.barmode == "stack"
    assert "75" in figure.data[0].hovertext[0] and "기사 30건" in figure.layout.annotations[0].text


def test_the_radar_has_the_average_dotted_closes_its_outlines_and_bounds_what_nobody_else_says():
    shares = (_share("분위기", 0.6, 0.3), _share("사운드", 0.9, 0.01), _share("퍼포먼스", 0.0, 0.0))
    figure = radar([Profile("여섯별", "#3C9CCC", shares), Profile("우리 라인업", "#5b3fc4", shares)])
    average, own, lineup = figure.data
    assert set(average.r) == {100} and average.line.dash == "dot"
    assert list(own.r) == [200, MOST, 0, 200] and own.theta[0] == own.theta[-1]
    assert own.fill == "toself" and lineup.fill is None and own.line.dash != lineup.line.dash
    assert own.marker.symbol != lineup.marker.symbol
    assert "지수 200" in own.hovertext[0] and "지수 –" in own.hovertext[2]
    assert figure.layout.polar.radialaxis.range[1] > MOST


def test_trends_are_drawn_one_below_the_other_on_one_scale_with_the_articles_beneath():
    shares = {"몽환": (0.5, None, 0.2), "신스": (0.0, None, 0.1)}
    trend = Trend("month", ("2026-03", "2026-04", "2026-05"), (4, 0, 10), shares, 1)
    figure = trend_lines(trend, {"몽환": "#068053", "신스": "#0b72d9"}, "#3C9CCC")
    first, _, articles = figure.data
    assert list(first.y) == [50, None, 20] and first.connectgaps is False
    assert set(first.customdata) == {"몽환"} and first.line.color == "#068053"
    assert list(articles.y) == [4, 0, 10] and articles.type == "bar"
    assert figure.layout.yaxis.range == figure.layout.yaxis2.range and figure.layout.yaxis.range[1] >= 50
    tops = [figure.layout[axis].domain for axis in ("yaxis", "yaxis2", "yaxis3")]
    assert tops[0][0] > tops[1][1] and tops[1][0] > tops[2][1] and tops[2][0] >= 0
    assert "2026년 3월: 50" in first.hovertext[0].replace("\u00a0", " ") and first.hovertext[1] == ""
    assert list(figure.layout.xaxis.ticktext) == ["26.03", "26.04", "26.05"]


@pytest.mark.parametrize(
    ("period", "said"),
    [("2026-03", "2026년 3월"), ("2026-Q1", "2026년 1분기"), ("2026-03-02", "2026년 3월 2일 주")],
)
def test_a_period_is_said_as_people_say_it(period, said):
    assert period_name(period) == said


def test_many_weeks_share_few_labels():
    weeks = tuple(f"2026-01-{day:02d}" for day in range(1, 31))
    figure = trend_lines(Trend("week", weeks, (1,) * 30, {}, 0), {}, "#3C9CCC")
    assert 4 <= len(figure.layout.xaxis.ticktext) <= 6


def test_presses_say_how_many_articles_and_which_words():
    figure = press_bars([("가람일보", 12, ("몽환", "신스", "새벽")), ("<b>", 3, ())], "#3C9CCC")
    assert list(figure.data[0].x) == [12, 3]
    assert "12건" in figure.layout.annotations[0].text and "몽환 · 신스" in figure.layout.annotations[0].text
    assert "<b>" not in figure.layout.yaxis.ticktext[1]


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


def test_two_groups_stand_in_their_colours_and_what_parts_nobody_is_grey():
    words = (
        VersusWord("밤하늘", "세계관·서사", 20, 0, 0.4, 0.0, 5.0),
        VersusWord("힙합", "사운드", 0, 18, 0.0, 0.36, -4.8),
        VersusWord("앨범", OTHER, 25, 24, 0.5, 0.48, 0.1),
    )
    figure = versus_map(Versus("a", "b", (50, 50), words), ONE, OTHER_GROUP)
    _, both, other, one = figure.data
    assert (list(one.customdata), list(other.customdata), list(both.customdata)) == (["밤하늘"], ["힙합"], ["앨범"])
    assert (one.marker.color, other.marker.color) == (ONE.colour, OTHER_GROUP.colour)
    assert one.marker.symbol != other.marker.symbol
    assert one.x[0] == pytest.approx(40**0.5) and one.y[0] == 0 and other.y[0] == pytest.approx(6)
    assert "여섯별 40 %(20건)" in one.hovertext[0].replace("\u00a0", " ")
    assert {a.text for a in figure.layout.annotations} == {"밤하늘", "힙합"}


def test_names_that_fit_cover_neither_each_other_nor_a_dot():
    spots = [Spot("밤하늘빛", (i * 7 % 20) / 20, (i * 11 % 20) / 20, 8) for i in range(40)]
    found = fitting(spots, 330, 480)
    boxes = [_boxes(spots[i], 330, 480)[side] for i, side in found.items()]
    assert 5 < len(found) < 40
    for i, a in enumerate(boxes):
        for b in boxes[:i]:
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
    stacked = fitting([Spot("가", 0.5, 0.5, 5), Spot("나", 0.5, 0.5, 5)], 330, 480)
    assert len(set(stacked.values())) == 2


@pytest.mark.parametrize("dark", [False, True])
def test_no_concept_chart_zooms_or_drags_under_a_thumb(dark):
    trend = Trend("month", ("2026-03",), (4,), {"몽환": (0.5,)}, 0)
    versus = Versus("a", "b", (5, 5), ())
    for figure in (
        trend_lines(trend, {"몽환": "#068053"}, "#3C9CCC", dark=dark),
        press_bars([("가람일보", 1, ())], "#3C9CCC", dark=dark),
        network_map(Network((), ()), {}, dark=dark),
        versus_map(versus, ONE, OTHER_GROUP, dark=dark),
        blend_bars([], [ONE], dark=dark),
    ):
        assert figure.layout.dragmode is False
        assert figure.layout.xaxis.fixedrange and figure.layout.yaxis.fixedrange
