"""Uploads in, photos sorted by person out: files, folders and ZIPs, with everything refused named and explained.

Names follow one layout: a line-up is `<trainee>/<photo>` or loose `<trainee>_<anything>.<ext>` / `<trainee>.<ext>`,
a reference set is `<group>/<member>/<photo>`. Camera names (IMG_1234, 20241122_...) name no person: such a loose photo
becomes a trainee of its own, because two people in one trainee would be averaged into a face that nobody has.
"""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from core.archive import Archive, EntryError, clean_path, is_junk
from core.errors import ArchiveError, ReferenceSetError, StudioError
from core.settings import Settings, get_settings
from core.types import MemberId, PhotoFaces, Upload

# Formats that are refused (GIF, BMP ...) count as photos here: decoding them says why and what to do instead.
PHOTO_SUFFIXES = frozenset(
    ".jpg .jpeg .jpe .jfif .png .apng .webp .heic .heif .hif .mpo .gif .bmp .tif .tiff .avif".split()
)
_CAMERA = re.compile(
    r"(img|image|dsc[nf]?|dscf|p|pxl|mvimg|vid|cam|pic|picture|photo|selfie|screenshot|kakaotalk|kakao|snow|foodie|win|"
    r"사진|이미지|스크린샷|캡처|셀카|(19|20)\d{6})$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(trainee|candidate|member|person|no|연습생|지원자|후보|참가자|번호)$", re.IGNORECASE)
_NOT_A_PHOTO = "사진 파일이 아니라서 분석하지 않았습니다. JPG, PNG, WebP, HEIC 사진을 올려 주십시오."


def refused(path: str, reason: str) -> PhotoFaces:
    """A file that is not analysed, with the Korean sentence that says why."""
    return PhotoFaces(path, "rejected", reason)


def from_paths(paths: Iterable[str | Path], settings: Settings | None = None) -> list[Upload]:
    """Files, folders and ZIPs (still packed: see `expand`) from this machine, in natural order of names.

    One folder is the root of a line-up: its own name is dropped. Of several, a folder with photos directly inside is
    taken for a trainee and keeps its name. Links are not followed. Raises StudioError for a path that cannot be read."""
    settings = settings or get_settings()
    sources = [Path(p) for p in paths]
    uploads: list[Upload] = []
    for source in sources:
        if source.is_dir():
            files = list(_walk(source))
            keep = len(sources) > 1 and any(f.parent == source for f in files)
            root = source.resolve().parent if keep else source.resolve()
            for file in files:
                relative = (source.resolve() / file.relative_to(source)).relative_to(root)
                uploads.append(Upload(clean_path(relative.as_posix()), _bytes(file, settings)))
        else:
            uploads.append(Upload(clean_path(source.name), _bytes(source, settings)))
    return uploads


def from_zip(
    source: bytes | Path, settings: Settings | None = None, limit: int | None = None
) -> tuple[list[Upload], list[PhotoFaces]]:
    """(photos, refused entries) of one ZIP, in its order; at most `limit` photos are read, the surplus is refused.

    Raises ArchiveError where the archive as a whole is broken or dangerous."""
    settings = settings or get_settings()
    limit = settings.max_photos if limit is None else limit
    uploads: list[Upload] = []
    rejected: list[PhotoFaces] = []
    with Archive(source, settings) as archive:
        for entry in archive.entries:
            if not entry.refusal and not _is_photo(entry.path):
                rejected.append(refused(entry.path, _NOT_A_PHOTO))
            elif not entry.refusal and len(uploads) >= limit:
                rejected.append(refused(entry.path, _surplus(settings)))
            else:
                try:
                    uploads.append(Upload(entry.path, archive.read(entry)))
                except EntryError as error:
                    rejected.append(refused(entry.path, str(error)))
    return uploads, rejected


def expand(uploads: Iterable[Upload], settings: Settings | None = None) -> tuple[list[Upload], list[PhotoFaces]]:
    """Unpack the ZIPs among a line-up's uploads: (photos in order, what was refused and why). Raises nothing.

    Litter (.DS_Store, __MACOSX ...) is dropped without a word; a ZIP refused as a whole is one refused entry; a folder
    that merely wraps a ZIP's content is peeled off; photos beyond `settings.max_photos` are refused."""
    settings = settings or get_settings()
    photos: list[Upload] = []
    rejected: list[PhotoFaces] = []
    for upload in uploads:
        path = clean_path(upload.path) or "이름 없는 파일"
        if is_junk(path):
            continue
        if PurePosixPath(path).suffix.lower() == ".zip":
            try:
                inside, bad = from_zip(upload.data, settings, limit=settings.max_photos - len(photos))
            except ArchiveError as error:
                rejected.append(refused(path, str(error)))
                continue
            if not inside and not bad:
                rejected.append(refused(path, "ZIP 안에 사진이 없습니다. 사진을 넣어 다시 압축해 주십시오."))
            photos += [Upload(p, u.data) for p, u in zip(_peel([u.path for u in inside]), inside, strict=True)]
            rejected += bad
        elif not _is_photo(path):
            rejected.append(refused(path, _NOT_A_PHOTO))
        elif len(photos) >= settings.max_photos:
            rejected.append(refused(path, _surplus(settings)))
        else:
            photos.append(upload if path == upload.path else Upload(path, upload.data))
    return photos, rejected


