"""Files are written whole or not at all: a temporary neighbour, fsync, then `os.replace`. And by one at a time.

A neighbour is locked for as long as its process writes it, so that what a killed process left can be told and deleted.
"""

import os
import stat
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from filelock import FileLock, Timeout

from core.errors import StorageError, instead_of

try:
    import fcntl
except ImportError:  # Windows, which deletes no file that is open
    fcntl = None  # type: ignore[assignment]

TEMPORARY = ".tmp-"
UNWRITABLE = "작업 폴더에 쓸 수 없습니다. 남은 디스크 공간과 쓰기 권한을 확인해 주세요."


_changed = threading.Condition()
_under_way = 0


def write_atomic(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Put `data` at `path`, whole. Raises StorageError where the disk or the rights do not allow it.

    durable: also survives a power cut; what is rewritten several times a second need not."""
    with instead_of(OSError, StorageError(UNWRITABLE)), replacing(path, durable=durable) as file:
        file.write(data)


@contextmanager
def replacing(path: Path, *, durable: bool = True, shared: bool = False) -> Iterator[IO[bytes]]:
    """A new file that takes the place of `path` at the end of the block; an exception leaves what was there.

    The block may also read what it has written. shared: every user of the machine may read it. Raises OSError."""
    _make_folder(path.parent, shared=shared)
    descriptor, temporary, lock = _new_neighbour(path.parent)
    try:
        with saving(), os.fdopen(descriptor, "w+b") as file:
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
    finally:
        if lock is not None:
            os.close(lock)


@contextmanager
def saving() -> Iterator[None]:
    """The block is a save: `let_finish` waits for its end."""
    global _under_way  # noqa: PLW0603 - one count a process
    with _changed:
        _under_way += 1
    try:
        yield
    finally:
        with _changed:
            _under_way -= 1
            _changed.notify_all()


def saves_under_way() -> int:
    """How many saves have begun and not ended."""
    return _under_way


def let_finish(seconds: float) -> int:
    """Wait for the saves under way, at most so long; how many are left."""
    end = time.monotonic() + seconds
    with _changed:
        while _under_way and (left := end - time.monotonic()) > 0:
            _changed.wait(left)
        return _under_way


def tidy(files: Iterable[Path]) -> None:
    """Delete the temporary neighbours among these files that no living process writes."""
    for path in files:
        if not path.name.startswith(TEMPORARY):
            continue
        with suppress(OSError):  # it is written, or has just got its name
            if fcntl is None:
                path.unlink()
                continue
            descriptor = os.open(path, os.O_RDWR | os.O_NOFOLLOW)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                path.unlink()
            finally:
                os.close(descriptor)


def keep_private() -> None:
    """What this process and those that it starts make from now on is their user's alone: 0600, folders 0700."""
    os.umask(0o077)


def narrow(folder: Path) -> list[Path]:
    """Take other users' rights away from a folder and everything in it, as far as it is ours. Returns its files."""
    found = []
    for place, _, names in os.walk(folder.resolve()):
        files = [Path(place, name) for name in names]
        found += files
        for path in (Path(place), *files):
            with suppress(OSError):  # gone meanwhile, or of another user
                mode = path.lstat().st_mode
                if stat.S_IMODE(mode) & 0o077 and not stat.S_ISLNK(mode):
                    path.chmod(stat.S_IMODE(mode) & 0o700)
    return found


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


def _make_folder(folder: Path, *, shared: bool) -> None:
    if shared and not folder.exists():  # whatever is private otherwise
        _make_folder(folder.parent, shared=True)
        folder.mkdir(exist_ok=True)
        folder.chmod(0o755)
    folder.mkdir(parents=True, exist_ok=True)


def _new_neighbour(folder: Path) -> tuple[int, str, int | None]:
    """(descriptor, path, a second descriptor that holds its lock until it is closed as well)."""
    while True:
        descriptor, temporary = tempfile.mkstemp(dir=folder, prefix=TEMPORARY)
        if fcntl is None:
            return descriptor, temporary, None
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        if os.fstat(descriptor).st_nlink:  # `tidy` may have met it before it was locked
            return descriptor, temporary, os.dup(descriptor)
        os.close(descriptor)


def _replace(temporary: str, path: Path) -> None:
    for pause in (0.02, 0.1, 0.4):
        try:
            os.replace(temporary, path)  # noqa: PTH105 - the one call that is atomic on every platform
        except PermissionError:  # Windows, while somebody reads the old file
            time.sleep(pause)
        else:
            return
    os.replace(temporary, path)  # noqa: PTH105
