"""The share of each period's articles that holds a word."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt
from typing import Literal

from core.keywords.corpus.corpus import Selection

TrendStep = Literal["week", "month", "quarter"]
RISE_WORDS, RISE_ARTICLES, RISE_Z = 10, 8, 2.81
MAX_PERIODS = 400  # more only where each of them has an article


@dataclass(frozen=True, slots=True)
class Trend:
    """periods: in order, without gaps unless days are decades apart: "2026-03" (month), "2026-Q1" (quarter),
    "2026-03-02" (a week, by its Monday).

    articles: after folding, dated in that period. shares: word -> share of them that hold it, 0..1, None where the
    period has no article. undated: articles without a day, which are in no period."""

    by: TrendStep
    periods: tuple[str, ...]
    articles: tuple[int, ...]
    shares: Mapping[str, tuple[float | None, ...]]
    undated: int


def trend(selection: Selection, words: Sequence[str], by: TrendStep = "month") -> Trend:
    """The trend of words and names. A story that several papers carried counts where the first of them did."""
    starts = {index: _start(day, by) for index, day in selection.kept.items() if day}
    periods = _without_gaps(sorted(set(starts.values())), by)
    articles = Counter(starts.values())

    def shares(word: str) -> tuple[float | None, ...]:
        found = {index for index, *_ in selection.places(word)}.union(selection.beyond(word))
        holding = Counter(starts[index] for index in found if index in starts)
        return tuple(holding[p] / articles[p] if articles[p] else None for p in periods)

    return Trend(
        by=by,
        periods=tuple(_label(period, by) for period in periods),
        articles=tuple(articles[p] for p in periods),
        shares={word: shares(word) for word in words},
        undated=len(selection.kept) - len(starts),
    )


def _start(day: date, by: TrendStep) -> date:
    """The first day of the period that a day is in. Weeks begin on Monday."""
    if by == "week":
        return date.fromordinal(max(1, day.toordinal() - day.weekday()))
    return day.replace(day=1, month=day.month if by == "month" else day.month - (day.month - 1) % 3)


def _without_gaps(starts: Sequence[date], by: TrendStep) -> list[date]:
    """All periods from the first to the last; a wrong date far off makes no chart of a thousand empty ones."""
    if not starts:
        return []
    filled, step = [starts[0]], {"week": 7, "month": 31, "quarter": 92}[by]
    while filled[-1] < starts[-1] and len(filled) < MAX_PERIODS:
        filled.append(_start(filled[-1] + timedelta(days=step), by))
    return filled if filled[-1] >= starts[-1] else list(starts)


def _label(start: date, by: TrendStep) -> str:
    if by == "week":
        return start.isoformat()
    return f"{start:%Y-%m}" if by == "month" else f"{start:%Y}-Q{(start.month + 2) // 3}"


@dataclass(frozen=True, slots=True)
class Rise:
    """A word that stands in a larger share of the later articles. since: first day of the later half.

    before, after: shares of each half's articles, 0..1. articles: of the later half that hold the word."""

    word: str
    since: date
    before: float
    after: float
    articles: int


def rise(selection: Selection, words: Sequence[str]) -> Rise | None:
    """The clearest rise among the words, from the earlier half of the dated articles to the later; None if none is.

    Two proportions, pooled; the bound is two-sided 5 % shared among `RISE_WORDS` words (Bonferroni)."""
    days = sorted(day for day in selection.kept.values() if day)
    if not days:
        return None
    since = days[len(days) // 2]
    earlier = {index for index, day in selection.kept.items() if day and day < since}
    later = {index for index, day in selection.kept.items() if day and day >= since}
    if min(len(earlier), len(later)) < RISE_ARTICLES:
        return None
    found: list[tuple[float, Rise]] = []
    for word in words[:RISE_WORDS]:
        holding = selection.holding([word])
        before, after = len(holding & earlier), len(holding & later)
        pooled = (before + after) / len(days)
        spread = sqrt(pooled * (1 - pooled) * (1 / len(earlier) + 1 / len(later)))
        z = (after / len(later) - before / len(earlier)) / spread if spread else 0.0
        if after >= 3 and z >= RISE_Z:
            found.append((z, Rise(word, since, before / len(earlier), after / len(later), after)))
    return max(found, key=lambda entry: entry[0])[1] if found else None
