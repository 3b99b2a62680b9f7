"""`project`: debut plans and their judged line-ups: listed, shown, saved, compared, varied."""

from collections.abc import Sequence
from dataclasses import asdict
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.cli.command import EngineName, Json, progress
from core.errors import ProjectError, StudioError, UnknownNameError

if TYPE_CHECKING:
    from core.projects.project import Project
    from core.settings import Settings

Plan = Annotated[str, typer.Argument(metavar="PROJECT", help="id or name")]
_LONGEST_SEARCH = 10  # projects named in an error


def list_projects(
    search: Annotated[str, typer.Option(help="words of the name or the note")] = "",
    deleted: Annotated[bool, typer.Option(help="those that can still be taken back")] = False,
) -> Json:
    """List the projects, changed last, first."""
    from core.access.actor import LOCAL
    from core.services.projects.plans import plans
    from core.settings import get_settings

    found = plans(get_settings(), LOCAL, search=search, deleted=deleted)
    return {
        "projects": [
            {
                **_brief(line.project),
                "versions": line.versions,
                "newest": plain(asdict(line.newest)) if line.newest else None,
            }
            for line in found
        ]
    }


def show(
    project: Plan,
    version: Annotated[int | None, typer.Option(help="one version, whole; else all in a line each")] = None,
) -> Json:
    """Show a project, or one of its versions."""
    from core.access.actor import LOCAL
    from core.projects.version import adapter
    from core.services.projects import versions
    from core.settings import get_settings

    settings = get_settings()
    plan = find(settings, project)
    if version is not None:
        found = versions.version(settings, LOCAL, plan.id, version)
        gone = versions.what_is_gone(settings, found.judged)
        return {**adapter().dump_python(found, mode="json"), "project": plan.id, "gone": gone}
    rows = versions.lines(settings, LOCAL, plan.id)
    return {**_brief(plan), "target": asdict(plan.target), "board": plain(asdict(plan.board)),
            "versions": [plain(asdict(row)) for row in rows]}  # fmt: skip


def save(
    project: Plan,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="photos, folders or a ZIP")],
    note: Annotated[str, typer.Option(help="what is to be known of this version")] = "",
    parent: Annotated[int, typer.Option(help="the version it comes from")] = 0,
    engine: EngineName = None,
) -> Json:
    """Judge a line-up with the active set and keep the answer in a project, which is made where there is none."""
    from core.access.actor import LOCAL
    from core.faces.engines import get_engine
    from core.intake import from_paths
    from core.services.lineup.match import analyse
    from core.services.projects import plans, versions
    from core.services.reference.sets import active_engine, active_source, load_active
    from core.settings import get_settings
    from core.text.korean import attach

    uploads = from_paths(paths)
    if not uploads:
        raise StudioError("고른 자리에 파일이 없습니다. 사진, 사진 폴더나 ZIP의 경로를 적어 주세요.")
    settings = get_settings()
    plan = _named(settings, project)
    title = plans.clean_name(project) if plan is None else plan.name
    known = [line.number for line in versions.lines(settings, LOCAL, plan.id)] if plan else []
    if parent not in (0, *known):
        numbers = ", ".join(map(str, known)) or "없음"
        raise ProjectError(f"'{title}'에 버전 {attach(str(parent), '이/가')} 없습니다. 있는 버전: {numbers}")
    used = get_engine(engine or active_engine(settings))
    active = load_active(settings, active_source(settings), used, progress)
    found = analyse(uploads, used, active.model, progress)
    if plan is None:
        plan, saved = versions.begin(settings, LOCAL, title, found, active, said=note)
    else:
        saved = versions.save(settings, LOCAL, plan.id, found, active, parent=parent, said=note)
    return {"project": plan.id, "name": plan.name, "version": saved.number, "trainees": len(saved.trainees)}


