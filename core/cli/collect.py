"""`collect`: photos of whole groups into a set, which is made where there is none of that name. What came until an
interruption or a failure is kept."""

import time
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from core.cli.command import Groups, Json, progress
from core.errors import CollectError
from core.text.numbers import rounded

if TYPE_CHECKING:
    from core.settings import Settings


def collect(
    set_name: Annotated[str, typer.Option("--set", help="set of one's own, made if there is none")],
    groups: Groups = None,
    source: Annotated[str, typer.Option(help="commons, naver or google")] = "commons",
    target: Annotated[int, typer.Option(help="photos of each member")] = 20,
    engine: Annotated[str | None, typer.Option(help="face engine that judges the photos")] = None,
) -> Json:
    """Collect reference photos into a set; an interrupted one of the same set and source goes on."""
    from core.catalog import load_real
    from core.faces.engines import get_info
    from core.services.reference import collect as service
    from core.settings import get_settings
    from core.types import MemberId

    start = time.perf_counter()
    settings = get_settings()
    catalog = load_real(settings)
    wanted = dict.fromkeys(catalog.find(name) for name in groups) if groups else catalog
    members = tuple(MemberId(g.id, member.id) for g in wanted if not g.retired for member in g.active_members)
    if not members:
        raise CollectError("고른 그룹에 지금 쓰는 멤버가 없습니다. 비교에서 뺀 그룹인지 확인해 주세요.")
    judging = get_info(engine).name if engine else ""
    plan = service.Plan(source, _set(settings, source, set_name), members, target, judging)
    collection_id = service.plan(settings, plan, go_on=True)
    message = service.run(progress, settings, collection_id)
    report = next(one for one in service.reports(settings, plan.set_id) if one.id == collection_id)
    return {
        "set": set_name,
        "source": report.source,
        "state": report.state,
        "members": [
            asdict(one.member)
            | {"target": one.target, "found": one.found, "kept": one.kept, "refused": dict(one.refused)}
            for one in report.members
        ],
        "message": message,
        "seconds": rounded(time.perf_counter() - start, 2),
    }


def _set(settings: "Settings", source: str, name: str) -> str:
    from core.services.reference.collect import check_source
    from core.services.reference.sets import DEMO, list_sources, new_set

    wanted = " ".join(name.split())
    found = next((s.id for s in list_sources(settings) if s.id != DEMO and s.name == wanted), None)
    if found is not None:
        return found
    check_source(settings, source)  # before anything is made for it
    return new_set(settings, name)
