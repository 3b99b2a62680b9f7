"""The studio's own lexicon in the workspace: one file, whole or not at all, changed by one at a time."""

import os
from contextlib import AbstractContextManager

from core.errors import StorageError, instead_of
from core.files import UNWRITABLE, locked, write_atomic
from core.keywords.lexicon.file import Layer, write
from core.keywords.lexicon.lexicon import own_file
from core.settings import Settings


def changing(settings: Settings) -> AbstractContextManager[None]:
    """Nobody else changes it meanwhile, in whatever process. Short work only. Raises StorageError."""
    busy = "다른 창에서 낱말집을 고치고 있습니다. 잠시 뒤 다시 시도해 주세요."
    return locked(settings.workspace / ".lexicon.lock", busy)


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
    with instead_of(OSError, StorageError(UNWRITABLE)):
        os.replace(path, aside)  # noqa: PTH105 - the one call that is atomic on every platform
    return aside.name
