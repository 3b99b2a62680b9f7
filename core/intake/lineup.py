"""A line-up's uploads in, photos sorted by trainee out: files, folders and ZIPs; what is refused is explained."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from core.errors import ArchiveError, StudioError
from core.intake import files
from core.intake.archive import Archive, EntryError, clean_path, is_junk, other_archive, unpacked_first
from core.intake.naming import natural, of_person_in_name, owners, peel_lineup
from core.settings import Settings, get_settings
from core.types import PhotoFaces, Upload

NOT_A_PHOTO = "사진 파일이 아니라서 분석하지 않습니다. JPG, PNG, WebP, HEIC 사진을 올려 주세요."
_HIDDEN = "숨김 파일이라 분석하지 않습니다. 이름 앞의 점을 지우고 다시 올려 주세요."


def from_paths(paths: Iterable[str | Path], settings: Settings | None = None) -> list[Upload]:
    """Files, folders and ZIPs (still packed: see `expand`) of this machine, in natural order of names.

    One folder is the root of a line-up: its own name is dropped. Of several, a folder with photos directly inside is
    taken for a trainee and keeps its name, and so do the folders of files that come from more than one. Links inside
    folders are not followed, and a file in one that cannot be read says why. Raises StudioError for a path that cannot
    be read."""
    settings = settings or get_settings()
    sources = [Path(path) for path in paths]
    parents = {s.resolve().parent for s in sources if not files.is_folder(s) and not files.is_zip(s.name)}
    uploads: list[Upload] = []
    for source in sources:
        if not files.is_folder(source):
            keep = len(parents) > 1 and not files.is_zip(source.name)
            name = f"{source.resolve().parent.name}/{source.name}" if keep else source.name
            uploads.append(Upload(clean_path(name), files.read(source, settings)))
            continue
        found = list(files.walk(source))
        keep = len(sources) > 1 and any(file.parent == source for file in found)
        prefix = f"{source.resolve().name}/" if keep else ""
        for file in found:
            path = clean_path(prefix + file.relative_to(source).as_posix())
            try:
                uploads.append(Upload(path, files.read(file, settings)))
            except StudioError as error:
                uploads.append(Upload(path, b"", str(error)))
    return uploads


def from_zip(
    source: bytes | Path, settings: Settings | None = None, limit: int | None = None, *, listed: bool = False
) -> tuple[list[Upload], list[PhotoFaces]]:
    """(photos, refused entries) of one ZIP, in its order; at most `limit` photos are read, the surplus is refused.

    listed: the table of contents alone is read; photos come without their bytes. Raises ArchiveError where the archive
    as a whole is broken or dangerous."""
    settings = settings or get_settings()
    limit = settings.max_photos if limit is None else limit
    uploads: list[Upload] = []
    rejected: list[PhotoFaces] = []
    with Archive(source, settings) as archive:
        for entry in archive.entries:
            if not entry.refusal and not files.is_photo(entry.path):
                rejected.append(PhotoFaces.refused(entry.path, NOT_A_PHOTO))
            elif not entry.refusal and len(uploads) >= limit:
                rejected.append(PhotoFaces.refused(entry.path, _surplus(settings)))
            elif listed and not entry.refusal:
                uploads.append(Upload(entry.path, b""))
            else:
                try:
                    uploads.append(Upload(entry.path, archive.read(entry)))
                except EntryError as error:
                    rejected.append(PhotoFaces.refused(entry.path, str(error)))
    return uploads, rejected


def expand(
    uploads: Iterable[Upload], settings: Settings | None = None, *, listed: bool = False
) -> tuple[list[Upload], list[PhotoFaces]]:
    """Unpack the ZIPs among a line-up's uploads: (photos in order, what was refused and why). Raises nothing.

    Litter (.DS_Store, __MACOSX ...) is dropped without a word; a ZIP refused as a whole is one refused entry; a folder
    that merely wraps a ZIP's content is peeled off; photos beyond `settings.max_photos` are refused. listed: as for
    `from_zip`."""
    settings = settings or get_settings()
    photos: list[Upload] = []
    rejected: list[PhotoFaces] = []
    for upload in uploads:
        path = clean_path(upload.path)
        if is_junk(path):
            if re.fullmatch(r"\.[^._/][^/]*\.[^./]+", path) and files.is_photo(path):  # a photo, and no litter
                rejected.append(PhotoFaces.refused(path, _HIDDEN))
        elif upload.problem:
            rejected.append(PhotoFaces.refused(path, upload.problem))
        elif files.is_zip(path):
            inside, bad = _unpack(path, upload.data, settings, settings.max_photos - len(photos), listed=listed)
            photos += inside
            rejected += bad
        elif kind := other_archive(path, upload.data):
            rejected.append(PhotoFaces.refused(path, unpacked_first(kind)))
        elif not files.is_photo(path):
            rejected.append(PhotoFaces.refused(path, NOT_A_PHOTO))
        elif len(photos) >= settings.max_photos:
            rejected.append(PhotoFaces.refused(path, _surplus(settings)))
        else:
            photos.append(upload if path == upload.path else Upload(path, upload.data))
    return photos, rejected


def by_trainee(uploads: Iterable[Upload]) -> dict[str, list[Upload]]:
    """A line-up's photos by trainee, names and photos in natural order (2 before 10)."""
    uploads = list(uploads)
    found: dict[str, list[Upload]] = {}
    for owner, upload in zip(owners([clean_path(u.path) for u in uploads]), uploads, strict=True):
        found.setdefault(owner.name, []).append(upload)
    return {name: sorted(found[name], key=lambda u: natural(u.path)) for name in sorted(found, key=natural)}


