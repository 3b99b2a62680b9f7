"""When Python looks for garbage that only cycles hold."""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class _Rest:
    """How many threads want the search to rest, and whether it ran before the first of them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._threads, self._ran = 0, False

    def begin(self) -> None:
        with self._lock:
            if not self._threads:
                self._ran = gc.isenabled()
                gc.disable()
            self._threads += 1

    def end(self) -> None:
        with self._lock:
            self._threads -= 1
            if not self._threads and self._ran:
                gc.enable()


_rest = _Rest()


@contextmanager
def no_collecting() -> Iterator[None]:
    """Let the automatic search for cycles rest, in the whole process, while at least one thread is in here.

    For work that makes very many objects and no cycles: the search goes through all of them again and again, which is
    half of the time of reading a stored corpus. `gc.collect()` collects here, too."""
    _rest.begin()
    try:
        yield
    finally:
        _rest.end()
