"""Long work in another process: start, watch, cancel. The pages only ever read a small status file.

A job is a module-level function `work(progress, *arguments) -> str`: it reports through `progress`, returns one Korean
sentence about what was done, and raises StudioError for what the user can mend. The process is spawned, never forked:
neither the Java machine nor TensorFlow survives a fork.
"""

import json
import multiprocessing
import threading
import time
import uuid
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal

from core.errors import StudioError
from core.settings import Settings
from core.storage.files import write_atomic

State = Literal["waiting", "running", "done", "failed", "cancelled"]
_WRITE_EVERY_S = 0.2  # a status file a photo would cost more than the photo
_KILLED = "작업이 중간에 멈췄습니다. 메모리가 모자랄 수 있으니 사진을 나누어 다시 시도해 주세요."


class _Cancelled(Exception):
    pass


@dataclass(frozen=True, slots=True)
class JobStatus:
    """What a job last said. label: what it works on, or its closing sentence, or why it failed (Korean)."""

    id: str
    title: str
    state: State = "waiting"
    done: int = 0
    total: int = 0
    label: str = ""

    @property
    def finished(self) -> bool:
        return self.state in ("done", "failed", "cancelled")


_pools: list[Executor] = []  # the one pool, once a job was started
_lock = threading.Lock()


def _submit(pool: Executor | None, *call: Any) -> Future[None]:
    """Queue a call; a pool whose process was killed (out of memory) is replaced by a new one."""
    if pool is not None:
        return pool.submit(_run, *call)
    with _lock:
        for _ in range(2):
            if not _pools:
                # One at a time: two embedding jobs on a small machine would each take twice as long.
                _pools.append(ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")))
            try:
                return _pools[0].submit(_run, *call)
            except BrokenProcessPool:
                _pools.clear()
    raise StudioError("작업을 시작하지 못했습니다. 스튜디오를 다시 시작해 주세요.")


def _folder(settings: Settings) -> Path:
    return settings.workspace / "jobs"


def _write(folder: Path, status: JobStatus) -> None:
    write_atomic(folder / f"{status.id}.json", json.dumps(asdict(status), ensure_ascii=False).encode())


def _run(folder: Path, status: JobStatus, work: Callable[..., str], arguments: tuple[Any, ...]) -> None:
    cancel = folder / f"{status.id}.cancel"
    current = replace(status, state="running")
    written = 0.0

    def report(done: int, total: int, label: str) -> None:
        nonlocal current, written
        if cancel.exists():
            raise _Cancelled
        current = replace(current, done=done, total=total, label=label)
        if time.monotonic() - written > _WRITE_EVERY_S:
            _write(folder, current)
            written = time.monotonic()

    try:
        report(0, 0, "")
        sentence = work(report, *arguments)
        _write(folder, replace(current, state="done", label=sentence))
    except _Cancelled:
        _write(folder, replace(current, state="cancelled", label="취소했습니다. 저장된 것은 없습니다."))
    except StudioError as error:
        _write(folder, replace(current, state="failed", label=str(error)))
    except Exception as error:
        reason = f"예상하지 못한 오류로 멈췄습니다({type(error).__name__}). 다시 시도해 주세요."
        _write(folder, replace(current, state="failed", label=reason))
        raise
    finally:
        cancel.unlink(missing_ok=True)


def start(
    settings: Settings, title: str, work: Callable[..., str], *arguments: Any, pool: Executor | None = None
) -> str:
    """Queue `work(progress, *arguments)` and return the job's id. Arguments must be picklable."""
    status = JobStatus(uuid.uuid4().hex[:12], title)
    folder = _folder(settings)
    _write(folder, status)

    def lost(future: Future[None]) -> None:
        # A process that was killed cannot say so itself, and its page would wait for ever.
        if isinstance(future.exception(), BrokenProcessPool):
            _write(folder, replace(status, state="failed", label=_KILLED))

    _submit(pool, folder, status, work, arguments).add_done_callback(lost)
    return status.id


def status(settings: Settings, job_id: str) -> JobStatus | None:
    """What the job last said, None if there is no such job."""
    try:
        return JobStatus(**json.loads((_folder(settings) / f"{job_id}.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def cancel(settings: Settings, job_id: str) -> None:
    """Ask the job to stop at its next report. Work that was not finished leaves nothing behind."""
    write_atomic(_folder(settings) / f"{job_id}.cancel", b"")
