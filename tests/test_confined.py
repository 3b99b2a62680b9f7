"""Work in a process of its own: what comes back, and that it ends when it takes too much."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.confined import Overrun, confined
from core.errors import NewsError
from core.types import Progress, silent

MB = 2**20
pytestmark = pytest.mark.slow  # every one starts a Python


def who(progress: Progress, word: str) -> tuple[str, int]:
    print("a library that prints")
    return word, os.getpid()


def tells(progress: Progress) -> None:
    progress(1, 2, "반")


def refuses(progress: Progress) -> None:
    raise NewsError("못 읽습니다. 다시 올려 주세요.")


def breaks(progress: Progress) -> None:
    raise ZeroDivisionError


def grows(progress: Progress) -> int:
    return len(bytearray(10**9))


def turns(progress: Progress) -> None:
    while True:
        pass


def run(
    work: Callable[..., Any],
    *arguments: object,
    seconds: float = 60,
    memory: int = 400 * MB,
    progress: Progress = silent,
) -> Any:
    return confined(work, *arguments, seconds=seconds, memory=memory, progress=progress)


def test_the_result_comes_from_another_process() -> None:
    word, process = run(who, "얼음장미")
    assert word == "얼음장미" and process != os.getpid()
    assert not Path(f"/proc/{process}").exists()


def test_progress_and_refusals_come_back() -> None:
    told: list[tuple[int, int, str]] = []
    run(slow_steps, progress=lambda *step: told.append(step))
    assert told and told[-1][1:] == (3, "줄")
    with pytest.raises(NewsError, match="다시 올려 주세요"):
        run(refuses)


def slow_steps(progress: Progress) -> None:
    import time

    for done in range(3):
        time.sleep(0.3)
        progress(done, 3, "줄")


@pytest.mark.skipif(os.name != "posix", reason="limits of a process are POSIX")
def test_too_much_memory_or_time_ends_it() -> None:
    with pytest.raises(Overrun):
        run(grows)
    with pytest.raises(Overrun):
        run(turns, seconds=1)


def test_what_breaks_is_no_answer() -> None:
    with pytest.raises(Overrun):
        run(breaks)


def test_whoever_stops_listening_ends_it() -> None:
    class Left(Exception): ...

    def leave(*_: object) -> None:
        raise Left

    before = children()
    with pytest.raises(Left):
        run(slow_steps, progress=leave)
    assert children() <= before


def children() -> set[str]:
    tasks = Path(f"/proc/{os.getpid()}/task")
    found = {pid for task in tasks.glob("*/children") for pid in task.read_text().split()}
    return found
