"""Trainings that are not finished: `training/<id>/` with what was asked for, where it stands, and what is computed.

Nothing lives in memory, so a closed tab, a restarted studio or a killed process loses nothing. Who works on a training
holds its lock; the operating system frees it however that process ends, so "running" with a free lock means died.
Every change of a state happens under one lock, because two browsers may ask for the same thing at once.
"""

import secrets
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from core.errors import StorageError, TrainingError, instead_of
from core.files import locked, write_atomic
from core.settings import Settings
from core.storage.training.records import Request, TrainingEntry, TrainingReport, TrainingStatus, from_file, to_bytes
from core.storage.training.runs import is_run_id
from core.storage.work_lock import StopFlag, WorkLock

MOST_DEATHS = 3  # of a training in a row at the same place
_DIED = (
    f"학습하던 프로세스가 같은 곳에서 {MOST_DEATHS}번 멈췄습니다. 메모리가 모자랄 수 있으니 사진이나 증강 사본을 "
    "줄이고 이어서 진행해 주세요."
)


class TrainingQueue(StopFlag):
    """The unfinished trainings of one workspace. Looking creates nothing. Raises StorageError."""

    def __init__(self, settings: Settings) -> None:
        self._root = settings.workspace / "training"
        super().__init__(self._root, "{}/cancel")

    def folder(self, training_id: str) -> Path:
        """Where a training keeps its parts. Raises TrainingError for what is no id."""
        if not is_run_id(training_id):
            raise TrainingError("그런 학습은 없습니다. 목록에서 골라 주세요.")
        return self._root / training_id

    def entries(self) -> list[TrainingEntry]:
        """Oldest first; folders without a readable request are passed over."""
        names = sorted(path.name for path in self._root.iterdir()) if self._root.is_dir() else []
        return [entry for name in names if is_run_id(name) and (entry := self._read(name)) is not None]

    def entry(self, training_id: str) -> TrainingEntry:
        """One training. Raises TrainingError where it is gone."""
        found = self._read(training_id) if self.folder(training_id).is_dir() else None
        if found is None:
            raise TrainingError("이 학습은 이미 끝났거나 지워졌습니다. 학습 목록을 다시 열어 확인해 주세요.")
        return found

    def changing(self) -> AbstractContextManager[None]:
        """Nobody else changes a state meanwhile. Short work only. Raises StorageError."""
        return locked(self._lock_file("queue"), "다른 창에서 학습 목록을 바꾸고 있습니다. 잠시 뒤 다시 시도해 주세요.")

    @contextmanager
    def working(self) -> Iterator[bool]:
        """Be the worker of this workspace; false where there is one already."""
        lock = self._lock("worker")
        mine = lock.acquire()
        try:
            yield mine
        finally:
            lock.release()

    def has_worker(self) -> bool:
        """Is there a worker, in whatever process?"""
        return self._lock("worker").is_held()

    def add(self, request: Request, *, attended: bool = False) -> str:
        """A new training, whole or not at all; ids sort by time. Call while `changing`."""
        now = datetime.now(UTC)
        training_id = f"{now:%Y%m%d-%H%M%S}-{now.microsecond * 16 + secrets.randbelow(16):06x}"
        building = self._root / f".new-{secrets.token_hex(8)}"
        try:
            write_atomic(building / "request.json", to_bytes(request))
            write_atomic(building / "status.json", to_bytes(TrainingStatus(attended=attended)))
            building.rename(self._root / training_id)
        except OSError as error:
            raise StorageError("학습을 등록하지 못했습니다. 디스크 공간과 쓰기 권한을 확인해 주세요.") from error
        finally:
            shutil.rmtree(building, ignore_errors=True)
        return training_id

    def begin(self, entry: TrainingEntry) -> WorkLock | None:
        """Take a training up: its lock, to be released in the end, and the state "running". None where it cannot be had
        or where its process died too often. Call while `changing`."""
        lock = self._lock(entry.id)
        if not lock.acquire():
            return None
        status = replace(entry.status, state="running", message="")
        if entry.status.state == "running":  # nobody held it: its process died
            further = entry.report.mark > status.reached
            status = replace(status, deaths=1 if further else status.deaths + 1)
            status = replace(status, reached=max(status.reached, entry.report.mark))
            if status.deaths >= MOST_DEATHS:
                self.set_status(entry.id, replace(status, state="failed", message=_DIED))
                lock.release()
                return None
        self.set_status(entry.id, status)
        return lock

    def rename(self, entry: TrainingEntry, name: str) -> None:
        """Another name for the run to come. Raises StorageError."""
        write_atomic(self.folder(entry.id) / "request.json", to_bytes(replace(entry.request, name=name)))

    def set_status(self, training_id: str, status: TrainingStatus) -> None:
        """Raises StorageError."""
        write_atomic(self.folder(training_id) / "status.json", to_bytes(status))

    def set_report(self, training_id: str, report: TrainingReport) -> None:
        """Cheap enough for several times a second."""
        write_atomic(self.folder(training_id) / "report.json", to_bytes(report), durable=False)

    def remove(self, training_id: str) -> None:
        """Forget a training and all its parts. Raises StorageError."""
        with instead_of(OSError, StorageError("학습을 지우지 못했습니다. 작업 폴더의 쓰기 권한을 확인해 주세요.")):
            # No half of it is ever listed.
            self.folder(training_id).rename(self._root / f".gone-{secrets.token_hex(8)}")
        self._remove_halves()
        with suppress(OSError):  # Windows, while it is held: an empty file stays
            self._lock_file(training_id).unlink(missing_ok=True)

    def tidy(self) -> None:
        """Remove what killed processes left half made or half removed. Raises StorageError."""
        if self._root.is_dir():
            with self.changing():
                self._remove_halves()
                for file in self._root.glob(".*.lock"):
                    name = file.name[1:].removesuffix(".lock")
                    if is_run_id(name) and not self.folder(name).exists() and not self._lock(name).is_held():
                        file.unlink(missing_ok=True)

    def _remove_halves(self) -> None:
        """Call while `changing`: nobody is at them."""
        for path in (*self._root.glob(".gone-*"), *self._root.glob(".new-*")):
            shutil.rmtree(path, ignore_errors=True)

    def _read(self, training_id: str) -> TrainingEntry | None:
        folder = self.folder(training_id)
        request = from_file(Request, folder / "request.json")
        if request is None:
            return None
        status = from_file(TrainingStatus, folder / "status.json") or TrainingStatus()
        return TrainingEntry(
            id=training_id,
            request=request,
            status=status,
            report=from_file(TrainingReport, folder / "report.json") or TrainingReport(),
            alive=status.state == "running" and self._lock(training_id).is_held(),
            cancelling=self.stop_requested(training_id),
        )

    def _lock_file(self, name: str) -> Path:
        return self._root / f".{name}.lock"

    def _lock(self, name: str) -> WorkLock:
        return WorkLock(self._lock_file(name))
