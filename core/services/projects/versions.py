"""Judged line-ups in a plan: saved as they were answered, opened again, and composed of stored scores."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import numpy as np

from core.access.actor import Actor
from core.errors import ProjectError
from core.matching.lineup import aggregate
from core.projects.made import version_of
from core.projects.project import Project
from core.projects.version import JudgedBy, JudgedLineup, Version
from core.projects.what_if import Choices, choose, target_mix
from core.services.permitted import check, looked_at, note, permitted
from core.services.projects.plans import clean_text, planned
from core.services.reference.sets import ActiveSet, list_sources
from core.settings import Settings
from core.storage.projects import Projects, VersionLine
from core.storage.training import runs
from core.text.korean import attach, particle
from core.types import LineupResult

__all__ = ["VersionLine"]
LISTED = 10  # line-ups that a table of variants shows
LEVEL = 0.005  # of fit: line-ups that close are as good


def judged_by(active: ActiveSet, result: LineupResult) -> JudgedBy:
    """What gave an answer, as a version keeps it."""
    run = active.run
    return JudgedBy(
        engine=result.engine,
        set_id=active.source.id,
        set_name=active.source.name,
        fictional=active.source.fictional,
        fingerprint=active.reference.fingerprint,
        groups={group: active.catalog.name(group) for group in result.groups},
        members=len(set(active.reference.members)),
        reference_photos=len(active.reference.files),
        run=run.id if run else "",
        run_name=run.name if run else "",
        clear_from=result.clear_from,
    )


def save(
    settings: Settings, actor: Actor, project_id: str, result: LineupResult, active: ActiveSet, *, parent: int = 0,
    said: str = "", is_demo: bool = False, benched: Sequence[str] = (),
) -> Version:  # fmt: skip
    """Keep an answer as a plan's next version. Returns it with its number. Raises ProjectError without the plan."""
    check(settings, actor, "project.change", f"project/{project_id}", project=project_id)
    made = _made(actor, result, active, parent, said, is_demo, benched)
    return _saved(settings, actor, project_id, made)


def begin(
    settings: Settings, actor: Actor, name: str, result: LineupResult, active: ActiveSet, *, said: str = "",
    is_demo: bool = False, benched: Sequence[str] = (),
) -> tuple[Project, Version]:  # fmt: skip
    """Keep an answer as the first version of a new plan: both are on file afterwards, or neither. Raises ProjectError
    for a name that cannot be one."""
    check(settings, actor, "project.create")
    project = planned(actor, name, is_demo=is_demo)
    made = _made(actor, result, active, 0, said, is_demo, benched)
    saved = Projects(settings).begin(project, made, actor.id)
    note(settings, actor, "project.create", f"project/{project.id}")
    return project, saved


def _made(
    actor: Actor, result: LineupResult, active: ActiveSet, parent: int, said: str, is_demo: bool, benched: Sequence[str]
) -> Version:
    return version_of(
        result, judged_by(active, result), active.catalog, by=actor.name, at=datetime.now(UTC), parent=parent,
        said=clean_text(said), is_demo=is_demo, benched=benched,
    )  # fmt: skip


def lines(settings: Settings, actor: Actor, project_id: str) -> Sequence[VersionLine]:
    """Newest first."""
    check(settings, actor, "project.read", f"project/{project_id}", project=project_id)
    return Projects(settings).versions(project_id)


def version(settings: Settings, actor: Actor, project_id: str, number: int) -> Version:
    """Raises ProjectError where it is not there or cannot be read."""
    check(settings, actor, "project.read", f"project/{project_id}/{number}", project=project_id)
    found = Projects(settings).version(project_id, number)
    looked_at(settings, actor, "project.read", f"project/{project_id}/{number}")
    return found


@permitted("reference.read")
def what_is_gone(settings: Settings, judged: JudgedBy) -> str:
    """Korean: which of the set and the model that gave an answer no longer exist, "" where both do."""
    gone: list[tuple[str, str]] = []
    if judged.set_id not in {source.id for source in list_sources(settings)}:
        gone.append(("기준 사진 세트", judged.set_name))
    if judged.run and not runs.exists(settings, judged.run):
        gone.append(("학습 결과", judged.run_name))
    if not gone:
        return ""
    named = ", ".join(f"{kind} '{name}'" for kind, name in gone)
    topic = particle(gone[-1][1], "은/는")
    return f"이 결과를 낸 {named}{topic} 지워졌습니다. 아래 수치는 저장할 때의 것입니다."


@dataclass(frozen=True, slots=True)
class Variant:
    """A line-up that could be. people: names; fit: how much of it and the target overlap, nobody: its mean probability
    of being close to no group, 0..1; scores: group -> probability."""

    people: tuple[str, ...]
    fit: float
    nobody: float
    scores: Mapping[str, float]

    @property
    def top(self) -> str:
        """Id of the group it is nearest to."""
        return max(self.scores, key=lambda group: self.scores[group])


