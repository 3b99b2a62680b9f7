"""What a studio does for its workspace when it starts, and once a day: files are its user's alone, what killed
processes left is tidied away, and the database has a safety copy."""

import logging
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import chain, repeat
from pathlib import Path

from core import files
from core.access.acting import acting, acting_as
from core.access.actions import require
from core.access.actor import STUDIO
from core.errors import StudioError
from core.services.permitted import note, permitted
from core.settings import ROOT, Settings
from core.storage import rescue
from core.storage.audit import Audit
from core.storage.backup.place import enter
from core.storage.backup.place import tidy as tidy_backups
from core.storage.database import DAMAGED, drop_journal, which_file
from core.storage.rescue import SafetyCopy, is_damaged, keep_copy

__all__ = [
    "DAMAGED",
    "SafetyCopy",
    "begin",
    "copies",
    "is_damaged",
    "set_aside",
    "tidy",
    "which_file",
]  # the pages need no other

_EVERY_S = 3600.0  # is looked whether the day is over, or the time of a kept photo
_beginning = threading.Lock()
_begun: set[Path] = set()


def begin(settings: Settings) -> None:
    """Once in a server's process, before it shows a workspace; more calls change nothing. What takes long is done in a
    thread: nothing that a living process uses is touched. Raises StorageError while a backup is being restored."""
    with _beginning:
        if settings.workspace in _begun:
            return
        files.keep_private()
        enter(settings.workspace)
        _begun.add(settings.workspace)
        threading.Thread(target=_work, args=(settings,), name="upkeep", daemon=True).start()


@permitted("workspace.rescue")
def copies(settings: Settings) -> list[SafetyCopy]:
    """Safety copies of the database, newest first."""
    return rescue.copies(settings)


def set_aside(settings: Settings, which: int, copy: SafetyCopy | None = None) -> str:
    """Rename a damaged database, as of `core.storage.rescue.set_aside`. Who may cannot be put on record before."""
    require(acting(), "workspace.rescue")
    name = rescue.set_aside(settings, which, copy)
    if name:
        Audit(settings).anchor()
    note(settings, acting(), "workspace.rescue", name)
    return name


def tidy(settings: Settings) -> None:
    """Narrow the rights of what is there, and remove whatever was half made by processes that are gone. What cannot be
    removed now is tried again at the next start."""
    from core import jobs
    from core.faces.weights import weights_folder
    from core.services.privacy import keeping, photos, purging
    from core.services.projects import plans
    from core.services.reference.importing import clear_unfinished
    from core.storage.training import runs
    from core.storage.training.queue import TrainingQueue

    if not settings.workspace.is_dir():
        return
    files.tidy(files.narrow(settings.workspace))
    for folder in (weights_folder(), ROOT / "static"):
        files.tidy(folder.glob("*"))
    steps: tuple[Callable[[Settings], None], ...] = (
        _backups, drop_journal, jobs.tidy, runs.tidy, lambda own: TrainingQueue(own).tidy(), clear_unfinished,
        _collections, _empty_folders, plans.tidy, purging.go_on, keeping.go_on, photos.tidy,
    )  # fmt: skip
    for step in steps:
        try:
            step(settings)
        except (StudioError, OSError) as error:  # such as a damaged database: its page offers a way out
            logging.getLogger(__name__).warning("tidying: %s", type(error).__name__)


def _backups(settings: Settings) -> None:
    tidy_backups(settings.workspace)


def _collections(settings: Settings) -> None:
    from core.storage.news.collection_log import NewsCollections
    from core.storage.reference.collection_log import Collections, Spool

    for log in (Collections(settings), NewsCollections(settings)):
        log.tidy()
    Spool.tidy(settings)


def _empty_folders(settings: Settings) -> None:
    """Of members whose last photo was being moved."""
    for place, _, _ in os.walk(settings.workspace / "sets", topdown=False):
        if Path(place) != settings.workspace / "sets":
            with suppress(OSError):  # something is in it
                Path(place).rmdir()


def _each_hour(settings: Settings) -> None:
    from core.services.privacy import photos, purging

    purging.go_on(settings)
    photos.tidy(settings)
    keep_copy(settings)
    purging.drop_older_copies(settings)


def _work(settings: Settings) -> None:
    pause = threading.Event()
    steps: Iterator[Callable[[Settings], object]] = chain((tidy,), repeat(_each_hour))
    for step in steps:
        try:
            with acting_as(STUDIO):
                step(settings)
        except (StudioError, OSError):  # such as a full disk, which may pass
            pass
        except Exception:
            logging.getLogger(__name__).exception("the workspace could not be tidied or copied")
        if step is _each_hour:
            pause.wait(_EVERY_S)
