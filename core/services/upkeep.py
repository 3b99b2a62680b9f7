"""What a studio does for its workspace when it starts, and once a day: files are its user's alone, what killed
processes left is tidied away, and the database has a safety copy."""

import logging
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, repeat
from pathlib import Path

from core import files
from core.access.acting import acting, acting_as
from core.access.actions import allowed, require
from core.access.actor import STUDIO, Actor
from core.errors import ArchiveError, DamagedError, StorageError, StudioError
from core.services.permitted import note, permitted
from core.settings import ROOT, Settings
from core.storage import clock, rescue
from core.storage.audit import Audit
from core.storage.backup import tables
from core.storage.backup.place import enter
from core.storage.backup.place import tidy as tidy_backups
from core.storage.clock import Times
from core.storage.database import DAMAGED, Database, drop_journal, which_file
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

_NO_COPY = "그런 안전 사본이 없습니다. 있는 사본: {}. 백업이 있으면 `python -m core restore`로 되돌려 주세요."
_NOT_DAMAGED = "데이터베이스를 읽을 수 있어 그대로 두었습니다. 그래도 바꾸려면 --anyway를 붙여 주세요."
_EVERY_S = 3600.0  # is looked whether the day is over, or the time of a kept photo


@dataclass(frozen=True, slots=True)
class Mended:
    """aside: new name of the damaged database, "" where another had mended it already. rights_kept: roles and removed
    people are as they were last, not as they were when the copy was made."""

    aside: str
    rights_kept: bool


_beginning = threading.Lock()
_begun: set[Path] = set()


def begin(settings: Settings) -> None:
    """Once in a server's process, before it shows a workspace; more calls change nothing. What takes long is done in a
    thread: nothing that a living process uses is touched. Raises RestoringError while a backup is restored."""
    with _beginning:
        if settings.workspace in _begun:
            return
        files.keep_private()
        enter(settings.workspace)
        _begun.add(settings.workspace)
        threading.Thread(target=_work, args=(settings,), name="upkeep", daemon=True).start()


@permitted("workspace.rescue", looks=True)
def copies(settings: Settings) -> list[SafetyCopy]:
    """Safety copies of the database, newest first."""
    return rescue.copies(settings)


def set_aside(settings: Settings, which: int, copy: SafetyCopy | None = None) -> Mended:
    """Rename a damaged database, as of `core.storage.rescue.set_aside`. Who may cannot be put on record before. A right
    that was taken away since the copy was made does not come back, as far as the damaged one says so."""
    actor = acting()
    require(actor, "workspace.rescue")
    name, rights = rescue.set_aside(settings, which, copy), True
    if name:
        Audit(settings).anchor()
    if name and copy is not None:
        try:
            tables.carry_over(settings.workspace / name, settings.database)
        except ArchiveError:
            rights = False
        tables.end_sign_ins(settings.database)
    note(settings, actor, "workspace.rescue", name)
    return Mended(name, rights)


@permitted("workspace.rescue")
def mend(settings: Settings, copy: str, *, anyway: bool = False) -> Mended:
    """At the studio's own computer. copy: name of a safety copy, "newest", or "" for an empty database. Raises
    StorageError where there is none of that name, or the database can be read."""
    found = rescue.copies(settings)
    chosen = next((one for one in found if copy in (one.path.name, "newest")), None)
    if copy and chosen is None:
        raise StorageError(_NO_COPY.format(", ".join(one.path.name for one in found) or "-"))
    if not anyway and not cannot_be_read(settings):
        raise StorageError(_NOT_DAMAGED)
    return set_aside(settings, which_file(settings.database), chosen)


def may_mend() -> bool | None:
    """May who acts just now? None where that is not known: the database says who is an admin."""
    try:
        return allowed(acting(), "workspace.rescue")
    except StorageError:
        return None


@permitted("workspace.rescue", looks=True)
def cannot_be_read(settings: Settings) -> bool:
    """Is the database damaged, or not one of this studio?"""
    try:
        if settings.database.exists():
            with Database(settings, read_only=True).reading() as connection:
                connection.exec_driver_sql("SELECT count(*) FROM person")
    except DamagedError:
        return True
    except StorageError:  # locked, or of an older studio
        return False
    return is_damaged(settings)


@permitted("workspace.rescue", looks=True)
def clock_times(settings: Settings) -> Times:
    """What the clock says, and what is gone by."""
    return clock.times(settings)


def trust_clock(settings: Settings, actor: Actor) -> Times:
    """It is right, whatever was seen before."""
    require(actor, "workspace.rescue")
    found = clock.trust(settings)
    Audit(settings).add(actor.id, "workspace.rescue", f"clock/{found.clock:%Y%m%d-%H%M%S}")
    return found


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
    tidy_backups(settings.workspace, clock.times(settings).sure)


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

    times = clock.look(settings)
    if times.doubted or times.behind:
        logging.getLogger(__name__).warning("the computer's clock was set: see `python -m core clock`")
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
