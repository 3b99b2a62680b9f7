"""Engines measured on the reference set in use: how well each tells apart people nobody has learned from, and how long
a photo takes on this machine."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import core
from core.access.actor import STUDIO
from core.errors import StudioError
from core.faces.engine import Engine
from core.faces.engines import ENGINES, download_weights, get_engine, weights_present
from core.intake import ReferencePhotos
from core.services.permitted import permitted
from core.services.reference import sets as reference
from core.services.reference.faces import load
from core.services.training.runs import list_all
from core.settings import Settings
from core.stats.arrays import one_blas_thread
from core.storage.database import Database
from core.storage.reference.library import Library
from core.storage.training.recorded import is_recorded
from core.storage.training.trials import EngineTrial, read_trial, save_trial
from core.training.examples import Examples
from core.training.identification import identification
from core.types import Progress, Upload
from models import DEFAULT_FAMILY, get_family

_TIMED, _ROUNDS = 16, 2  # photos; the faster round counts, whatever else the machine does in the other


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an engine on the set in use. auc: 0..1, people: of how many; None with `reason`, Korean, ""
    where nobody has measured. milliseconds: a photo on this machine, None where nobody has measured."""

    auc: float | None = None
    people: int = 0
    reason: str = ""
    milliseconds: float | None = None


@permitted("reference.read")
def known(settings: Settings) -> Mapping[str, Known]:
    """By the engine's name on everybody's set, from measurements here and from the runs of the default model. Reads
    small files."""
    source = reference.active_source(settings, STUDIO)
    photos = len(reference.photos_of(settings, source))
    runs = [
        run
        for run in list_all(settings, source).runs
        if (run.data.set_id, run.family) == (source.id, DEFAULT_FAMILY) and run.data.photos == photos
        and (is_recorded(settings, run.id) or run.versions.get("studio") == core.__version__)
    ]  # fmt: skip
    found = {}
    for name in ENGINES:
        trial = read_trial(settings, source.id, name)
        if trial is not None and (trial.studio, trial.photos) == (core.__version__, photos):
            found[name] = Known(trial.auc, trial.people, trial.reason, trial.milliseconds)
            continue
        told = next((t for r in runs if r.engine == name and (t := r.metrics.get("identification"))), None)
        run = next((r for r in runs if r.engine == name), None)
        if told and run and told.get("auc") is not None:
            found[name] = Known(told["auc"], sum(len(own) for own in run.data.counts.values()))
        else:
            found[name] = Known()
    return found


@permitted("engine.measure", on="name")
def download(progress: Progress, settings: Settings, name: str) -> str:
    """Download what an engine lacks; a job for `core.jobs`, as of `core.faces.engines.download_weights`."""
    return download_weights(progress, name)


@permitted("engine.measure", on="set_id")
def measure(progress: Progress, settings: Settings, set_id: str) -> str:
    """Measure every engine that needs no download on a set; a job for `core.jobs`. Raises StudioError."""
    source = _source(settings, set_id)
    photos = reference.photos_of(settings, source)
    hashes = [] if source.fictional else [photo.sha256 for photo in Library(settings, set_id).photos()]
    ready = [name for name in ENGINES if weights_present(name)]
    try:
        for number, name in enumerate(ready):

            def report(done: int, total: int, _: str, number: int = number, name: str = name) -> None:
                share = done / total if total else 0.0
                progress(round(100 * (number + share)), 100 * len(ready), ENGINES[name].title)

            save_trial(settings, _trial(settings, set_id, photos, get_engine(name), report))
        return f"'{_source(settings, set_id).name}' 세트로 엔진 {len(ready)}개를 쟀습니다."
    finally:
        if set_id not in {one.id for one in reference.list_sources(settings)}:
            # Deleted meanwhile: what was computed from its photos, and what was measured, would stay.
            reference.forget(settings, hashes)
            reference.discard(settings, set_id)


def _source(settings: Settings, set_id: str) -> reference.ReferenceSource:
    found = next((one for one in reference.list_sources(settings) if one.id == set_id), None)
    if found is None:
        raise StudioError("재려던 세트가 지워졌습니다. 다른 세트를 골라 다시 재어 주세요.")
    return found


def _trial(settings: Settings, set_id: str, photos: ReferencePhotos, engine: Engine, progress: Progress) -> EngineTrial:
    found, _ = load(photos, engine, Database(settings), progress)
    reasons: dict[str, str] = {}
    with one_blas_thread():
        told = identification(Examples.of(found), get_family(DEFAULT_FAMILY), 0, reasons)
    return EngineTrial(
        engine=engine.name,
        set_id=set_id,
        studio=core.__version__,
        photos=len(photos),
        auc=told["auc"],
        people=len(set(found.members)),
        reason=reasons.get("identification", ""),
        milliseconds=1000 * _seconds_a_photo(photos, engine),
        measured=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def _seconds_a_photo(photos: ReferencePhotos, engine: Engine) -> float:
    step = max(1, len(photos) // _TIMED)
    some: list[Upload] = [upload for place, (_, upload) in enumerate(photos) if place % step == 0][:_TIMED]
    taken = []
    for _ in range(_ROUNDS):
        start = time.perf_counter()
        engine.analyse(some, keep_pixels=False)
        taken.append((time.perf_counter() - start) / len(some))
    return min(taken)
