import pytest

from core.charts.concept_trend import period_name, press_bars, trend_lines
from core.keywords.views.trend import Trend


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
