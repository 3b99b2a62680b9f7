"""Reference photos in the workspace: `sets/<id>/<group>/<member>/<photo>.jpg`, re-encoded so that no EXIF remains."""

import hashlib
import io
import re
import shutil
import uuid
from pathlib import Path

from core.errors import StorageError
from core.settings import Settings
from core.storage.files import write_atomic
from core.types import MemberId, Photo

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_RESERVED = re.compile(r"(con|prn|aux|nul|(com|lpt)\d)(\..*)?", re.IGNORECASE)  # devices, on Windows
_LONGEST = 200  # bytes; file systems take 255, and a suffix follows


def new_set_id() -> str:
    """An id that no other set has."""
    return uuid.uuid4().hex[:12]


def set_folder(settings: Settings, set_id: str) -> Path:
    """Where a set's photos lie."""
    return settings.workspace / "sets" / set_id


def safe_name(name: str) -> str:
    """A folder or file name that every file system takes; never empty, never a path."""
    cleaned = _FORBIDDEN.sub("_", name).encode("utf-8", "replace")[:_LONGEST].decode("utf-8", "ignore").strip(". ")
    return f"_{cleaned}" if not cleaned or _RESERVED.fullmatch(cleaned) else cleaned


def keep_photo(folder: Path, member: MemberId, photo: Photo) -> None:
    """Store one upright, shrunk photo under its member. Two uploads of one name do not overwrite each other."""
    from PIL import Image

    buffer = io.BytesIO()
    Image.fromarray(photo.pixels).save(buffer, "JPEG", quality=92)
    stem = safe_name(Path(photo.path).stem)
    target = folder / safe_name(member.group) / safe_name(member.member) / f"{stem}-{photo.sha256[:8]}.jpg"
    write_atomic(target, buffer.getvalue())


def remove_set_photos(settings: Settings, set_id: str) -> list[str]:
    """Delete a set's photos. Returns the SHA-256 of each, so that what was computed from them can go too.

    Raises StorageError where something could not be deleted."""
    folder = set_folder(settings, set_id)
    try:
        hashes = [hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.rglob("*.jpg")]
        if folder.exists():
            shutil.rmtree(folder)
    except OSError as error:
        raise StorageError("사진을 모두 지우지 못했습니다. 작업 폴더의 쓰기 권한을 확인해 주세요.") from error
    return hashes


def keep_incoming(settings: Settings, data: bytes) -> Path:
    """Put an uploaded reference ZIP where the import process can read it; that process deletes it."""
    path = settings.workspace / "incoming" / f"{uuid.uuid4().hex}.zip"
    write_atomic(path, data)
    return path
