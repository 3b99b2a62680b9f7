"""Where a face is to be moved: a group, a line-up's blend, a project's target profile."""

from collections.abc import Mapping, Sequence

from core.errors import VirtualError
from core.projects.project import Project
from core.virtual.steer import Target

FROM = 0.02  # of a line-up's blend: what is less of a group is chance
NO_TARGET = (
    "이 프로젝트에는 지금 기준 사진의 그룹 가운데 목표로 정한 것이 없습니다. 프로젝트에서 목표 그룹을 먼저 골라 주세요."
)


def of_lineup(scores: Mapping[str, float], name: str = "", steps: Mapping[str, float] | None = None) -> Target:
    """The blend that a line-up got: group -> share."""
    kept = {group: share for group, share in scores.items() if share >= FROM}
    total = sum(kept.values())
    return Target({group: share / total for group, share in kept.items()}, steps or {}, "lineup", name)


def of_project(project: Project, groups: Sequence[str], steps: Mapping[str, float] | None = None) -> Target:
    """What a plan aims at, of the groups that are compared. Raises VirtualError where that is none of them."""
    mix = project.target.mix(groups)
    if not mix:
        raise VirtualError(NO_TARGET)
    return Target(mix, steps or {}, "project", project.name)


def of_controls(steps: Mapping[str, float]) -> Target:
    """Named facets alone, such as a smaller jaw: no group is looked for."""
    return Target({}, steps, "controls")
