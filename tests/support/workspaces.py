"""A workspace with something in every place, by the stores themselves."""

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np

from core.access.actor import LOCAL
from core.files import write_atomic
from core.services.projects import plans
from core.services.reference import sets
from core.settings import Settings
from core.storage.database import Database, StoredFace
from core.storage.projects import Projects
from core.storage.reference.library import Library
from core.types import MemberId, Photo, Rights
from tests.support.versions import version

WHO = MemberId("itzy", "예지")
TRAINEE = "한별빛나"


def fill(settings: Settings, photos: int = 6) -> tuple[str, str]:
    """(id of the set, id of the plan)."""
    own = sets.new_set(settings, "세트")
    library = Library(settings, own)
    for number in range(photos):
        library.add(WHO, photo(number), Rights("upload"))
    plan = plans.create(settings, LOCAL, "여름 데뷔")
    Projects(settings).save_version(plan.id, version({TRAINEE: (0.7, 0.2, 0.1)}))
    Database(settings).keep_faces("e", {"0" * 64: StoredFace("ok", "", np.ones(4, np.float32))})
    put(settings, "lexicon.yaml", b"terms: [\xea\xb0\x80]")
    put(settings, "catalog/itzy.yaml", b"name: ITZY")
    put(settings, "runs/20261128-000000/run.json", b"{}")
    return own, plan.id


def photo(number: int) -> Photo:
    return Photo(f"{number:03}.jpg", np.full((8, 8, 3), number % 256, np.uint8), f"{number:064d}")


def put(settings: Settings, path: str, data: bytes = b"x") -> None:
    write_atomic(settings.workspace / path, data)


NOT_MADE = (".backup", "running", "before-restore", "copies")


def files(folder: Path) -> dict[str, str]:
    """Path -> SHA-256 of every file that people made, the database apart."""
    found = {}
    for path in folder.rglob("*"):
        inside = path.relative_to(folder)
        if (
            path.is_file()
            and inside.parts[0] not in NOT_MADE
            and not inside.name.endswith((".lock", ".db", "-journal"))
        ):
            found[inside.as_posix()] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def rows(database: Path, table: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(database)) as connection:
        return sorted(connection.execute(f'SELECT * FROM "{table}"').fetchall(), key=repr)
