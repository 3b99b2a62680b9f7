"""Numbers as tables, JSON and sentences show them."""

from math import isfinite


def rounded(value: float | None, digits: int = 4) -> float | None:
    """A figure of a table or of JSON, which has no NaN: None is what could not be computed."""
    return round(value, digits) if value is not None and isfinite(value) else None


def in_percent(share: float | None) -> float | None:
    """0..1 to percent with one decimal, for a table; None as in `rounded`."""
    return None if share is None else rounded(share * 100, 1)


def percent(share: float, space: str = "\u00a0") -> str:
    """0.344 -> "34 %", the one way to write shares. Never 0 or 100 for what is neither.

    space: does not break, except in text that may be copied or checked word by word."""
    return f"{percent_number(share)}{space}%"


def percent_number(share: float) -> str:
    """As `percent`, where the unit is said beside it: "34", "<1", ">99"."""
    if 0 < share <= 0.005:
        return "<1"
    return ">99" if 0.995 <= share < 1 else f"{share * 100:.0f}"


def points(share: float) -> str:
    """A difference of shares in percentage points: 0.344 -> "34 %p". Never 0 for what is not 0."""
    small = 0 < abs(share) <= 0.005
    return f"{'<1' if small else f'{share * 100:.0f}'}\u00a0%p"


def decimal(value: float, digits: int = 3) -> str:
    """A figure that is no share, such as a loss: "0.412". Never 0.000 for what is not 0."""
    least = 10.0**-digits
    return f"<{least:.{digits}f}" if 0 < value < least / 2 else f"{value:.{digits}f}"
