"""Commands that fetch nothing ask no host for anything, whichever library they load, and keep no identity of the
machine."""

import subprocess
import sys
from pathlib import Path

import pytest

from core.keywords.analyzers.table import ANALYZERS
from tests.conftest import ROOT
from tests.support.command_line import studio
from tests.support.network import Recorder
from tests.support.planting import few

pytestmark = pytest.mark.slow


def test_the_recorder_sees_names_and_addresses_but_not_this_machine(recorder: Recorder) -> None:
    asks = (
        "import socket, contextlib as c\n"
        "with c.suppress(OSError): socket.getaddrinfo('studio.example', 80)\n"
        "with c.suppress(OSError): socket.socket(type=socket.SOCK_DGRAM).connect(('192.0.2.7', 9))\n"
        "with c.suppress(OSError): socket.socket(socket.AF_INET6).connect(('2001:db8::7', 80))\n"
        "here = socket.create_server(('127.0.0.1', 0)); socket.create_connection(here.getsockname())\n"
    )
    subprocess.run([*recorder.prefix, sys.executable, "-c", asks], check=True)
    heard = recorder.hosts()
    assert {"192.0.2.7:9", "2001:db8::7:80"} <= heard
    assert "studio.example" in heard or any(host.endswith(":53") for host in heard), "without a resolver, no question"
    assert not any(host.startswith("127.") and not host.endswith(":53") for host in heard)


def _runs(recorder: Recorder, workspace: Path, *arguments: str | Path, code: int = 0) -> None:
    done = studio(
        *arguments, "--json", workspace=workspace, environment=recorder.environment, before=recorder.prefix, seconds=300
    )
    assert done.returncode == code, done.stderr[-2000:]
    assert recorder.hosts() == set()
    assert not [kept for kept in recorder.kept() if "Microsoft" in kept]


@pytest.mark.parametrize("command", ["match", "curate", "evaluate"])
def test_what_loads_the_face_engine(
    recorder: Recorder, workspace: Path, demo: Path, tmp_path: Path, command: str
) -> None:
    _runs(recorder, workspace, command, demo / "lineup" if command == "match" else few(demo, tmp_path / "set"))


@pytest.mark.parametrize("analyzer", ANALYZERS)
def test_what_loads_an_analyzer(recorder: Recorder, workspace: Path, analyzer: str) -> None:
    _runs(recorder, workspace, "keywords", "group_1", "--analyzer", analyzer)


@pytest.mark.parametrize("family", ["cnn", "resemblance"])
def test_what_trains(recorder: Recorder, workspace: Path, demo: Path, tmp_path: Path, family: str) -> None:
    small = ("--epochs", "1", "--folds", "2", "--copies", "1") if family == "cnn" else ()
    _runs(recorder, workspace, "train", few(demo, tmp_path / "set"), "--family", family, "--no-strangers", *small)


def test_weights_that_are_missing_are_not_fetched_unasked(recorder: Recorder, workspace: Path) -> None:
    _runs(recorder, workspace, "match", ROOT / "data" / "demo" / "lineup", "--engine", "VGG-Face", code=1)
