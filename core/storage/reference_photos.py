"""Reference photos in the workspace: `sets/<id>/<group>/<member>/<photo>.jpg`, re-encoded so that no EXIF remains."""

import hashlib
import io
import re
import shutil
import uuid
from pathlib import Path

from core.settings import Settings
from core.storage.files import write_atomic
from core.types import MemberId, Photo

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')


def new_set_id() -> str:
    """An id that no other set has."""
    return uuid.uuid4().hex[:12]


def set_folder(settings: Settings, set_id: str) -> Path:
    """Where a set's photos lie."""
    return settings.workspace / "sets" / set_id


def safe_name(name: str) -> str:
    """A folder or file name that every file system takes; never empty, never a path."""
    cleaned = _FORBIDDEN.sub("_", name).strip(". ")
    return cleaned[:80] or "_"


def keep_photo(folder: Path, member: MemberId, photo: Photo) -> None:
    """Store one upright, shrunk photo under its member. Two uploads of one name do not overwrite each other."""
    from PIL import Image

    buffer = io.BytesIO()
    Image.fromarray(photo.pixels).save(buffer, "JPEG", quality=92)
    stem = safe_name(Path(photo.path).stem)
    target = folder / safe_name(member.group) / safe_name(member.member) / f"{stem}-{photo.sha256[:8]}.jpg"
    write_atomic(target, buffer.getvalue())


def remove_set_photos(settings: Settings, set_id: str) -> list[str]:
    """Delete a set's photos. Returns the SHA-256 of each, so that what was computed from them can go too."""
    folder = set_folder(settings, set_id)
    hashes = [hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.rglob("*.jpg")]
    shutil.rmtree(folder, ignore_errors=True)
    return hashes


def keep_incoming(settings: Settings, data: bytes) -> Path:
    """Put an uploaded reference ZIP where the import process can read it; that process deletes it."""
    path = settings.workspace / "incoming" / f"{uuid.uuid4().hex}.zip"
    write_atomic(path, data)
    return path
