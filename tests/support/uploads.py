"""Files as a browser or a folder hands them over, and what became of them."""

from collections.abc import Iterable
from pathlib import Path

from core.types import PhotoFaces, Upload

JPG = b"\xff\xd8\xff a photo"


def put(root: Path, *names: str) -> Path:
    """A folder of files, each with its own content. Returns it."""
    for name in names:
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(JPG + name.encode())
    return root


def paths(uploads: Iterable[Upload]) -> list[str]:
    return [upload.path for upload in uploads]


def reasons(refused: Iterable[PhotoFaces]) -> dict[str, str]:
    """File -> why it was refused, which is a Korean sentence."""
    found = list(refused)
    for photo in found:
        assert photo.status == "rejected" and photo.photo is None and not photo.usable
        assert any("가" <= c <= "힣" for c in photo.reason)
    return {photo.path: photo.reason for photo in found}
