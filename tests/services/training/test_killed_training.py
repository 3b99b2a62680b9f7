"""kill -9 at random moments: nothing is lost, it goes on, and the figures are those of an undisturbed training.

Four moments, and with `--whole` the ten of docs/quality.md."""

import random
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from core.services.training import queue as train
from core.settings import Settings, get_settings
from core.storage.training import runs
from models import get_family
from tests.support.forks import Forks, forks
from tests.support.planting import few

# Fits are kept every few epochs here, not every ten seconds, so that a kill meets kept ones as well. TensorFlow bears
# to be forked as long as nothing was computed with it.
WORKER = """
import sys
from pathlib import Path
import keras
import models.cnn
from core.faces.engines import get_engine
from core.services.training.queue import work
from core.settings import Settings
from core.storage.training import parts
from tests.support.forks import serve
parts._KEEP_EVERY_S = 0.2
serve(lambda workspace: work(lambda *_: None, Settings(workspace=Path(workspace))))
"""
KILLS, ALL_KILLS = 4, 10


def asked(photos: Path, seed: int) -> list[train.Request]:
    network = {"epochs": 24, "patience": 0, "copies": 1, "folds": 2, "strangers": False}
    return [
        train.Request(name, "dlib", get_family(name).options(**changes, seed=seed), "", photos.name, root=str(photos))
        for name, changes in (("embedding_head", {}), ("resemblance", {}), ("cnn", network))
    ]


def wait(worker: Forks, until: Callable[[], bool], seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while worker.running() and not until():
        assert time.monotonic() < end, "the worker does nothing"
        time.sleep(0.02)


def parts(settings: Settings) -> set[str]:
    return {str(p.relative_to(settings.workspace)) for p in settings.workspace.glob("training/*/parts/*.npz")}


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks for processes as Linux lists them")
def test_killed_at_random_moments(demo: Path, tmp_path: Path, whole: bool) -> None:
    photos = few(demo, tmp_path / "set")
    undisturbed = get_settings().model_copy(update={"workspace": tmp_path / "undisturbed"})
    killed = get_settings().model_copy(update={"workspace": tmp_path / "killed"})
    now, moment = train.trainings, random.Random(3)
    ids: list[str] = []
    kills, in_fits, had = 0, 0, set[str]()
    wanted = ALL_KILLS if whole else KILLS
    with forks(WORKER, killed) as worker:
        while kills < wanted or (not in_fits and kills < ALL_KILLS):
            if not now(killed):  # a fast machine needs more to train
                ids += train.plan(killed, asked(photos, seed=len(ids)))
            worker.begin(killed.workspace)
            amid = kills % 2 == 1  # a network's fit, if one comes

            def under_way(amid: bool = amid) -> bool:
                return any(t.state == "running" and (t.epoch or not amid) for t in now(killed))

            wait(worker, under_way)
            time.sleep(moment.uniform(0, 0.6 if amid else 1.2))
            for t in now(killed):
                if t.state == "failed":  # three deaths before it got any further: somebody says go on
                    assert "3번" in t.label
                    train.resume(killed, t.id)
            if not worker.running():
                assert worker.ended() == 0
                continue
            worker.kill()
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
            worker.begin(killed.workspace)
            assert worker.ended() == 0
            for t in now(killed):
                train.resume(killed, t.id)

        twins = [i for first in range(0, len(ids), 3) for i in train.plan(undisturbed, asked(photos, first))]
        worker.begin(undisturbed.workspace)
        assert worker.ended() == 0
    for one, other in zip(twins, ids, strict=True):
        expected, found = runs.read(undisturbed, one), runs.read(killed, other)
        assert {**found.metrics, "seconds": 0} == {**expected.metrics, "seconds": 0}, found.family
        assert [f.epochs for f in found.folds] == [f.epochs for f in expected.folds]
        assert np.array_equal(
            runs.read_evaluation(killed, other).probabilities, runs.read_evaluation(undisturbed, one).probabilities
        )
        assert runs.read_parts(killed, other)["model.npz"] == runs.read_parts(undisturbed, one)["model.npz"]
