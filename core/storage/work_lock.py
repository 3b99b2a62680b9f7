"""Who collects in this workspace, in whatever process: one at a time of each kind, and it can be asked to stop."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from core.errors import CollectError, StorageError
from core.files import write_atomic


class Turn:
    """The turn of one kind of work, kept by a lock in `folder`. Looking creates nothing."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def held(self, work_id: str) -> Iterator[None]:
        """Be the one who works: two at once would ask a host twice as fast as is polite. Raises CollectError where
        somebody else does."""
        lock = self._lock()
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            lock.acquire(timeout=1.0)  # somebody may just be asking whether it is free
        except Timeout:
            raise CollectError(
                "다른 모으기가 진행되고 있습니다. 끝나기를 기다리거나 멈춘 뒤에 시작해 주세요."
            ) from None
        except OSError as error:
            raise StorageError("작업 폴더를 잠글 수 없습니다. 쓰기 권한을 확인해 주세요.") from error
        try:
            write_atomic(self._folder / "who", work_id.encode(), durable=False)
            yield
        finally:
            lock.release()

    def holder(self) -> str:
        """What somebody works on now, in whatever process; "" where nobody does."""
        if not (self._folder / ".lock").exists():
            return ""
        lock = self._lock()
        try:
            lock.acquire(timeout=0)
        except Timeout:
            with suppress(OSError):
                return (self._folder / "who").read_text()
            return ""
        except OSError:
            return ""
        lock.release()
        return ""

    def ask_to_stop(self, work_id: str, stop: bool = True) -> None:
        """Leave word for whoever works on it, or take it back."""
        if stop:
            write_atomic(self._flag(work_id), b"")
        else:
            self._flag(work_id).unlink(missing_ok=True)

    def asked_to_stop(self, work_id: str) -> bool:
        return self._flag(work_id).exists()

    def _flag(self, work_id: str) -> Path:
        return self._folder / f"{hashlib.sha256(work_id.encode()).hexdigest()[:20]}.stop"

    def _lock(self) -> FileLock:
        return FileLock(self._folder / ".lock", thread_local=False)
