"""What `collect` on the command line does: groups and a source in, the JSON object of its report out."""

import time
from typing import Any

from core.catalog import Catalog, load_real
from core.errors import CollectError
from core.faces.engines import get_info
from core.services.reference import collect as service
from core.services.reference.sets import DEMO, list_sources, new_set
from core.settings import Settings, get_settings
from core.types import MemberId, Progress


def collect(
    groups: list[str], source: str, set_name: str, target: int, engine: str | None, progress: Progress
) -> dict[str, Any]:
    """`collect [GROUP...] --set NAME`: photos of whole groups, all of the catalogue without names, into a set that is
    made where there is none of that name. One of the same set and source that was interrupted goes on. Raises
    StudioError; what came until then is kept."""
    start = time.perf_counter()
    settings = get_settings()
    members = _members(load_real(settings), groups)
    judging = get_info(engine).name if engine else ""
    plan = service.Plan(source, _set(settings, source, set_name), members, target, judging)
    collection_id = service.plan(settings, plan, go_on=True)
    said = service.run(progress, settings, collection_id)
    report = next(one for one in service.reports(settings, plan.set_id) if one.id == collection_id)
    return {
        "set": set_name,
        "source": report.source,
        "state": report.state,
        "members": [
            {
                "group": one.member.group,
                "member": one.member.member,
                "target": one.target,
                "found": one.found,
                "kept": one.kept,
                "refused": dict(one.refused),
            }
            for one in report.members
        ],
        "message": said,
        "seconds": round(time.perf_counter() - start, 2),
    }


def _members(catalog: Catalog, names: list[str]) -> tuple[MemberId, ...]:
    groups = dict.fromkeys(catalog.find(name) for name in names) if names else catalog
    wanted = [
        MemberId(group.id, member.id) for group in groups for member in ([] if group.retired else group.active_members)
    ]
    if not wanted:
        raise CollectError("고른 그룹에 지금 쓰는 멤버가 없습니다. 그룹 목록에서 빠진 그룹인지 확인해 주세요.")
    return tuple(wanted)


def _set(settings: Settings, source: str, name: str) -> str:
    wanted = " ".join(name.split())
    found = next((s.id for s in list_sources(settings) if s.id != DEMO and s.name == wanted), None)
    if found is not None:
        return found
    service.check_source(settings, source)  # before anything is made for it
    return new_set(settings, name)
