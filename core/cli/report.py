"""`report`: a version of a project as PDF, PowerPoint, workbook or page. Writes the file it is told, nothing else."""

from pathlib import Path
from typing import Annotated

import typer

from core.cli.command import Json, progress
from core.errors import StorageError, StudioError, instead_of


def report(
    project: Annotated[str, typer.Argument(metavar="PROJECT", help="id or name")],
    version: Annotated[int, typer.Option(help="number of the version")],
    form: Annotated[str, typer.Option("--format", help="pdf, pptx, xlsx or html")],
    out: Annotated[Path, typer.Option(help="file to write")],
    parts: Annotated[str, typer.Option(help="such as brief,cards,concept; else the usual ones")] = "",
    before: Annotated[int, typer.Option(help="version to compare with; else the one it came from")] = 0,
) -> Json:
    """Hand out a judged line-up."""
    from core.access.actor import LOCAL
    from core.cli.project import find
    from core.files import write_atomic
    from core.reports.make import USUAL
    from core.reports.report import Part, named_parts
    from core.services.projects.versions import lines
    from core.services.projects.versions import version as version_of
    from core.services.reports.write import write_report
    from core.settings import get_settings

    settings = get_settings()
    plan = find(settings, project)
    usual = (*USUAL, Part.COMPARISON) if before else USUAL
    chosen = named_parts(parts) if parts else usual
    if not chosen:
        raise StudioError("넣을 부분을 하나 이상 적어 주세요. --parts 없이 부르면 늘 넣는 것들이 들어갑니다.")
    if before and Part.COMPARISON not in chosen:
        raise typer.BadParameter("--before belongs to the part comparison")
    found = version_of(settings, LOCAL, plan.id, version)
    numbers = {line.number for line in lines(settings, LOCAL, plan.id)}
    other = before or (found.parent if found.parent in numbers else 0)
    beside = version_of(settings, LOCAL, plan.id, other) if other and Part.COMPARISON in chosen else None
    written = write_report(settings, LOCAL, plan, found, form, chosen, progress, before=beside)
    unwritable = f"'{out}'에 보고서를 쓸 수 없습니다. 파일의 경로와 쓰기 권한, 남은 디스크 공간을 확인해 주세요."
    with instead_of(StorageError, StudioError(unwritable)):
        write_atomic(out, written.data)
    return {
        "project": plan.id,
        "version": version,
        "format": form,
        "file": str(out),
        "bytes": len(written.data),
        "parts": [section.part.value for section in written.report.sections],
        "failed": [{"part": part.value, "reason": why} for part, why in written.failed.items()],
    }