def compare(
    project: Plan,
    before: int,
    after: int,
    other: Annotated[str | None, typer.Option(help="the project of AFTER, where it is another: id or name")] = None,
) -> Json:
    """Compare two versions of a project, or of two."""
    from core.access.actor import LOCAL
    from core.projects.compare import compare as compared
    from core.services.projects import versions
    from core.settings import get_settings

    settings = get_settings()
    plan = find(settings, project)
    second = find(settings, other) if other else plan
    found = compared(
        versions.version(settings, LOCAL, plan.id, before), versions.version(settings, LOCAL, second.id, after)
    )
    return {
        "came": [one.name for one in found.came],
        "left": [one.name for one in found.left],
        "moved": [
            {"name": one.name, "before": one.before.top, "after": one.after.top, "distance": one.distance,
             "turned": one.turned, "within_noise": one.within_noise, "why": list(one.why)}
            for one in found.moved if not one.still
        ],
        "shifts": [asdict(shift) for shift in found.shifts],
        "turned": found.turned, "only_noise": found.only_noise, "same": found.same, "reason": found.reason,
    }  # fmt: skip


def what_if(
    project: Plan,
    version: int,
    size: Annotated[int | None, typer.Option(help="trainees in a line-up, else as the project aims at")] = None,
    target: Annotated[
        list[str] | None, typer.Option(help="id of a group, or id=weight; several times; else the project's target")
    ] = None,
    within: Annotated[list[str] | None, typer.Option(help="a trainee who is always in it")] = None,
    without: Annotated[list[str] | None, typer.Option(help="a trainee who is never in it")] = None,
) -> Json:
    """The line-ups of a version's trainees that come nearest to a target."""
    from core.access.actor import LOCAL
    from core.services.projects import versions
    from core.settings import get_settings

    settings = get_settings()
    plan = find(settings, project)
    kept = versions.version(settings, LOCAL, plan.id, version)
    groups = list(kept.judged.groups)
    weights = dict(_weighed(text, groups) for text in target) if target else plan.target.mix(groups)
    if size is None:
        size = plan.target.size or None
    if size is None or not weights:
        raise ProjectError(
            "이 프로젝트에는 목표 인원이나 이 버전과 비교한 목표 그룹이 없습니다. --size와 --target으로 적어 주세요."
        )
    found = versions.variants(kept, size, weights, within=within or (), without=without or ())
    searched = found.searched
    return {
        "exact": searched.exact, "tried": searched.tried, "possible": searched.possible,
        "lineups": [
            {"trainees": list(one.people), "fit": one.fit, "nobody": one.nobody, "scores": dict(one.scores)}
            for one in found.best
        ],
    }  # fmt: skip


def find(settings: "Settings", text: str) -> "Project":
    """By id, else by name. Raises ProjectError with the names there are."""
    from core.access.actor import LOCAL
    from core.services.projects.plans import plans

    if found := _named(settings, text):
        return found
    names = ", ".join(line.project.name for line in plans(settings, LOCAL)[:_LONGEST_SEARCH]) or "없음"
    raise ProjectError(f"'{text}' 프로젝트는 없습니다. 있는 프로젝트: {names}")


def _named(settings: "Settings", text: str) -> "Project | None":
    """None where there is none. Raises ProjectError where several have the name."""
    from core.access.actor import LOCAL
    from core.services.projects.plans import plan, plans

    every = [line.project for line in plans(settings, LOCAL)]
    found = [one for one in every if one.id == text] or [one for one in every if one.name == text.strip()]
    if len(found) > 1:
        raise ProjectError(f"이름이 '{text}'인 프로젝트가 {len(found)}개입니다. id로 골라 주세요.")
    return plan(settings, LOCAL, found[0].id) if found else None


def _weighed(text: str, groups: Sequence[str]) -> tuple[str, float]:
    """Raises UnknownNameError for a group that the version was not compared with."""
    group, _, weight = text.partition("=")
    if group not in groups:
        raise UnknownNameError(
            f"'{group}' 그룹과는 비교하지 않았습니다. 비교한 그룹으로 적어 주세요. 비교한 그룹: {', '.join(groups)}"
        )
    try:
        found = float(weight or 1)
    except ValueError:
        found = 0.0
    if not 0 < found < inf:
        raise typer.BadParameter(f"--target {text}: a weight is a number above 0")
    return group, found


def _brief(plan: "Project") -> Json:
    return {"id": plan.id, "name": plan.name, "note": plan.note, "state": plan.state, "demo": plan.is_demo,
            "created": plan.created.isoformat(), "changed": plan.changed.isoformat()}  # fmt: skip


def plain(value: Any) -> Any:
    """For JSON: moments and days in ISO 8601."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value.isoformat() if hasattr(value, "isoformat") else value
