import numpy as np
import plotly.graph_objects as go
import pytest

from core import charts
from core.charts.comparison import Compared, gaps
from core.charts.curves import fold_dots, learning_curves, roc
from core.charts.face_map import PICKED, face_map
from core.charts.style import accent, interval, label
from core.charts.training import Bar
from core.colour import contrast, mixed
from core.training.checkpoint import Epoch
from core.training.metrics import roc_curve
from core.training.run import FoldResult
from core.types import Keyword

GROUPS = [charts.GroupStyle(f"g{i}", f"그룹{i}", f"#{i}0{i}0{i}0") for i in range(1, 4)]
SCORES = {"g1": 0.2, "g2": 0.55, "g3": 0.25}


def _texts(figure: go.Figure) -> str:
    return " ".join(a.text for a in figure.layout.annotations).replace("\u00a0", " ")


def test_bars_keep_the_catalogues_order_and_colours_and_make_the_top_bold():
    figure = charts.group_bars(SCORES, GROUPS, {g: (v - 0.1, v + 0.1) for g, v in SCORES.items()})
    axis, bars = figure.layout.yaxis, figure.data[0]
    assert list(axis.ticktext) == ["그룹1", "<b>그룹2</b>", "그룹3"]
    assert axis.range[0] > axis.range[1]  # first group on top
    assert list(bars.x) == pytest.approx([20, 55, 25])
    assert list(bars.marker.color) == [g.colour for g in GROUPS]
    assert "55 %" in _texts(figure) and "45–65" in _texts(figure)


def test_the_range_line_reaches_from_low_to_high():
    figure = charts.group_bars(SCORES, GROUPS, {"g1": (0.1, 0.4), "g2": (0.5, 0.6), "g3": (0.25, 0.25)})
    line = figure.data[0].error_x
    assert list(line.array) == pytest.approx([20, 5, 0])
    assert list(line.arrayminus) == pytest.approx([10, 5, 0])
    assert figure.layout.xaxis.range[1] >= 60


def test_bars_without_a_range_draw_none():
    figure = charts.group_bars(SCORES, GROUPS)
    assert figure.data[0].error_x.array is None
    assert "범위" not in " ".join(figure.data[0].hovertext)


def test_heat_map_keeps_an_empty_row_for_a_trainee_without_photos():
    figure = charts.heat_map(["가", "나"], [SCORES, None], GROUPS)
    rows = figure.data[0].z
    assert list(rows[0]) == pytest.approx([20, 55, 25])
    assert all(v is None for v in rows[1])
    assert list(figure.layout.xaxis.ticktext) == [g.name for g in GROUPS]


def test_names_from_outside_cannot_bring_markup():
    sly = [charts.GroupStyle("g1", "<a href='x'>", "#112233")]
    figure = charts.group_bars({"g1": 1.0}, sly)
    assert "<a" not in figure.layout.yaxis.ticktext[0].replace("<b>", "")
    assert "<a" not in figure.data[0].hovertext[0]
    assert label("가" * 30) == "가" * 13 + "…"


def test_thin_keywords_are_faint_and_clicks_carry_the_word():
    words = [Keyword("밤하늘", 40, 27, 9.8, 3.0), Keyword("운석", 2, 2, 2.4, 2.0)]
    figure = charts.keyword_bars(words, ["#123456", "#123456"])
    firm, thin = figure.data[0].marker.color
    assert firm == "#123456" and contrast(thin, "#ffffff") < contrast(firm, "#ffffff")
    assert [list(trace.customdata) for trace in figure.data] == [["밤하늘", "운석"]]
    assert "기사 27건" in _texts(figure)


def test_without_a_comparison_the_bars_are_the_articles():
    figure = charts.keyword_bars([Keyword("밤하늘", 40, 27, float("nan"), float("nan"))], ["#123456"])
    assert list(figure.data[0].x) == [27] and "nan" not in _texts(figure) + figure.data[0].hovertext[0]


def test_quality_bars_draw_chance_and_say_when_a_number_is_missing():
    figure = charts.quality_bars([Bar("정확도", 0.9, 0.25), Bar("재현성", None)])
    assert [shape.x0 for shape in figure.layout.shapes if shape.type == "line"] == [25]
    assert "우연 25 %" in _texts(figure) and "–" in _texts(figure)


def test_confusion_shows_counts_and_colours_by_row_share():
    figure = charts.confusion(np.array([[3.0, 1, 0], [0, 2, 0], [0, 0, 0]]), GROUPS)
    assert figure.data[0].z[0][0] == pytest.approx(75)
    assert figure.data[0].text[0][0] == 3
    assert np.isfinite(np.asarray(figure.data[0].z, dtype=float)).all()  # an empty row divides by nothing


def test_reliability_scales_to_percent():
    figure = charts.reliability([0.5, 0.9], [0.4, 0.95], [10, 40])
    assert list(figure.data[1].x) == [50, 90]
    assert figure.data[1].marker.size[1] > figure.data[1].marker.size[0]


def test_embedding_map_has_a_trace_a_group_in_order_and_different_shapes():
    points = np.arange(8, dtype=np.float64).reshape(4, 2)
    figure = charts.embedding_map(points, ["g3", "g1", "g1", "g3"], ["a", "b", "c", "d"], GROUPS)
    assert [trace.name for trace in figure.data] == ["그룹1", "그룹3"]
    assert len({trace.marker.symbol for trace in figure.data}) == 2
    assert list(figure.data[0].text) == ["b", "c"]


