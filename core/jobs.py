"""Long work in another process: start, watch, cancel. The pages only ever read a small status file.

A job is a module-level function `work(progress, *arguments) -> str`: it reports through `progress`, returns one Korean
sentence about what was done, and raises StudioError for what the user can mend. The process is spawned, never forked:
neither the Java machine nor TensorFlow survives a fork.

Short jobs wait for each other. A training, a collection or a search of faces has a process of its own, so that an hour
of it holds up no import; that process is gone afterwards, and with it the memory that TensorFlow would keep.
"""

import atexit
import json
import multiprocessing
import os
import signal
import threading
import time
import uuid
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, Literal

from core import logs
from core.access.acting import acting, acting_as
from core.access.actor import STUDIO
from core.errors import StudioError
from core.files import write_atomic
from core.settings import Settings, get_settings
from core.storage.reference.incoming import drop_left_uploads, drop_uploads
from core.storage.work_lock import ProcessMark, StopFlag
from core.turns import JOBS_NICE, step_back
from core.types import JobStatus

Lane = Literal["short", "training", "collecting", "virtual"]
_WRITE_EVERY_S = 0.2  # a status file a photo would cost more than the photo
_GRACE_S = 3.0  # for a training to keep what it has when the studio ends; whoever stops a service waits 10 s or more
_KEPT_S = 2 * 86_400
_KILLED = "작업이 중간에 멈췄습니다. 메모리가 모자랄 수 있으니 사진을 나누어 다시 시도해 주세요."
_ENDED = "스튜디오가 꺼져서 끝나지 못했습니다. 다시 시작해 주세요."


@dataclass(frozen=True, slots=True)
class _Record(JobStatus):
    """A status as it is written down. studio: mark of the process that started the job, in which or with which it ends.
    work: module of what it does, "" where that goes on by itself or has a record of its own. cut_off: by that end."""

    studio: str = ""
    work: str = ""
    cut_off: bool = False


class Cancelled(Exception):
    """The work was asked to stop. Raised by its progress; a job that keeps what it has catches it and returns its
    closing sentence all the same."""


class Stopping(Exception):
    """The studio is ending. Raised by the progress of a job with a process of its own, whose work goes on another
    time."""


_pools: list[Executor] = []  # the one of the short lane, once a job was started
_latest: dict[Lane, Future[None]] = {}
_going: dict[str, tuple[Path, str]] = {}  # by id of a job of this process that has not ended: its folder, its work
_lock = threading.Lock()
_lifelines: list[Connection] = []  # to the processes of jobs of their own: each ends when its line is closed
_ending = threading.Event()  # the studio is going, or, as a job's process sees it, gone
_idle = threading.Event()  # in the process of the short lane: no job runs
_idle.set()


@atexit.register
def _end_own_processes() -> None:
    # Before multiprocessing waits for its processes, as that was registered earlier.
    _ending.set()
    for line in list(_lifelines):
        line.close()


def _in_own_process(*call: Any) -> Future[None]:
    """Run a call in a process that ends with it, or with the studio. Not in a pool: Python would wait for a busy one
    when it ends, for hours if need be."""
    future: Future[None] = Future()
    context = multiprocessing.get_context("spawn")
    studio, line = context.Pipe(duplex=False)
    process = context.Process(target=_alone, args=(studio, *call), daemon=True)
    process.start()
    studio.close()
    _lifelines.append(line)

    def watch() -> None:
        process.join()
        line.close()
        _lifelines.remove(line)
        if process.exitcode == 0:
            future.set_result(None)
        else:
            future.set_exception(BrokenProcessPool(f"exit code {process.exitcode}"))

    threading.Thread(target=watch, daemon=True).start()
    return future


def _alone(studio: Connection, *call: Any) -> None:
    """In a process of its own: run the call, but never outlive the studio, however that ends."""
    signal.signal(signal.SIGTERM, lambda *_: _ending.set())
    _end_with(studio, threading.Event())
    _run(*call)


