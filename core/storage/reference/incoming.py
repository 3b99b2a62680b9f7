"""Uploads on their way to a job: put where its process can read them, gone when the job is."""

import os
import time
import uuid
import zipfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path, PurePosixPath

from core.errors import StorageError, instead_of
from core.intake.naming import is_no_name
from core.settings import Settings
from core.storage.work_lock import ProcessMark

_FOLDER = "incoming"  # of the workspace
_KEPT_S = 86_400  # no job waits that long: the one that should have deleted it was killed
_LOOSE_PARTS = 3  # `<group>_<member>_<anything>.<ext>`


def keep_upload(settings: Settings, data: bytes | memoryview, suffix: str) -> Path:
    """One upload as a file of that suffix. Raises StorageError."""
    path = _new(settings, suffix)
    try:
        path.write_bytes(data)
    except OSError as error:
        path.unlink(missing_ok=True)
        raise _full() from error
    return path


def keep_uploads(settings: Settings, files: Iterable[tuple[str, bytes | memoryview]]) -> Path:
    """Several uploads as one ZIP without compression. files: (name with its folders, bytes). Raises StorageError.

    A loose photo named `<group>_<member>_<anything>` is put into those folders; of two files with the same place both
    are kept."""
    path = _new(settings, ".zip")
    taken: set[str] = set()
    try:
        with zipfile.ZipFile(path, "w") as packed:
            for name, data in files:
                place = _free(folders_of(name), taken)
                taken.add(place)
                packed.writestr(place, bytes(data))
    except OSError as error:
        path.unlink(missing_ok=True)
        raise _full() from error
    return path


def drop_uploads(workspace: Path, values: Iterable[object]) -> None:
    """Delete the uploads among the arguments of a job that has ended, maybe without having begun."""
    for value in values:
        if isinstance(value, list | tuple):
            drop_uploads(workspace, value)
        elif isinstance(value, Path) and value.parent == workspace / _FOLDER:
            with suppress(OSError):
                value.unlink(missing_ok=True)


def drop_left_uploads(settings: Settings) -> None:
    """Delete the uploads of processes that have ended: no job of theirs can take them any more."""
    marks = _marks(settings)
    for path in (settings.workspace / _FOLDER).glob("*"):
        if not marks.lives(path.name.partition("-")[0]):
            path.unlink(missing_ok=True)


def folders_of(name: str) -> str:
    """Where a loose photo belongs by its name: '트와이스_나연_01.jpg' is '트와이스/나연/01.jpg'. Others stay, and so
    does what an app named: 'KakaoTalk_20241122_01.jpg' is of no group."""
    parts = name.split("_", _LOOSE_PARTS - 1)
    if "/" in name or len(parts) < _LOOSE_PARTS or not all(part.strip() for part in parts):
        return name
    if any(map(is_no_name, parts[:-1])):
        return name
    return "/".join(part.strip() for part in parts)


def _free(name: str, taken: set[str]) -> str:
    path, number, free = PurePosixPath(name), 1, name
    while free in taken:
        number += 1
        free = str(path.with_name(f"{path.stem} ({number}){path.suffix}"))
    return free


def _new(settings: Settings, suffix: str) -> Path:
    folder = settings.workspace / _FOLDER
    mark = _marks(settings).own()
    with instead_of(OSError, _full()):
        folder.mkdir(parents=True, exist_ok=True)
        for path in folder.iterdir():
            with suppress(OSError):  # another process was quicker
                if time.time() - path.stat().st_mtime > _KEPT_S:
                    path.unlink()
        if not os.access(folder, os.W_OK):
            raise _full()
    return folder / f"{mark}-{uuid.uuid4().hex}{suffix}"


def _marks(settings: Settings) -> ProcessMark:
    return ProcessMark(settings.workspace / "jobs")


def _full() -> StorageError:
    return StorageError("작업 폴더에 쓸 수 없습니다. 남은 디스크 공간과 쓰기 권한을 확인해 주세요.")
