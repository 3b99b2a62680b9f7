import numpy as np
import pytest

from core.charts.curves import fold_dots, learning_curves, roc
from core.training.metrics import roc_curve
from core.training.run import FoldResult
from tests.support.figures import GROUPS, fold


def test_curves_have_two_lines_a_fold_and_one_legend_entry_a_kind():
    figure = learning_curves([fold(1, [1.0, 0.5]), fold(2, []), fold(3, [0.8])])
    assert [(trace.name, list(trace.y)) for trace in figure.data[:2]] == [
        ("학습", [1.0, 0.5]),
        ("검증", [1.1, 0.6]),
    ]
    assert [trace.name for trace in figure.data if trace.showlegend] == ["학습", "검증"]
    assert figure.data[0].line.dash != figure.data[2].line.dash  # folds are told apart without colour
    assert figure.data[2].mode == "markers"  # one epoch is a dot: a line would not be seen
    right = learning_curves([fold(1, [1.0, 0.004])], accuracy=True).data[0]
    assert list(right.y) == pytest.approx([50, 99.8])
    assert [said.rpartition(": ")[2] for said in right.hovertext] == ["50\u00a0%", ">99\u00a0%"]


def test_curves_without_held_back_photos_draw_what_there_is():
    assert [trace.name for trace in learning_curves([fold(1, [1.0, 0.5], held=False)]).data] == ["학습"]


def test_folds_show_the_mean_and_the_band_and_leave_out_what_has_no_score():
    unscored = FoldResult(3, 0, None, None, 0.1)
    figure = fold_dots([fold(1, [0.2]), fold(2, [0.4]), unscored], 0.3, 0.1)
    assert list(figure.data[0].y) == [0.2, 0.4]
    band, line = figure.layout.shapes
    assert (band.y0, band.y1, line.y0) == (pytest.approx(0.2), pytest.approx(0.4), 0.3)


def test_roc_curves_keep_the_groups_order_and_state_the_area():
    p = np.array([[0.9, 0.1, 0], [0.6, 0.4, 0], [0.7, 0.3, 0], [0.1, 0.9, 0]])
    figure = roc(roc_curve(p, np.array([0, 0, 1, 1]), ("g1", "g2", "g3")), GROUPS)
    shown = [trace for trace in figure.data if trace.name]
    assert [trace.name for trace in shown] == ["그룹1 0.750", "그룹2 0.750"]
    assert [trace.line.color for trace in shown] == [g.colour for g in GROUPS[:2]]
    assert shown[0].marker.symbol != shown[1].marker.symbol
    assert (shown[0].x[0], shown[0].y[-1]) == (0, 100)
