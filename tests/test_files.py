import os
from pathlib import Path

import pytest

from core.errors import StorageError
from core.files import replacing, write_atomic


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


def test_a_stream_that_breaks_off_leaves_the_old_file_and_its_own_fault(tmp_path: Path) -> None:
    target = tmp_path / "weights"
    write_atomic(target, b"old")
    with pytest.raises(ConnectionError, match="cut"), replacing(target) as out:
        out.write(b"new")
        raise ConnectionError("cut")
    assert target.read_bytes() == b"old" and [p.name for p in tmp_path.iterdir()] == ["weights"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")
@pytest.mark.parametrize(("shared", "mode"), [(False, 0o600), (True, 0o644)])
def test_who_may_read_a_new_file(tmp_path: Path, shared: bool, mode: int) -> None:
    with replacing(tmp_path / "file", shared=shared) as out:
        out.write(b"new")
    assert (tmp_path / "file").stat().st_mode & 0o777 == mode
