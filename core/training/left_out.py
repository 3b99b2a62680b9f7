"""Members as strangers: each one judged by a model that was fitted, whitened and calibrated without that member."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.matching.judgement import NOBODY
from core.stats.arrays import Array, Bools, Ints
from core.stats.folds import halvings
from core.training import metrics
from core.training.checkpoint import Arrays, Checkpoint, Monitor
from core.training.examples import Examples
from core.training.family import Family, FittedModel, MemberModel
from core.training.options import Options
from core.types import MemberId

HALVINGS = 20
_ROUNDS_KEPT = 8  # quick fits that are kept as one part: a file each would take longer than the fit


@dataclass(frozen=True)
class LeftOut:
    """Every photo of the members left out, and every halving of one member's photos. Arrays only, so it can be kept.

    photo: (p,) row of the examples; answer: (p,) group answered; evidence: (p, N) over all members, (p, 0) where the
    model cannot tell members apart; seen: (p, N) members that the model knew. Halvings (h,): same, whether both halves
    got one answer; confidence, nan where none was stated; clear; nobody, whether the first half
    was called close to none of the groups; rank, distance between the halves' scores."""

    photo: Ints
    answer: Ints
    evidence: Array
    seen: Bools
    same: Array
    confidence: Array
    clear: Bools
    nobody: Bools
    rank: Array
    distance: Array


def rounds(chosen: Sequence[MemberId], together: bool) -> list[tuple[MemberId, ...]]:
    """Who is left out at once: each member alone, or, for models that take long to fit, one member of every group.

    The only member of a group is left out alone, or groups would vanish from the model by the dozen."""
    people: dict[str, list[MemberId]] = {}
    for m in chosen:
        people.setdefault(m.group, []).append(m)
    if not together:
        return [(m,) for m in chosen]
    alone = [(own[0],) for own in people.values() if len(own) == 1]
    shared = [own for own in people.values() if len(own) > 1]
    most = max((len(own) for own in shared), default=0)
    return [tuple(own[r] for own in shared if r < len(own)) for r in range(most)] + alone


def leave_out(
    examples: Examples,
    family: Family,
    options: Options,
    chosen: Sequence[MemberId],
    done: Callable[[int], None],
    checkpoint: Checkpoint,
) -> LeftOut:
    """Judge the chosen members by models without them. done: called with the number of rounds finished. Members who
    leave fewer than two groups behind are skipped. Deterministic, whatever the number of threads."""
    plan = rounds(chosen, family.by_epochs)
    size = 1 if family.by_epochs else _ROUNDS_KEPT
    batches = [plan[i : i + size] for i in range(0, len(plan), size)]
    found: list[LeftOut] = []
    # Most of the time is in LAPACK, which runs outside the interpreter's lock; networks use all cores by themselves.
    with ThreadPoolExecutor(1 if family.by_epochs else min(4, os.cpu_count() or 1)) as pool:

        def judge(key: str, batch: Sequence[tuple[MemberId, ...]], before: int) -> Arrays:
            monitor = checkpoint.monitor(key)
            parts = []
            for part in pool.map(lambda out: _round(examples, family, options, out, monitor), batch):
                parts.append(part)
                done(before + len(parts))
            return vars(joined(parts))

        for number, batch in enumerate(batches):
            key = f"left-{number}"
            kept = checkpoint.part(key, partial(judge, key, batch, number * size))
            found.append(LeftOut(**kept))
            done(number * size + len(batch))
    return joined(found)


def joined(parts: Sequence[LeftOut]) -> LeftOut:
    """One after the other. An empty round does not know its columns and is left out where another is not empty."""
    parts = [p for p in parts if len(p.photo) or len(p.same)] or list(parts[:1])
    return LeftOut(**{f.name: np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(LeftOut)})


def _round(
    examples: Examples, family: Family, options: Options, out: tuple[MemberId, ...], monitor: Monitor
) -> LeftOut:
    everyone = sorted(set(examples.members))
    removed = np.array([m in out for m in examples.members])
    photos, rest = np.flatnonzero(removed), examples.subset(~removed)
    no_evidence = np.zeros((0, len(everyone)))
    if len(rest.groups) < 2:
        return LeftOut(photos[:0], photos[:0], no_evidence, no_evidence.astype(np.bool_), **_NO_HALVES)
    model = family.fit(rest, options, monitor)
    inputs = examples.plain[photos]
    groups = np.array([examples.groups.index(g) for g in model.groups])
    answer = groups[model.score_photos(inputs).argmax(axis=1)]
    evidence = np.zeros((len(photos), 0))
    known = set(rest.members)
    seen = np.tile([m in known for m in everyone], (len(photos), 1))
    if isinstance(model, MemberModel) and model.members:
        evidence = np.zeros(seen.shape)
        evidence[:, [everyone.index(m) for m in model.members]] = model.evidence(inputs)
    halves = [_halve(examples, model, m, [options.seed, everyone.index(m)]) for m in out]
    return LeftOut(photos, answer, evidence, seen, **_stacked(halves))


def evaluate_strangers(model: FittedModel, unseen: Examples, seed: Sequence[int]) -> LeftOut:
    """Halvings of people whom the model has not seen; no answer can be right."""
    people = sorted(set(unseen.members))
    nothing = np.zeros(0, dtype=np.int64)
    halves = [_halve(unseen, model, m, [*seed, i]) for i, m in enumerate(people)]
    return LeftOut(nothing, nothing, np.zeros((0, 0)), np.zeros((0, 0), dtype=np.bool_), **_stacked(halves))


def _stacked(halves: Sequence[dict[str, NDArray[Any]]]) -> dict[str, NDArray[Any]]:
    return {key: np.concatenate([h[key] for h in (*halves, _NO_HALVES)]) for key in _NO_HALVES}


_NO_HALVES: dict[str, NDArray[Any]] = {
    "same": np.zeros(0), "confidence": np.zeros(0), "clear": np.zeros(0, dtype=np.bool_),
    "nobody": np.zeros(0, dtype=np.bool_), "rank": np.zeros(0), "distance": np.zeros(0),
}  # fmt: skip


def _halve(examples: Examples, model: FittedModel, member: MemberId, seed: list[int]) -> dict[str, NDArray[Any]]:
    own = np.array([m == member for m in examples.members])
    _, first = np.unique(examples.near_duplicates[own], return_index=True)
    if len(first) < 2:
        return _NO_HALVES
    photos = examples.plain[own][np.sort(first)]
    pairs = halvings(len(photos), HALVINGS, np.random.default_rng(seed))
    one, two = model.judge_sets([photos[a] for a, _ in pairs]), model.judge_sets([photos[b] for _, b in pairs])
    return {
        "same": (one.scores.argmax(axis=1) == two.scores.argmax(axis=1)).astype(np.float64),
        "confidence": np.full(len(pairs), np.nan) if one.confidence is None else one.confidence,
        "clear": one.clear,
        "nobody": one.nobody >= NOBODY,
        "rank": metrics.spearman(one.ranking, two.ranking),
        "distance": metrics.jensen_shannon_distance(one.scores, two.scores),
    }
