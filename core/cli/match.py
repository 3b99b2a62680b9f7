"""`match`: a line-up against a folder, or against the active set. Writes nothing."""

from pathlib import Path
from typing import Annotated

import typer

from core.cli.command import EngineName, Json, progress
from core.errors import StudioError


def match(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="photos, folders or a ZIP")],
    reference: Annotated[Path | None, typer.Option(help="judge against this folder, not the active set")] = None,
    engine: EngineName = None,
) -> Json:
    """Judge a line-up of trainees."""
    from core.intake import from_paths
    from core.services.lineup.match import analyse, lineup_json
    from core.services.reference.sets import model_for
    from core.settings import get_settings

    uploads = from_paths(paths)
    if not uploads:
        raise StudioError("고른 자리에 파일이 없습니다. 사진, 사진 폴더나 ZIP의 경로를 적어 주세요.")
    return lineup_json(analyse(uploads, *model_for(get_settings(), reference, engine, progress), progress))