@dataclass(frozen=True, slots=True)
class Preview:
    """Who gets which file, as far as names tell before anything is decoded.

    trainees: name -> paths of the photos, as `by_trainee` sorts them; nameless: photos whose name tells nobody, each a
    trainee of its own; refused: what will not be analysed, each with its Korean reason."""

    trainees: Mapping[str, tuple[str, ...]]
    nameless: tuple[str, ...]
    refused: tuple[PhotoFaces, ...]

    @property
    def photos(self) -> int:
        return sum(map(len, self.trainees.values())) + len(self.nameless)


def preview(uploads: Iterable[Upload], settings: Settings | None = None) -> Preview:
    """What `by_trainee(expand(uploads))` will give, from names and tables of contents alone. Raises nothing."""
    photos, refused = expand(uploads, settings, listed=True)
    found: dict[str, list[str]] = {}
    nameless: list[str] = []
    for owner, photo in zip(owners([clean_path(p.path) for p in photos]), photos, strict=True):
        (found.setdefault(owner.name, []) if owner.named else nameless).append(photo.path)
    trainees = {name: tuple(sorted(found[name], key=natural)) for name in sorted(found, key=natural)}
    return Preview(trainees, tuple(sorted(nameless, key=natural)), tuple(refused))


def _unpack(
    path: str, data: bytes, settings: Settings, limit: int, *, listed: bool
) -> tuple[list[Upload], list[PhotoFaces]]:
    try:
        inside, bad = from_zip(data, settings, limit, listed=listed)
    except ArchiveError as error:
        return [], [PhotoFaces.refused(path, str(error))]
    if not inside and not bad:
        return [], [PhotoFaces.refused(path, "ZIP 안에 사진이 없습니다. 사진을 넣어 다시 압축해 주세요.")]
    names = of_person_in_name(path, peel_lineup([upload.path for upload in inside]))
    return [Upload(name, upload.data) for name, upload in zip(names, inside, strict=True)], bad


def _surplus(settings: Settings) -> str:
    return f"한 번에 {settings.max_photos}장까지만 분석합니다. 이 사진은 나누어 올려 주세요."
