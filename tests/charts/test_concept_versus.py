import pytest

from core.charts.concept_versus import spots, versus_map
from core.keywords.lexicon.lexicon import OTHER
from core.keywords.views.threshold import CHANCE
from core.keywords.views.versus import Versus, VersusWord
from tests.support.figures import ONE, OTHER_GROUP


def test_two_groups_stand_in_their_colours_and_what_parts_nobody_is_grey():
    words = (
        VersusWord("밤하늘", "세계관·서사", 20, 0, 0.4, 0.0, 5.0),
        VersusWord("힙합", "사운드", 0, 18, 0.0, 0.36, -4.8),
        VersusWord("앨범", OTHER, 25, 24, 0.5, 0.48, 0.1),
    )
    figure = versus_map(Versus("a", "b", (50, 50), words), ONE, OTHER_GROUP)
    _, both, other, one = figure.data
    assert CHANCE in both.name and both.marker.size < one.marker.size
    assert (list(one.customdata), list(other.customdata), list(both.customdata)) == (["밤하늘"], ["힙합"], ["앨범"])
    assert (one.marker.color, other.marker.color) == (ONE.colour, OTHER_GROUP.colour)
    assert one.marker.symbol != other.marker.symbol
    assert one.x[0] == pytest.approx(40**0.5) and one.y[0] == 0 and other.y[0] == pytest.approx(6)
    assert "여섯별 40 %(20건)" in one.hovertext[0].replace("\u00a0", " ")
    assert {a.text for a in figure.layout.annotations} == {"밤하늘", "힙합"}


def test_words_on_one_spot_are_one_mark_that_names_them_all():
    def word(name: str, other: int) -> VersusWord:
        return VersusWord(name, "분위기", 0, other, 0.0, other / 50, -5.0)

    compared = Versus("a", "b", (50, 50), (word("여름", 20), word("청량", 20), word("바다", 12)))
    assert [[w.word for w in spot] for spot in spots(compared)] == [["여름", "청량"], ["바다"]]
    figure = versus_map(compared, ONE, OTHER_GROUP)
    marks = figure.data[-1]
    assert list(marks.customdata) == ["여름", "바다"] and "여름 · 청량" in marks.hovertext[0]
    assert [trace.name for trace in figure.data[1:]] == [OTHER_GROUP.name], "a legend for what is there"
    assert "여름 +1" in {a.text for a in figure.layout.annotations}
