"""Repeatability over many ways to put the same people into groups: the groups on file are one draw of a lottery."""

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np

from core.errors import ReferenceSetError
from core.services.training.evaluate import repeatability
from core.training.examples import Examples
from core.training.family import Family
from core.training.left_out import LeftOut, evaluate_strangers, joined
from core.types import MemberId, Progress, silent


def over_partitions(
    examples: Examples, family: Family, count: int, seed: int = 0, progress: Progress = silent
) -> dict[str, Any]:
    """The figures of the repeatability bar, each the mean over `count` random partitions of the members into groups of
    the sizes on file, with their standard deviations under `spread`; None where it could be computed in none.

    Every member is left out in turn, as in that bar. Raises ReferenceSetError for a family that learns groups."""
    if family.fit_partitions is None:
        raise ReferenceSetError(
            f"'{family.title}' 모델은 그룹을 바꿀 때마다 다시 학습해야 하므로 무작위 그룹으로 평가하지 않습니다. "
            "--partitions 없이 다시 실행해 주세요."
        )
    fit, members = family.fit_partitions, sorted(set(examples.members))
    partitions = _shuffled(members, count, seed)

    def left_out(number: int) -> list[LeftOut]:
        own = np.array([m == members[number] for m in examples.members])
        models = fit(examples.subset(~own), partitions)
        return [evaluate_strangers(model, examples.subset(own), [seed, number]) for model in models]

    found: list[list[LeftOut]] = []
    with ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
        for each in pool.map(left_out, range(len(members))):
            found.append(each)
            progress(len(found), len(members), f"무작위 그룹 {count}가지로 평가 {len(found)}/{len(members)}")
    figures = [repeatability(joined(parts), {})[0] for parts in zip(*found, strict=True)]
    known = {name: [v for each in figures if (v := each[name]) is not None] for name in figures[0]}
    return {
        **{name: float(np.mean(values)) if values else None for name, values in known.items()},
        "spread": {name: float(np.std(values)) if values else None for name, values in known.items()},
        "n": count,
    }


def _shuffled(members: Sequence[MemberId], count: int, seed: int) -> list[Mapping[MemberId, str]]:
    groups = [m.group for m in members]
    orders = (np.random.default_rng([seed, number]).permutation(len(groups)) for number in range(count))
    return [dict(zip(members, (groups[i] for i in order), strict=True)) for order in orders]