def _in_pool() -> None:
    """In the process of the short lane: end with a studio that was killed. One that ends waits for its short job."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        _end_with(parent.sentinel, _idle)


def _end_with(studio: Connection | int, idle: threading.Event) -> None:
    """studio: ready once the other end was closed, or is gone with its process. idle: there is nothing to wait for."""
    step_back(JOBS_NICE)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches everything in the terminal; the studio decides

    def watch() -> None:  # a thread, because a handler would wait for the end of a long calculation
        while not _ending.is_set() and not wait([studio], 0.2):
            pass
        _ending.set()
        idle.wait(_GRACE_S)  # the next report raises Stopping; work that does not report is cut off
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _submit(lane: Lane, *call: Any) -> Future[None]:
    """Queue a call; a pool whose process was killed (out of memory) is replaced by a new one."""
    if lane != "short":
        return _in_own_process(*call)
    with _lock:
        for _ in range(2):
            if not _pools:
                # One at a time: two embedding jobs on a small machine would each take twice as long.
                spawned = multiprocessing.get_context("spawn")
                _pools.append(ProcessPoolExecutor(1, spawned, initializer=_in_pool))
            try:
                return _pools[0].submit(_run, *call)
            except BrokenProcessPool:
                _pools.clear()
    raise StudioError("작업을 시작하지 못했습니다. 스튜디오를 다시 시작해 주세요.")


def busy(lane: Lane) -> bool:
    """Is the last job that this process started in the lane still waiting or running?"""
    latest = _latest.get(lane)
    return latest is not None and not latest.done()


def crashed(lane: Lane) -> bool:
    """Did the lane's last job die without writing a final status?"""
    latest = _latest.get(lane)
    return latest is not None and latest.done() and latest.exception() is not None


def _folder(settings: Settings) -> Path:
    return settings.workspace / "jobs"


def _flag(folder: Path) -> StopFlag:
    return StopFlag(folder, "{}.cancel")


def _write(folder: Path, status: JobStatus, *, durable: bool = True) -> None:
    data = json.dumps(asdict(status), ensure_ascii=False).encode()
    write_atomic(folder / f"{status.id}.json", data, durable=durable)


