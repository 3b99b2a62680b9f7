"""From where on the studio says a word: one line for every view, title, sentence and file.

Below it a word is shown, small and grey, as what may still be chance; no title and no sentence rests on it."""

from math import floor, isfinite

from core.types import Keyword

MIN_ARTICLES = 3  # one or two articles are an event, not a habit
CLEAR_Z = 2.0  # two-sided 4.6 %
CHANCE = "아직 우연일 수 있음"  # what is below is called
FULL_Z = 10.0  # where scales of z end at first: the same for every group, so that noise never looks like a finding


def beyond_chance(z: float, articles: int) -> bool:
    """Is a word set apart surely enough to be said? z: of the side it would be said of; articles: of that side that
    hold it. A z that could not be computed (NaN) is none."""
    return articles >= MIN_ARTICLES and z >= CLEAR_Z


def firm(word: Keyword) -> bool:
    """May a title or a sentence rest on the keyword?"""
    return beyond_chance(word.z, word.articles) and word.log_ratio > 0


def maybe_chance(word: Keyword) -> bool:
    """Is it shown as what may still be chance? Without others to compare with, only what rests on too few articles."""
    return not firm(word) if isfinite(word.z) else word.articles < MIN_ARTICLES


def full_scale(best: float, full: float = FULL_Z) -> float:
    """Where a scale ends that has to hold `best`: at `full`, or at the next multiple of it."""
    return max(1, -int(-best // full)) * full if isfinite(best) else full


def z_text(z: float) -> str:
    """ "7.2". What is below the line never reads as if it were on it: 1.97 is "1.9"."""
    near = 0 < CLEAR_Z - abs(z) < 0.05
    return f"{floor(abs(z) * 10) / 10 * (1 if z > 0 else -1):.1f}" if near else f"{z:.1f}"
