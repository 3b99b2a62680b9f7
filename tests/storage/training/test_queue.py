import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.errors import StorageError, TrainingError
from core.settings import Settings
from core.storage.training.parts import FolderCheckpoint
from core.storage.training.queue import MOST_DEATHS, TrainingQueue
from core.storage.training.records import Request, TrainingReport
from core.training.checkpoint import Arrays, Epoch
from core.training.options import Options

ASKED = Request("resemblance", "dlib", Options(folds=3), "demo", "데모 그룹")


@pytest.fixture
def queue(settings: Settings) -> TrainingQueue:
    return TrainingQueue(settings)


def add(queue: TrainingQueue, request: Request = ASKED, **how: Any) -> str:
    with queue.changing():
        return queue.add(request, **how)


def test_looking_at_the_queue_creates_nothing(queue: TrainingQueue, settings: Settings) -> None:
    assert queue.entries() == [] and not queue.has_worker()
    assert not settings.workspace.exists()


def test_what_was_asked_for_comes_back_oldest_first(queue: TrainingQueue, settings: Settings) -> None:
    requests = [replace(ASKED, set_name=f"세트 {i}", options=Options(seed=i)) for i in range(5)]
    ids = [add(queue, request) for request in requests]
    assert ids == sorted(ids)
    again = TrainingQueue(settings).entries()
    assert [(e.id, e.request) for e in again] == list(zip(ids, requests, strict=True))
    assert all(e.status.state == "waiting" and not e.alive and not e.cancelling for e in again)


def test_a_workspace_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    queue = TrainingQueue(Settings(workspace=tmp_path / "file"))
    assert queue.entries() == [] and not queue.has_worker()
    for use in (queue.changing, queue.working):
        with pytest.raises(StorageError, match="쓰기 권한"), use():
            pass
    (tmp_path / "w" / "training" / ".queue.lock").mkdir(parents=True)  # no lock can be made of it
    with pytest.raises(StorageError, match="쓰기 권한"), TrainingQueue(Settings(workspace=tmp_path / "w")).changing():
        pass


def test_same_asks_for_the_same_numbers() -> None:
    assert ASKED.same(replace(ASKED, name="내 이름", set_name="새 이름"))
    assert not ASKED.same(replace(ASKED, options=Options(folds=4)))
    assert not ASKED.same(replace(ASKED, root="/elsewhere"))


@pytest.mark.slow
def test_only_one_holds_a_training_and_a_free_lock_means_died(queue: TrainingQueue, settings: Settings) -> None:
    own = add(queue)
    with queue.changing():
        lock = queue.begin(queue.entry(own))
    assert lock is not None and queue.entry(own).alive and queue.entry(own).active
    with TrainingQueue(settings).changing():
        assert TrainingQueue(settings).begin(queue.entry(own)) is None
    lock.release()
    found = queue.entry(own)
    assert found.status.state == "running" and not found.alive and found.left_behind


@pytest.mark.slow
def test_one_worker_at_a_time(queue: TrainingQueue, settings: Settings) -> None:
    with queue.working() as first, TrainingQueue(settings).working() as second:
        assert first and not second and queue.has_worker()
    assert not queue.has_worker()
    with queue.working() as again:
        assert again


def died(queue: TrainingQueue, own: str, report: TrainingReport) -> bool:
    """Take the training up and die at the reported place; False where it was not given out any more."""
    with queue.changing():
        lock = queue.begin(queue.entry(own))
    if lock is None:
        return False
    queue.set_report(own, report)
    lock.release()
    return True


def test_deaths_at_one_place_end_in_a_sentence(queue: TrainingQueue) -> None:
    own = add(queue)
    here = TrainingReport("evaluation", "폴드 2/3", done=1, total=5)
    assert [died(queue, own, here) for _ in range(MOST_DEATHS + 1)] == [True] * MOST_DEATHS + [False]
    status = queue.entry(own).status
    assert status.state == "failed" and "메모리" in status.message