def by_trainee(uploads: Iterable[Upload]) -> dict[str, list[Upload]]:
    """A line-up's photos by trainee, names and photos in natural order (2 before 10)."""
    uploads = list(uploads)
    found: dict[str, list[Upload]] = {}
    for path, upload in zip(_peel([clean_path(u.path) for u in uploads]), uploads, strict=True):
        folder, _, rest = path.partition("/")
        found.setdefault(folder if rest else loose_name(path), []).append(upload)
    return {
        name: sorted(found[name], key=lambda u: natural(u.path)) for name in sorted(found, key=lambda n: natural(n))
    }


def loose_name(filename: str) -> str:
    """The trainee a loose file names: what stands before the first `_`.

    `김하늘_01.jpg` and `김하늘.jpg` -> 김하늘; `101_a.jpg` -> 101; `trainee_1_02.jpg` -> trainee_1;
    `IMG_1234.jpg` -> IMG_1234, since a camera's prefix names nobody."""
    stem = PurePosixPath(filename).stem.strip() or filename
    parts = [p.strip() for p in stem.split("_")]
    if len(parts) == 1 or not parts[0] or _CAMERA.match(parts[0]):
        return stem
    if _NUMBERED.match(parts[0]) and parts[1].isdigit():
        return f"{parts[0]}_{parts[1]}"
    return parts[0]


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """A sorting key that puts 2 before 10."""
    return tuple(
        (0, int(part), "") if part.isascii() and part.isdigit() else (1, 0, part.casefold())
        for part in re.split(r"([0-9]+)", text)
        if part
    )


class ReferencePhotos:
    """The photos of a reference set, read one at a time: iterate for (member, upload).

    len() is the number of photos that will be tried; `members` lists who has photos; `refused` names the files in the
    wrong place, and grows by what proves unreadable while iterating. Iterating twice reads twice."""

    def __init__(self, entries: Sequence[tuple[MemberId, str]], sources: "_Sources", bad: Iterable[PhotoFaces]) -> None:
        self._entries = tuple(entries)
        self._sources = sources
        self._refused = {photo.path: photo for photo in bad}

    @property
    def refused(self) -> tuple[PhotoFaces, ...]:
        return tuple(self._refused.values())

    @property
    def members(self) -> tuple[MemberId, ...]:
        return tuple(sorted({member for member, _ in self._entries}))

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[tuple[MemberId, Upload]]:
        with self._sources as sources:
            for member, path in self._entries:
                try:
                    yield member, Upload(path, sources.read(path))
                except StudioError as error:
                    self._refused[path] = refused(path, str(error))


def reference_layout(source: str | Path | Iterable[Upload], settings: Settings | None = None) -> ReferencePhotos:
    """Photos laid out as `<group>/<member>/<photo>`, in a folder, a ZIP file, or uploads (ZIPs among them unpacked).

    One common folder above is peeled off. Raises ReferenceSetError where there is no photo in such a place."""
    settings = settings or get_settings()
    sources = _Sources(source, settings)
    with sources:
        bad = list(sources.bad)
        photos = []
        for path in sources.paths:
            if _is_photo(path):
                photos.append(path)
            else:
                bad.append(refused(path, _NOT_A_PHOTO))
    entries: list[tuple[MemberId, str]] = []
    for shown, path in zip(_peel_root(photos), photos, strict=True):
        parts = shown.split("/")
        if len(parts) == 3:
            entries.append((MemberId(parts[0], parts[1]), path))
        else:
            bad.append(refused(path, "'그룹/멤버/사진' 자리에 있지 않습니다. 그룹 폴더 안 멤버 폴더로 옮겨 주십시오."))
    if not entries:
        hint = f" ({bad[0].path}: {bad[0].reason})" if len(bad) == 1 else ""
        raise ReferenceSetError(f"레퍼런스 사진이 없습니다{hint}. '그룹/멤버/사진' 순서의 폴더나 ZIP을 골라 주십시오.")
    entries.sort(key=lambda e: (natural(e[0].group), natural(e[0].member), natural(e[1])))
    return ReferencePhotos(entries, sources, bad)