def _read(folder: Path, job_id: str) -> _Record | None:
    try:
        return _Record(**json.loads((folder / f"{job_id}.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _run(folder: Path, status: _Record, work: Callable[..., str], arguments: tuple[Any, ...]) -> None:
    logs.begin(get_settings())
    flag = _flag(folder)
    _idle.clear()
    current = replace(status, state="running")
    written = 0.0

    def report(done: int, total: int, label: str) -> None:
        nonlocal current, written
        if _ending.is_set():
            raise Stopping
        if flag.stop_requested(status.id):
            raise Cancelled
        current = replace(current, done=done, total=total, label=label)
        if time.monotonic() - written > _WRITE_EVERY_S:
            _write(folder, current, durable=False)
            written = time.monotonic()

    try:
        report(0, 0, "")
        with acting_as(STUDIO):  # whoever started it was asked then
            sentence = work(report, *arguments)
        _write(folder, replace(current, state="done", label=sentence))
    except Cancelled:
        _write(folder, replace(current, state="cancelled", label="취소했습니다. 저장된 것은 없습니다."))
    except Stopping:
        _write(folder, replace(current, state="cancelled", label=_ENDED, cut_off=True))
    except StudioError as error:
        _write(folder, replace(current, state="failed", label=str(error)))
    except Exception as error:
        reason = f"예상하지 못한 오류로 멈췄습니다({type(error).__name__}). 다시 시도해 주세요."
        _write(folder, replace(current, state="failed", label=reason))
        raise
    finally:
        flag.clear_stop(status.id)
        drop_uploads(folder.parent, arguments)
        _idle.set()


def start(
    settings: Settings,
    title: str,
    work: Callable[..., str],
    *arguments: Any,
    pool: Executor | None = None,
    lane: Lane = "short",
) -> str:
    """Queue `work(progress, *arguments)` and return the job's id. Arguments must be picklable.

    lane: all but "short" are for work that can go on where it stopped: it ends within seconds when the
    studio ends, where a short job is waited for. pool: instead of the lane's. Raises AccessError where who acts may not
    do that work (`core/services/permitted.py`)."""
    ask = getattr(work, "ask", None)
    if ask is not None:
        ask(None, *arguments)
    folder = _folder(settings)
    own = ProcessMark(folder).own()
    kind = work.__module__ if lane == "short" else ""
    status = _Record(uuid.uuid4().hex[:12], title, by=acting().id, studio=own, work=kind)
    _forget_old(folder)
    _write(folder, status)

    def lost(future: Future[None]) -> None:
        _going.pop(status.id, None)
        # A process that was killed cannot say so itself, and its page would wait for ever.
        if not isinstance(future.exception(), BrokenProcessPool):
            return
        drop_uploads(folder.parent, arguments)
        said = _read(folder, status.id)
        if said is None or not said.finished:  # one that was cut off while it went down had said its end
            ended = _ending.is_set()
            label = _ENDED if ended else _KILLED
            _write(folder, replace(status, state="failed", label=label, cut_off=ended))

    call = (folder, status, work, arguments)
    future = pool.submit(_run, *call) if pool is not None else _submit(lane, *call)
    _latest[lane] = future
    _going[status.id] = folder, work.__module__
    future.add_done_callback(lost)
    return status.id


def _forget_old(folder: Path) -> None:
    """Delete status files older than two days."""
    for path in folder.glob("*.json"):
        with suppress(OSError):  # another process was quicker
            if time.time() - path.stat().st_mtime > _KEPT_S:
                path.unlink()


def status(settings: Settings, job_id: str) -> JobStatus | None:
    """What the job last said, None if there is no such job. One whose studio was killed has failed."""
    folder = _folder(settings)
    found = _read(folder, job_id)
    if found is None:
        return None
    lives = found.finished or ProcessMark(folder).lives(found.studio)
    return found if lives else replace(found, state="failed", label=_ENDED, cut_off=True)


def going_on(settings: Settings) -> list[tuple[JobStatus, str]]:
    """The jobs that this process has started and that wait or run, oldest first, each with the module of its work."""
    mine = [(job_id, work) for job_id, (folder, work) in list(_going.items()) if folder == _folder(settings)]
    found = [(status(settings, job_id), work) for job_id, work in mine]
    return [(one, work) for one, work in found if one is not None and not one.finished]


def interrupted(settings: Settings, work: str) -> list[JobStatus]:
    """The short jobs of a package that a studio that was killed left undone, until they are forgotten."""
    names = [path.stem for path in _folder(settings).glob("*.json")]
    found = [one for one in (status(settings, name) for name in names) if isinstance(one, _Record)]
    return [one for one in found if one.cut_off and one.work.startswith(f"{work}.")]


def forget(settings: Settings, job_id: str) -> None:
    """Delete what a job that has ended said."""
    (_folder(settings) / f"{job_id}.json").unlink(missing_ok=True)


def tidy(settings: Settings) -> None:
    """Remove what jobs of studios that were killed left behind; what they said stays for two days."""
    folder = _folder(settings)
    for flag in folder.glob("*.cancel"):
        now = status(settings, flag.stem)
        if now is None or now.finished:
            flag.unlink(missing_ok=True)
    _forget_old(folder)
    marks = ProcessMark(folder)
    drop_left_uploads(settings)
    marks.tidy()


def cancel(settings: Settings, job_id: str) -> None:
    """Ask the job to stop at its next report. Work that was not finished leaves nothing behind."""
    _flag(_folder(settings)).request_stop(job_id)
