from core.charts.concept_words import blend_bars, keyword_bars
from core.keywords.views.blend import BlendWord
from core.keywords.views.threshold import CHANCE, CLEAR_Z
from core.types import Keyword
from tests.support.figures import ONE, OTHER_GROUP, texts


def test_bars_of_a_mix_are_cut_by_group_and_carry_the_word():
    words = [
        BlendWord("밤하늘", 4.0, "세계관·서사", {"a": 0.75, "b": 0.25}, 30),
        BlendWord("힙합", 2.0, "사운드", {"b": 1.0}, 12),
    ]
    figure = blend_bars(words, [ONE, OTHER_GROUP])
    assert [(trace.name, trace.marker.color) for trace in figure.data] == [
        (g.name, g.colour) for g in (ONE, OTHER_GROUP)
    ]
    assert [list(trace.x) for trace in figure.data] == [[3.0, 0.0], [1.0, 2.0]]
    assert list(figure.data[1].customdata) == ["밤하늘", "힙합"] and figure.layout.barmode == "stack"
    assert "75" in figure.data[0].hovertext[0] and "기사 30건" in figure.layout.annotations[0].text


def test_bars_of_every_group_have_one_scale_with_the_line_on_it():
    strong, weak = Keyword("밤하늘", 40, 27, 7.2, 3.0), Keyword("운석", 9, 9, 0.9, 0.3)
    figures = [keyword_bars(words, ["#123456"] * len(words)) for words in ([strong, weak], [weak])]
    assert [figure.layout.xaxis.range for figure in figures] == [(0, 10), (0, 10)], "noise is drawn as short as it is"
    assert list(figures[0].data[0].x) == [7.2, 0.9] and list(figures[0].data[0].customdata) == ["밤하늘", "운석"]
    line = figures[1].layout.shapes[-1]
    assert line.x0 == line.x1 == CLEAR_Z and CLEAR_Z in figures[1].layout.xaxis.tickvals
    assert "7.2" in texts(figures[0]) and "기사 27건" in texts(figures[0])
    assert keyword_bars([Keyword("밤하늘", 40, 27, 12.4, 3.0)], ["#123456"]).layout.xaxis.range == (0, 20)


def test_what_may_be_chance_in_a_mix_is_one_grey_bar():
    words = [BlendWord("밤하늘", 4.0, "분위기", {"a": 1.0}, 30), BlendWord("말", 1.5, "분위기", {"b": 1.0}, 9, False)]
    figure = blend_bars(words, [ONE, OTHER_GROUP])
    assert [(trace.name, list(trace.x)) for trace in figure.data] == [(ONE.name, [4.0, 0.0]), (CHANCE, [0.0, 1.5])]
    assert CHANCE in figure.data[1].hovertext[1] and figure.layout.xaxis.range == (0, 10)
    assert blend_bars(words, [ONE, OTHER_GROUP], 4.1).layout.xaxis.range == (0, 4.1)


def test_without_a_comparison_the_bars_are_the_articles():
    figure = keyword_bars([Keyword("밤하늘", 40, 27, float("nan"), float("nan"))], ["#123456"])
    assert (
        list(figure.data[0].x) == [27]
        and not figure.layout.xaxis.visible
        and "nan" not in texts(figure) + figure.data[0].hovertext[0]
    )
