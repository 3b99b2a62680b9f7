"""From starting the server to the first complete answer of the home page; limit 4 s."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from core.bench import alone
from core.settings import ROOT

LIMIT_S, ROUNDS, PATIENCE_S = 4.0, 5, 60


def run(_: Path | None) -> dict[str, dict[str, Any]]:
    """`server`: seconds until the server answers its health check; `home`: until the home page's script has run."""
    server, home = [], []
    for _round in range(ROUNDS):
        answered, usable = _measure()
        server.append(answered)
        home.append(usable)
    return {"server": alone(server, "s", LIMIT_S), "home": alone(home, "s", LIMIT_S)}


def _measure() -> tuple[float, float]:
    from urllib.request import urlopen

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as workspace:
        start = time.perf_counter()
        command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", "--server.headless", "true"]
        server = subprocess.Popen(  # noqa: S603
            [*command, "--server.port", str(port), "--server.address", "127.0.0.1"],
            cwd=ROOT,
            env={**os.environ, "STUDIO_WORKSPACE": workspace},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            while True:
                try:
                    with urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1):
                        break
                except OSError:
                    if time.perf_counter() - start > PATIENCE_S or server.poll() is not None:
                        raise
                    time.sleep(0.02)
            answered = time.perf_counter() - start
            _first_page(port)
            return answered, time.perf_counter() - start
        finally:
            server.terminate()
            server.wait()


def _first_page(port: int) -> None:
    """Let a client of Streamlit's own protocol open the page; only `core.ui` may know that protocol."""
    from importlib import import_module

    import_module("core.ui.probe").open_page(port)
