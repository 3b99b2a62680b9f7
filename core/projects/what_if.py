"""Line-ups that could be: which of the candidates, so many at a time, come nearest to what is looked for.

Only stored scores are used. A line-up's scores are the mean of its trainees', so every one of them follows from theirs.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np

from core.errors import ProjectError
from core.stats.arrays import Array, Ints

MOST_EXACT = 15  # candidates of whom every line-up is tried
_AT_ONCE = 20_000  # line-ups in memory together
_STARTS = 32  # of the search above it


@dataclass(frozen=True, slots=True)
class Choice:
    """A line-up. rows: of the candidates in it, in order. scores: (G,) mean, sum 1. fit: overlap with the target, 0..1:
    the sum over the groups of the smaller share, so that 1 is the same mix; for a single group it is its score.

    nobody: mean probability of being close to none of the groups."""

    rows: tuple[int, ...]
    scores: tuple[float, ...]
    fit: float
    nobody: float


@dataclass(frozen=True, slots=True)
class Choices:
    """The best line-ups, best first. tried: how many were looked at; possible: how many there are. exact: whether no
    better one exists; else it is the best that a search found."""

    best: tuple[Choice, ...]
    tried: int
    possible: int
    exact: bool


def target_mix(groups: Sequence[str], weights: Mapping[str, float]) -> Array:
    """(G,) shares of what is looked for, sum 1. weights: group -> weight > 0. Raises ProjectError without a group that
    is compared here."""
    mix = np.array([max(weights.get(group, 0.0), 0.0) for group in groups], dtype=np.float64)
    if not mix.any():
        raise ProjectError("목표로 삼은 그룹이 이 라인업과 비교한 그룹에 없습니다. 목표 그룹을 다시 골라 주세요.")
    mix /= mix.max()  # the sum of huge ones would be infinite
    shares: Array = mix / mix.sum()
    return shares


def choose(
    scores: Array, nobody: Array, target: Array, size: int, *, within: Sequence[int] = (), keep: int = 20, seed: int = 0
) -> Choices:
    """scores: (t, G) of the candidates, nobody: (t,), target: (G,), sum 1. size: trainees in a line-up. within: rows
    that are in each of them. keep: how many line-ups come back.

    Up to MOST_EXACT free candidates each line-up is tried. Above it a search exchanges one at a time from many starts;
    where one group alone is looked for no better line-up exists all the same: it is those who have most of that group.
    Raises ProjectError where so many cannot be chosen."""
    fixed = tuple(sorted(set(within)))
    free = [row for row in range(len(scores)) if row not in fixed]
    places = size - len(fixed)
    if size < 1 or not 0 <= places <= len(free):
        raise ProjectError(
            f"점수가 있는 연습생 {len(scores)}명 가운데 {size}명을 고를 수 없습니다. 인원이나 꼭 넣을 연습생을 바꿔 "
            "주세요."
        )
    possible = comb(len(free), places)
    exact = len(free) <= MOST_EXACT or possible <= _AT_ONCE
    rows = _every(free, places) if exact else iter([_searched(scores, target, fixed, free, places, seed)])
    best, tried = _best(rows, fixed, scores, nobody, target, keep)
    return Choices(best, tried, possible, exact or _single(target))


def fit(scores: Array, target: Array) -> Array:
    """(..., G) scores -> (...): the overlap with the target, 1 less half the sum of absolute differences."""
    found: Array = np.minimum(scores, target).sum(axis=-1)
    return found


def _single(target: Array) -> bool:
    return int(np.count_nonzero(target)) == 1


def _every(free: Sequence[int], places: int) -> Iterator[Ints]:
    """Parts of all (c, places) choices, in the order of the rows."""
    part: list[tuple[int, ...]] = []
    for rows in combinations(free, places):
        part.append(rows)
        if len(part) == _AT_ONCE:
            yield np.array(part, dtype=np.int64)
            part = []
    if part:
        yield np.array(part, dtype=np.int64).reshape(len(part), places)


def _best(
    parts: Iterator[Ints], fixed: tuple[int, ...], scores: Array, nobody: Array, target: Array, keep: int
) -> tuple[tuple[Choice, ...], int]:
    best: list[Choice] = []
    tried = 0
    for free in parts:
        tried += len(free)
        own = np.broadcast_to(np.array(fixed, dtype=np.int64), (len(free), len(fixed)))
        rows = np.sort(np.concatenate([own, free], axis=1), axis=1)
        means = scores[rows].mean(axis=1)
        fits = fit(means, target)
        for i in np.argsort(-fits, kind="stable")[:keep].tolist():
            chosen = tuple(rows[i].tolist())
            best.append(Choice(chosen, tuple(means[i].tolist()), float(fits[i]), float(nobody[rows[i]].mean())))
        best = sorted(best, key=lambda choice: (-round(choice.fit, 12), choice.rows))[:keep]
    return tuple(best), tried


def _searched(
    scores: Array, target: Array, fixed: tuple[int, ...], free: Sequence[int], places: int, seed: int
) -> Ints:
    """(c, places): the line-ups at which exchanges of one for one end, and those beside them. The first start are those
    who each fit best, which is the best line-up where one group is looked for; the others are drawn."""
    rng = np.random.default_rng(seed)
    rows = np.array(free, dtype=np.int64)
    starts = [np.argsort(-fit(scores[rows], target), kind="stable")[:places]]
    starts += [rng.permutation(len(rows))[:places] for _ in range(_STARTS)]
    base = scores[list(fixed)].sum(axis=0) if fixed else np.zeros(scores.shape[1])
    size = places + len(fixed)
    seen: set[tuple[int, ...]] = set()
    for start in starts:
        inside = np.zeros(len(rows), dtype=np.bool_)
        inside[start] = True
        while True:
            seen.add(tuple(rows[inside].tolist()))
            total = base + scores[rows[inside]].sum(axis=0)
            out, into = np.flatnonzero(inside), np.flatnonzero(~inside)
            # (out, in, G): each exchange of one inside for one outside
            means = (total - scores[rows[out]][:, None] + scores[rows[into]][None]) / size
            fits = fit(means, target)
            best = np.unravel_index(int(fits.argmax()), fits.shape) if fits.size else (0, 0)
            near = np.argsort(-fits, axis=None)[:20]
            for one in near.tolist():
                o, i = np.unravel_index(one, fits.shape)
                other = inside.copy()
                other[out[o]], other[into[i]] = False, True
                seen.add(tuple(rows[other].tolist()))
            if not fits.size or fits[best] <= fit(total / size, target) + 1e-12:
                break
            inside[out[best[0]]], inside[into[best[1]]] = False, True
    return np.array(sorted(seen), dtype=np.int64)
