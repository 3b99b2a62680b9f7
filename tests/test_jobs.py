import os
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from core import jobs
from core.errors import ReferenceSetError
from core.settings import Settings, get_settings
from core.storage.reference.incoming import keep_upload
from core.types import JobStatus, Progress
from tests.conftest import ROOT
from tests.support.forks import alive


def count(progress: Progress, to: int) -> str:
    for i in range(to):
        progress(i + 1, to, "세는 중")
    return f"{to}까지 세었습니다."


def fail(progress: Progress) -> str:
    raise ReferenceSetError("사진이 없습니다.")


def crash(progress: Progress) -> str:
    raise RuntimeError("secret name")


def wait(settings: Settings, job: str, seconds: float = 60) -> JobStatus:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        status = jobs.status(settings, job)
        if status and status.finished:
            return status
        time.sleep(0.02)
    raise AssertionError(f"job did not end: {status}")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return get_settings()


def test_a_job_runs_in_another_process_and_says_what_it_did(settings: Settings) -> None:
    status = wait(settings, jobs.start(settings, "세기", count, 5))
    assert (status.state, status.done, status.total, status.label) == ("done", 5, 5, "5까지 세었습니다.")


def test_failures_are_told_and_crashes_do_not_leak_details(settings: Settings) -> None:
    with ThreadPoolExecutor(1) as pool:
        failed = wait(settings, jobs.start(settings, "x", fail, pool=pool))
        crashed = wait(settings, jobs.start(settings, "x", crash, pool=pool))
    assert (failed.state, failed.label) == ("failed", "사진이 없습니다.")
    assert crashed.state == "failed"
    assert "secret" not in crashed.label


def test_cancel_stops_at_the_next_report(settings: Settings) -> None:
    reached = Event()
    go_on = Event()

    def slow(progress: Progress) -> str:
        progress(1, 2, "")
        reached.set()
        go_on.wait(10)
        progress(2, 2, "")
        return "끝"

    with ThreadPoolExecutor(1) as pool:
        job = jobs.start(settings, "x", slow, pool=pool)
        assert reached.wait(10)
        ((shown, work),) = jobs.going_on(settings)
        assert (shown.id, shown.title, work) == (job, "x", __name__)
        assert jobs.going_on(settings.model_copy(update={"workspace": settings.workspace / "other"})) == []
        jobs.cancel(settings, job)
        go_on.set()
        assert wait(settings, job).state == "cancelled"


def swallow(progress: Progress, paths: list[Path], beside: Path) -> str:
    return "읽었습니다."


@pytest.mark.parametrize("cancelled", [False, True])
def test_uploads_go_with_their_job_also_when_it_never_began(
    settings: Settings, tmp_path: Path, cancelled: bool
) -> None:
    upload, beside = keep_upload(settings, b"a photo", ".jpg"), tmp_path / "own.jpg"
    beside.touch()
    go_on = Event()
    with ThreadPoolExecutor(1) as pool:
        pool.submit(go_on.wait, 10)
        job = jobs.start(settings, "x", swallow, [upload], beside, pool=pool)
        if cancelled:
            jobs.cancel(settings, job)
        go_on.set()
        assert wait(settings, job).state == ("cancelled" if cancelled else "done")
    assert beside.exists() and not upload.exists()


def die(progress: Progress, upload: Path) -> str:
    progress(1, 2, "")
    os._exit(9)  # as when the system kills a process for its memory


@pytest.mark.slow
def test_a_killed_process_is_told_and_the_next_job_runs(settings: Settings) -> None:
    upload = keep_upload(settings, b"a photo", ".jpg")
    status = wait(settings, jobs.start(settings, "x", die, upload))
    assert status.state == "failed" and "메모리" in status.label and not upload.exists()
    assert wait(settings, jobs.start(settings, "세기", count, 2)).state == "done"


def standing(progress: Progress) -> str:
    return str(os.getpriority(os.PRIO_PROCESS, 0))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no process steps back")
@pytest.mark.parametrize("lane", ["short", "training"])
def test_jobs_go_after_those_who_look_at_a_page(settings: Settings, lane: jobs.Lane) -> None:
    done = wait(settings, jobs.start(settings, "순서", standing, lane=lane))
    assert int(done.label) > os.getpriority(os.PRIO_PROCESS, 0)


def test_no_such_job(settings: Settings) -> None:
    assert jobs.status(settings, "nothing") is None


def hold(progress: Progress, started: str, go: str) -> str:
    Path(started).write_text(str(os.getpid()))
    while not Path(go).exists():
        progress(1, 2, "기다리는 중")
        time.sleep(0.02)
    return "끝났습니다."


