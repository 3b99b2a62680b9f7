import pytest

from core.charts.lineup import group_bars, heat_map
from core.charts.style import GroupStyle, accent, label
from core.colour import contrast, mixed
from tests.support.figures import GROUPS, SCORES, texts


def test_bars_keep_the_catalogues_order_and_colours_and_make_the_top_bold():
    figure = group_bars(SCORES, GROUPS, {g: (v - 0.1, v + 0.1) for g, v in SCORES.items()})
    axis, bars = figure.layout.yaxis, figure.data[0]
    assert list(axis.ticktext) == ["그룹1", "<b>그룹2</b>", "그룹3"]
    assert axis.range[0] > axis.range[1]  # first group on top
    assert list(bars.x) == pytest.approx([20, 55, 25])
    assert list(bars.marker.color) == [g.colour for g in GROUPS]
    assert "55 %" in texts(figure) and "45–65" in texts(figure)


def test_the_range_line_reaches_from_low_to_high():
    figure = group_bars(SCORES, GROUPS, {"g1": (0.1, 0.4), "g2": (0.5, 0.6), "g3": (0.25, 0.25)})
    line = figure.data[0].error_x
    assert list(line.array) == pytest.approx([20, 5, 0])
    assert list(line.arrayminus) == pytest.approx([10, 5, 0])
    assert figure.layout.xaxis.range[1] >= 60


def test_what_is_no_group_stands_below_them_and_a_track_is_the_whole():
    figure = group_bars(SCORES, GROUPS, nobody=("가깝지 않음", 0.97))
    assert list(figure.data[0].x) == pytest.approx([20, 55, 25, 97])
    assert figure.layout.yaxis.ticktext[1] == "<b>그룹2</b>" and figure.layout.yaxis.ticktext[3] == "가깝지 않음"
    assert list(figure.layout.xaxis.range) == [0, 100]


def test_bars_without_a_range_draw_none():
    figure = group_bars(SCORES, GROUPS)
    assert figure.data[0].error_x.array is None
    assert "범위" not in " ".join(figure.data[0].hovertext)


def test_heat_map_keeps_an_empty_row_for_a_trainee_without_photos():
    figure = heat_map(["가", "나"], [SCORES, None], GROUPS)
    rows = figure.data[0].z
    assert list(rows[0]) == pytest.approx([20, 55, 25])
    assert all(v is None for v in rows[1])
    assert list(figure.layout.xaxis.ticktext) == [g.name for g in GROUPS]


def test_names_from_outside_cannot_bring_markup():
    sly = [GroupStyle("g1", "<a href='x'>", "#112233")]
    figure = group_bars({"g1": 1.0}, sly)
    assert "<a" not in figure.layout.yaxis.ticktext[0].replace("<b>", "")
    assert "<a" not in figure.data[0].hovertext[0]
    assert label("가" * 30) == "가" * 13 + "…"


@pytest.mark.parametrize("dark", [False, True])
def test_the_number_on_every_cell_can_be_read(dark):
    shares = {"a": 0.62, "b": 0.3, "c": 0.08}
    figure = heat_map(["가", "나"], [shares, None], [GroupStyle(g, g, "#009E73") for g in shares], dark=dark)
    numbers = figure.data[1]
    assert list(numbers.text) == ["62", "30", "8"] and list(numbers.y) == [0, 0, 0]
    start = "#26232e" if dark else "#f6f4fd"
    cells = [mixed(start, accent(dark), max(share - 0.12, 0) / 0.88) for share in shares.values()]
    for text, cell in zip(numbers.textfont.color, cells, strict=True):
        assert contrast(text, cell) >= 4.3


@pytest.mark.parametrize("dark", [False, True])
def test_close_to_nobody_has_a_column_of_its_own_in_grey(dark):
    shares = [0.02, 0.3, 0.6, 1.0]
    figure = heat_map(["가", "나", "다", "라"], [SCORES] * 4, GROUPS, nobody=("가깝지 않음", shares), dark=dark)
    groups, away, numbers = figure.data
    assert groups.zmax == away.zmax == 100, "the same share is as dark in every line-up"
    assert [row[0] for row in away.z] == [2, 30, 60, 100] and list(figure.layout.xaxis.ticktext)[-1] == "가깝지 않음"
    tones = [text for text, x in zip(numbers.textfont.color, numbers.x, strict=True) if x == len(GROUPS)]
    start = "#26232e" if dark else "#f6f4fd"
    for text, share in zip(tones, shares, strict=True):
        assert contrast(text, mixed(start, "#77737f", max(share - 0.12, 0) / 0.88)) >= 4.3
