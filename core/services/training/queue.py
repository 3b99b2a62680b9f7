"""The queue of trainings: ask for them, watch them, stop them, and the worker that does them one after the other.

Everything is on file, so that each page, each browser and each process sees the same, and a restart goes on by itself.
"""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.errors import TrainingError
from core.faces.engines import get_engine, weights_present
from core.services.permitted import permitted
from core.services.training.supervisor import keep_running
from core.services.training.train_one import photos_of, usual_name
from core.services.training.worker import perform, take, work
from core.settings import Settings
from core.storage.training import runs
from core.storage.training.queue import TrainingQueue
from core.storage.training.records import Request, TrainingEntry
from core.training.run import Run
from core.types import JobStatus, Progress, silent
from models import get_family
from models.bases import feature_bytes

__all__ = [
    "Request", "Training", "cancel", "forget", "keep_running", "plan", "resume", "train_now", "trainings", "work",
]  # fmt: skip

_ROOM = 64 * 2**20  # for the database, parts and the run
_NETWORK_ROOM = 512 * 2**20  # for the kept states of a fit as well


@dataclass(frozen=True, slots=True, kw_only=True)
class Training(JobStatus):
    """One line of the queue. title: of the run to come. stage: "features" (done, total count photos and copies),
    "evaluation", "map", "final" (they count steps) or "" before the first. epoch, epochs: 0 outside a network's fit.
    loss: nats. seconds_left: None until known. cancelling: it stops at its next report."""

    request: Request
    stage: str
    epoch: int
    epochs: int
    loss: float | None
    seconds_left: float | None
    cancelling: bool


@permitted("training.change")
def plan(settings: Settings, requests: Sequence[Request]) -> list[str]:
    """Queue trainings, all or none; returns their ids in the same order. One that was asked for before and failed or
    was stopped goes on from where it was. Raises TrainingError for one that waits or runs already, StudioError for one
    that cannot work."""
    for request in requests:
        check(settings, request)
    queue = TrainingQueue(settings)
    with queue.changing():
        twins = [_same_request(queue.entries(), request) for request in requests]
        for request, twin in zip(requests, twins, strict=True):
            if twin is not None and twin.active:
                raise TrainingError(
                    f"'{usual_name(request)}' 학습은 같은 설정으로 이미 대기하거나 진행하고 있습니다. "
                    "끝나기를 기다려 주세요."
                )
        ids = []
        for request, twin in zip(requests, twins, strict=True):
            if twin is None:
                ids.append(queue.add(request))
            else:
                _requeue(queue, twin, request.name)
                ids.append(twin.id)
    return ids


@permitted("training.change")
def check(settings: Settings, request: Request) -> None:
    """Raises StudioError where a training cannot work: unknown names, missing weights, too few groups, a full disk."""
    family = get_family(request.family)
    runs.clean_name(request.name or usual_name(request))  # told now, not when the run is to be saved
    if not weights_present(request.engine):
        get_engine(request.engine)  # raises, and says where to get them
    photos = photos_of(settings, request)
    if len({member.group for member in photos.members}) < 2:
        empty = f" 사진이 없는 폴더: {', '.join(photos.empty[:5])}." if photos.empty else ""
        raise TrainingError(f"학습하려면 사진이 있는 그룹이 두 개 이상 필요합니다. 그룹 폴더를 더 넣어 주세요.{empty}")
    options = request.options
    each = feature_bytes(family.base, options) if family.base else 0
    needed = len(photos) * (1 + options.copies) * each * 2 + (_NETWORK_ROOM if family.base else _ROOM)
    place = next(p for p in (settings.workspace, *settings.workspace.parents) if p.exists())
    free = shutil.disk_usage(place).free
    if free < needed:
        raise TrainingError(
            f"디스크 공간이 모자랍니다. 이 학습에는 약 {needed / 2**20:,.0f}MB가 필요한데 {free / 2**20:,.0f}MB만 "
            "남았습니다. 공간을 비우거나 증강 사본 수를 줄여 주세요."
        )


