"""A server that runs: how it is, what it logs of a flow, and how it stops."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from core.bench.visitors.probe import YES, Visitor, bring
from core.settings import Settings
from core.storage.database import Database
from core.types import Upload
from core.ui import health
from core.ui.words_ko import common as t
from tests.browser.conftest import free_port, running_studio
from tests.conftest import ROOT

TRAINEE = "한별빛나"
SLOW = """
import sys, threading, time
from pathlib import Path

def save():
    while not Path(marks, "go").exists():
        time.sleep(0.01)
    with Database(get_settings()).writing() as connection:
        connection.exec_driver_sql("INSERT INTO choice VALUES ('slow', 'saved')")
        Path(marks, "begun").touch()
        time.sleep(2)

marks = sys.argv.pop(1)
from core.settings import get_settings
from core.storage.database import Database
from core.ui.serve import main
threading.Thread(target=save, daemon=True).start()
main()
"""


def until(true: object, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.mark.slow
def test_a_proxy_is_answered_and_the_log_of_a_flow_names_nobody(tmp_path: Path, demo: Path) -> None:
    photos = [file.read_bytes() for file in sorted((demo / "lineup").rglob("*.jpg"))[:2]]
    lineup = [Upload(f"{TRAINEE}_{n}.jpg", data) for n, data in enumerate([*photos, b"no photo", photos[0][:900]])]
    with running_studio(tmp_path, "--server.maxUploadSize", "50", environment={"STUDIO_LOG": "json"}) as address:
        with urlopen(f"{address}{health.PATH}") as answer:
            found = json.load(answer)
            assert answer.status == 200 and answer.headers["Cache-Control"] == "no-store"
        assert found == {"database": found["database"], "disk": "ok", "good": True}
        with urlopen(Request(f"{address}{health.PATH}", method="HEAD")) as answer:
            assert answer.read() == b""
        with closing(Visitor(int(address.rpartition(":")[2]), "lineup_match")) as visitor:
            bring(visitor, lineup)
            visitor.press(YES)
    until(lambda: "core.ui.server" in (tmp_path / "log").read_text())
    log = (tmp_path / "log").read_text(encoding="utf-8")
    lines = [json.loads(line) for line in log.splitlines() if line.strip()]
    assert any(t.opened("") in line["said"] for line in lines)
    assert all({"at", "level", "logger", "place", "said"} <= line.keys() for line in lines)
    plain = log.encode().decode("unicode_escape", "replace") + log
    assert TRAINEE not in plain and not re.search(r"/media/|\.jpg", plain)


@pytest.mark.slow
def test_a_save_under_way_is_finished_before_the_server_goes(tmp_path: Path) -> None:
    settings = Settings(workspace=tmp_path / "workspace")
    Database(settings)
    port = free_port()
    options = ["--server.headless", "true", "--server.port", str(port), "--server.address", "127.0.0.1"]
    program = tmp_path / "program.py"
    program.write_text(SLOW)
    with subprocess.Popen(
        [sys.executable, str(program), str(tmp_path), *options], cwd=ROOT, text=True, stdout=subprocess.PIPE,
        env={**os.environ, "STUDIO_WORKSPACE": str(settings.workspace), "PYTHONPATH": str(ROOT)},
    ) as server:  # fmt: skip
        assert server.stdout is not None
        until(lambda: answers(port))
        (tmp_path / "go").touch()
        until((tmp_path / "begun").exists)
        server.send_signal(signal.SIGTERM)
        said = server.stdout.read()
    assert server.returncode == 0
    assert t.SAVES_FINISH in said and t.SAVED_AND_CLOSED in said
    assert Database(settings).choice("slow") == "saved"


def answers(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1):
            return True
    except OSError:
        return False
