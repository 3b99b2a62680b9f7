"""Files are written whole or not at all: a temporary neighbour, fsync, then `os.replace`. And by one at a time."""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from filelock import FileLock, Timeout

from core.errors import StorageError, instead_of

UNWRITABLE = "작업 폴더에 쓸 수 없습니다. 남은 디스크 공간과 쓰기 권한을 확인해 주세요."


def write_atomic(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Put `data` at `path`, whole. Raises StorageError where the disk or the rights do not allow it.

    durable: also survives a power cut; what is rewritten several times a second need not."""
    with instead_of(OSError, StorageError(UNWRITABLE)), replacing(path, durable=durable) as file:
        file.write(data)


@contextmanager
def replacing(path: Path, *, durable: bool = True, shared: bool = False) -> Iterator[IO[bytes]]:
    """A new file that takes the place of `path` at the end of the block; an exception leaves what was there.

    shared: every user of the machine may read it. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".tmp-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            if durable:
                file.flush()
                os.fsync(file.fileno())
        if shared:
            Path(temporary).chmod(0o644)
        _replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


@contextmanager
def locked(path: Path, busy: str, patience: float = 10.0) -> Iterator[None]:
    """Nobody else holds the lock at `path` meanwhile, in whatever thread or process. Short work only.

    Raises StorageError: `busy` (Korean) after that many seconds, or that the file cannot be made."""
    lock = FileLock(path, thread_local=False)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=patience)
    except Timeout:
        raise StorageError(busy) from None
    except OSError as error:
        raise StorageError(UNWRITABLE) from error
    try:
        yield
    finally:
        lock.release()


def _replace(temporary: str, path: Path) -> None:
    for pause in (0.02, 0.1, 0.4):
        try:
            os.replace(temporary, path)  # noqa: PTH105 - the one call that is atomic on every platform
        except PermissionError:  # Windows, while somebody reads the old file
            time.sleep(pause)
        else:
            return
    os.replace(temporary, path)  # noqa: PTH105
