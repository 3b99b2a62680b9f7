"""One training from its photos to its run on file: gather, evaluate, map, final fit, save."""

import hashlib
import json
import platform
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version

import core
from core.errors import TrainingError
from core.faces.engine import Engine
from core.faces.engines import get_engine
from core.intake import ReferencePhotos, reference_layout
from core.services.permitted import permitted
from core.services.reference import sets as reference
from core.services.training.evaluate import evaluate
from core.services.training.examples import Gathered, gather
from core.services.training.watch import Watch
from core.settings import Settings
from core.stats.arrays import Array, one_blas_thread
from core.storage.database import Database
from core.storage.training import runs
from core.storage.training.features import FeatureStore
from core.storage.training.parts import FolderCheckpoint
from core.storage.training.queue import TrainingQueue
from core.storage.training.records import Request, TrainingEntry
from core.training.checkpoint import Checkpoint
from core.training.evaluation import Evaluation
from core.training.examples import counts
from core.training.family import Family
from core.training.neighbours import FEWEST, neighbour_map
from core.training.options import HEADS
from core.training.run import DataSummary, Run
from core.types import Progress
from models import get_family

_ALWAYS = ("numpy", "scikit-learn", "onnxruntime")
_NETWORKS = ("tensorflow", "keras")
TRAINING_RULES = 3  # raised when the parts of a training may come out otherwise, see tests/test_rules.py


@permitted("training.change")
def train_one(settings: Settings, queue: TrainingQueue, entry: TrainingEntry, progress: Progress) -> Run:
    """Do what is left of a training and put its run on file under the training's id. Parts computed earlier, from the
    same photos with the same libraries, are used. Raises StudioError, Cancelled, and whatever `progress` raises."""
    request, watch = entry.request, Watch(queue, entry, progress)
    family, options = get_family(request.family), request.options
    with watch.stage("features", "사진 준비"):
        engine = get_engine(request.engine)
        photos = photos_of(settings, request)
        gathered = gather(
            photos, family, options, engine, Database(settings), FeatureStore(settings), watch.reading, watch.computing
        )
    versions = used_versions(family)
    checkpoint = FolderCheckpoint(queue.folder(entry.id), _basis(gathered, engine, versions), watch)
    with watch.stage("evaluation", "평가"):
        evaluation = evaluate(gathered, family, options, watch.evaluation, checkpoint)
    with watch.stage("map", "사진 지도 그리기"):
        watch.after(0)
        evaluation = _with_map(evaluation, gathered, options.seed, checkpoint)
    with watch.stage("final", "전체 사진으로 마지막 학습"), one_blas_thread():
        watch.after(1)
        model = family.fit(gathered.examples, options, checkpoint.monitor("final"))
    run = Run(
        id=entry.id,
        name=request.name or usual_name(request),
        family=family.name,
        engine=engine.name,
        engine_version=engine.version,
        base_version=gathered.base_version,
        options=options,
        data=DataSummary(
            set_id=request.set_id,
            name=request.set_name,
            fingerprint=gathered.fingerprint,
            photos=gathered.reference.photos,
            faces=len(gathered.examples.members),
            missed=gathered.reference.missed,
            counts=counts(gathered.examples.members),
        ),
        versions=versions,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        seconds={stage: round(seconds, 2) for stage, seconds in watch.spent.items()},
        metrics={},
        folds=(),
    )
    # The time of an interrupted training is that of all its attempts.
    return runs.save(settings, run, replace(evaluation, seconds=watch.spent["evaluation"]), model)


@permitted("reference.read")
def photos_of(settings: Settings, request: Request) -> ReferencePhotos:
    """The photos a training is about. Raises TrainingError where the set is gone, ReferenceSetError."""
    if request.root:
        return reference_layout(request.root, settings)
    for source in reference.list_sources(settings):
        if source.id == request.set_id:
            return reference.photos_of(settings, source)
    raise TrainingError(f"'{request.set_name}' 세트가 지워져 학습할 수 없습니다. 다른 세트를 골라 주세요.")


def usual_name(request: Request) -> str:
    """Such as '임베딩 분류기 LDA · 데모 그룹'."""
    family = get_family(request.family)
    head = f" {HEADS[request.options.head]}" if "head" in family.used_options else ""
    return f"{family.short_title}{head} · {request.set_name}"


def used_versions(family: Family) -> dict[str, str]:
    """Of Python, the studio and the libraries whose calculations a training of this family goes through."""
    found = {"studio": core.__version__, "python": platform.python_version()}
    for package in _ALWAYS + (_NETWORKS if family.by_epochs or family.base else ()):
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found


def _basis(gathered: Gathered, engine: Engine, versions: Mapping[str, str]) -> str:
    """What the parts of a training were computed from, beside its request; the studio's own version decides nothing."""
    photos = [gathered.fingerprint, *gathered.examples.files]
    libraries = {name: number for name, number in versions.items() if name != "studio"}
    own = [photos, gathered.base_version, engine.version, TRAINING_RULES, libraries]
    return hashlib.sha256(json.dumps(own, sort_keys=True).encode()).hexdigest()


def _with_map(evaluation: Evaluation, gathered: Gathered, seed: int, checkpoint: Checkpoint) -> Evaluation:
    if len(gathered.examples.files) < FEWEST:
        return evaluation

    def draw() -> dict[str, Array]:
        drawn = neighbour_map(gathered.examples.plain, seed)
        return {} if drawn is None else {"xy": drawn}

    return replace(evaluation, neighbours_xy=checkpoint.part("neighbours", draw).get("xy"))
