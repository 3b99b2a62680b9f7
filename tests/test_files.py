import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from core import files
from core.errors import StorageError
from core.files import narrow, replacing, tidy, write_atomic
from core.settings import Settings
from core.storage.database import Database
from tests.conftest import ROOT

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")


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


@posix
@pytest.mark.parametrize(("shared", "mode"), [(False, 0o600), (True, 0o644)])
def test_who_may_read_a_new_file(tmp_path: Path, shared: bool, mode: int) -> None:
    with replacing(tmp_path / "file", shared=shared) as out:
        out.write(b"new")
    assert (tmp_path / "file").stat().st_mode & 0o777 == mode


@posix
def test_a_shared_file_is_within_reach_although_all_else_is_private(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        for shared in (True, False):
            with replacing(tmp_path / f"{shared}" / "inner" / "file", shared=shared) as out:
                out.write(b"new")
    finally:
        os.umask(before)
    modes = {path.relative_to(tmp_path).as_posix(): path.stat().st_mode & 0o777 for path in tmp_path.rglob("*")}
    assert modes == {
        "True": 0o755, "True/inner": 0o755, "True/inner/file": 0o644,
        "False": 0o700, "False/inner": 0o700, "False/inner/file": 0o600,
    }  # fmt: skip


WRITING = """
import sys, time
from pathlib import Path
from core.files import replacing
with replacing(Path(sys.argv[1])) as out:
    out.write(b"half a photo")
    out.flush()
    print(flush=True)
    time.sleep(600)
"""


@posix
@pytest.mark.slow
def test_what_a_killed_process_was_writing_goes_and_what_a_living_one_writes_stays(tmp_path: Path) -> None:
    def begin(name: str) -> "subprocess.Popen[bytes]":
        program = [sys.executable, "-c", WRITING, str(tmp_path / name)]
        process = subprocess.Popen(program, cwd=ROOT, stdout=subprocess.PIPE)
        assert process.stdout is not None and process.stdout.readline()
        return process

    with begin("killed") as killed:
        killed.kill()
    (left,) = tmp_path.iterdir()
    with begin("living") as living:
        tidy(tmp_path.iterdir())
        (alive,) = tmp_path.iterdir()
        assert alive != left
        living.kill()
    (tmp_path / "photo.jpg").touch()
    tidy(tmp_path.iterdir())
    assert [path.name for path in tmp_path.iterdir()] == ["photo.jpg"]


def test_to_tidy_while_somebody_begins_to_write_takes_nothing_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import tempfile

    make, made = tempfile.mkstemp, []

    def met(**how: object) -> tuple[int, str]:
        descriptor, path = make(**how)  # type: ignore[call-overload]
        made.append(path)
        if len(made) == 1:
            tidy([Path(path)])  # before it is locked
        return descriptor, path

    monkeypatch.setattr(tempfile, "mkstemp", met)
    write_atomic(tmp_path / "file", b"new")
    assert (tmp_path / "file").read_bytes() == b"new" and len(made) == (1 if os.name == "nt" else 2)


@posix
def test_rights_are_narrowed_and_links_lead_nowhere(tmp_path: Path) -> None:
    outside, place = tmp_path / "outside", tmp_path / "workspace"
    (place / "sets").mkdir(parents=True)
    for path in (outside, place / "sets" / "photo.jpg", place / "studio.db"):
        path.write_bytes(b"x")
        path.chmod(0o664)
    for path in (place, place / "sets"):
        path.chmod(0o775)
    (place / "link").symlink_to(outside)
    found = {path.name for path in narrow(place)}
    assert found == {"photo.jpg", "studio.db", "link"}
    modes = {path.stat().st_mode & 0o777 for path in (place, place / "sets")}
    assert modes == {0o700} and outside.stat().st_mode & 0o777 == 0o664
    assert {path.stat().st_mode & 0o777 for path in place.rglob("*.*") if path.name != "link"} == {0o600}


def test_what_is_being_saved_is_waited_for(settings: Settings) -> None:
    begun, go = threading.Event(), threading.Event()

    def save() -> None:
        with Database(settings).writing():
            begun.set()
            go.wait(10)

    thread = threading.Thread(target=save)
    thread.start()
    begun.wait(10)
    assert files.saves_under_way() == 1 and files.let_finish(0.01) == 1
    go.set()
    assert files.let_finish(10) == 0 and files.saves_under_way() == 0
    thread.join()


def test_one_that_fails_is_over() -> None:
    try:
        with files.saving():
            raise ValueError
    except ValueError:
        pass
    assert files.let_finish(0) == 0
