from core.charts.concept_facets import MOST, Profile, radar
from core.keywords.views.facets import FacetShare

NAN = float("nan")


def _share(facet: str, share: float, average: float) -> FacetShare:
    return FacetShare(facet, share, average, 100 * share / average if average else NAN, round(share * 50))


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
