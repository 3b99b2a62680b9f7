"""Saves under way in this process, so that a studio that is asked to stop lets them finish."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

_changed = threading.Condition()
_under_way = 0


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


def under_way() -> int:
    """How many saves have begun and not ended."""
    return _under_way


def let_finish(seconds: float) -> int:
    """Wait for the saves under way, at most so long; how many are left."""
    end = time.monotonic() + seconds
    with _changed:
        while _under_way and (left := end - time.monotonic()) > 0:
            _changed.wait(left)
        return _under_way
