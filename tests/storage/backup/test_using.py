"""A command and a restore never have one workspace at once."""

from pathlib import Path

import pytest

from core.errors import RestoringError, StorageError
from core.storage.backup import place
from tests.storage.backup.test_place import plant


def test_a_command_and_a_restore_keep_each_other_out(tmp_path: Path) -> None:
    plant(tmp_path, "old")
    one, other, restore = (place.using(tmp_path), place.using(tmp_path), place.restoring(tmp_path))
    with one, other, pytest.raises(StorageError, match="다른 명령"), restore:
        pass
    with place.restoring(tmp_path), pytest.raises(RestoringError, match="다시 시도"), place.using(tmp_path):
        pass
    assert not list((tmp_path / "running").iterdir())
    with place.using(tmp_path / "none"):
        assert not (tmp_path / "none").exists(), "nothing is made where there is no workspace"


def test_what_was_made_since_a_kill_takes_the_place_of_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(tmp_path, "old")
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt), place.restoring(tmp_path) as staged:
        plant(staged, "new")
        write = place._write_plan

        def killed(workspace: Path, plan: dict[str, str]) -> None:
            if plan["step"] == "in":
                raise KeyboardInterrupt
            write(workspace, plan)

        patched.setattr(place, "_write_plan", killed)
        place.exchange(tmp_path, staged)
    plant(tmp_path, "between")  # by what does not ask
    with place.using(tmp_path):
        assert (tmp_path / "studio.db").read_text() == (tmp_path / "sets/a/1.jpg").read_text() == "new"
    assert (place.newest_aside(tmp_path) / "studio.db").read_text() == "old"
    assert not (tmp_path / "only-between").exists()
