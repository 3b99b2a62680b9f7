"""Two judged line-ups side by side: who came, left and moved, why, whether the line-up moved more than by chance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from core.projects.version import JudgedTrainee, Version
from core.stats.arrays import Array, Bools, Ints

Why = Literal["photos", "set", "engine", "model"]
RESAMPLES = 2000
INTERVAL = 0.90
_SAME = 1e-9  # of probability: what is smaller is how numbers are rounded


@dataclass(frozen=True, slots=True)
class Moved:
    """A trainee in both. distance: half the sum of absolute differences of the scores, 0..1, None where one of the two
    has none or the groups differ. turned: another group is on top. why: what differs behind the answers, empty where
    nothing does. within_noise: another group is on top, but not both answers are clear: other photos alone do that."""

    before: JudgedTrainee
    after: JudgedTrainee
    distance: float | None
    turned: bool
    why: tuple[Why, ...]
    within_noise: bool

    @property
    def name(self) -> str:
        return self.after.name

    @property
    def still(self) -> bool:
        """Is the answer the same to the last digit, or the same refusal?"""
        if not self.before.scores and not self.after.scores:
            return self.before.photos == self.after.photos
        return self.distance is not None and self.distance <= _SAME and self.before.verdict == self.after.verdict


@dataclass(frozen=True, slots=True)
class Shift:
    """How a line-up's score of a group changed, in probability. low, high: 90 % of the changes when trainees are drawn
    with replacement from those of both line-ups; where 0 is between them it may hang on who happens to be in them."""

    group: str
    change: float
    low: float
    high: float

    @property
    def sure(self) -> bool:
        return self.low > 0 or self.high < 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """From one version to another. shifts: one a group that both were compared with, in the later one's order; empty
    where that cannot be computed, `reason` then says why (Korean)."""

    before: Version
    after: Version
    came: tuple[JudgedTrainee, ...]
    left: tuple[JudgedTrainee, ...]
    moved: tuple[Moved, ...]
    shifts: tuple[Shift, ...]
    reason: str = ""

    @property
    def turned(self) -> bool:
        """Is another group on top of the line-up?"""
        one, other = self.before.lineup, self.after.lineup
        return one is not None and other is not None and one.top != other.top

    @property
    def same(self) -> bool:
        """The same people with the same answers?"""
        return not self.came and not self.left and all(one.still for one in self.moved)

    @property
    def only_noise(self) -> bool:
        """Something changed, but no group's share of the line-up surely did."""
        return bool(self.shifts) and not self.same and not any(shift.sure for shift in self.shifts)


NO_SCORES = "두 라인업 가운데 하나에 쓸 수 있는 사진이 없어 변화를 계산할 수 없습니다."
OTHER_GROUPS = "두 라인업이 서로 다른 그룹들과 비교되어 점수를 견줄 수 없습니다. 같은 세트로 다시 분석해 주세요."
TOO_FEW = "점수가 있는 연습생이 두 명이 안 되는 라인업이 있어 변화의 범위를 계산할 수 없습니다."


def compare(before: Version, after: Version) -> Comparison:
    """Trainees are the same where their names are: nothing else of them is on file."""
    old, new = ({one.name: one for one in version.trainees} for version in (before, after))
    comparable = set(before.judged.groups) == set(after.judged.groups)
    why = _set_apart(before, after)
    moved = tuple(_moved(old[name], new[name], why, comparable) for name in new if name in old)
    shifts, reason = _shifts(before, after, comparable)
    return Comparison(
        before,
        after,
        tuple(one for name, one in new.items() if name not in old),
        tuple(one for name, one in old.items() if name not in new),
        moved,
        shifts,
        reason,
    )


def _set_apart(before: Version, after: Version) -> tuple[Why, ...]:
    one, other = before.judged, after.judged
    found: list[Why] = []
    if one.engine != other.engine:
        found.append("engine")
    if one.fingerprint != other.fingerprint:
        found.append("set")
    if one.run != other.run:
        found.append("model")
    return tuple(found)


def _moved(one: JudgedTrainee, other: JudgedTrainee, why: tuple[Why, ...], comparable: bool) -> Moved:
    # Vectors of two engines differ for the same photo, so that they cannot say whether the photos do.
    photos: tuple[Why, ...] = ("photos",) if _other_photos(one, other, "engine" in why) else ()
    distance = None
    if comparable and one.scores and other.scores:
        distance = sum(abs(one.scores[group] - share) for group, share in other.scores.items()) / 2
    turned = bool(one.scores and other.scores) and one.top != other.top
    clear = one.verdict == other.verdict == "clear"
    return Moved(one, other, distance, turned, (*photos, *why), turned and not clear)


def _other_photos(one: JudgedTrainee, other: JudgedTrainee, engines_differ: bool) -> bool:
    if engines_differ:
        return sorted(photo.file for photo in one.photos) != sorted(photo.file for photo in other.photos)
    return one.evidence != other.evidence


def _shifts(before: Version, after: Version, comparable: bool) -> tuple[tuple[Shift, ...], str]:
    if before.lineup is None or after.lineup is None:
        return (), NO_SCORES
    if not comparable:
        return (), OTHER_GROUPS
    groups = list(after.judged.groups)
    one, other = _rows(before, groups), _rows(after, groups)
    names = sorted(one.keys() | other.keys())
    if min(len(one), len(other)) < 2:  # of one alone nothing says by how much chance would move it
        return (), TOO_FEW
    drawn = np.random.default_rng(0).multinomial(len(names), np.full(len(names), 1 / len(names)), size=RESAMPLES)
    (old, has_old), (new, has_new) = (_means(drawn, rows, names, len(groups)) for rows in (one, other))
    changes = (new - old)[has_old & has_new]
    low, high = np.quantile(changes, [(1 - INTERVAL) / 2, (1 + INTERVAL) / 2], axis=0)
    lineup = after.lineup.scores, before.lineup.scores
    return tuple(
        Shift(group, lineup[0][group] - lineup[1][group], float(a), float(b))
        for group, a, b in zip(groups, low, high, strict=True)
    ), ""


def _rows(version: Version, groups: Sequence[str]) -> dict[str, list[float]]:
    return {one.name: [one.scores[group] for group in groups] for one in version.trainees if one.scores}


def _means(drawn: Ints, rows: Mapping[str, list[float]], names: Sequence[str], groups: int) -> tuple[Array, Bools]:
    """(r, t) how often each name was drawn -> (r, G) means of those in the line-up, (r,) whether anybody was."""
    present = np.array([name in rows for name in names], dtype=np.float64)
    scores = np.array([rows.get(name, [0.0] * groups) for name in names])
    counts = drawn * present
    sizes = counts.sum(axis=1)
    return counts @ scores / np.maximum(sizes, 1)[:, None], sizes > 0
