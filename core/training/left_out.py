"""Members as strangers: each one judged by a model that was fitted, whitened and calibrated without her."""

import os
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.matching.arrays import Array, Bools
from core.training import metrics
from core.training.folds import halvings
from core.types import MemberId, ReferenceSet
from models import Family, FittedModel, MemberModel

HALVINGS = 20


@dataclass(frozen=True)
class Halves:
    """One left-out member's halvings. same, clear: (h,); confidence: (h,) or None; rank, distance: (h,)."""

    same: Array
    confidence: Array | None
    clear: Bools
    rank: Array
    distance: Array


@dataclass(frozen=True)
class Stranger:
    """A left-out member's photos before a model without her. answers: (G,) photos answered with each group.

    evidence: (n, N) over all members (her own column 0), None when the family does not score members."""

    member: MemberId
    answers: Array
    evidence: Array | None
    model: FittedModel


def leave_out(
    reference: ReferenceSet, kind: Family, chosen: list[MemberId], seed: int, done: Callable[[int], None]
) -> tuple[list[Stranger], list[Halves]]:
    """Judge each chosen member by a model without her. done: called with the number finished. Members who leave
    fewer than two groups behind are skipped. Deterministic, whatever the number of threads."""
    column = {member: i for i, member in enumerate(sorted(set(reference.members)))}

    def one(i: int) -> tuple[Stranger | None, Halves | None]:
        hers = np.array([m == chosen[i] for m in reference.members])
        rest = subset(reference, ~hers)
        if len(rest.groups) < 2:
            return None, None
        model, photos = kind.fit(rest), reference.embeddings[hers]
        stranger = _face_strangers(reference, model, chosen[i], photos, column)
        _, first = np.unique(reference.near_duplicates[hers], return_index=True)
        if len(first) < 2:
            return stranger, None
        return stranger, _halve(model, photos[np.sort(first)], np.random.default_rng([seed, i]))

    out, halves = [], []
    # Most of the time is in LAPACK, which runs outside the interpreter's lock.
    workers = min(4, os.cpu_count() or 1)
    with ThreadPoolExecutor(workers) as pool:
        for i, (stranger, halved) in enumerate(pool.map(one, range(len(chosen)))):
            done(i + 1)
            out += [stranger] if stranger else []
            halves += [halved] if halved else []
    return out, halves


def _face_strangers(
    reference: ReferenceSet,
    model: FittedModel,
    member: MemberId,
    photos: NDArray[np.float32],
    column: Mapping[MemberId, int],
) -> Stranger:
    groups = reference.groups
    answers = np.zeros(len(groups))
    if isinstance(model, MemberModel):
        evidence = np.zeros((len(photos), len(column)))
        evidence[:, [column[m] for m in model.members]] = model.evidence(photos)
        return Stranger(member, answers, evidence, model)
    for best in model.score_photos(photos).argmax(axis=1).tolist():
        answers[groups.index(model.groups[best])] += 1
    return Stranger(member, answers, None, model)


def _halve(model: FittedModel, photos: NDArray[np.float32], rng: np.random.Generator) -> Halves:
    pairs = halvings(len(photos), HALVINGS, rng)
    first = model.judge_sets([photos[a] for a, _ in pairs])
    second = model.judge_sets([photos[b] for _, b in pairs])
    return Halves(
        same=(first.scores.argmax(axis=1) == second.scores.argmax(axis=1)).astype(np.float64),
        confidence=first.confidence,
        clear=first.clear,
        rank=metrics.spearman(first.ranking, second.ranking),
        distance=metrics.jensen_shannon_distance(first.scores, second.scores),
    )


def subset(reference: ReferenceSet, keep: Bools) -> ReferenceSet:
    """The photos where keep (n,) is true."""
    rows = np.flatnonzero(keep).tolist()
    return ReferenceSet(
        engine=reference.engine,
        embeddings=reference.embeddings[rows],
        members=tuple(reference.members[i] for i in rows),
        files=tuple(reference.files[i] for i in rows),
        near_duplicates=reference.near_duplicates[rows],
        photos=len(rows),
        missed=0,
    )
