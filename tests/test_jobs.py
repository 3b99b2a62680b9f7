import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from core import jobs
from core.errors import ReferenceSetError
from core.progress import Progress
from core.settings import Settings, get_settings


def count(progress: Progress, to: int) -> str:
    for i in range(to):
        progress(i + 1, to, "세는 중")
    return f"{to}까지 세었습니다."


def fail(progress: Progress) -> str:
    raise ReferenceSetError("사진이 없습니다.")


def crash(progress: Progress) -> str:
    raise RuntimeError("secret name")


def wait(settings: Settings, job: str, seconds: float = 60) -> jobs.JobStatus:
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
        jobs.cancel(settings, job)
        go_on.set()
        assert wait(settings, job).state == "cancelled"


def die(progress: Progress) -> str:
    progress(1, 2, "")
    os._exit(9)  # as when the system kills a process for its memory


def test_a_killed_process_is_told_and_the_next_job_runs(settings: Settings) -> None:
    status = wait(settings, jobs.start(settings, "x", die))
    assert status.state == "failed" and "메모리" in status.label
    assert wait(settings, jobs.start(settings, "세기", count, 2)).state == "done"


def test_no_such_job(settings: Settings) -> None:
    assert jobs.status(settings, "nothing") is None
