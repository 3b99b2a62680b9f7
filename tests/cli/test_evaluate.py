"""`evaluate --json`: its keys, and that nothing is written."""

from pathlib import Path

import pytest

from tests.support.command_line import answer, studio
from tests.support.planting import few


@pytest.mark.slow
def test_evaluate(workspace: Path, demo: Path, tmp_path: Path) -> None:
    photos = few(demo, tmp_path / "few", members=3)
    found = answer(studio("evaluate", photos, "--json", workspace=workspace))
    assert {"photos", "faces", "missed", "groups", "members", "seconds"} <= set(found)
    assert (found["photos"], found["members"]) == (36, 9)
    assert set(found["leave_member_out"]) >= {"hit", "chance", "p"}
    assert set(found["photo_cv"]) == {"log_loss", "accuracy"}
    assert set(found["repeatability"]) >= {"top1", "clear_top1", "clear_share", "spearman", "jsd", "ece", "n"}
    assert not workspace.exists(), "evaluate must write nothing"
