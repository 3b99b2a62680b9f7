"""Parts join what a figure has already, and only once for all rows: plotly looks at everything anew for each."""

import plotly.graph_objects as go

from core.charts.parts import beside, tracks, uprights
from tests.support.figures import texts


def test_every_row_has_its_own_parts_beside_those_before() -> None:
    figure = go.Figure()
    tracks(figure, 2, 5.0)
    uprights(figure, [None, 3.0], 0.4, dark=False)
    assert [(shape.type, shape.x0, shape.x1, shape.y0, shape.y1) for shape in figure.layout.shapes] == [
        ("rect", 0, 5, -0.3, 0.3), ("rect", 0, 5, 0.7, 1.3), ("line", 3, 3, 0.6, 1.4)
    ]  # fmt: skip
    beside(figure, ["가", "나"], dark=False)
    beside(figure, ["다"], dark=False, x=0)
    assert [(note.text, note.x, note.y) for note in figure.layout.annotations] == [
        ("가", 1, 0),
        ("나", 1, 1),
        ("다", 0, 0),
    ]
    assert "가" in texts(figure)


def test_no_rows_have_no_parts() -> None:
    figure = go.Figure()
    tracks(figure, 0, 5.0)
    beside(figure, [], dark=True)
    assert not figure.layout.shapes and not figure.layout.annotations
