"""How the server is, for a proxy or whoever watches it: nothing of what is in the workspace."""

import shutil
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from core.errors import DamagedError, StorageError
from core.settings import Settings
from core.storage.database import Database

LOW = 256 * 2**20  # bytes on the workspace's disk
_KEPT_S = 2.0  # whoever asks more often gets the same answer


@dataclass(frozen=True, slots=True)
class Health:
    """database: new where nothing was kept yet; unreadable also while another program keeps it locked."""

    database: Literal["ok", "new", "unreadable", "damaged"]
    disk: Literal["ok", "low"]

    @property
    def good(self) -> bool:
        """May visitors be sent here?"""
        return self.database in ("ok", "new") and self.disk == "ok"


_asking = threading.Lock()
_last: dict[Path, tuple[float, Health]] = {}


def health(settings: Settings) -> Health:
    """Looks at most every two seconds. Writes nothing."""
    with _asking:
        at, known = _last.get(settings.workspace, (0.0, None))
        if known is None or time.monotonic() - at > _KEPT_S:
            known = Health(_database(settings), _disk(settings))
            _last[settings.workspace] = time.monotonic(), known
    return known


def _database(settings: Settings) -> Literal["ok", "new", "unreadable", "damaged"]:
    if not settings.database.exists():
        return "new"
    try:
        with Database(settings, read_only=True).reading() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
    except DamagedError:
        return "damaged"
    except StorageError:
        return "unreadable"
    return "ok"


def _disk(settings: Settings) -> Literal["ok", "low"]:
    place = next((one for one in (settings.workspace, *settings.workspace.parents) if one.exists()), Path("/"))
    return "ok" if shutil.disk_usage(place).free >= LOW else "low"
