"""What all charts have in common."""

import pytest

from core.charts.comparison import ComparedRow, gaps
from core.charts.concept_network import network_map
from core.charts.concept_trend import press_bars, trend_lines
from core.charts.concept_versus import versus_map
from core.charts.concept_words import blend_bars, keyword_bars
from core.charts.curves import fold_dots, learning_curves, roc
from core.charts.lineup import group_bars, heat_map
from core.charts.style import interval
from core.charts.training import reliability
from core.keywords.views.network import Network
from core.keywords.views.trend import Trend
from core.keywords.views.versus import Versus
from core.types import Keyword
from tests.support.figures import GROUPS, ONE, OTHER_GROUP, SCORES, fold


@pytest.mark.parametrize("dark", [True, False])
def test_nothing_zooms_or_drags_under_a_thumb(dark):
    trend = Trend("month", ("2026-03",), (4,), {"몽환": (0.5,)}, 0)
    figures = [
        group_bars(SCORES, GROUPS, dark=dark),
        heat_map(["가"], [SCORES], GROUPS, dark=dark),
        keyword_bars([Keyword("말", 3, 3, 1.0, 1.0)], ["#000000"], dark=dark),
        reliability([0.5], [0.5], [1], dark=dark),
        learning_curves([fold(1, [1.0, 0.5])], dark=dark),
        fold_dots([fold(1, [1.0])], 1.0, 0.0, dark=dark),
        gaps([ComparedRow("가", 0.9, 0.3, 0.25)], dark=dark),
        roc((), GROUPS, dark=dark),
        trend_lines(trend, {"몽환": "#068053"}, "#3C9CCC", dark=dark),
        press_bars([("가람일보", 1, ())], "#3C9CCC", dark=dark),
        network_map(Network((), ()), [], dark=dark),
        versus_map(Versus("a", "b", (5, 5), ()), ONE, OTHER_GROUP, dark=dark),
        blend_bars([], [ONE], dark=dark),
    ]
    for figure in figures:
        assert figure.layout.dragmode is False
        assert figure.layout.xaxis.fixedrange and figure.layout.yaxis.fixedrange


def test_a_range_is_written_without_the_sign():
    assert interval(0.24, 0.449) == "24–45"
