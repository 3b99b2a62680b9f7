"""What the command line does, one function a command: paths in, the JSON object of the contract out. Writes nothing."""

import time
from pathlib import Path
from typing import Any

from core.errors import StudioError
from core.faces.engine import Engine
from core.faces.engines import get_engine
from core.intake import by_trainee, expand, from_paths, reference_layout
from core.matching.model import ResemblanceModel
from core.progress import Progress, silent
from core.services import match as match_service
from core.services.reference import active_engine, active_source, existing_database, load
from core.settings import get_settings
from core.training.checkpoint import Monitor
from core.training.examples import Examples
from core.training.options import Options
from core.types import ReferenceSet, Upload
from models import Family


def match(paths: list[Path], reference: Path | None, engine: str | None, progress: Progress) -> dict[str, Any]:
    """`match PATH... [--reference DIR]`: a line-up against a folder, or against the active set."""
    uploads = from_paths(paths)
    if not uploads:
        raise StudioError("고른 자리에 파일이 없습니다. 사진, 사진 폴더나 ZIP의 경로를 적어 주세요.")
    own_engine, model = model_for(reference, engine, progress)
    return match_service.lineup_json(match_service.analyse(uploads, own_engine, model, progress))


def model_for(
    reference: Path | None = None, engine: str | None = None, progress: Progress = silent
) -> tuple[Engine, ResemblanceModel]:
    """The engine and model to judge with. What is on file for the active set is read, nothing is added."""
    own_engine, embedded = _embedded(reference, engine, progress)
    return own_engine, ResemblanceModel.fit(embedded)


def evaluate(
    directory: Path, family: str, engine: str | None, changes: dict[str, Any], unseen: Path | None, progress: Progress
) -> dict[str, Any]:
    """`evaluate DIR`: the four bars of a family on a folder. changes: of the family's options; unseen: a line-up of
    people in no group, judged by the model of the whole folder: key `strangers`."""
    from core.services.evaluate import evaluate as measure
    from core.services.examples import gather
    from models import get_family

    start = time.perf_counter()
    kind = get_family(family)  # a misspelt name is told before a thousand photos are read
    options = kind.options(**changes)
    settings = get_settings()
    own_engine = get_engine(engine or active_engine(settings, read_only=True))
    found = gather(reference_layout(directory, settings), kind, options, own_engine, progress=progress)
    photos, missed = found.reference.photos, found.reference.missed
    answer = measure(
        found.examples, kind, options, engine=own_engine.name, photos=photos, missed=missed, progress=progress
    ).to_json()
    if unseen is not None:
        people = by_trainee(expand(from_paths([unseen]))[0])
        uploads = [Upload(f"-/{name}/{Path(u.path).name}", u.data) for name, own in people.items() for u in own]
        met = gather(reference_layout(uploads, settings), kind, options, own_engine, progress=progress)
        answer["strangers"] = _strangers(found.examples, met.examples, kind, options)
    return {**answer, "seconds": round(time.perf_counter() - start, 2)}


def _strangers(known: Examples, unseen: Examples, family: Family, options: Options) -> dict[str, Any]:
    from core.services.evaluate import repeatability
    from core.training.left_out import meet

    met = meet(family.fit(known, options, Monitor()), unseen, options.seed)
    reasons: dict[str, str] = {}
    figures, _ = repeatability(met, reasons)
    people = len(set(unseen.members))
    return {**figures, "n": len(met.same), "people": people, "photos": len(unseen.members), "reasons": reasons}


def keywords(group: str, articles: Path | None, analyzer: str, progress: Progress) -> dict[str, Any]:
    """`keywords GROUP [--articles FILE]`: distinctive words of a group against the others."""
    from core.services.concept import keywords_command

    return keywords_command(group, articles, analyzer, progress)


def _embedded(root: Path | None, engine: str | None, progress: Progress) -> tuple[Engine, ReferenceSet]:
    settings = get_settings()
    own_engine = get_engine(engine or active_engine(settings, read_only=True))
    database = existing_database(settings, read_only=True) if root is None else None
    photos = reference_layout(root or active_source(settings, read_only=True).root, settings)
    return own_engine, load(photos, own_engine, database, progress)[0]
