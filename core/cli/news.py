"""What `news` on the command line does: groups and a source, or a file, in; the JSON object of its report out."""

import time
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from core.catalog import load_real
from core.errors import NewsError
from core.news.reading import korean_today, read_bytes
from core.services.news import articles as service
from core.settings import Settings, get_settings
from core.storage.news.collection_log import GroupReport
from core.types import Progress, Upload

DAYS = 90  # of a period without a beginning


def news(
    groups: Sequence[str], source: str, since: date | None, until: date | None, file: Path | None, progress: Progress
) -> dict[str, Any]:
    """`news [GROUP...]`: collect news of groups, all in use without names, from the source that can be used if none is
    named. Or of `file`, for the one group named, else under the groups that its rows name or are about.

    Raises StudioError; what came until then is kept."""
    start = time.perf_counter()
    settings = get_settings()
    catalog = load_real(settings)
    wanted = [catalog.find(name).id for name in groups]
    more: dict[str, Any] = {}
    if file is not None:
        came, more = _import(settings, file, wanted, progress)
    else:
        name = source or next(one.name for one in service.sources(settings) if one.default)
        last = until or korean_today()
        plan = service.Plan(name, tuple(wanted or (g.id for g in catalog)), since or last - timedelta(days=DAYS), last)
        service.collect(progress, settings, plan)
        came = service.reports(settings, 1)[0].groups
    about = {group.group for group in came}
    return {
        "groups": [asdict(group) for group in came],
        "articles": sum(len(found) for group, found in service.articles(settings).items() if group in about),
        **more,
        "seconds": round(time.perf_counter() - start, 2),
    }


def _import(
    settings: Settings, file: Path, groups: Sequence[str], progress: Progress
) -> tuple[tuple[GroupReport, ...], dict[str, Any]]:
    if len(groups) > 1:
        raise NewsError("파일은 그룹 하나에 넣거나, 그룹을 적지 않고 파일에 적힌 그룹대로 넣어 주세요.")
    upload = Upload(file.name, read_bytes(file))
    report = service.import_files(settings, [upload], groups[0] if groups else "", progress)
    if report.problems:
        raise NewsError(report.problems[0])
    if not report.groups:
        named = f" 파일에 적힌 그룹: {', '.join(report.unknown)}." if report.unknown else ""
        raise NewsError(f"'{file.name}'에 아는 그룹의 기사가 없습니다.{named} --group으로 그룹을 적어 주세요.")
    return report.groups, {"unknown": dict(report.unknown), "nameless": report.nameless}
