"""Reading files of this machine within limits: what counts as a photo, folders walked without following links."""

import os
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from core.errors import StudioError, instead_of
from core.intake.archive import OTHERS, clean_path, is_junk
from core.intake.naming import natural
from core.settings import Settings
from core.text.korean import attach as josa

# What is never a photo, whatever a browser, a messenger or a person did to the name of one. Any other ending
# (.jpg_large, .jpg!d, .22, none) is decided by the content, and so are formats that are refused (GIF, BMP ...):
# decoding them says why and what to do instead.
_NO_PHOTO = (
    "mp4 m4v mov avi mkv webm wmv flv 3gp mpg mpeg mts m2ts mp3 m4a wav aac ogg flac "
    "txt md rtf pdf doc docx xls xlsx csv tsv ppt pptx hwp hwpx odt ods key pages numbers log srt vtt "
    "html htm xml json jsonl yaml yml toml ini cfg conf db sqlite sqlite3 dat npz npy pkl pt h5 onnx "
    "py js ts css sh bat ps1 exe dll msi dmg apk app lnk url webloc desktop ics vcf eml msg "
    "psd psb ai eps svg indd sketch fig xcf aae xmp thm lrv lock bak"
)
_NO_PHOTOS = frozenset(f".{ending}" for ending in _NO_PHOTO.split())
_ZIP = re.compile(r".*\.zip([^a-z0-9].*)?", re.IGNORECASE | re.DOTALL)  # also `사진.zip (1)`


def is_photo(path: str) -> bool:
    """May it be one, by its ending? Only what cannot be is told by it."""
    suffix = PurePosixPath(path).suffix.lower()
    return not (suffix in _NO_PHOTOS or suffix in OTHERS or is_zip(path))


def is_zip(path: str) -> bool:
    """By suffix: a ZIP under a photo's name is not unpacked but refused when decoded."""
    return bool(_ZIP.fullmatch(path.rpartition("/")[2]))


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
            named = josa(f"'{path}'", "은/는")
            raise StudioError(f"{named} 일반 파일이 아니라서 읽을 수 없습니다. 사진이나 폴더를 골라 주세요.")
        if not (is_photo(path.name) or is_zip(path.name)):
            return b""
        with path.open("rb") as file:
            return file.read(limit + 1)
