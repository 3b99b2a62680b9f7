"""An exchange that is cut off goes on, wherever that happens."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.errors import StorageError
from core.storage.backup import place
from tests.support.workspaces import files


def plant(folder: Path, mark: str) -> None:
    for name in ("studio.db", "lexicon.yaml", "sets/a/1.jpg", "runs/1/run.json", f"only-{mark}/x"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(mark)


class Killed(BaseException):
    """As kill -9 would: nothing of ours is called afterwards."""


@pytest.mark.parametrize("moment", range(14))
def test_an_exchange_that_is_cut_off_goes_on(tmp_path: Path, moment: int, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = tmp_path / "workspace"
    plant(workspace, "old")
    before, moves, replace = files(workspace), iter(range(100)), os.replace

    def dying(*paths: Path) -> None:
        if next(moves) == moment:
            raise Killed
        replace(*paths)

    with place.restoring(workspace) as staged:
        plant(staged, "new")
        after = files(staged)
        monkeypatch.setattr(os, "replace", dying)
        try:
            place.exchange(workspace, staged)
            cut_off = False
        except Killed:
            cut_off = True
        monkeypatch.undo()
    assert cut_off == (moment < 12), "two plans and five of each are moved"
    now = files(workspace)
    place.enter(workspace)  # the next start
    if moment == 0:
        assert files(workspace) == now == before, "not begun: it goes back"
    else:
        assert files(workspace) == after
        assert files(place.newest_aside(workspace)) == before
    place.tidy(workspace, datetime.now(UTC))
    assert not (workspace / ".backup" / "staged").exists() and not (workspace / ".backup" / "exchange.json").exists()


def test_into_nothing(tmp_path: Path) -> None:
    workspace = tmp_path / "workspace"
    with place.restoring(workspace) as staged:
        plant(staged, "new")
        assert place.exchange(workspace, staged) is None
    assert (workspace / "studio.db").read_text() == "new"
    with pytest.raises(StorageError):
        place.newest_aside(workspace)


def test_what_lies_aside_goes_after_a_week(tmp_path: Path) -> None:
    for name in ("20200101-000000-aaaa", "29990101-000000-bbbb", "my-own-folder"):  # the clock may have been ahead
        plant(tmp_path / "before-restore" / name, "old")
    place.tidy(tmp_path, datetime.now(UTC))
    assert {path.name for path in (tmp_path / "before-restore").iterdir()} == {"29990101-000000-bbbb", "my-own-folder"}
