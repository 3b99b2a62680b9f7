"""Which share of a period's articles holds a word."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from core.keywords.corpus import Selection

Step = Literal["week", "month", "quarter"]


@dataclass(frozen=True, slots=True)
class Trend:
    """periods: in order, without gaps: "2026-03" (month), "2026-Q1" (quarter), "2026-03-02" (a week, by its Monday).

    articles: after folding, dated in that period. shares: word -> share of them that hold it, 0..1, None where the
    period has no article. undated: articles without a day, which are in no period."""

    by: Step
    periods: tuple[str, ...]
    articles: tuple[int, ...]
    shares: Mapping[str, tuple[float | None, ...]]
    undated: int


def trend(selection: Selection, words: Sequence[str], by: Step = "month") -> Trend:
    """The trend of words and names."""
    raise NotImplementedError
