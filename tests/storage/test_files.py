import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.errors import StorageError
from core.settings import Settings
from core.storage import reference_photos as photos
from core.storage.files import write_atomic
from core.types import MemberId, Photo


def test_a_failed_write_leaves_the_old_file_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "deep" / "file"
    write_atomic(target, b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError, match="디스크 공간"):
        write_atomic(target, b"new")
    assert target.read_bytes() == b"old"
    assert [p.name for p in target.parent.iterdir()] == ["file"]


@pytest.mark.parametrize(
    "name", ["../../x", "a/b", "..", "", "  ", "a\0b", "C:\\x", "가" * 300, "😀" * 300, "NUL", "com1.x"]
)
def test_names_never_lead_out_of_the_folder(name: str) -> None:
    safe = photos.safe_name(name)
    assert safe and safe not in (".", "..") and not set(safe) & set("/\\:\0")
    assert len(safe.encode()) <= 201
    assert safe.lower() not in ("nul", "com1.x")


def test_kept_photos_lose_exif_and_never_overwrite_each_other(tmp_path: Path) -> None:
    settings = Settings(workspace=tmp_path)
    folder = photos.set_folder(settings, "s")
    member = MemberId("그룹/../..", "지수")
    for shade in (10, 200):
        pixels = np.full((20, 20, 3), shade, np.uint8)
        photos.keep_photo(folder, member, Photo("한 장.jpg", pixels, sha256=f"{shade:064d}"[::-1]))
    kept = sorted(folder.rglob("*.jpg"))
    assert len(kept) == 2
    assert all(len(p.relative_to(folder).parts) == 3 for p in kept)
    assert not Image.open(kept[0]).getexif()
    assert len(photos.remove_set_photos(settings, "s")) == 2
    assert not folder.exists()
