"""kill -9 at ten random moments: nothing is lost, it goes on, and the figures are those of an undisturbed training."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from core.services.training import queue as train
from core.settings import Settings, get_settings
from core.storage.training import runs
from models import get_family
from tests.conftest import ROOT
from tests.support.planting import few

# Fits are kept every few epochs here, not every ten seconds, so that a kill meets kept ones as well.
WORKER = """
from core.services.training.queue import work
from core.settings import get_settings
from core.storage.training import parts
parts._KEEP_EVERY_S = 0.2
work(lambda *_: None, get_settings())
"""
KILLS = 10


def asked(photos: Path, seed: int) -> list[train.Request]:
    network = {"epochs": 100, "patience": 0, "copies": 1, "folds": 3, "strangers": False}
    return [
        train.Request(name, "dlib", get_family(name).options(**changes, seed=seed), "", photos.name, root=str(photos))
        for name, changes in (("embedding_head", {}), ("resemblance", {}), ("cnn", network))
    ]


def worker(settings: Settings) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "STUDIO_WORKSPACE": str(settings.workspace)}
    return subprocess.Popen([sys.executable, "-c", WORKER], cwd=ROOT, env=environment)


def wait(process: "subprocess.Popen[bytes]", until: Callable[[], bool], seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while process.poll() is None and not until():
        assert time.monotonic() < end, "the worker does nothing"
        time.sleep(0.02)


def parts(settings: Settings) -> set[str]:
    return {str(p.relative_to(settings.workspace)) for p in settings.workspace.glob("training/*/parts/*.npz")}


@pytest.mark.slow
def test_killed_at_ten_random_moments(demo: Path, tmp_path: Path) -> None:
    photos = few(demo, tmp_path / "set")
    undisturbed = get_settings().model_copy(update={"workspace": tmp_path / "undisturbed"})
    killed = get_settings().model_copy(update={"workspace": tmp_path / "killed"})
    now, moment = train.trainings, random.Random(3)
    ids: list[str] = []
    kills, in_fits, had = 0, 0, set[str]()
    while kills < KILLS:
        if not now(killed):  # a fast machine needs more to train
            ids += train.plan(killed, asked(photos, seed=len(ids)))
        process = worker(killed)
        amid = kills % 2 == 1  # a network's fit, if one comes

        def under_way(amid: bool = amid) -> bool:
            return any(t.state == "running" and (t.epoch or not amid) for t in now(killed))

        wait(process, under_way)
        time.sleep(moment.uniform(0, 1.2))
        for t in now(killed):
            if t.state == "failed":  # three deaths before it got any further: somebody says go on
                assert "3번" in t.label
                train.resume(killed, t.id)
        if process.poll() is not None:
            assert process.returncode == 0
            continue
        process.kill()
        process.wait()
        kills += 1
        open_ones, done = now(killed), runs.list_runs(killed)
        in_fits += any(t.epoch for t in open_ones)
        assert {t.id for t in open_ones} | {r.id for r in done.runs} == set(ids) and not done.broken, "one is lost"
        left = tuple(f"training/{t.id}/" for t in open_ones)
        assert {p for p in had if p.startswith(left)} <= parts(killed), "a part is lost"
        had |= parts(killed)
        assert {t.state for t in open_ones} <= {"interrupted", "waiting", "failed"}
    assert in_fits, "no kill met a network's fit"
    while now(killed):
        assert worker(killed).wait(300) == 0
        for t in now(killed):
            train.resume(killed, t.id)

    whole = [i for first in range(0, len(ids), 3) for i in train.plan(undisturbed, asked(photos, first))]
    assert worker(undisturbed).wait(300) == 0
    for one, other in zip(whole, ids, strict=True):
        expected, found = runs.read(undisturbed, one), runs.read(killed, other)
        assert {**found.metrics, "seconds": 0} == {**expected.metrics, "seconds": 0}, found.family
        assert [f.epochs for f in found.folds] == [f.epochs for f in expected.folds]
        assert np.array_equal(
            runs.read_evaluation(killed, other).probabilities, runs.read_evaluation(undisturbed, one).probabilities
        )
        assert runs.read_parts(killed, other)["model.npz"] == runs.read_parts(undisturbed, one)["model.npz"]
