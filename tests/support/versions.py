"""Judged line-ups as projects keep them, made of scores alone."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np

from core.matching.lineup import aggregate
from core.projects.version import JudgedBy, JudgedLineup, JudgedPhoto, JudgedTrainee, Version

GROUPS = ("dreamcatcher", "itzy", "twice")
BY = JudgedBy("SFace", "demo", "데모 그룹", True, "f" * 64, dict.fromkeys(GROUPS, ""), 9, 90, clear_from=0.8)
BY = replace(BY, groups={"dreamcatcher": "드림캐쳐", "itzy": "ITZY", "twice": "TWICE"})


def trainee(name: str, scores: Sequence[float] | None, **more: object) -> JudgedTrainee:
    """With a photo of the same name; clear unless it is said otherwise."""
    if scores is None:
        return JudgedTrainee(
            name, (JudgedPhoto(f"{name}.jpg", "rejected", "얼굴이 없습니다."),), None, None, None, None, "없음"
        )
    made = JudgedTrainee(
        name, (JudgedPhoto(f"{name}.jpg", "ok"),), dict(zip(GROUPS, scores, strict=True)), 0.1, 0.9, "clear",
        evidence=f"of {name}",
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def version(people: Mapping[str, Sequence[float] | None] | Sequence[JudgedTrainee], **more: object) -> Version:
    """People by their scores of GROUPS, or as they are."""
    own = [trainee(*one) for one in people.items()] if isinstance(people, Mapping) else list(people)
    scored = [list(one.scores.values()) for one in own if one.scores]
    lineup = None
    if scored:
        found = aggregate(np.array(scored), GROUPS)
        lineup = JudgedLineup(found.scores.values, found.confidence, found.interval, 0.1, found.reason)
    made = Version(1, 0, "local", datetime(2026, 11, 28, 3, 0, tzinfo=UTC), BY, tuple(own), lineup)
    return replace(made, **more)  # type: ignore[arg-type]
