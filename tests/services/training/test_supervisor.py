"""Trainings that wait are done though no page is open: by a thread of the server, which ends with it."""

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from core import jobs
from core.errors import StorageError
from core.services.training import queue as train
from core.services.training import supervisor
from core.settings import Settings
from core.storage.training import runs
from core.storage.training.queue import TrainingQueue
from tests.conftest import ROOT
from tests.services.training.test_queue import request
from tests.support.planting import few

PLAIN = ("streamlit", "run", "streamlit_app.py")
OURS = ("core.ui.serve",)


def until(true: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.fixture
def looking(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A supervisor of this test, in a hurry."""
    monkeypatch.setattr(supervisor, "_LOOK_EVERY_S", 0.02)
    monkeypatch.setattr(supervisor, "_over", threading.Event())
    monkeypatch.setattr(supervisor, "_supervisor", None)
    monkeypatch.setattr(supervisor, "_started", 0.0)
    yield
    supervisor._end()


@pytest.mark.usefixtures("looking")
def test_it_looks_again_and_again_whatever_goes_wrong(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[Settings] = []

    def look(own: Settings) -> None:
        looks.append(own)
        if len(looks) == 2:
            raise StorageError("디스크가 가득 찼습니다.")

    monkeypatch.setattr(supervisor, "keep_running", look)
    before = threading.active_count()
    for _ in range(3):
        supervisor.supervise(settings)
    assert threading.active_count() == before + 1
    until(lambda: len(looks) > 4, 10)
    supervisor._end()
    seen = len(looks)
    time.sleep(0.1)
    assert len(looks) == seen and threading.active_count() == before and not settings.workspace.exists()


@pytest.mark.usefixtures("looking")
def test_what_somebody_waits_for_at_a_terminal_is_left_to_them(
    settings: Settings, demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[str] = []

    def start(*_: object, lane: str) -> str:
        started.append(lane)
        return "a job"

    monkeypatch.setattr(jobs, "start", start)
    queue, asked = TrainingQueue(settings), request(few(demo, tmp_path / "우리 세트"))
    with queue.changing():
        queue.add(asked, attended=True)
    supervisor.supervise(settings)
    time.sleep(0.3)
    assert not started
    with queue.changing():
        queue.add(asked)
    until(lambda: bool(started), 10)
    assert set(started) == {"training"}


@contextmanager
def server(folder: Path, *module: str) -> Iterator[int]:
    """The port of a studio that was just started and has had no visitor."""
    process, port = started(folder, *module)
    try:
        yield port
    finally:
        process.terminate()
        assert process.wait(15) == 0


def started(folder: Path, *module: str) -> "tuple[subprocess.Popen[bytes], int]":
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = ["--server.headless", "true", "--server.port", str(port), "--server.address", "127.0.0.1"]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen([sys.executable, "-m", *module, *options], cwd=ROOT, stdout=log, stderr=log)

    def healthy() -> bool:
        try:
            with urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1):
                return True
        except OSError:
            assert process.poll() is None, (folder / "log").read_text()[-2000:]
            return False

    try:
        until(healthy, 60)
    except BaseException:
        process.kill()
        raise
    return process, port


@pytest.mark.slow
@pytest.mark.parametrize("module", [OURS, PLAIN], ids=["ours", "plain"])
def test_a_started_studio_goes_on_with_what_waits_before_anybody_visits_it(
    settings: Settings, demo: Path, tmp_path: Path, module: tuple[str, ...]
) -> None:
    photos = few(demo, tmp_path / "우리 세트")
    ids = train.plan(settings, [request(photos), request(photos, "resemblance")])
    with server(tmp_path, *module):
        until(lambda: all(runs.exists(settings, one) for one in ids), 90)
        until(lambda: not TrainingQueue(settings).has_worker(), 10)
    assert train.trainings(settings) == []


@pytest.mark.slow
def test_two_studios_on_one_workspace_have_one_worker(settings: Settings, demo: Path, tmp_path: Path) -> None:
    photos = few(demo, tmp_path / "우리 세트")
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
    with server(tmp_path / "one", *OURS), server(tmp_path / "other", *OURS):
        ids = train.plan(settings, [request(photos, seed=seed) for seed in range(3)])
        until(lambda: all(runs.exists(settings, one) for one in ids), 90)
    assert sorted(run.id for run in runs.list_runs(settings).runs) == sorted(ids)
    assert train.trainings(settings) == []


@pytest.mark.slow
def test_a_studio_that_ends_leaves_its_training_waiting(settings: Settings, demo: Path, tmp_path: Path) -> None:
    photos = few(demo, tmp_path / "우리 세트")
    (own,) = train.plan(settings, [request(photos, "cnn", epochs=500, patience=0)])
    with server(tmp_path, *OURS):
        until(lambda: train.trainings(settings)[0].state == "running", 60)
    assert [(one.id, one.state) for one in train.trainings(settings)] in ([(own, "waiting")], [(own, "interrupted")])
    assert not TrainingQueue(settings).has_worker()


@pytest.mark.slow
def test_a_killed_studio_takes_its_worker_along_and_the_next_one_goes_on(
    settings: Settings, demo: Path, tmp_path: Path
) -> None:
    photos = few(demo, tmp_path / "우리 세트")
    own = train.plan(settings, [request(photos, seed=seed) for seed in range(4)])
    process, _ = started(tmp_path, *OURS)
    until(lambda: any(one.state == "running" for one in train.trainings(settings)), 60)
    process.kill()
    process.wait()
    until(lambda: not TrainingQueue(settings).has_worker(), 20)
    left = [one.state for one in train.trainings(settings)]
    assert left and set(left) <= {"waiting", "interrupted"}
    with server(tmp_path, *OURS):
        until(lambda: all(runs.exists(settings, one) for one in own), 90)
