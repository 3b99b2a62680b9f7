import os
from pathlib import Path

import pytest

from core.errors import StorageError
from core.storage.files import write_atomic
from core.storage.reference import names as photos


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
