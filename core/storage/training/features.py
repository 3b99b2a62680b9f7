"""What frozen networks made of reference photos and their augmented copies: each is computed once and kept here.

A file of its own, `features.db`, because it grows large and can be deleted without losing anything. Nothing of a
trainee is ever stored here."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import StorageError
from core.settings import Settings

Key = tuple[str, str]  # SHA-256 of the photo's bytes, variant: "plain" or the name of a copy
Feature = NDArray[np.float32] | NDArray[np.uint8]
_KINDS: dict[str, np.dtype[Any]] = {"<f4": np.dtype("<f4"), "|u1": np.dtype("|u1")}
_INSERT = "INSERT OR IGNORE INTO feature (base, sha256, variant, kind, shape, value) VALUES (?, ?, ?, ?, ?, ?)"
_BATCH = 400  # two bound variables a key; SQLite's limit is 999 on old builds
_UNUSABLE = (
    "얼굴 특징 파일(features.db)을 읽거나 쓸 수 없습니다. 디스크 공간과 쓰기 권한을 확인하고, 이 파일을 연 "
    "다른 프로그램이 있으면 닫아 주세요."
)
_DAMAGED = "얼굴 특징 파일(features.db)이 손상되어 지웠습니다. 다시 시도하면 특징을 새로 계산합니다."
_PATIENCE_S = 30  # a worker writes while another reads


class FeatureStore:
    """One workspace's features. Cheap to make; nothing is created before the first `put`. Raises StorageError."""

    def __init__(self, settings: Settings) -> None:
        self._path = settings.workspace / "features.db"

    def get(self, base_version: str, keys: Sequence[Key]) -> dict[Key, Feature]:
        """What is on file, each (*shape) float32 or uint8, read-only; keys that are not on file are left out."""
        found: dict[Key, Feature] = {}
        if not self._path.exists():
            return found
        with self._open() as database:
            for start in range(0, len(keys), _BATCH):
                part = keys[start : start + _BATCH]
                places = ",".join(["(?,?)"] * len(part))
                query = (
                    "SELECT sha256, variant, kind, shape, value FROM feature "  # noqa: S608 - only question marks
                    f"WHERE base = ? AND (sha256, variant) IN (VALUES {places})"
                )
                for sha256, variant, kind, shape, value in database.execute(query, [base_version, *sum(part, ())]):
                    found[sha256, variant] = np.frombuffer(value, _KINDS[kind]).reshape(_shape(shape))
        return found

    def put(self, base_version: str, features: Mapping[Key, Feature]) -> None:
        """Keep features, all or none; what is on file already stays. Raises ValueError for another dtype."""
        rows = []
        for (sha256, variant), value in features.items():
            kind = value.dtype.newbyteorder("<").str
            if kind not in _KINDS:
                raise ValueError(f"features must be float32 or uint8, got {value.dtype}")
            shape = ",".join(map(str, value.shape))
            rows.append((base_version, sha256, variant, kind, shape, value.astype(_KINDS[kind]).tobytes()))
        if rows:
            with self._open() as database, database:
                database.executemany(_INSERT, rows)

    def forget(self, hashes: Sequence[str]) -> None:
        """Remove everything computed from these photos, of every network; the space is wiped and given back."""
        if self._path.exists():
            with self._open() as database, database:
                database.executemany("DELETE FROM feature WHERE sha256 = ?", [(sha256,) for sha256 in hashes])

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._path, timeout=_PATIENCE_S)) as database:
                database.execute("PRAGMA auto_vacuum = FULL")  # heeded only while the file is still empty
                database.execute("PRAGMA secure_delete = ON")
                database.execute(
                    "CREATE TABLE IF NOT EXISTS feature (sha256 TEXT, base TEXT, variant TEXT, kind TEXT, shape TEXT, "
                    "value BLOB, PRIMARY KEY (sha256, base, variant))"
                )
                yield database
        except (OSError, sqlite3.Error) as error:
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):  # nothing is lost but time
                with suppress(OSError):
                    self._path.unlink()
            raise StorageError(_DAMAGED if not self._path.exists() else _UNUSABLE) from error


def _shape(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(",") if part)