def _fold(number: int, losses: list[float], held: bool = True) -> FoldResult:
    epochs = tuple(
        Epoch(n, loss, 1 - loss / 2, loss + 0.1 if held else None, 0.5 if held else None)
        for n, loss in enumerate(losses, 1)
    )
    return FoldResult(number, 10, losses[-1] if losses else 0.5, 0.9, 1.0, epochs)


def test_curves_have_two_lines_a_fold_and_one_legend_entry_a_kind():
    figure = learning_curves([_fold(1, [1.0, 0.5]), _fold(2, []), _fold(3, [0.8])])
    assert [(trace.name, list(trace.y)) for trace in figure.data[:2]] == [
        ("학습", [1.0, 0.5]),
        ("검증", [1.1, 0.6]),
    ]
    assert [trace.name for trace in figure.data if trace.showlegend] == ["학습", "검증"]
    assert figure.data[0].line.dash != figure.data[2].line.dash  # folds are told apart without colour
    assert figure.data[2].mode == "markers"  # one epoch is a dot: a line would not be seen
    assert list(learning_curves([_fold(1, [1.0, 0.5])], accuracy=True).data[0].y) == pytest.approx([50, 75])


def test_curves_without_held_back_photos_draw_what_there_is():
    assert [trace.name for trace in learning_curves([_fold(1, [1.0, 0.5], held=False)]).data] == ["학습"]


def test_folds_show_the_mean_and_the_band_and_leave_out_what_has_no_score():
    unscored = FoldResult(3, 0, None, None, 0.1)
    figure = fold_dots([_fold(1, [0.2]), _fold(2, [0.4]), unscored], 0.3, 0.1)
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


def test_gaps_draw_a_line_only_where_both_ends_are_known():
    figure = gaps([Compared("가" * 40, 0.9, 0.3, 0.25), Compared("원본", 0.338, None, None, fixed=True)])
    lines = [s for s in figure.layout.shapes if s.y0 == s.y1]
    assert [(s.x0, s.x1) for s in lines] == [(30, 90)]
    known, unseen, _ = figure.data
    assert list(known.x) == pytest.approx([90, 33.8]) and list(unseen.x) == [30]
    assert known.marker.color[0] != known.marker.color[1] and known.marker.symbol != unseen.marker.symbol
    assert max(len(name) for name in figure.layout.yaxis.ticktext) <= 18


def test_the_face_map_shows_pictures_under_the_pointer_and_never_reads_them_aloud():
    points = np.arange(6, dtype=np.float64).reshape(3, 2)
    spec = face_map(points, ["g3", "g1", "gone"], ["a", "b", "c"], ["data:x", "", ""], GROUPS)
    rows = spec["data"]["values"]
    assert [(r["row"], r["group"], r["image"]) for r in rows] == [(0, "그룹3", "data:x"), (1, "그룹1", "")]
    encoding = spec["encoding"]
    assert encoding["tooltip"][0]["title"] == "image" and encoding["description"]["field"] == "name"
    assert encoding["color"]["scale"]["domain"] == ["그룹1", "그룹3"] == encoding["shape"]["scale"]["domain"]
    assert encoding["color"]["scale"]["range"] == [GROUPS[0].colour, GROUPS[2].colour]
    assert spec["params"][0]["name"] == PICKED and spec["params"][0]["select"]["fields"] == ["row"]


@pytest.mark.parametrize("dark", [True, False])
def test_no_line_up_or_training_chart_zooms_or_drags_under_a_thumb(dark):
    figures = [
        charts.group_bars(SCORES, GROUPS, dark=dark),
        charts.heat_map(["가"], [SCORES], GROUPS, dark=dark),
        charts.keyword_bars([Keyword("말", 3, 3, 1.0, 1.0)], ["#000000"], dark=dark),
        charts.reliability([0.5], [0.5], [1], dark=dark),
        learning_curves([_fold(1, [1.0, 0.5])], dark=dark),
        fold_dots([_fold(1, [1.0])], 1.0, 0.0, dark=dark),
        gaps([Compared("가", 0.9, 0.3, 0.25)], dark=dark),
        roc((), GROUPS, dark=dark),
    ]
    for figure in figures:
        assert figure.layout.dragmode is False
        assert figure.layout.xaxis.fixedrange and figure.layout.yaxis.fixedrange


def test_a_range_is_written_without_the_sign():
    assert interval(0.24, 0.449) == "24–45"


@pytest.mark.parametrize("dark", [False, True])
def test_the_number_on_every_cell_can_be_read(dark):
    shares = {"a": 0.62, "b": 0.3, "c": 0.08}
    figure = charts.heat_map(
        ["가", "나"], [shares, None], [charts.GroupStyle(g, g, "#009E73") for g in shares], dark=dark
    )
    numbers = figure.data[1]
    assert list(numbers.text) == ["62", "30", "8"] and list(numbers.y) == [0, 0, 0]
    start = "#26232e" if dark else "#f6f4fd"
    cells = [mixed(start, accent(dark), max(share / 0.62 - 0.12, 0) / 0.88) for share in shares.values()]
    for text, cell in zip(numbers.textfont.color, cells, strict=True):
        assert contrast(text, cell) >= 4.3