def appears(file: Path, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not file.exists():
        assert time.monotonic() < until, f"{file} never appeared"
        time.sleep(0.02)


def test_a_training_holds_up_no_short_job(settings: Settings, tmp_path: Path) -> None:
    started, go = tmp_path / "started", tmp_path / "go"
    training = jobs.start(settings, "학습", hold, str(started), str(go), lane="training")
    appears(started)
    assert wait(settings, jobs.start(settings, "세기", count, 2)).state == "done"
    now = jobs.status(settings, training)
    assert now is not None and now.state == "running" and jobs.busy("training") and not jobs.crashed("training")
    go.touch()
    assert wait(settings, training).label == "끝났습니다."


STUDIO = """
import sys, time
from pathlib import Path
from core import jobs
from core.settings import get_settings
from tests.test_jobs import hold, ignore

if __name__ == "__main__":
    work = {"hold": hold, "ignore": ignore}[sys.argv[1]]
    jobs.start(get_settings(), "학습", work, sys.argv[2], sys.argv[3], lane=sys.argv[5])
    while not Path(sys.argv[2]).exists():
        time.sleep(0.02)
    if sys.argv[4] == "stay":
        time.sleep(600)
"""


def ignore(progress: Progress, started: str, go: str) -> str:
    """A long calculation that never reports."""
    Path(started).write_text(str(os.getpid()))
    time.sleep(600)
    return "끝났습니다."


def studio(tmp_path: Path, work: str, after: str, lane: str = "training") -> "subprocess.Popen[bytes]":
    script = tmp_path / "studio.py"
    script.write_text(STUDIO)
    return subprocess.Popen(
        [sys.executable, str(script), work, str(tmp_path / "started"), str(tmp_path / "go"), after, lane],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


@pytest.mark.slow
@pytest.mark.parametrize("work", ["hold", "ignore"])
def test_a_studio_that_ends_does_not_wait_for_its_training(settings: Settings, tmp_path: Path, work: str) -> None:
    # The job would go on for ten minutes: without the lane's rule the wait below runs into its limit.
    assert studio(tmp_path, work, "end").wait(60) == 0
    (job,) = (jobs.status(settings, path.stem) for path in (settings.workspace / "jobs").glob("*.json"))
    assert job is not None and job.state == ("cancelled" if work == "hold" else "failed")
    assert job.label.startswith("스튜디오가 꺼져서")


class DiesLate(Executor):
    """Runs a call at once, and its process dies after it has said its end."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **_: Any) -> "Future[Any]":
        fn(*args)
        future: Future[Any] = Future()
        future.set_exception(BrokenProcessPool("exit code 1"))
        return future


def test_what_a_job_said_last_stays_though_its_process_dies_afterwards(settings: Settings) -> None:
    job = jobs.start(settings, "세기", count, 2, pool=DiesLate())
    now = jobs.status(settings, job)
    assert now is not None and (now.state, now.label) == ("done", "2까지 세었습니다.")


@pytest.mark.slow
@pytest.mark.parametrize("lane", ["training", "short"])
@pytest.mark.parametrize("work", ["hold", "ignore"])
def test_no_work_outlives_a_studio_that_was_killed_and_it_is_told(
    settings: Settings, tmp_path: Path, lane: str, work: str
) -> None:
    ours = studio(tmp_path, work, "stay", lane)
    appears(tmp_path / "started")
    worker = int((tmp_path / "started").read_text())
    (job,) = (path.stem for path in (settings.workspace / "jobs").glob("*.json"))
    now = jobs.status(settings, job)
    assert now is not None and now.state == "running" and not jobs.interrupted(settings, "tests")
    ours.kill()
    ours.wait(10)
    until = time.monotonic() + 30
    while alive(worker) and time.monotonic() < until:
        time.sleep(0.05)
    assert not alive(worker)
    now = jobs.status(settings, job)
    assert now is not None and now.finished and "꺼져서" in now.label
    told = jobs.interrupted(settings, "tests")
    assert [one.title for one in told] == (["학습"] if lane == "short" else []), "a training has a list of its own"
    assert jobs.interrupted(settings, "core") == []
    jobs.forget(settings, job)
    assert jobs.interrupted(settings, "tests") == [] and jobs.status(settings, job) is None


def test_what_killed_studios_left_is_tidied_and_what_is_in_use_stays(settings: Settings) -> None:
    upload, folder = keep_upload(settings, b"a photo", ".jpg"), settings.workspace / "jobs"
    left = upload.with_name(f"{'0' * 12}-{upload.name.partition('-')[2]}")
    own, dead = (
        jobs._Record(name, studio=upload.name.partition("-")[0] if name == "own" else "0" * 12)
        for name in ("own", "dead")
    )
    for record in (own, dead):
        jobs._write(folder, record)
        jobs.cancel(settings, record.id)
    for path in (left, folder / f".process-{'0' * 12}.lock"):
        path.write_bytes(b"")
    jobs.tidy(settings)
    assert upload.exists() and not left.exists()
    assert sorted(path.name for path in folder.glob("*.cancel")) == ["own.cancel"]
    assert [path.name for path in folder.glob(".*.lock")] == [f".process-{own.studio}.lock"]


def test_what_ended_days_ago_is_forgotten_and_what_is_fresh_is_not(settings: Settings) -> None:
    with ThreadPoolExecutor(1) as pool:
        old, fresh = (jobs.start(settings, "세기", count, 1, pool=pool) for _ in range(2))
        wait(settings, old)
        wait(settings, fresh)
        past = time.time() - 3 * 86_400
        os.utime(settings.workspace / "jobs" / f"{old}.json", (past, past))
        wait(settings, jobs.start(settings, "세기", count, 1, pool=pool))
    assert jobs.status(settings, old) is None and jobs.status(settings, fresh) is not None
