"""Worker processes: started when first needed, started again after a crash, ended by `close`."""

import logging
import os
import subprocess
import sys
import weakref
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import LifoQueue
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import StudioError
from core.virtual.heads.process.wire import picture_of, receive, send

ROOT = Path(__file__).resolve().parents[4]
FAILED = "가상 얼굴을 그리지 못했습니다. 잠시 뒤에 다시 시도해 주세요. 되풀이되면 메모리가 모자란 것일 수 있습니다."
logger = logging.getLogger(__name__)


class Worker:
    """One process. Not for two threads at once."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "core.virtual.heads.process.worker"]
        process = subprocess.Popen(  # noqa: S603 (our own module)
            command,
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._process = process
        weakref.finalize(self, process.kill)
        if process.stdout is None or receive(process.stdout) is None:
            raise OSError("a renderer did not start")
        return process

    def ask(self, message: dict[str, Any]) -> NDArray[np.uint8]:
        """The picture that a request asks for. A process that dies is started again, once. Raises StudioError."""
        for _ in range(2):
            try:
                process = self._process or self._start()
                if process.stdin is None or process.stdout is None:
                    raise OSError("a renderer has no pipes")
                send(process.stdin, message)
                answer = receive(process.stdout)
            except OSError:
                answer = None
            if answer is None:
                logger.warning("a renderer of virtual faces ended and is started again")
                self.close()
                continue
            if "error" in answer[0]:
                logger.error("a renderer of virtual faces failed: %s", answer[0]["error"])
                raise StudioError(FAILED)
            return picture_of(*answer)
        raise StudioError(FAILED)

    def close(self) -> None:
        """Ends the process."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()


class Workers:
    """Several workers, each asked by one thread at a time."""

    def __init__(self, count: int) -> None:
        self._all = [Worker() for _ in range(count)]
        self._idle: LifoQueue[Worker] = LifoQueue()  # the one that worked last has everything loaded
        for worker in self._all:
            self._idle.put(worker)
        self._closing = Lock()

    def ask(self, message: dict[str, Any]) -> NDArray[np.uint8]:
        """One picture, by whichever worker is idle first."""
        worker = self._idle.get()
        try:
            return worker.ask(message)
        finally:
            self._idle.put(worker)

    def ask_all(self, messages: Sequence[dict[str, Any]]) -> list[NDArray[np.uint8]]:
        """Pictures in the order of their requests, as many at a time as there are workers."""
        with ThreadPoolExecutor(len(self._all)) as threads:
            return list(threads.map(self.ask, messages))

    def close(self) -> None:
        """Ends all processes; a later request starts them again."""
        with self._closing:
            for worker in self._all:
                worker.close()
