"""Keeps the queue going: a worker starts whenever trainings wait, though no page is open.

Nothing heavy is imported here, so that a studio in which nothing waits never pays for it.
"""

import atexit
import logging
import threading
import time

from core import jobs
from core.access.acting import acting_as
from core.access.actor import STUDIO
from core.errors import StudioError
from core.settings import Settings
from core.storage.training.queue import TrainingQueue

_LOOK_EVERY_S = 2.0
_PAUSE_S = 30.0  # before another worker is tried when one died without a word, or could not even begin

_starting = threading.Lock()
_started = 0.0
_job = ""
_over = threading.Event()
_supervisor: threading.Thread | None = None


def keep_running(settings: Settings) -> None:
    """Start the worker if a training waits, or was interrupted, and there is none. Cheap. Raises StudioError."""
    global _started, _job  # noqa: PLW0603 - one worker a process
    with _starting:
        queue = TrainingQueue(settings)
        if jobs.busy("training") or not any(entry.open for entry in queue.entries()) or queue.has_worker():
            return
        last = jobs.status(settings, _job)
        in_vain = jobs.crashed("training") or (last is not None and last.state == "failed")
        if in_vain and time.monotonic() - _started < _PAUSE_S:
            return
        from core.services.training.worker import work

        _started = time.monotonic()
        _job = jobs.start(settings, "학습", work, settings, lane="training")


def supervise(settings: Settings) -> None:
    """Look every few seconds, as long as this process lives, whether the worker is to be started. The server calls it
    once; more calls change nothing."""
    global _supervisor  # noqa: PLW0603
    with _starting:
        if _supervisor is None:
            _supervisor = threading.Thread(target=_look, args=(settings,), name="trainings", daemon=True)
            _supervisor.start()


def _look(settings: Settings) -> None:
    while not _over.wait(_LOOK_EVERY_S):
        try:
            with acting_as(STUDIO):
                keep_running(settings)
        except StudioError:  # such as a full disk, which may pass; the page of trainings says so
            pass
        except Exception:
            logging.getLogger(__name__).exception("trainings could not be looked at")
            _over.wait(_PAUSE_S)


@atexit.register
def _end() -> None:
    # Before `jobs` ends its processes, as that was registered earlier: none is started afterwards.
    _over.set()
    if _supervisor is not None:
        _supervisor.join(5)