class _Sources:
    """Where a reference set's bytes lie; ZIPs are opened when entered and closed again."""

    def __init__(self, source: str | Path | Iterable[Upload], settings: Settings) -> None:
        self._settings = settings
        self._files: dict[str, Path | bytes] = {}
        self._zips: list[tuple[str, Path | bytes]] = []
        if isinstance(source, str | Path):
            root = Path(source)
            if root.is_dir():
                self._files = {clean_path(f.relative_to(root).as_posix()): f for f in _walk(root)}
            elif root.is_file() and root.suffix.lower() == ".zip":
                self._zips = [(root.name, root)]
            else:
                raise ReferenceSetError(f"'{source}'에 폴더나 ZIP 파일이 없습니다. 경로를 확인해 주십시오.")
        else:
            for upload in source:
                path = clean_path(upload.path)
                if PurePosixPath(path).suffix.lower() == ".zip":
                    self._zips.append((path, upload.data))
                elif path and not is_junk(path):
                    self._files[path] = upload.data

    def __enter__(self) -> "_Sources":
        self.bad: list[PhotoFaces] = []
        self._open: list[Archive] = []
        self._inside = {}
        for name, source in self._zips:
            try:
                archive = Archive(source, self._settings)
            except ArchiveError as error:
                self.bad.append(refused(name, str(error)))
                continue
            self._open.append(archive)
            for entry in archive.entries:
                if entry.refusal:
                    self.bad.append(refused(entry.path, entry.refusal))
                else:
                    self._inside[entry.path] = (archive, entry)
        self.paths = [*self._files, *self._inside]
        return self

    def __exit__(self, *_: object) -> None:
        for archive in self._open:
            archive.__exit__()

    def read(self, path: str) -> bytes:
        if path in self._inside:
            archive, entry = self._inside[path]
            return archive.read(entry)
        file = self._files[path]
        return file if isinstance(file, bytes) else _bytes(file, self._settings)


def _peel(paths: list[str]) -> list[str]:
    """Drop folders that wrap a whole line-up: `lineup/김하늘/1.jpg`, or `lineup/김하늘_1.jpg` beside `lineup/이서_1.jpg`.

    A single folder of photos is otherwise a trainee."""
    while paths:
        top = paths[0].partition("/")[0] + "/"
        if not all(p.startswith(top) for p in paths):
            return paths
        inner = [p[len(top) :] for p in paths]
        nested = ["/" in p for p in inner]
        if not all(nested) and (any(nested) or not _names_people(inner)):
            return paths if not any(nested) else inner
        paths = inner
    return paths


def _names_people(files: list[str]) -> bool:
    """Do loose files name at least two trainees, each as `<trainee>_<anything>`?"""
    stems = [PurePosixPath(f).stem for f in files]
    names = {loose_name(f) for f in files}
    return len(names) > 1 and all(loose_name(f) != stem for f, stem in zip(files, stems, strict=True))


def _peel_root(paths: list[str]) -> list[str]:
    """Drop one folder above all groups: when every photo lies in it and group/member/photo fits only below it."""
    tops = {p.partition("/")[0] for p in paths}
    depths = {p.count("/") for p in paths}
    if len(tops) == 1 and 3 in depths and 2 not in depths:
        return [p.partition("/")[2] for p in paths]
    return paths


def _is_photo(path: str) -> bool:
    """By suffix; a name without one is let through for its content to decide."""
    suffix = PurePosixPath(path).suffix.lower()
    return not suffix or suffix in PHOTO_SUFFIXES


def _surplus(settings: Settings) -> str:
    return f"한 번에 {settings.max_photos}장까지만 분석합니다. 이 사진은 나누어 올려 주십시오."


def _walk(root: Path) -> Iterator[Path]:
    """Regular files below a folder, natural order, litter left out, links not followed."""

    def fail(error: OSError) -> None:
        raise StudioError(f"'{error.filename}' 폴더를 읽을 수 없습니다. 경로와 권한을 확인해 주십시오.") from error

    for folder, folders, files in os.walk(root, onerror=fail):
        folders[:] = sorted((f for f in folders if not is_junk(f)), key=natural)
        for name in sorted(files, key=natural):
            path = Path(folder) / name
            if not is_junk(name) and path.is_file() and not path.is_symlink():
                yield path


def _bytes(path: Path, settings: Settings) -> bytes:
    """A file's bytes, never more than can be accepted (one byte over, so that decoding refuses it by size)."""
    suffix = path.suffix.lower()
    limit = settings.max_archive_bytes if suffix == ".zip" else settings.max_file_bytes
    if not _is_photo(path.name) and suffix != ".zip":
        limit = 0  # refused by its name; a video next to the photos is not worth reading
    try:
        if not path.exists():
            raise StudioError(f"'{path}' 파일이나 폴더가 없습니다. 경로를 확인해 주십시오.")
        if not path.is_file():  # a pipe or device would block for ever
            raise StudioError(f"'{path}' 파일은 일반 파일이 아니라서 읽을 수 없습니다. 사진이나 폴더를 골라 주십시오.")
        with path.open("rb") as file:
            return file.read(limit + 1)
    except OSError as error:
        raise StudioError(f"'{path}' 파일을 읽을 수 없습니다. 경로와 권한을 확인해 주십시오.") from error
