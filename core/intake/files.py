"""Reading files of this machine within limits: what counts as a photo, folders walked without following links."""

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from core.errors import StudioError, instead_of
from core.intake.archive import clean_path, is_junk
from core.intake.naming import natural
from core.settings import Settings

# Formats that are refused (GIF, BMP ...) count as photos here: decoding them says why and what to do instead.
PHOTO_SUFFIXES = frozenset(
    {".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".apng", ".webp", ".heic", ".heif", ".hif", ".mpo"}
    | {".gif", ".bmp", ".tif", ".tiff", ".avif"}
)


def is_photo(path: str) -> bool:
    """By suffix; a name without one is let through for its content to decide."""
    suffix = PurePosixPath(path).suffix.lower()
    return not suffix or suffix in PHOTO_SUFFIXES


def is_zip(path: str) -> bool:
    """By suffix: a ZIP under a photo's name is not unpacked but refused when decoded."""
    return PurePosixPath(path).suffix.lower() == ".zip"


def is_folder(path: Path) -> bool:
    """False for what may not be looked at, too: reading it will say so."""
    try:
        return path.is_dir()
    except OSError:
        return False


def walk(root: Path) -> Iterator[Path]:
    """Regular files below a folder, natural order, litter left out, links not followed. Raises StudioError."""

    def fail(error: OSError) -> None:
        raise StudioError(f"'{error.filename}' 폴더를 읽을 수 없습니다. 경로와 권한을 확인해 주세요.") from error

    for folder, folders, files in os.walk(root, onerror=fail):
        folders[:] = sorted((name for name in folders if not is_junk(name)), key=natural)
        for name in sorted(files, key=natural):
            path = Path(folder) / name
            if not is_junk(name) and path.is_file() and not path.is_symlink():
                yield path


def folders(root: Path) -> Iterator[str]:
    """Folders below a folder, relative to it with `/`, each before those inside it; litter left out."""
    for folder, inner, _ in os.walk(root):
        inner[:] = sorted((name for name in inner if not is_junk(name)), key=natural)
        yield from (clean_path((Path(folder) / name).relative_to(root).as_posix()) for name in inner)


def read(path: Path, settings: Settings) -> bytes:
    """A file's bytes, at most one byte more than is accepted, so that decoding can refuse it by size.

    What is neither photo nor ZIP by its name comes back empty: it will be refused by that name, and a video beside
    the photos is not worth reading. Raises StudioError naming the file."""
    limit = settings.max_archive_bytes if is_zip(path.name) else settings.max_file_bytes
    with instead_of(OSError, StudioError(f"'{path}' 파일을 읽을 수 없습니다. 경로와 권한을 확인해 주세요.")):
        if not path.exists():
            raise StudioError(f"'{path}' 파일이나 폴더가 없습니다. 경로를 확인해 주세요.")
        if not path.is_file():  # a pipe or device would block for ever
            raise StudioError(f"'{path}'은 일반 파일이 아니라서 읽을 수 없습니다. 사진이나 폴더를 골라 주세요.")
        if not (is_photo(path.name) or is_zip(path.name)):
            return b""
        with path.open("rb") as file:
            return file.read(limit + 1)
