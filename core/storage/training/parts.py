"""What an unfinished training has computed: `parts/<key>.npz`, and the state of the fit at hand, `fits/<key>.npz`."""

import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from core.errors import TrainingError
from core.files import write_atomic
from core.storage.npz import pack_arrays, unpack_arrays
from core.training.checkpoint import Arrays, Checkpoint, Epoch, Monitor

_KEEP_EVERY_S = 10.0
_SHARE = 20  # at most a twentieth of the time goes into keeping a fit's state
_MOST_BYTES = 4 * 2**30


class Watcher(Protocol):
    """Receives the progress of a training, and raises to stop it."""

    def part(self, key: str, kept: bool) -> None:
        """A part is about to be computed, or was read."""

    def epoch(self, epoch: Epoch) -> None:
        """A network's fit has finished an epoch."""


class FolderCheckpoint(Checkpoint):
    """Keeps the parts of one training in its folder. basis: everything the parts depend on, as one text; under another
    basis than last time (photos were added, a library is new) the old parts are deleted."""

    def __init__(self, folder: Path, basis: str, watcher: Watcher) -> None:
        self._folder, self._watcher = folder, watcher
        known = folder / "basis.txt"
        if not known.is_file() or known.read_text(encoding="utf-8") != basis:
            for name in ("parts", "fits"):
                shutil.rmtree(folder / name, ignore_errors=True)
            write_atomic(known, basis.encode())

    def part(self, key: str, make: Callable[[], Arrays]) -> Arrays:
        path = self._path("parts", key)
        arrays = _read(path)
        self._watcher.part(key, arrays is not None)
        if arrays is None:
            arrays = make()
            write_atomic(path, pack_arrays(arrays))
        self._path("fits", key).unlink(missing_ok=True)
        return arrays

    def monitor(self, key: str) -> Monitor:
        return _FolderMonitor(self._path("fits", key), self._watcher)

    def _path(self, kind: str, key: str) -> Path:
        if not key.replace("-", "").isalnum():
            raise ValueError(f"not a key: {key}")
        return self._folder / kind / f"{key}.npz"


class _FolderMonitor(Monitor):
    """Keeps a fit's state every ten seconds, and when it is stopped."""

    def __init__(self, path: Path, watcher: Watcher) -> None:
        self._path, self._watcher = path, watcher
        self._next = time.monotonic() + _KEEP_EVERY_S

    def begun(self) -> Arrays | None:
        return _read(self._path)

    def epoch(self, epoch: Epoch, state: Callable[[], Arrays]) -> None:
        try:
            self._watcher.epoch(epoch)
        except Exception:
            self._keep(state)
            raise
        if time.monotonic() > self._next:
            start = time.monotonic()
            self._keep(state)
            now = time.monotonic()
            self._next = now + max(_KEEP_EVERY_S, _SHARE * (now - start))

    def _keep(self, state: Callable[[], Arrays]) -> None:
        write_atomic(self._path, pack_arrays(state()))


def _read(path: Path) -> Arrays | None:
    """None where nothing was kept, or where the disk gave back something else: then it is computed again."""
    try:
        return unpack_arrays(path.read_bytes(), _MOST_BYTES)
    except (OSError, TrainingError):
        return None
