"""The folders of a set of one's own: where each photo lies, and moving it. Nothing here knows the database.

Names come from the browser and from ZIP files: what lies here was found by walking, never by joining a name to a path.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from core.errors import StorageError
from core.files import write_atomic
from core.intake.archive import is_junk
from core.intake.files import is_photo
from core.storage.reference.names import safe_name
from core.types import MemberId, PhotoState

TREES: dict[PhotoState, str] = {"kept": "", "rejected": ".rejected", "proposed": ".proposed"}
_DIGITS = 10  # at the end of a name, before ".jpg": which photo it is
_TRIES = 10  # at a folder that others keep finding empty and removing
# Raised where a folder is removed between making and using it; the second by `mkdir` itself.
_REMOVED = (FileNotFoundError, FileExistsError)
_UNWRITABLE = "사진을 옮기지 못했습니다. 작업 폴더의 쓰기 권한과 디스크 공간을 확인해 주세요."


@dataclass(frozen=True, slots=True)
class PhotoPlace:
    """What the folder of a photo says about it."""

    state: PhotoState
    member: MemberId


class Folders:
    """The photos under `root`, by name. Methods raise StorageError."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, name: str, place: PhotoPlace) -> Path:
        """Where a photo of that name lies, or would."""
        return self.root / TREES[place.state] / place.member.group / place.member.member / name

    def walk(self) -> Iterator[tuple[str, PhotoPlace, str]]:
        """(name, place, path) of every photo; what is hidden, linked or no photo is passed over."""
        for state, tree in TREES.items():
            for group in _entries(self.root / tree, folders=True):
                for member in _entries(group.path, folders=True):
                    place = PhotoPlace(state, MemberId(group.name, member.name))
                    for file in _entries(member.path, folders=False):
                        if is_photo(file.name):
                            yield file.name, place, file.path

    def places(self) -> dict[str, PhotoPlace]:
        """Where each photo lies. Of two files of one name, put there by hand or by an older version, one is renamed."""
        places: dict[str, PhotoPlace] = {}
        paths: dict[str, str] = {}
        for name, place, path in self.walk():
            if name not in places or not Path(paths[name]).exists():  # it moved while we were walking
                places[name], paths[name] = place, path
            elif renamed := _renamed(Path(path), place):
                places[renamed.name], paths[renamed.name] = place, str(renamed)
        return places

    def write(self, name: str, place: PhotoPlace, data: bytes) -> None:
        """A new photo, whole or not at all."""
        for attempt in range(1, _TRIES + 1):
            try:
                return write_atomic(self.path(name, place), data)
            except StorageError as error:
                if attempt == _TRIES or not isinstance(error.__cause__, _REMOVED):
                    raise
        return None

    def move(self, name: str, old: PhotoPlace, new: PhotoPlace) -> bool:
        """False where the photo is gone."""
        source, target = self.path(name, old), self.path(name, new)
        if source == target:
            return source.exists()
        for attempt in range(1, _TRIES + 1):
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
                os.replace(source, target)  # noqa: PTH105 - the one call that is atomic on every platform
                break
            except OSError as error:
                if isinstance(error, FileNotFoundError) and not source.exists():
                    self.tidy([new])
                    return False
                if attempt == _TRIES or not isinstance(error, _REMOVED):
                    raise StorageError(_UNWRITABLE) from error
        return True

    def tidy(self, places: Iterable[PhotoPlace]) -> None:
        """Remove folders that are empty now; otherwise a member without photos would be listed."""
        for folder in {self.path("", place) for place in places}:
            for empty in (folder, folder.parent, folder.parent.parent):
                if self.root not in empty.parents:
                    break
                try:
                    empty.rmdir()  # refuses where something is left
                except OSError:
                    break


def safe_member(member: MemberId) -> MemberId:
    """As its folders are called: never a path, never hidden. Raises ValueError for a member without a name."""
    if not (member.group.strip() and member.member.strip()):
        raise ValueError("a member needs a group and a name")
    return MemberId(safe_name(member.group), safe_name(member.member))


def name_in(place: str, stem: str, sha256: str) -> str:
    """The same for the same file under the same place, and for no other."""
    return f"{safe_name(stem)}-{hashlib.sha256(f'{place}/{sha256}'.encode()).hexdigest()[:_DIGITS]}.jpg"


def which_photo(name: str) -> str:
    """The end of a name that says which photo of its place it is, whatever the photo is called."""
    return name[-_DIGITS - len(".jpg") :]


def _renamed(path: Path, place: PhotoPlace) -> Path | None:
    """Give a file a name that says its place; None where it is gone meanwhile."""
    try:
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        where = f"{place.state}/{place.member.group}/{place.member.member}"
        target = path.with_name(name_in(where, path.stem, sha256))
        os.replace(path, target)  # noqa: PTH105
    except OSError:
        return None
    return target


def _entries(folder: Path | str, *, folders: bool) -> list["os.DirEntry[str]"]:
    try:
        with os.scandir(folder) as found:
            named = [entry for entry in found if not is_junk(entry.name) and _is_text(entry.name)]
            if folders:
                return [entry for entry in named if entry.is_dir(follow_symlinks=False)]
            return [entry for entry in named if entry.is_file(follow_symlinks=False)]
    except OSError:  # there is none, or it went meanwhile
        return []


def _is_text(name: str) -> bool:
    """Linux allows names that are no text; no database takes them."""
    try:
        return bool(name.encode())
    except UnicodeEncodeError:
        return False
