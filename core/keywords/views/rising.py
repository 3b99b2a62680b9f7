"""Words that stand in clearly more of the last month's articles than of those before.

Fisher's exact test (Fisher 1922, "On the interpretation of chi-squared from contingency tables", Journal of the Royal
Statistical Society 85(1)), one-sided: a month has few articles, for which tests that take counts for normal claim too
much. The bound is 5 % shared among all words that are looked at (Bonferroni)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import comb

from core.keywords.corpus.corpus import Selection
from core.keywords.views.threshold import MIN_ARTICLES

DAYS = 30  # that count as late
ARTICLES = 8  # at least, of either side
LEVEL = 0.05


@dataclass(frozen=True, slots=True)
class RisingWord:
    """before, after: articles that hold the word. p: the chance of so many late ones if nothing had changed, 0..1.
    firm: beyond chance, however many words were looked at."""

    word: str
    before: int
    after: int
    p: float
    firm: bool


@dataclass(frozen=True, slots=True)
class Rising:
    """first, since, until: first day, first late day, last day; None without a dated article. before, after: articles
    of either side. words: in at least `MIN_ARTICLES` late ones and in a larger share of them than before, the clearest
    first. reason: a Korean sentence where nothing can be said, else empty."""

    first: date | None
    since: date | None
    until: date | None
    before: int
    after: int
    words: tuple[RisingWord, ...]
    reason: str = ""


def rising(selection: Selection, words: Sequence[str]) -> Rising:
    """The last `DAYS` days up to the newest article against all days before."""
    days = {index: day for index, day in selection.kept.items() if day}
    if not days:
        return Rising(None, None, None, 0, 0, (), "날짜가 있는 기사가 없어 늘었는지 알 수 없습니다.")
    first, until = min(days.values()), max(days.values())
    since = until - timedelta(days=DAYS - 1)
    late = {index for index, day in days.items() if day >= since}
    early = days.keys() - late
    reason = _reason((since - first).days, len(early), len(late))
    if reason:
        return Rising(first, since, until, len(early), len(late), (), reason)
    found = []
    for word in words:
        holding = selection.holding([word])
        before, after = len(holding & early), len(holding & late)
        if after >= MIN_ARTICLES and after * len(early) > before * len(late):
            p = _chance(before, after, len(early), len(late))
            found.append(RisingWord(word, before, after, p, p * len(words) <= LEVEL))
    ranked = sorted(found, key=lambda one: (not one.firm, one.p, one.word))
    return Rising(first, since, until, len(early), len(late), tuple(ranked))


def _reason(days: int, early: int, late: int) -> str:
    if days < DAYS:
        return f"최근 {DAYS}일과 견줄 그 전 기사가 {DAYS}일치가 되지 않아 늘었는지 말할 수 없습니다."
    for which, count in ((f"최근 {DAYS}일의", late), ("그 전의", early)):
        if count < ARTICLES:
            return f"{which} 기사가 {count}건이어서 늘었는지 말할 수 없습니다. {ARTICLES}건부터 견줍니다."
    return ""


def _chance(before: int, after: int, early: int, late: int) -> float:
    """Of at least `after` late articles among all that hold a word, were they drawn at random."""
    holding, whole = before + after, early + late
    ways = sum(comb(late, k) * comb(early, holding - k) for k in range(after, min(late, holding) + 1))
    return ways / comb(whole, holding)
