"""Reference photos laid out as `<group>/<member>/<photo>`, found first and read one at a time.

A set of 1,500 photos is several gigabytes: only one file's bytes are held at once (ZIPs that were uploaded, as long
as their upload)."""

from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from core.errors import ArchiveError, ReferenceSetError, StudioError
from core.intake import files
from core.intake.archive import Archive, clean_path, is_junk, other_archive, unpacked_first
from core.intake.naming import natural, peel_reference
from core.settings import Settings, get_settings
from core.types import MemberId, PhotoFaces, Upload

_NOT_A_PHOTO = "사진 파일이 아니라서 건너뛰었습니다. JPG, PNG, WebP, HEIC 사진을 넣어 주세요."
_TWICE = "같은 이름의 사진이 또 있어 하나만 넣었습니다. 이름을 바꿔 다시 올려 주세요."
_MISPLACED = "'그룹/멤버/사진' 자리에 있지 않아 건너뛰었습니다. 그룹 폴더 안 멤버 폴더로 옮겨 주세요."


@dataclass(frozen=True, slots=True)
class _Found:
    """Where a photo lies: a file, bytes at hand, or an entry (`path`) of a ZIP."""

    path: str
    place: Path | bytes
    packed: bool = False


class ReferencePhotos:
    """The photos of a reference set; iterate for (member, upload), read one at a time.

    len() is the number of photos that will be tried; `members` lists who has photos; `refused` names the files that
    are left out, and grows by those that prove unreadable while iterating. empty: folders of a group or member that
    hold no photo."""

    def __init__(
        self,
        photos: Sequence[tuple[MemberId, _Found]],
        refused: Iterable[PhotoFaces],
        settings: Settings,
        empty: Sequence[str] = (),
    ) -> None:
        self.empty = tuple(empty)
        self._photos = tuple(photos)
        self._refused = {photo.path: photo for photo in refused}
        self._settings = settings

    @property
    def refused(self) -> tuple[PhotoFaces, ...]:
        """Files left out so far, each with its Korean reason."""
        return tuple(self._refused.values())

    @property
    def members(self) -> tuple[MemberId, ...]:
        """Members with at least one photo, sorted."""
        return tuple(sorted({member for member, _ in self._photos}))

    def placed(self, place: Callable[[MemberId], MemberId | None]) -> "ReferencePhotos":
        """The same photos with `place` giving the member of each folder; folders without one are left out."""
        owners = {member: place(member) for member in self.members}
        photos = [(owner, found) for member, found in self._photos if (owner := owners[member]) is not None]
        return ReferencePhotos(photos, self.refused, self._settings, self.empty)

    def __len__(self) -> int:
        return len(self._photos)

    def __iter__(self) -> Generator[tuple[MemberId, Upload], None, None]:
        with ExitStack() as stack:
            archives: dict[int, Archive] = {}
            for member, found in self._photos:
                try:
                    if found.packed and id(found.place) not in archives:
                        archives[id(found.place)] = stack.enter_context(Archive(found.place, self._settings))
                    upload = Upload(found.path, self._read(found, archives))
                except StudioError as error:
                    self._refused[found.path] = PhotoFaces.refused(found.path, str(error))
                    continue
                yield member, upload

    def _read(self, found: _Found, archives: dict[int, Archive]) -> bytes:
        if found.packed:
            return archives[id(found.place)].read(found.path)
        return found.place if isinstance(found.place, bytes) else files.read(found.place, self._settings)


def reference_layout(source: str | Path | Iterable[Upload], settings: Settings | None = None) -> ReferencePhotos:
    """The photos of a folder, a ZIP file, or uploads (ZIPs among them looked into), by group and member.

    One common folder above the groups is peeled off. Raises ReferenceSetError where no photo is in its place."""
    settings = settings or get_settings()
    found, refused = _find(source, settings)
    refused += [PhotoFaces.refused(f.path, _no_photo(f.path)) for f in found if not files.is_photo(f.path)]
    found = [f for f in found if files.is_photo(f.path)]
    photos: list[tuple[MemberId, _Found]] = []
    for path, item in zip(peel_reference([f.path for f in found]), found, strict=True):
        parts = path.split("/")
        if len(parts) == 3:
            photos.append((MemberId(parts[0], parts[1]), item))
        else:
            refused.append(PhotoFaces.refused(item.path, _MISPLACED))
    if not photos:
        first = f" {refused[0].path}: {refused[0].reason}" if refused else ""
        raise ReferenceSetError(
            f"기준 사진을 찾지 못했습니다. '그룹/멤버/사진' 순서의 폴더나 ZIP을 골라 주세요.{first}"
        )
    photos.sort(key=lambda p: (natural(p[0].group), natural(p[0].member), natural(p[1].path)))
    inside = files.folders(Path(source)) if isinstance(source, str | Path) and files.is_folder(Path(source)) else []
    return ReferencePhotos(photos, refused, settings, _empty(inside, [f.path for f in found]))


def _no_photo(path: str) -> str:
    kind = other_archive(path)
    return unpacked_first(kind) if kind else _NOT_A_PHOTO


def _empty(folders: Iterable[str], photos: Sequence[str]) -> list[str]:
    """Folders of a group or a member without a photo, as the user named them; of an empty group only itself."""
    used = {"/".join(parts[:i]) for path in photos for parts in [path.split("/")] for i in range(1, len(parts))}
    depth = 2 + (peel_reference(list(photos)) != list(photos))
    found: list[str] = []
    for folder in folders:
        known = folder in used or folder.rpartition("/")[0] in found
        if not known and folder.count("/") < depth:
            found.append(folder)
    return found


def _find(source: str | Path | Iterable[Upload], settings: Settings) -> tuple[list[_Found], list[PhotoFaces]]:
    found: dict[str, _Found] = {}
    refused: list[PhotoFaces] = []
    zips: list[tuple[str, Path | bytes]] = []
    if isinstance(source, str | Path):
        root = Path(source)
        if files.is_folder(root):
            for file in files.walk(root):
                path = clean_path(file.relative_to(root).as_posix())
                found[path] = _Found(path, file)
        elif files.is_zip(root.name) and root.is_file():
            zips.append((root.name, root))
        else:
            raise ReferenceSetError(f"'{source}' 자리에 폴더나 ZIP 파일이 없습니다. 경로를 확인해 주세요.")
    else:
        for upload in source:
            path = clean_path(upload.path)
            if files.is_zip(path):
                zips.append((path, upload.data))
            elif not is_junk(path):
                found[path] = _Found(path, upload.data)
    for name, place in zips:
        inside, bad = _look_into(name, place, settings)
        refused += bad
        for item in inside:
            if item.path in found:
                refused.append(PhotoFaces.refused(item.path, _TWICE))
            found.setdefault(item.path, item)
    return list(found.values()), refused


def _look_into(name: str, place: Path | bytes, settings: Settings) -> tuple[list[_Found], list[PhotoFaces]]:
    try:
        with Archive(place, settings) as archive:
            entries = archive.entries
    except ArchiveError as error:
        return [], [PhotoFaces.refused(name, str(error))]
    return (
        [_Found(entry.path, place, packed=True) for entry in entries if not entry.refusal],
        [PhotoFaces.refused(entry.path, entry.refusal) for entry in entries if entry.refusal],
    )
