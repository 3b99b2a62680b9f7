"""Where the photos of a set of one's own lie, and names that every file system takes."""

import re
import uuid
from pathlib import Path

from core.settings import Settings

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
