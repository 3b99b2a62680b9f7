import math

from core.text.numbers import in_percent, percent, rounded


def test_a_share_is_never_0_or_100_percent_unless_it_is() -> None:
    assert [percent(0.344), percent(0.001), percent(0)] == ["34\u00a0%", "<1\u00a0%", "0\u00a0%"]
    assert [percent(0.998), percent(1), percent(0.344, " ")] == [">99\u00a0%", "100\u00a0%", "34 %"]


def test_what_could_not_be_computed_is_none() -> None:
    assert [rounded(1 / 3), rounded(1 / 3, 2), rounded(12.5, 0)] == [0.3333, 0.33, 12]
    assert [rounded(None), rounded(math.nan), rounded(math.inf)] == [None] * 3
    assert [in_percent(1 / 3), in_percent(None), in_percent(math.nan)] == [33.3, None, None]
