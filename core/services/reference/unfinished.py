"""Lock files that mark imports in progress; leftovers of killed imports are deleted by the next import or start."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from core.errors import StorageError
from core.services.reference.sets import discard
from core.settings import Settings
from core.storage.database import Database
from core.storage.reference.names import set_folder
from core.storage.work_lock import WorkLock

_SUFFIX = ".lock"  # `sets/.<id>.lock`: the file marks a set in the making, its lock a process that is at it


@contextmanager
def in_the_making(settings: Settings, set_id: str) -> Iterator[None]:
    """Mark a set that is on no list yet as one that is being made. Raises StorageError."""
    mark = set_folder(settings, f".{set_id}{_SUFFIX}")
    try:
        with WorkLock(mark).held(StorageError(), timeout=-1):  # waits while `clear` looks at it
            yield
    finally:
        mark.unlink(missing_ok=True)


def clear(settings: Settings) -> None:
    """Remove what is left of sets whose making was killed. What cannot be removed now is tried again another time."""
    for mark in set_folder(settings, "").glob(f".*{_SUFFIX}"):
        set_id = mark.name[1 : -len(_SUFFIX)]
        with suppress(OSError, StorageError):  # StorageError: also of a set whose process lives
            with WorkLock(mark).held(StorageError(), timeout=0):
                if set_id not in {stored.id for stored in Database(settings).sets()}:  # it may have ended just before
                    discard(settings, set_id)
            mark.unlink(missing_ok=True)
