"""The user's changes of the catalogue: `catalog/<id>.yaml` in the workspace, each file whole or not at all."""

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager

from core.catalog import Group
from core.catalog.files import write_group
from core.catalog.load import edits_folder
from core.errors import StorageError, instead_of
from core.files import locked, write_atomic
from core.settings import Settings

Snapshot = Mapping[str, bytes | None]  # group id to its file; None where it has none


def snapshot(settings: Settings, groups: Iterable[str]) -> Snapshot:
    """The files of some groups as they are now. Raises StorageError."""
    found: dict[str, bytes | None] = {}
    for group in groups:
        try:
            found[group] = (edits_folder(settings) / f"{group}.yaml").read_bytes()
        except FileNotFoundError:
            found[group] = None
        except OSError as error:
            raise StorageError("작업 폴더의 그룹 목록을 읽을 수 없습니다. 읽기 권한을 확인해 주세요.") from error
    return found


def restore(settings: Settings, files: Snapshot) -> None:
    """Put those files back as they were. Raises StorageError; what was written until then stays."""
    for group, content in files.items():
        if content is None:
            forget_group(settings, group)
        else:
            write_atomic(edits_folder(settings) / f"{group}.yaml", content)


def changing(settings: Settings) -> AbstractContextManager[None]:
    """Nobody else changes the catalogue meanwhile, in whatever process: of two who change one group at the same moment,
    both do. Short work only. Raises StorageError."""
    busy = "다른 창에서 그룹 목록을 고치고 있습니다. 잠시 뒤 다시 시도해 주세요."
    return locked(settings.workspace / ".catalog.lock", busy)


def keep_group(settings: Settings, group: Group) -> None:
    """Write a group's file. Raises StorageError."""
    write_atomic(edits_folder(settings) / f"{group.id}.yaml", write_group(group))


def forget_group(settings: Settings, group: str) -> None:
    """Remove a group's file, if it has one. Raises StorageError."""
    with instead_of(OSError, StorageError("작업 폴더의 그룹 파일을 지울 수 없습니다. 쓰기 권한을 확인해 주세요.")):
        (edits_folder(settings) / f"{group}.yaml").unlink(missing_ok=True)
