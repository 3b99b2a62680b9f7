"""The worker of the queue: takes up trainings that are open, does them, and writes down how they ended."""

import errno
import logging
import shutil
from collections.abc import Callable
from dataclasses import replace

from core import jobs
from core.errors import StudioError, TrainingError
from core.services.permitted import permitted
from core.services.training.train_one import train_one
from core.settings import Settings
from core.storage.training import runs
from core.storage.training.queue import TrainingQueue
from core.storage.training.records import TrainingEntry
from core.storage.work_lock import WorkLock
from core.training.run import Run
from core.types import Progress

_FULL = "디스크 공간이 모자라 멈췄습니다. 공간을 비운 뒤 이어서 진행해 주세요. 끝난 부분은 그대로 있습니다."
_NO_MEMORY = "메모리가 모자라 멈췄습니다. 사진이나 증강 사본을 줄이거나 다른 프로그램을 닫고 이어서 진행해 주세요."


@permitted("training.change")
def work(progress: Progress, settings: Settings) -> str:
    """The worker, a job for `core.jobs`: does what is open, oldest first, until nothing is. A training that fails says
    why in its status and does not stop the next."""
    queue = TrainingQueue(settings)
    finished = failed = 0
    with queue.working() as mine:
        if not mine:
            return "다른 곳에서 이미 학습하고 있습니다."
        while (taken := take(settings, queue, lambda entry: entry.open)) is not None:
            try:
                finished += perform(settings, queue, *taken, progress) is not None
            except StudioError:
                failed += 1
    return f"학습 {finished}건을 마쳤습니다." + (f" {failed}건은 하지 못했습니다." if failed else "")


@permitted("training.change")
def take(
    settings: Settings, queue: TrainingQueue, wanted: Callable[[TrainingEntry], bool]
) -> tuple[TrainingEntry, WorkLock] | None:
    """The first training that is wanted and can be had, with its lock. What a killed process left to do is done."""
    with queue.changing():
        for entry in filter(wanted, queue.entries()):
            if runs.exists(settings, entry.id):  # killed after its run was on file
                queue.remove(entry.id)
            elif entry.cancelling:  # killed after it was asked to stop
                _cancelled(queue, entry)
            elif (lock := queue.begin(entry)) is not None:
                return queue.entry(entry.id), lock
    return None


@permitted("training.change")
def perform(
    settings: Settings, queue: TrainingQueue, entry: TrainingEntry, lock: WorkLock, progress: Progress
) -> Run | None:
    """One training to its end; None where it was cancelled. Raises StudioError where it failed, and is marked so."""
    try:
        run = train_one(settings, queue, entry, progress)
        with queue.changing():
            queue.remove(entry.id)
        return run
    except jobs.Cancelled:
        with queue.changing():
            _cancelled(queue, entry)
        return None
    except jobs.Stopping:
        queue.set_status(entry.id, replace(entry.status, state="waiting"))
        raise
    except Exception as error:
        sentence = _sentence(error)
        if not isinstance(error, StudioError | OSError | MemoryError):
            logging.getLogger(__name__).exception("a training failed")
            # It may be what was kept of a fit, say by another version of its network: the next attempt begins that fit
            # anew and keeps the finished parts.
            shutil.rmtree(queue.folder(entry.id) / "fits", ignore_errors=True)
        queue.set_status(entry.id, replace(entry.status, state="failed", message=sentence))
        raise TrainingError(sentence) from error
    finally:
        lock.release()


def _cancelled(queue: TrainingQueue, entry: TrainingEntry) -> None:
    queue.clear_stop(entry.id)
    queue.set_status(entry.id, replace(entry.status, state="cancelled"))


def _sentence(error: BaseException) -> str:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, OSError) and cause.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
            return _FULL
        cause = cause.__cause__
    if isinstance(error, StudioError):
        return str(error)
    if isinstance(error, MemoryError):
        return _NO_MEMORY
    return (
        f"예상하지 못한 오류로 멈췄습니다({type(error).__name__}). 이어서 진행해 주세요. 끝난 부분은 그대로 있습니다."
    )
