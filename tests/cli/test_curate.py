"""`curate DIR --json`: the contract of the command line, and that nothing is written."""

import json
import shutil
import subprocess
import sys

import pytest

from core.cli.curate import curate
from core.errors import ReferenceSetError, UnknownNameError
from core.settings import get_settings
from tests.conftest import ROOT


@pytest.fixture
def folder(demo, tmp_path):
    """Six members with four photos, a copied file, a swap, a file that is no photo, and one in the wrong place."""
    root = tmp_path / "set"
    for member in sorted(p for p in (demo / "reference").glob("*/*") if p.is_dir())[::4][:6]:
        place = root / member.parent.name / member.name
        place.mkdir(parents=True)
        for file in sorted(member.iterdir())[:4]:
            shutil.copy(file, place / file.name)
    first, second = sorted(root.glob("*/*"))[:2]
    shutil.copy(first / "01.jpg", first / "01 copy.jpg")
    (second / "02.jpg").rename(first / "moved.jpg")
    (first / "broken.jpg").write_bytes(b"no photo")
    (root / "notes.txt").write_text("read me")
    return root


def member(path):
    return "/".join(path.parts[-2:])


@pytest.mark.slow
def test_what_is_found_and_how_it_is_told(folder, monkeypatch):
    first, second = sorted(folder.glob("*/*"))[:2]
    seen = []
    monkeypatch.setattr("core.cli.curate.progress", lambda *a: seen.append(a[:2]))
    answer = curate(folder)
    assert set(answer) == {"photos", "kept", "flagged", "seconds"}
    assert (answer["photos"], answer["kept"]) == (26, 23)
    assert all(set(f) == {"file", "reason", "suggestion", "score"} for f in answer["flagged"])
    found = {f["file"]: (f["reason"], f["suggestion"]) for f in answer["flagged"]}
    assert found == {
        f"{member(first)}/01 copy.jpg": ("duplicate", f"{member(first)}/01.jpg"),
        f"{member(first)}/broken.jpg": ("no_face", ""),
        f"{member(first)}/moved.jpg": ("swap", member(second)),
    }
    assert all((folder / file).is_file() for file in found)
    counted = [done for done, _ in seen]  # one that is waited for is counted twice
    assert seen[-1] == (26, 26) and counted == sorted(counted) and {*range(1, 27)} <= {*counted} <= {*range(27)}
    assert not get_settings().workspace.exists(), "looking creates nothing"


@pytest.mark.slow
def test_the_same_engine_by_name_and_none_unknown(folder):
    assert curate(folder, "DLIB")["kept"] == 23
    with pytest.raises(UnknownNameError, match="엔진"):
        curate(folder, "nothing")


def test_a_folder_without_photos_says_so(tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(ReferenceSetError, match="기준 사진을 찾지 못했습니다"):
        curate(tmp_path / "empty")


@pytest.mark.slow
def test_the_command_prints_one_object(folder):
    before = sorted(p for p in folder.rglob("*"))
    done = subprocess.run(
        [sys.executable, "-m", "core", "curate", str(folder), "--json"], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    answer = json.loads(done.stdout)
    assert answer["photos"] == 26 and len(answer["flagged"]) == 3
    assert sorted(p for p in folder.rglob("*")) == before