@dataclass(frozen=True, slots=True)
class Variants:
    """The best line-ups of a version's trainees, the nearest to the target first. size: trainees in each; candidates:
    who could be in them; searched: how far that was looked for."""

    best: tuple[Variant, ...]
    size: int
    candidates: tuple[str, ...]
    searched: Choices

    @property
    def level(self) -> int:
        """How many more are as good as the first but for less than half a point."""
        return sum(self.best[0].fit - one.fit < LEVEL for one in self.best) - 1

    def rows(self, names: Mapping[str, str]) -> list[tuple[int, str, float, str, float]]:
        """Of the first LISTED: rank, people, fit, name of the group on top, nobody. names: of the groups."""
        return [
            (rank, ", ".join(one.people), one.fit, names[one.top], one.nobody)
            for rank, one in enumerate(self.best[:LISTED], 1)
        ]


def variants(
    version: Version, size: int, weights: Mapping[str, float], *, within: Sequence[str] = (),
    without: Sequence[str] = (),
) -> Variants:  # fmt: skip
    """The best line-ups of `size`. weights: group -> weight of what is looked for; within, without: names that are
    always in or never. Raises ProjectError where that cannot be."""
    known = {one.name for one in version.trainees}
    if strange := [name for name in (*within, *without) if name not in known]:
        named = attach(f"'{strange[0]}'", "은/는")
        raise ProjectError(f"{named} 이 버전에 없는 연습생입니다. 있는 연습생: {', '.join(sorted(known))}")
    if both := [name for name in within if name in without]:
        named = attach(f"'{both[0]}'", "을/를")
        raise ProjectError(f"{named} 꼭 넣을 연습생과 뺄 연습생에 함께 골랐습니다. 한쪽에서 빼 주세요.")
    people = [one for one in version.trainees if one.scores and one.name not in without]
    if not people:
        raise ProjectError("점수가 있는 연습생이 없어 조합을 만들 수 없습니다. 사진을 더해 다시 분석해 주세요.")
    groups = list(version.judged.groups)
    scores = np.array([[one.scores[group] for group in groups] for one in people if one.scores])
    nobody = np.array([one.nobody or 0.0 for one in people])
    names = tuple(one.name for one in people)
    if scoreless := [name for name in within if name not in names]:
        named = attach(f"'{scoreless[0]}'", "은/는")
        raise ProjectError(f"{named} 쓸 수 있는 사진이 없어 점수가 없습니다. 꼭 넣을 연습생에서 빼 주세요.")
    fixed = [names.index(name) for name in within]
    found = choose(scores, nobody, target_mix(groups, weights), size, within=fixed)
    best = [
        Variant(tuple(names[row] for row in one.rows), one.fit, one.nobody,
                dict(zip(groups, one.scores, strict=True)))
        for one in found.best
    ]  # fmt: skip
    return Variants(tuple(best), size, names, found)


def composed(version: Version, names: Sequence[str], *, by: str = "", said: str = "") -> Version:
    """A line-up of some of a version's trainees, from their stored scores. Raises ProjectError without one of them."""
    people = tuple(one for one in version.trainees if one.name in set(names))
    if not people:
        raise ProjectError("연습생을 한 명 이상 골라 주세요.")
    groups = list(version.judged.groups)
    scored = [one for one in people if one.scores]
    lineup = None
    if scored:
        found = aggregate(np.array([[one.scores[g] for g in groups] for one in scored if one.scores]), groups)
        nobody = float(np.mean([one.nobody for one in scored if one.nobody is not None]))
        lineup = JudgedLineup(found.scores.values, found.confidence, found.interval, nobody, found.reason)
    benched = tuple(one.name for one in version.trainees if one not in people)
    return replace(
        version, number=0, parent=version.number, by=by, at=datetime.now(UTC), trainees=people, lineup=lineup,
        said=said, benched=benched, composed=True,
    )  # fmt: skip


def save_composed(
    settings: Settings, actor: Actor, project_id: str, version: Version, names: Sequence[str], said: str = ""
) -> Version:
    """Keep a line-up that was tried as the next version."""
    check(settings, actor, "project.change", f"project/{project_id}", project=project_id)
    return _saved(settings, actor, project_id, composed(version, names, by=actor.name, said=clean_text(said)))


def _saved(settings: Settings, actor: Actor, project_id: str, made: Version) -> Version:
    saved = Projects(settings).save_version(project_id, made)
    note(settings, actor, "project.change", f"project/{project_id}/{saved.number}")
    return saved
