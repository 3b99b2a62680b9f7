"""What the command line does, one function a command: paths in, the JSON object of the contract out.

Only `train` writes to the workspace."""

import time
from pathlib import Path
from typing import Any

from core.errors import StudioError
from core.faces.engine import Engine
from core.faces.engines import get_engine, get_info
from core.intake import by_trainee, expand, from_paths, reference_layout
from core.matching.model import ResemblanceModel
from core.services.active_run import judge_for
from core.services.lineup import match as match_service
from core.services.reference.faces import load
from core.services.reference.sets import active_engine, active_source, existing_database, photos_of
from core.settings import get_settings
from core.training.checkpoint import Monitor
from core.training.examples import Examples
from core.training.family import Family
from core.training.options import Options
from core.types import Progress, ReferenceSet, Upload, silent


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
    if reference is not None:
        return own_engine, ResemblanceModel.fit(embedded)
    settings = get_settings()
    database = existing_database(settings, read_only=True)
    return own_engine, judge_for(settings, database, embedded, own_engine.version).model


def evaluate(
    directory: Path, family: str, engine: str | None, changes: dict[str, Any], unseen: Path | None, progress: Progress
) -> dict[str, Any]:
    """`evaluate DIR`: the four bars of a family on a folder. changes: of the family's options; unseen: a line-up of
    people in no group, judged by the model of the whole folder: key `strangers`."""
    from core.services.training.evaluate import evaluate as measure
    from core.services.training.examples import gather
    from models import get_family

    start = time.perf_counter()
    kind = get_family(family)  # a misspelt name is told before a thousand photos are read
    options = kind.options(**changes)
    settings = get_settings()
    own_engine = get_engine(engine or active_engine(settings, read_only=True))
    found = gather(reference_layout(directory, settings), kind, options, own_engine, progress=progress)
    answer = measure(
        found.examples,
        kind,
        options,
        engine=own_engine.name,
        photos=found.reference.photos,
        missed=found.reference.missed,
        absent=found.absent,
        progress=progress,
    ).to_json()
    if unseen is not None:
        people = by_trainee(expand(from_paths([unseen]))[0])
        uploads = [Upload(f"-/{name}/{Path(u.path).name}", u.data) for name, own in people.items() for u in own]
        met = gather(reference_layout(uploads, settings), kind, options, own_engine, progress=progress)
        answer["strangers"] = _strangers(found.examples, met.examples, kind, options)
    return {**answer, "seconds": round(time.perf_counter() - start, 2)}


def _strangers(known: Examples, unseen: Examples, family: Family, options: Options) -> dict[str, Any]:
    from core.services.training.evaluate import repeatability
    from core.training.left_out import meet

    met = meet(family.fit(known, options, Monitor()), unseen, options.seed)
    reasons: dict[str, str] = {}
    figures, _ = repeatability(met, reasons)
    people = len(set(unseen.members))
    return {**figures, "n": len(met.same), "people": people, "photos": len(unseen.members), "reasons": reasons}


def train(
    directory: Path | None, family: str, engine: str | None, changes: dict[str, Any], name: str, progress: Progress
) -> dict[str, Any]:
    """`train DIR` or, without a directory, `train --workspace`: train and record the runs. family: a name, or "all".

    One that was interrupted with the same settings and photos goes on. With several families, one that fails does not
    stop the others; the keys on top are those of the best by photo_cv log loss. Raises StudioError if none is left."""
    from core.services.training.queue import Request, train_now
    from models import FAMILIES, get_family

    settings = get_settings()
    kinds = list(FAMILIES.values()) if family == "all" else [get_family(family)]
    own_engine = get_info(engine or active_engine(settings, read_only=True)).name
    if directory is None:
        source = active_source(settings, read_only=True)
        place = {"set_id": source.id, "set_name": source.name}
    else:
        root = directory.resolve()
        own = root.name if root.is_dir() else root.stem
        place = {"set_id": "", "set_name": own or str(directory), "root": str(root)}
    done: list[dict[str, Any]] = []
    failed: list[dict[str, str]] = []
    for kind in kinds:
        several = len(kinds) > 1
        own_name = f"{name} ({kind.name})" if name and several else name
        request = Request(kind.name, own_engine, kind.options(**changes), name=own_name, **place)
        before = f"{kind.name} " if several else ""
        try:
            run = train_now(settings, request, lambda d, t, label, before=before: progress(d, t, before + label))  # type: ignore[misc]
        except StudioError as error:
            if not several:
                raise
            failed.append({"family": kind.name, "reason": str(error)})
        else:
            done.append({"run": run.id, "family": run.family, "engine": run.engine, "metrics": run.metrics})
    if not done:
        raise StudioError(" ".join(f"{f['family']}: {f['reason']}" for f in failed))
    best = min(done, key=_log_loss)
    return {**best, "runs": done, "failed": failed} if len(kinds) > 1 else best


def _log_loss(run: dict[str, Any]) -> float:
    loss = run["metrics"]["photo_cv"]["log_loss"]
    return float("inf") if loss is None else float(loss)


def keywords(group: str, articles: Path | None, analyzer: str, progress: Progress) -> dict[str, Any]:
    """`keywords GROUP [--articles FILE]`: distinctive words of a group against the others."""
    from core.cli.keywords import keywords_command

    return keywords_command(group, articles, analyzer, progress)


def _embedded(root: Path | None, engine: str | None, progress: Progress) -> tuple[Engine, ReferenceSet]:
    settings = get_settings()
    own_engine = get_engine(engine or active_engine(settings, read_only=True))
    database = existing_database(settings, read_only=True) if root is None else None
    photos = reference_layout(root, settings) if root else photos_of(settings, active_source(settings, read_only=True))
    return own_engine, load(photos, own_engine, database, progress)[0]