def test_a_training_that_gets_on_may_die_as_often_as_it_likes(queue: TrainingQueue) -> None:
    own = add(queue)
    for step in range(10):
        assert died(queue, own, TrainingReport("evaluation", "", done=1 + step // 2, total=9, epoch=step % 2))
    assert queue.entry(own).status.deaths <= 1


def test_a_removed_training_is_gone_and_its_id_is_no_path(queue: TrainingQueue, settings: Settings) -> None:
    own = add(queue)
    queue.remove(own)
    assert queue.entries() == [] and not [p for p in (settings.workspace / "training").iterdir() if p.is_dir()]
    for bad in (own, "../sets", "", "20260101-000000-abcdef/.."):
        with pytest.raises(TrainingError):
            queue.entry(bad)


def test_a_folder_that_makes_no_sense_hides_no_other(queue: TrainingQueue, settings: Settings) -> None:
    broken, good = add(queue), add(queue)
    (queue.folder(broken) / "request.json").write_text("{")
    (settings.workspace / "training" / "notes").mkdir()
    (queue.folder(good) / "status.json").write_text("")  # a power cut; what was asked for is still known
    assert [(e.id, e.status.state) for e in queue.entries()] == [(good, "waiting")]


def test_files_hold_no_more_than_was_asked_for(queue: TrainingQueue) -> None:
    tree = json.loads((queue.folder(add(queue)) / "request.json").read_text(encoding="utf-8"))
    assert set(tree) == {"family", "engine", "options", "set_id", "set_name", "root", "name"}


class Watcher:
    def __init__(self, stop_at: int = 0) -> None:
        self.parts: list[tuple[str, bool]] = []
        self._stop_at = stop_at

    def part(self, key: str, kept: bool) -> None:
        self.parts.append((key, kept))

    def epoch(self, epoch: Epoch) -> None:
        if epoch.number == self._stop_at:
            raise InterruptedError


def make(value: float) -> Callable[[], Arrays]:
    return lambda: {"x": np.full(3, value), "seconds": np.array(1.5)}


def test_a_part_is_computed_once(tmp_path: Path) -> None:
    first, second = Watcher(), Watcher()
    FolderCheckpoint(tmp_path, "basis", first).part("fold-0", make(1))
    kept = FolderCheckpoint(tmp_path, "basis", second).part("fold-0", make(2))
    assert kept["x"].tolist() == [1, 1, 1] and float(kept["seconds"]) == 1.5
    assert (first.parts, second.parts) == ([("fold-0", False)], [("fold-0", True)])


def test_parts_of_other_photos_or_libraries_are_not_used(tmp_path: Path) -> None:
    FolderCheckpoint(tmp_path, "photos A", Watcher()).part("fold-0", make(1))
    assert FolderCheckpoint(tmp_path, "photos B", Watcher()).part("fold-0", make(2))["x"].tolist() == [2, 2, 2]


def test_a_damaged_part_is_computed_again(tmp_path: Path) -> None:
    FolderCheckpoint(tmp_path, "b", Watcher()).part("fold-0", make(1))
    (tmp_path / "parts" / "fold-0.npz").write_bytes(b"PK\x03\x04 half")
    assert FolderCheckpoint(tmp_path, "b", Watcher()).part("fold-0", make(2))["x"].tolist() == [2, 2, 2]


def test_a_key_is_never_a_path(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="key"):
        FolderCheckpoint(tmp_path, "b", Watcher()).part("../fold-0", make(1))


def test_a_fit_that_is_stopped_keeps_its_state_until_its_part_is_done(tmp_path: Path) -> None:
    def epoch(number: int) -> Epoch:
        return Epoch(number, 1.0, 0.5, None, None)

    stopped = FolderCheckpoint(tmp_path, "b", Watcher(stop_at=2)).monitor("fold-1")
    assert stopped.begun() is None
    stopped.epoch(epoch(1), lambda: pytest.fail("a second of work is not worth a file"))
    with pytest.raises(InterruptedError):
        stopped.epoch(epoch(2), lambda: {"w": np.arange(4.0), "curve": np.zeros((2, 5))})
    later = FolderCheckpoint(tmp_path, "b", Watcher())
    state = later.monitor("fold-1").begun()
    assert state is not None and state["w"].tolist() == [0, 1, 2, 3]
    later.part("fold-1", make(1))
    assert later.monitor("fold-1").begun() is None and not list((tmp_path / "fits").iterdir())