@permitted("training.read")
def trainings(settings: Settings) -> list[Training]:
    """What is not finished, oldest first. Reads a few small files."""
    return [_shown(entry) for entry in TrainingQueue(settings).entries() if not runs.exists(settings, entry.id)]


@permitted("training.change", on="training_id")
def cancel(settings: Settings, training_id: str) -> None:
    """Stop a training: at its next report, at once where nobody works on it. What is finished is kept for `resume`."""
    queue = TrainingQueue(settings)
    with queue.changing():
        entry = queue.entry(training_id)
        if entry.alive:
            queue.request_stop(training_id)
        else:
            queue.set_status(training_id, replace(entry.status, state="cancelled", message=""))


@permitted("training.change", on="training_id")
def resume(settings: Settings, training_id: str) -> None:
    """Queue a training that failed, was cancelled or was interrupted again; it goes on from what is finished. Raises
    TrainingError where it waits or runs, or where another one does the same."""
    queue = TrainingQueue(settings)
    check(settings, queue.entry(training_id).request)
    with queue.changing():
        entry = queue.entry(training_id)
        if any(other.active and other.request.same(entry.request) for other in queue.entries()):
            raise TrainingError("같은 학습이 이미 대기하거나 진행하고 있습니다. 끝나기를 기다려 주세요.")
        _requeue(queue, entry)


@permitted("training.change", on="training_id")
def forget(settings: Settings, training_id: str) -> None:
    """Remove an unfinished training and all it computed. Raises TrainingError while somebody works on it."""
    queue = TrainingQueue(settings)
    with queue.changing():
        if queue.entry(training_id).alive:
            raise TrainingError("학습하는 동안에는 지울 수 없습니다. 먼저 취소해 주세요.")
        queue.remove(training_id)


@permitted("training.change")
def train_now(settings: Settings, request: Request, progress: Progress = silent) -> Run:
    """Train in this process, for somebody who waits. Goes on where an equal one was interrupted. Raises StudioError."""
    check(settings, request)
    queue = TrainingQueue(settings)
    with queue.changing():
        twin = _same_request(queue.entries(), request)
        if twin is not None and twin.alive:
            raise TrainingError("같은 학습이 이미 진행 중입니다. 끝나기를 기다리거나 취소하고 다시 시작해 주세요.")
        training_id = twin.id if twin is not None else queue.add(request, attended=True)
        if twin is not None:
            _requeue(queue, twin, request.name, attended=True)
    taken = take(settings, queue, lambda entry: entry.id == training_id)
    if taken is None and runs.exists(settings, training_id):  # it was killed right after its run was on file
        return runs.read(settings, training_id)
    if taken is None:
        raise TrainingError("같은 학습이 다른 곳에서 방금 시작되었습니다. 끝나기를 기다려 주세요.")
    entry, lock = taken
    run = perform(settings, queue, entry, lock, progress)
    if run is None:
        raise TrainingError("학습을 취소했습니다. 이어서 하려면 같은 명령을 다시 실행해 주세요.")
    return run


def _shown(entry: TrainingEntry) -> Training:
    status, report = entry.status, entry.report
    at_work = status.state == "running" and not entry.left_behind
    return Training(
        id=entry.id,
        title=entry.request.name or usual_name(entry.request),
        state="interrupted" if entry.left_behind else status.state,
        done=report.done,
        total=report.total,
        label=report.label if at_work else status.message,
        request=entry.request,
        stage=report.stage,
        epoch=report.epoch,
        epochs=report.epochs,
        loss=report.loss,
        seconds_left=report.seconds_left if at_work else None,
        cancelling=at_work and entry.cancelling,
    )


def _same_request(entries: Sequence[TrainingEntry], request: Request) -> TrainingEntry | None:
    """The training that does the same; one that waits or runs before one that stopped."""
    same = [entry for entry in entries if entry.request.same(request)]
    return max(same, key=lambda entry: (entry.active, entry.id), default=None)


def _requeue(queue: TrainingQueue, entry: TrainingEntry, name: str = "", *, attended: bool = False) -> None:
    if name:
        queue.rename(entry, name)
    queue.clear_stop(entry.id)
    queue.set_status(entry.id, replace(entry.status, state="waiting", deaths=0, attended=attended, message=""))
