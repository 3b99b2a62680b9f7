"""Move a face toward a target by derivative-free search, on what the studio's own eyes say of its pictures.

CMA-ES (Hansen 2016), ask and tell. Each candidate is drawn, found, embedded and judged by whoever calls; here are only
numbers. What is minimised:

    KL(target || resemblance) + GUARD * how far it is over the guard + PRIOR * how far it is beyond likely faces

The first term is -log of the resemblance where the target is one group. A latent is standard normal where the generator
samples, so that its squared length has the mean `size` and hardly varies: what is longer is no face people believe, and
what is asked for by name (controls) is added to the start and left out of the search.

A search is its seed, its start and what it was told: told again, it stands where it stood, to the bit. So its state
holds no optimiser, and one that was cut off goes on with the same candidates.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import VirtualError
from core.stats.arrays import Array, one_blas_thread
from core.virtual.generator import Control

GUARD, PRIOR, LOST = 20.0, 4.0, 12.0  # LOST: loss of a picture without a face
SPREAD = 0.5  # of the first candidates round the start, in deviations
BELIEVABLE = 1.0  # squared length a number, from which on a latent costs
MOST_AXES = 128  # of the search: covariances of more learn nothing within any budget
EVALUATIONS = 600


@dataclass(frozen=True, slots=True)
class Target:
    """Where to. mix: shares of groups, summing to 1, {} for none; steps: of controls, by code.

    kind, name: what it was taken from, for people: group, lineup, project or controls."""

    mix: Mapping[str, float]
    steps: Mapping[str, float] = field(default_factory=dict)
    kind: str = "group"
    name: str = ""

    def __post_init__(self) -> None:
        total = sum(self.mix.values())
        if self.mix and (abs(total - 1) > 1e-6 or min(self.mix.values()) < 0):
            raise ValueError("shares of a target sum to 1")

    @classmethod
    def of_group(cls, group: str, steps: Mapping[str, float] | None = None) -> "Target":
        return cls({group: 1.0}, steps or {}, "group", group)

    def row(self, groups: Sequence[str]) -> Array:
        """(G,) shares in the order of a model's groups. Raises VirtualError for a group that it does not compare."""
        unknown = [group for group in self.mix if group not in groups]
        if unknown:
            raise VirtualError(
                f"'{unknown[0]}' 그룹은 지금 기준 사진에 없어 목표로 삼을 수 없습니다. 고를 수 있는 그룹: "
                f"{', '.join(groups)}"
            )
        return np.array([self.mix.get(group, 0.0) for group in groups])


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of a candidate's picture. scores: (G,) resemblance, None where no face was found; over: beyond the
    guard, 0 or less where it is kept; kept: does the guard let it pass?"""

    scores: Array | None
    over: float = 0.0
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """The best of a search. latent: (size,); score: how much of target and resemblance overlap, 0..1 (of one group the
    resemblance itself); kept: by the guard; at: after how many evaluations."""

    latent: NDArray[np.float32]
    score: float
    kept: bool
    at: int


def overlap(scores: Array, target: Array) -> float:
    """How much of two profiles of groups is shared, 0..1."""
    return float(np.minimum(scores, target).sum())


def loss(seen: Seen, target: Array, latent: NDArray[np.float32]) -> float:
    """What the search makes small. latent: (size,)."""
    beyond = max(0.0, float(np.mean(latent.astype(np.float64) ** 2)) - BELIEVABLE)
    if seen.scores is None:
        return LOST + PRIOR * beyond
    aimed = target > 0
    away = float((target[aimed] * np.log(target[aimed] / np.maximum(seen.scores[aimed], 1e-6))).sum())
    return away + GUARD * max(0.0, seen.over) + PRIOR * beyond


@dataclass(frozen=True, slots=True)
class State:
    """A search that can go on. start: (size,) latent that it began with, its steps included; told: losses so far, in
    the order of their candidates; scores, kept: of the same, NaN and False without a face. seconds: spent on it."""

    seed: int
    start: NDArray[np.float32]
    told: tuple[float, ...] = ()
    scores: tuple[float, ...] = ()
    kept: tuple[bool, ...] = ()
    seconds: float = 0.0

    def to_json(self) -> dict[str, Any]:
        scores = [None if math.isnan(one) else one for one in self.scores]
        return {"seed": self.seed, "start": [float(x) for x in self.start], "told": list(self.told), "scores": scores,
                "kept": [int(one) for one in self.kept], "seconds": self.seconds}  # fmt: skip

    @classmethod
    def from_json(cls, body: Mapping[str, Any]) -> "State":
        scores = tuple(math.nan if one is None else float(one) for one in body["scores"])
        told, kept = tuple(map(float, body["told"])), tuple(map(bool, body["kept"]))
        if not len(told) == len(scores) == len(kept):
            raise ValueError("a search told more than it has seen")
        return cls(int(body["seed"]), np.array(body["start"], np.float32), told, scores, kept, float(body["seconds"]))


class Search:
    """Ask for latents, tell what was seen of them. controls: directions that are not to be changed."""

    def __init__(self, state: State, target: Array, controls: Sequence[Control] = ()) -> None:
        from cmaes import CMA

        self._start = state.start.astype(np.float64)
        self._axes = _axes(len(state.start), [control.direction for control in controls])
        self._cma = CMA(np.zeros(self._axes.shape[1]), SPREAD, seed=state.seed, population_size=None)
        self._target = target
        self._state = replace(state, told=(), scores=(), kept=())
        self._best: list[Found] = []  # of each generation one, best first
        self._waiting: list[tuple[Array, NDArray[np.float32]]] = []
        at, size = 0, self.generation
        while at + size <= len(state.told):  # a generation that was cut off is drawn again
            self.ask()
            part = slice(at, at + size)
            self._take(state.told[part], state.scores[part], state.kept[part])
            at += size

    @property
    def generation(self) -> int:
        """How many latents are asked for at once."""
        return int(self._cma.population_size)

    @property
    def evaluations(self) -> int:
        return len(self._state.told)

    @property
    def best(self) -> Found | None:
        """The one that overlaps most among those that the guard lets pass, else among all."""
        return self._best[0] if self._best else None

    def finalists(self, most: int) -> list[Found]:
        """The best of as many generations, best first."""
        return self._best[:most]

    @property
    def stuck(self) -> bool:
        """Would more candidates be the same as these?"""
        return bool(self._cma.should_stop())

    def state(self, seconds: float = 0.0) -> State:
        return replace(self._state, seconds=seconds)

    def ask(self) -> list[NDArray[np.float32]]:
        """The next candidates, (size,) each."""
        with one_blas_thread():
            rows = [self._cma.ask() for _ in range(self.generation)]
        self._waiting = [(row, (self._start + self._axes @ row).astype(np.float32)) for row in rows]
        return [latent for _, latent in self._waiting]

    def tell(self, seen: Sequence[Seen]) -> None:
        """What was seen of the candidates that were asked for last, in their order."""
        losses = [
            loss(one, self._target, latent) for one, (_, latent) in zip(seen, self._waiting, strict=True)
        ]  # fmt: skip
        scores = [math.nan if one.scores is None else overlap(one.scores, self._target) for one in seen]
        self._take(losses, scores, [one.kept for one in seen])

    def _take(self, losses: Sequence[float], scores: Sequence[float], kept: Sequence[bool]) -> None:
        with one_blas_thread():
            self._cma.tell([(row, value) for (row, _), value in zip(self._waiting, losses, strict=True)])
        own = self._state
        before = len(own.told)
        self._state = replace(
            own, told=(*own.told, *losses), scores=(*own.scores, *scores), kept=(*own.kept, *kept)
        )  # fmt: skip
        seen = [
            Found(latent, scores[place], kept[place], before + place + 1)
            for place, (_, latent) in enumerate(self._waiting) if not math.isnan(scores[place])
        ]  # fmt: skip
        if seen:
            self._best.append(max(seen, key=_rank))
            self._best.sort(key=_rank, reverse=True)
        self._waiting = []


def _rank(one: Found) -> tuple[bool, float]:
    return one.kept, one.score


def stepped(
    latent: NDArray[np.float32], steps: Mapping[str, float], controls: Sequence[Control]
) -> NDArray[np.float32]:
    """A latent with steps of controls added, each within what still looks like a face."""
    own = {control.code: control for control in controls}
    moved = latent.astype(np.float64)
    for code, step in steps.items():
        if code not in own:
            raise VirtualError(
                f"이 생성 모델에는 '{code}' 조절이 없습니다. 쓸 수 있는 조절: {', '.join(own) or '없음'}"
            )
        moved = moved + np.clip(step, own[code].lowest, own[code].highest) * own[code].direction
    return moved.astype(np.float32)


def _axes(size: int, held: Sequence[NDArray[np.float32]]) -> Array:
    """(size, k) orthonormal columns of the first `MOST_AXES` numbers, at right angles to what is held."""
    axes = np.eye(size)[:, : min(size, MOST_AXES)]
    if not held:
        return axes
    fixed = np.linalg.qr(np.stack([row.astype(np.float64) for row in held], axis=1))[0]
    left, lengths, _ = np.linalg.svd(axes - fixed @ (fixed.T @ axes), full_matrices=False)
    return np.asarray(left[:, lengths > 1e-6])
