"""Garbage of all visitors, collected together.

Streamlit would collect it after every run of every page: 0.1 s in which nobody else gets anywhere, half of all the work
when many visitors come at once. `.streamlit/config.toml` switches that off."""

import gc
import threading

EVERY_S = 10.0  # what only cycles hold, a trainee's photo among them, is gone that long after the last run

_due = threading.Lock()


def collect_soon() -> None:
    """Collect EVERY_S from now; once, however many runs ask for it meanwhile."""
    if _due.acquire(blocking=False):
        timer = threading.Timer(EVERY_S, _collect)
        timer.daemon = True
        timer.start()


def _collect() -> None:
    _due.release()
    gc.collect()
