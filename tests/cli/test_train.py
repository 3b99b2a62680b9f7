"""`train --json`: its keys, the run on file, and going on after a kill."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.support.command_line import answer, studio
from tests.support.planting import few as few_photos

pytestmark = pytest.mark.slow


@pytest.fixture
def few(demo: Path, tmp_path: Path) -> Path:
    """Three groups of two members with four photos."""
    return few_photos(demo, tmp_path / "few.1")


def test_train(workspace: Path, few: Path) -> None:
    found = answer(studio("train", few, "--family", "embedding_head", "--head", "knn", "--json", workspace=workspace))
    assert set(found) == {"run", "family", "engine", "metrics"}
    assert (found["family"], found["engine"], found["metrics"]["faces"]) == ("embedding_head", "SFace", 24)
    assert set(found["metrics"]["photo_cv"]) == {"log_loss", "accuracy"}
    assert (
        json.loads((workspace / "runs" / found["run"] / "run.json").read_text("utf-8"))["run"]["data"]["name"]
        == "few.1"
    )


def test_train_on_the_active_set_goes_on_when_called_again(workspace: Path) -> None:
    command = [sys.executable, "-m", "core", "train", "--workspace", "--no-strangers", "--name", "내 모델", "--json"]
    environment = {**os.environ, "STUDIO_WORKSPACE": str(workspace)}
    first = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE)
    until = time.monotonic() + 120
    while not list(workspace.glob("training/*/report.json")) and time.monotonic() < until:
        time.sleep(0.02)
    first.kill()
    assert first.communicate()[0] == b""
    (folder,) = workspace.glob("training/2*")
    found = answer(studio(*command[3:], workspace=workspace))
    assert found["run"] == folder.name and found["family"] == "resemblance" and not folder.exists()
    assert json.loads((workspace / "runs" / folder.name / "run.json").read_text("utf-8"))["run"]["name"] == "내 모델"


def test_train_every_family_with_stand_ins(workspace: Path, demo: Path, tmp_path: Path) -> None:
    few = few_photos(demo, tmp_path / "fewer", groups=2, photos=3)  # VGG-Face takes a second for four of them
    options = ["--epochs", "2", "--folds", "2", "--copies", "0", "--no-strangers", "--stand-in-weights"]
    found = answer(studio("train", few, "--family", "all", *options, "--json", workspace=workspace, seconds=600))
    assert not found["failed"]
    losses = {run["family"]: run["metrics"]["photo_cv"]["log_loss"] for run in found["runs"]}
    assert set(losses) == {"cnn", "resnet50", "vggface", "embedding_head", "resemblance"}
    assert losses[found["family"]] == min(losses.values())
    assert {run["run"] for run in found["runs"]} == {p.name for p in (workspace / "runs").iterdir()}
