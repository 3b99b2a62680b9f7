import numpy as np
import pytest

from core.charts.training import Bar, confusion, embedding_map, quality_bars, reliability
from tests.support.figures import GROUPS, texts


def test_quality_bars_draw_chance_and_say_when_a_number_is_missing():
    figure = quality_bars([Bar("정확도", 0.9, 0.25), Bar("재현성", None)])
    assert [shape.x0 for shape in figure.layout.shapes if shape.type == "line"] == [25]
    assert "우연 25 %" in texts(figure) and "–" in texts(figure)


def test_confusion_shows_counts_and_colours_by_row_share():
    figure = confusion(np.array([[3.0, 1, 0], [0, 2, 0], [0, 0, 0]]), GROUPS)
    assert figure.data[0].z[0][0] == pytest.approx(75)
    assert figure.data[0].text[0][0] == 3
    assert np.isfinite(np.asarray(figure.data[0].z, dtype=float)).all()  # an empty row divides by nothing


def test_reliability_scales_to_percent():
    figure = reliability([0.5, 0.9], [0.4, 0.95], [10, 40])
    assert list(figure.data[1].x) == [50, 90]
    assert figure.data[1].marker.size[1] > figure.data[1].marker.size[0]


def test_embedding_map_has_a_trace_a_group_in_order_and_different_shapes():
    points = np.arange(8, dtype=np.float64).reshape(4, 2)
    figure = embedding_map(points, ["g3", "g1", "g1", "g3"], ["a", "b", "c", "d"], GROUPS)
    assert [trace.name for trace in figure.data] == ["그룹1", "그룹3"]
    assert len({trace.marker.symbol for trace in figure.data}) == 2
    assert list(figure.data[0].text) == ["b", "c"]
