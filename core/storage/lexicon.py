"""The studio's own lexicon in the workspace: one file, whole or not at all, changed by one at a time."""

import os
from contextlib import AbstractContextManager

from core.errors import StorageError
from core.files import write_atomic
from core.keywords.lexicon.file import Layer, write
from core.keywords.lexicon.lexicon import own_file
from core.settings import Settings
from core.storage.work_lock import WorkLock

_PATIENCE_S = 10.0


def changing(settings: Settings) -> AbstractContextManager[None]:
    """Lock the lexicon against changes by other processes and threads. Short work only. Raises StorageError."""
    busy = StorageError("다른 창에서 낱말집을 고치고 있습니다. 잠시 뒤 다시 시도해 주세요.")
    return WorkLock(settings.workspace / ".lexicon.lock").held(busy, _PATIENCE_S)


def keep(settings: Settings, layer: Layer) -> None:
    """Write the file. Call while `changing`. Raises StorageError."""
    write_atomic(own_file(settings), write(layer))


def content(settings: Settings) -> bytes:
    """The file as it is, also a broken one; what an empty one would be where there is none. Raises StorageError."""
    try:
        return own_file(settings).read_bytes()
    except FileNotFoundError:
        return write(Layer())
    except OSError as error:
        raise StorageError("작업 폴더의 낱말집을 읽을 수 없습니다. 읽기 권한을 확인해 주세요.") from error


def set_aside(settings: Settings) -> str:
    """Rename the file, so that a new one can begin; its new name. Call while `changing`. Raises StorageError."""
    path = own_file(settings)
    number = 1
    while (aside := path.with_name(f"lexicon.{number}.yaml")).exists():
        number += 1
    try:
        os.replace(path, aside)  # noqa: PTH105 - the one call that is atomic on every platform
    except OSError as error:
        raise StorageError("작업 폴더에 쓸 수 없습니다. 남은 디스크 공간과 쓰기 권한을 확인해 주세요.") from error
    return aside.name
