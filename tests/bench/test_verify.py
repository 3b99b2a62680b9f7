"""Each engine at hand against itself on dlib's cut."""

from pathlib import Path

import pytest

from core.bench import run
from core.errors import ReferenceSetError
from tests.support.planting import few


@pytest.mark.slow
def test_its_own_cut_is_the_better_one(demo: Path, tmp_path: Path) -> None:
    found = run("verify", few(demo, tmp_path / "set"))
    assert {"dlib_auc", "dlib_tar", "SFace_auc", "SFace_tar"} <= set(found)
    for row in found.values():
        assert 0 <= row["ours"] <= 1 and 0 <= row["baseline"] <= 1 and row["n"] > 100
    assert found["dlib_auc"]["ratio"] == 1, "its own cut is dlib's"
    assert found["SFace_auc"]["ours"] > found["SFace_auc"]["baseline"]


def test_one_person_is_told_from_no_other(demo: Path, tmp_path: Path) -> None:
    one = tmp_path / "group" / "member"
    one.mkdir(parents=True)
    (one / "1.jpg").write_bytes(next(demo.rglob("*.jpg")).read_bytes())
    with pytest.raises(ReferenceSetError, match="두 사람"):
        run("verify", tmp_path)
