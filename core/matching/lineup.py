"""The whole line-up: the mean of its trainees, how far it hangs on who is in it, and who pulls it where."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from core.stats.arrays import Array
from core.types import GroupScores, LineupScores

RESAMPLES = 2000
INTERVAL = 0.90
_LARGEST_PAIRED = 30  # above it, pairs are many and no two trainees can turn a line-up anyway

ONE_TRAINEE = "연습생이 한 명이라 라인업의 범위와 확신도를 계산할 수 없습니다. 두 명 이상의 사진을 올려 주세요."


@dataclass(frozen=True, slots=True)
class Pull:
    """Who carries the line-up's top group. trainees: row numbers, one or two, in order.

    without: (G,) the line-up's mean scores when they are left out; turns: whether another group, or none alone, is then
    on top; rival: the group that is then on top or shares it; loss: what the top group's score loses (0..1)."""

    trainees: tuple[int, ...]
    top: str
    rival: str
    without: GroupScores
    turns: bool
    loss: float


def aggregate(scores: Array, groups: Sequence[str], seed: int = 0) -> LineupScores:
    """(t, G) scores of the trainees, each row summing to 1 -> the line-up. Raises ValueError on another shape or none.

    The interval resamples trainees with replacement (percentile bootstrap, Efron 1979): it says how much the result
    hangs on who happens to be in the line-up, not how sure each trainee is."""
    rows = _checked(scores, groups)
    mean = _named(rows.mean(axis=0), groups)
    count = len(rows)
    if count < 2:
        return LineupScores(scores=mean, confidence=None, interval=None, reason=ONE_TRAINEE)
    drawn = np.random.default_rng(seed).multinomial(count, np.full(count, 1 / count), size=RESAMPLES)
    means = drawn @ rows / count
    low, high = np.quantile(means, [(1 - INTERVAL) / 2, (1 + INTERVAL) / 2], axis=0)
    top = list(groups).index(mean.top)
    # The mean counts as one more resample, so that no confidence is 1 for certain.
    best = means[:, top] >= means.max(axis=1) - 1e-12
    confidence = float((best.sum() + 0.5) / (RESAMPLES + 1))
    interval = {
        g: (float(np.clip(a, 0, 1)), float(np.clip(b, 0, 1))) for g, a, b in zip(groups, low, high, strict=True)
    }
    return LineupScores(scores=mean, confidence=confidence, interval=interval)


def pull(scores: Array, groups: Sequence[str], tie: float = 0.02) -> Pull | None:
    """The fewest trainees who carry the line-up's top group; None below two trainees.

    One trainee if leaving that one out turns it, else the pair that turns it, else the one whose absence lowers the top
    group most. `tie`: the lead (in probability) under which the result counts as turned."""
    rows = _checked(scores, groups)
    count = len(rows)
    if count < 2:
        return None
    mean = rows.mean(axis=0)
    top = int(mean.argmax())
    singles = [_without(rows, (i,), top, groups, tie) for i in range(count)]
    best = max(singles, key=lambda p: (p.turns, p.loss))
    if best.turns or count < 3 or count > _LARGEST_PAIRED:
        return best
    pairs = [_without(rows, pair, top, groups, tie) for pair in combinations(range(count), 2)]
    turning = [p for p in pairs if p.turns]
    return max(turning, key=lambda p: p.loss) if turning else best


def _without(rows: Array, left_out: tuple[int, ...], top: int, groups: Sequence[str], tie: float) -> Pull:
    rest = np.delete(rows, left_out, axis=0).mean(axis=0)
    others = np.where(np.arange(len(groups)) == top, -np.inf, rest)
    rival = int(others.argmax())
    return Pull(
        trainees=left_out,
        top=groups[top],
        rival=groups[rival],
        without=_named(rest, groups),
        turns=bool(rest[top] - rest[rival] < tie),
        loss=float(rows.mean(axis=0)[top] - rest[top]),
    )


def _checked(scores: Array, groups: Sequence[str]) -> Array:
    rows = np.asarray(scores, dtype=np.float64)
    if rows.ndim != 2 or rows.shape[1] != len(groups) or len(rows) == 0:
        raise ValueError(f"expected (trainees, {len(groups)}) scores, got {rows.shape}")
    return rows


def _named(row: Array, groups: Sequence[str]) -> GroupScores:
    total = row.sum()
    return GroupScores({g: float(np.clip(v / total, 0, 1)) for g, v in zip(groups, row, strict=True)})
