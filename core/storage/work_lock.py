"""Work in one workspace by several processes: one at a time of a kind, and each can be asked to stop."""

import os
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import ClassVar

from filelock import FileLock, Timeout

from core.errors import StorageError, StudioError
from core.files import write_atomic

_marking = threading.Lock()


class WorkLock:
    """A lock file for one kind of work. The system frees it, however the process that holds it ends.

    Looking creates nothing. Methods raise StorageError where the folder cannot be used."""

    def __init__(self, file: Path) -> None:
        self._file, self._who = file, file.with_name("who")
        self._lock = FileLock(file, thread_local=False)  # work may report from another thread

    def acquire(self, timeout: float = 1.0) -> bool:
        """Take it; False where it is held for longer than this (s). Looking holds it for a moment as well."""
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._lock.acquire(timeout=timeout)
        except Timeout:
            return False
        except OSError as error:
            raise StorageError("작업 폴더를 잠글 수 없습니다. 쓰기 권한을 확인해 주세요.") from error
        return True

    def release(self) -> None:
        self._lock.release()

    @contextmanager
    def held(self, busy: StudioError, timeout: float = 1.0, work_id: str = "") -> Iterator[None]:
        """Hold it within the block. Raises `busy` where it cannot be had. work_id: the answer of `holder` meanwhile."""
        if not self.acquire(timeout):
            raise busy
        try:
            if work_id:
                write_atomic(self._who, work_id.encode(), durable=False)
            yield
        finally:
            self.release()

    def is_held(self) -> bool:
        """Is it held, in whatever process?"""
        if self._lock.is_locked or not self._file.exists():
            return self._lock.is_locked
        free = self.acquire(0)
        self.release()
        return not free

    def holder(self) -> str:
        """The id of the work that holds it, "" where none does."""
        with suppress(OSError, StorageError):
            if self.is_held():
                return self._who.read_text()
        return ""


class ProcessMark:
    """Says of what a process left in a folder whether that process still lives: it holds a lock until it ends."""

    _own: ClassVar[dict[Path, tuple[int, str, WorkLock | None]]] = {}

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def own(self) -> str:
        """This process's mark: 12 hex digits, to be written down with whatever is its own. Raises StorageError."""
        with _marking:
            process, mark, _ = self._own.get(self._folder, (0, "", None))
            if process != os.getpid():
                mark = secrets.token_hex(6)
                lock = WorkLock(self._file(mark))
                lock.acquire()
                self._own[self._folder] = (os.getpid(), mark, lock)
        return mark

    def lives(self, mark: str) -> bool:
        """Does the process of that mark live?"""
        return (
            self._own.get(self._folder, (0, "", None))[:2] == (os.getpid(), mark)
            or WorkLock(self._file(mark)).is_held()
        )

    def tidy(self) -> None:
        """Remove the locks of processes that have ended."""
        for file in self._folder.glob(".process-*.lock"):
            mark = file.name.removeprefix(".process-").removesuffix(".lock")
            if not self.lives(mark):
                file.unlink(missing_ok=True)

    def _file(self, mark: str) -> Path:
        return self._folder / f".process-{mark}.lock"


class StopFlag:
    """Files that ask work to stop, in whatever process it runs. name: of a flag's file, {} stands for the work's id."""

    def __init__(self, folder: Path, name: str = "{}.stop") -> None:
        self._flags, self._name = folder, name

    def request_stop(self, work_id: str) -> None:
        """Create the stop flag that the worker polls."""
        write_atomic(self._flag(work_id), b"")

    def clear_stop(self, work_id: str) -> None:
        """Remove the stop flag."""
        self._flag(work_id).unlink(missing_ok=True)

    def stop_requested(self, work_id: str) -> bool:
        return self._flag(work_id).exists()

    def _flag(self, work_id: str) -> Path:
        return self._flags / self._name.format(work_id)
