"""`news`: news of groups from a source, or of a file, into the workspace. What came until a failure is kept."""

import time
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.cli.command import Every, Exclude, Groups, Include, Json, progress
from core.errors import NewsError
from core.text.numbers import rounded

if TYPE_CHECKING:
    from core.settings import Settings
    from core.storage.news.collection_log import GroupReport

DAYS = 90  # of a period without a beginning


def news(
    groups: Groups = None,
    source: Annotated[str, typer.Option(help="naver or google_news; else naver where its keys are set")] = "",
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="first day; else 90 days back")] = None,
    until: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="last day; else today")] = None,
    file: Annotated[
        Path | None, typer.Option(help="read this file instead: .xlsx .csv .tsv .json .jsonl .txt .xml .rss .atom")
    ] = None,
    group: Annotated[str, typer.Option(help="whose articles the file holds; else as its rows say")] = "",
    every: Every = "",
    include: Include = "",
    exclude: Exclude = "",
) -> Json:
    """Collect news of groups, or read it from a file, and keep it in the workspace.

    Without --every, --include and --exclude the words that the studio keeps for each group are looked for."""
    from core.services.news.terms import read_terms

    terms = read_terms(every, include, exclude)
    if (group and file is None) or (file is not None and (groups or source or since or until or terms)):
        raise typer.BadParameter("--group belongs to --file, the other options to a collection")
    from core.catalog import load_real
    from core.news.reading import korean_today
    from core.services.news import collect as service
    from core.services.news.articles import articles
    from core.settings import get_settings
    from core.storage.news.collection_log import Plan

    start = time.perf_counter()
    settings = get_settings()
    catalog = load_real(settings)
    wanted = [catalog.find(name).id for name in ([group] if group else groups or ())]
    more: Json = {}
    if file is not None:
        came, more = _import(settings, file, wanted)
    else:
        name = source or next(one.name for one in service.sources(settings) if one.default)
        last = until.date() if until else korean_today()
        first = since.date() if since else last - timedelta(days=DAYS)
        plan = Plan(name, tuple(wanted or (g.id for g in catalog)), first, last, terms or None)
        service.collect(progress, settings, plan)
        came = service.reports(settings, 1)[0].groups
    about = {one.group for one in came}
    return {
        "groups": [asdict(one) for one in came],
        "articles": sum(len(found) for name, found in articles(settings).items() if name in about),
        **more,
        "seconds": rounded(time.perf_counter() - start, 2),
    }


def _import(settings: "Settings", file: Path, groups: Sequence[str]) -> tuple[tuple["GroupReport", ...], Json]:
    from core.news.reading import read_bytes
    from core.services.news.importing import import_files
    from core.types import Upload

    report = import_files(settings, [Upload(file.name, read_bytes(file))], groups[0] if groups else "", progress)
    if report.problems:
        raise NewsError(report.problems[0])
    if not report.groups and groups:
        raise NewsError(f"'{file.name}'에 제목이 있는 기사가 없습니다. 제목이 있는 기사가 든 파일을 골라 주세요.")
    if not report.groups:
        named = f" 파일에 적힌 그룹: {', '.join(report.unknown)}." if report.unknown else ""
        raise NewsError(f"'{file.name}'에 아는 그룹의 기사가 없습니다.{named} --group으로 그룹을 적어 주세요.")
    more = {name: getattr(report, name) for name in ("nameless", "excluded", "skipped", "unnamed")}
    return report.groups, {"unknown": dict(report.unknown), **more, "remarks": list(report.remarks)}
