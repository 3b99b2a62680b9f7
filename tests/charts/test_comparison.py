import pytest

from core.charts.comparison import ComparedRow, gaps


def test_gaps_draw_a_line_only_where_both_ends_are_known():
    figure = gaps([ComparedRow("가" * 40, 0.9, 0.3, 0.25), ComparedRow("원본", 0.338, None, None, fixed=True)])
    lines = [s for s in figure.layout.shapes if s.y0 == s.y1]
    assert [(s.x0, s.x1) for s in lines] == [(30, 90)]
    known, unseen, _ = figure.data
    assert list(known.x) == pytest.approx([90, 33.8]) and list(unseen.x) == [30]
    assert known.marker.color[0] != known.marker.color[1] and known.marker.symbol != unseen.marker.symbol


def test_a_name_is_written_whole_however_long_names_of_runs_usually_are():
    usual, longest = "임베딩 분류기 로지스틱 회귀 · 우리 회사의 실제 4팀", "가" * 80
    figure = gaps([ComparedRow(name, 0.9, 0.3, 0.25) for name in (usual, longest)])
    whole, cut = (str(a.text).replace("<br>", " ") for a in figure.layout.annotations)
    assert whole == usual and cut.endswith("…")
