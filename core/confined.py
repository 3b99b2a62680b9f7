"""Work on untrusted bytes in a process that can be killed: so many seconds, so much memory, and no more.

A thread cannot be interrupted in a parser written in C, and what a small file unpacks to would be the server's own
memory. One at a time: six visitors with such files take no more memory than one. Not forked, see core/jobs.py, and
not spawned by multiprocessing, which would import the server's main program as well."""

import os
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from core.errors import StudioError
from core.types import Progress, silent

T = TypeVar("T")
_ROOT = Path(__file__).resolve().parent.parent
_REPORT_EVERY_S = 0.2
_PATIENCE = 5  # on a machine that is busy with others
_turn = threading.Lock()


class Overrun(Exception):
    """The work took more time or memory than it may, or its process died. Never shown: the caller knows what to say."""


def confined(work: Callable[..., T], *arguments: Any, seconds: float, memory: int, progress: Progress = silent) -> T:
    """`work(progress, *arguments)` elsewhere; function, arguments and result must be picklable.

    seconds: of a processor; five times as many pass until it is killed whatever it does. memory: bytes that it may
    allocate (on Linux). Raises Overrun, and the StudioError that the work raises."""
    # One thread of linear algebra: each would reserve memory, and nothing here calculates.
    own = os.environ | {"PYTHONPATH": str(_ROOT), "OPENBLAS_NUM_THREADS": "1"}
    with _turn:
        process = subprocess.Popen(
            [sys.executable, "-m", "core.confined"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, cwd=_ROOT, env=own,
        )  # fmt: skip
        clock = threading.Timer(_PATIENCE * seconds, process.kill)
        clock.start()
        try:
            answer: T = _answer(process, (memory, round(seconds), work, arguments), progress)
            return answer
        finally:
            clock.cancel()
            process.kill()
            with suppress(OSError), process:  # closes its pipes and waits for it
                pass


def _answer(process: "subprocess.Popen[bytes]", call: tuple[Any, ...], progress: Progress) -> Any:
    assert process.stdin is not None and process.stdout is not None
    with suppress(OSError), process.stdin:  # it died; there will be no answer
        pickle.dump(call, process.stdin)
    while True:
        try:
            said, value = pickle.load(process.stdout)  # noqa: S301 - our own process
        except (EOFError, pickle.UnpicklingError) as error:
            raise Overrun from error
        if said == "progress":
            progress(*value)
        elif said == "raised":
            raise value
        else:
            return value


def _limit(memory: int, seconds: int) -> None:
    """Windows has none of this; macOS knows but does not keep the limit of memory."""
    if os.name == "posix":
        import resource

        os.nice(10)  # after whatever a visitor waits for
        for what, most in ((resource.RLIMIT_DATA, memory), (resource.RLIMIT_CPU, seconds)):
            with suppress(ValueError, OSError):
                resource.setrlimit(what, (most, most))


def _main() -> None:
    output = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints must not stand between the answers
    spoken = time.monotonic()

    def say(*message: Any) -> None:
        pickle.dump(message, output)
        output.flush()

    def report(done: int, total: int, label: str) -> None:
        nonlocal spoken
        if time.monotonic() - spoken > _REPORT_EVERY_S:
            say("progress", (done, total, label))
            spoken = time.monotonic()

    memory, seconds, work, arguments = pickle.load(sys.stdin.buffer)  # noqa: S301 - of the process that started this
    _limit(memory, seconds)
    try:
        say("done", work(report, *arguments))
    except StudioError as error:
        say("raised", error)


if __name__ == "__main__":
    _main()
