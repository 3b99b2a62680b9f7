"""Processes to be killed, one after the other: forked from one that has imported everything, so that none has to."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from core.settings import Settings
from tests.conftest import ROOT


class Forks:
    """`begin` a process, then `kill` it or wait until it has `ended`."""

    def __init__(self, parent: "subprocess.Popen[str]") -> None:
        self._parent = parent
        self.process = 0

    def begin(self, *words: object) -> None:
        assert self._parent.stdin is not None
        print(*words, file=self._parent.stdin, flush=True)
        self.process = int(self._said())

    def running(self) -> bool:
        return alive(self.process)

    def ended(self) -> int:
        """Its exit code, once it has ended."""
        return int(self._said())

    def kill(self) -> list[int]:
        """Returns the processes that it had started."""
        children: list[str] = []
        with suppress(OSError):  # it may have come to its end a moment before
            children = Path(f"/proc/{self.process}/task/{self.process}/children").read_text().split()
            os.kill(self.process, 9)
        assert self.ended() in (-9, 0)
        return [int(child) for child in children]

    def _said(self) -> str:
        assert self._parent.stdout is not None
        return self._parent.stdout.readline()


@contextmanager
def forks(program: str, settings: Settings, *arguments: object) -> Iterator[Forks]:
    """program: imports what is needed, then calls `serve`. arguments: its sys.argv[1:]."""
    script = settings.workspace.with_name("program.py")
    script.write_text(program)
    environment = {**os.environ, "STUDIO_WORKSPACE": str(settings.workspace), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(script), *map(str, arguments)]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as parent:
        try:
            yield Forks(parent)
        finally:
            parent.kill()


def serve(act: Callable[..., object]) -> None:
    """In the parent: for each line of words a process that calls `act` with them and ends."""
    for line in sys.stdin:
        process = os.fork()
        if not process:
            act(*line.split())
            os._exit(0)
        print(process, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), flush=True)


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
        return b"\nState:\tZ" not in Path(f"/proc/{process}/status").read_bytes()  # an orphan nobody collected
    except OSError:
        return False
