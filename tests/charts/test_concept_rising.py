from datetime import date

from core.charts.concept_rising import rising_bars, worn_bars
from core.keywords.views.rising import Rising, RisingWord
from core.keywords.views.worn import Worn, WornWord

DAY = date(2026, 10, 1)


def test_rising_bars_stand_at_the_late_share_with_a_line_where_it_was():
    words = (RisingWord("몽환", 10, 6, 0.001, firm=True), RisingWord("<b>", 0, 3, 0.2, firm=False))
    figure = rising_bars(Rising(DAY, DAY, DAY, 40, 10, words), {"몽환": "#068053", "<b>": "#5c5a66"})
    bar = figure.data[0]
    assert list(bar.x) == [60, 30] and list(bar.customdata) == ["몽환", "<b>"]
    assert list(bar.marker.color) == ["#068053", "#5c5a66"] and "<b>" not in figure.layout.yaxis.ticktext[1]
    assert [shape.x0 for shape in figure.layout.shapes if shape.type == "line"] == [25, 0]
    assert "6/10건" in figure.layout.annotations[0].text and "10/40건" in figure.layout.annotations[0].text
    assert figure.layout.xaxis.range[1] >= 60


def test_worn_bars_count_groups_out_of_all_of_them():
    found = Worn(DAY, DAY, ("a", "b", "c"), 50, (WornWord("몽환", ("a", "c"), 10, 0.2),))
    figure = worn_bars(found, {"몽환": "#068053"})
    assert list(figure.data[0].x) == [2] and tuple(figure.layout.xaxis.range) == (0, 3)
    assert "2/3팀" in figure.layout.annotations[0].text and "20" in figure.layout.annotations[0].text
