"""Sets that are being made. One whose process was killed is on no list, so nobody could delete it: the next import
does."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from filelock import FileLock, Timeout

from core.errors import StorageError
from core.services.reference.sets import discard
from core.settings import Settings
from core.storage.database import Database
from core.storage.reference.names import set_folder

_SUFFIX = ".lock"  # `sets/.<id>.lock`: the file tells that the set is made, its lock that somebody is at it


@contextmanager
def in_the_making(settings: Settings, set_id: str) -> Iterator[None]:
    """Mark a set that is on no list yet as one that is being made. Raises StorageError."""
    mark = set_folder(settings, f".{set_id}{_SUFFIX}")
    try:
        mark.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(mark)
        lock.acquire()
    except OSError as error:
        raise StorageError("작업 폴더를 잠글 수 없습니다. 쓰기 권한을 확인해 주세요.") from error
    try:
        yield
    finally:
        lock.release()
        mark.unlink(missing_ok=True)


def clear(settings: Settings) -> None:
    """Remove what is left of sets whose making was killed. What cannot be removed now is tried again another time."""
    for mark in set_folder(settings, "").glob(f".*{_SUFFIX}"):
        set_id = mark.name[1 : -len(_SUFFIX)]
        with suppress(OSError, Timeout, StorageError):  # Timeout: somebody is at it
            with FileLock(mark, timeout=0):
                if set_id not in {stored.id for stored in Database(settings).sets()}:  # it may have ended just before
                    discard(settings, set_id)
            mark.unlink(missing_ok=True)
