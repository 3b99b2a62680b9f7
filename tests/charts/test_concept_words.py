from core.charts.concept_words import blend_bars, keyword_bars
from core.colour import contrast
from core.keywords.views.blend import BlendWord
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


def test_thin_keywords_are_faint_and_clicks_carry_the_word():
    words = [Keyword("밤하늘", 40, 27, 9.8, 3.0), Keyword("운석", 2, 2, 2.4, 2.0)]
    figure = keyword_bars(words, ["#123456", "#123456"])
    firm, thin = figure.data[0].marker.color
    assert firm == "#123456" and contrast(thin, "#ffffff") < contrast(firm, "#ffffff")
    assert [list(trace.customdata) for trace in figure.data] == [["밤하늘", "운석"]]
    assert "기사 27건" in texts(figure)


def test_without_a_comparison_the_bars_are_the_articles():
    figure = keyword_bars([Keyword("밤하늘", 40, 27, float("nan"), float("nan"))], ["#123456"])
    assert list(figure.data[0].x) == [27] and "nan" not in texts(figure) + figure.data[0].hovertext[0]
