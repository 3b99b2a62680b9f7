"""How long a visitor waits for a page: the home page from starting the server (limit 4 s), or another page of a server
that runs (limit 1 s), the training page with 20 runs on file, the projects with 500 plans on file."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from core.bench import alone, seconds
from core.bench.plans_on_file import put_on_file
from core.bench.visitors.probe import open_page
from core.services.reference.sets import active_source
from core.services.training.queue import Request, train_now
from core.settings import ROOT, Settings
from core.storage.training import runs
from models import DEFAULT_FAMILY, get_family

HOME_LIMIT_S, PAGE_LIMIT_S, ROUNDS, PATIENCE_S, RUNS = 4.0, 1.0, 5, 60, 20


def run(_: Path | None, page: str = "") -> dict[str, dict[str, Any]]:
    """Without a page, `server`: seconds until the server answers its health check; `home`: until the home page's script
    has run. With one, `first_paint`: until its script has run for a new visitor."""
    with tempfile.TemporaryDirectory() as place:
        workspace = Path(place)
        if page:
            return {"first_paint": alone(_page(page, workspace), "s", PAGE_LIMIT_S)}
        started, home = [], []
        for number in range(ROUNDS):
            start = time.perf_counter()
            with server(workspace / str(number)) as port:
                started.append(time.perf_counter() - start)
                open_page(port)
                home.append(time.perf_counter() - start)
        return {"server": alone(started, "s", HOME_LIMIT_S), "home": alone(home, "s", HOME_LIMIT_S)}


def _page(page: str, workspace: Path) -> list[float]:
    if page == "projects":
        put_on_file(Settings(workspace=workspace))
    else:
        _put_runs_on_file(Settings(workspace=workspace))
    with server(workspace) as port:
        open_page(port)  # a visitor of this page has seen the first one
        return [seconds(lambda: open_page(port, page)) for _ in range(ROUNDS)]


def _put_runs_on_file(settings: Settings) -> None:
    """One real training of the demo, twenty times under another name."""
    source = active_source(settings)
    request = Request(DEFAULT_FAMILY, "dlib", get_family(DEFAULT_FAMILY).options(), source.id, source.name)
    made = train_now(settings, request)
    evaluation, model = runs.read_evaluation(settings, made.id), runs.read_model(settings, made.id)
    for number in range(2, RUNS + 1):
        runs.save(settings, replace(made, id=runs.new_run_id(), name=f"{made.name} {number}"), evaluation, model)


@contextmanager
def server(workspace: Path, more: Callable[[int], Sequence[str]] = lambda port: ()) -> Iterator[int]:
    """A server that answers; gives its port. more: options for a port."""
    with served(workspace, more) as (port, _):
        yield port


@contextmanager
def served(workspace: Path, more: Callable[[int], Sequence[str]]) -> Iterator[tuple[int, int]]:
    """The same with the number of its process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    start = time.perf_counter()
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", "--server.headless", "true"]
    process = subprocess.Popen(  # noqa: S603
        [*command, "--server.port", str(port), "--server.address", "127.0.0.1", *more(port)],
        cwd=ROOT,
        env={**os.environ, "STUDIO_WORKSPACE": str(workspace)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while True:
            try:
                with urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1):
                    break
            except OSError:
                if time.perf_counter() - start > PATIENCE_S or process.poll() is not None:
                    raise
                time.sleep(0.02)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait()
