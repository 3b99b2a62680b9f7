import math

from core.text.numbers import decimal, in_percent, percent, points, rounded


def test_a_share_is_never_0_or_100_percent_unless_it_is() -> None:
    assert [percent(0.344), percent(0.001), percent(0)] == ["34\u00a0%", "<1\u00a0%", "0\u00a0%"]
    assert [percent(0.998), percent(1), percent(0.344, " ")] == [">99\u00a0%", "100\u00a0%", "34 %"]


def test_what_could_not_be_computed_is_none() -> None:
    assert [rounded(1 / 3), rounded(1 / 3, 2), rounded(12.5, 0)] == [0.3333, 0.33, 12]
    assert [rounded(None), rounded(math.nan), rounded(math.inf)] == [None] * 3
    assert [in_percent(1 / 3), in_percent(None), in_percent(math.nan)] == [33.3, None, None]


def test_what_is_not_0_is_never_written_as_0() -> None:
    assert [points(0.344), points(0.001), points(0), points(-0.2)] == [
        "34\u00a0%p", "<1\u00a0%p", "0\u00a0%p", "-20\u00a0%p",
    ]  # fmt: skip
    assert [decimal(0.4123), decimal(0.0001), decimal(0), decimal(0.0005), decimal(1.34, 2)] == [
        "0.412", "<0.001", "0.000", "0.001", "1.34",
    ]  # fmt: skip
