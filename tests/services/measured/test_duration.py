import os
from dataclasses import replace

import pytest

from core.services.measured import duration
from core.services.measured.duration import expected_seconds, kind, passes
from core.settings import Settings
from core.storage.training.recorded import list_recorded
from core.training.run import Run
from core.types import MemberId
from models import get_family
from tests.support.finished_training import training
from tests.support.lab import with_epochs

MEMBERS = [MemberId(f"g{g}", f"m{m}") for g in range(3) for m in range(2)]  # as many as the run below has


@pytest.fixture
def run() -> Run:
    found, _, _ = training(strangers=True)
    return replace(found, engine="SFace", seconds={"features": 100.0, "evaluation": 20.0, "final": 4.0})


def _seconds(settings: Settings, runs: list[Run], family: str, photos: int, **changes: object) -> float | None:
    own = get_family(family)
    return expected_seconds(settings, runs, own, own.options(**changes), "SFace", photos, MEMBERS)


def test_one_like_it_that_ran_here_says_how_long(settings, run):
    photos = run.data.faces
    assert _seconds(settings, [run], "resemblance", photos) == pytest.approx(24)  # vectors are on file by then
    assert _seconds(settings, [run], "resemblance", 2 * photos) == pytest.approx(48)
    # 5 folds, 6 members left out and the last fit are 12; without the members 6
    assert _seconds(settings, [run], "resemblance", photos, strangers=False) == pytest.approx(12)


def test_a_network_counts_epochs_and_copies_and_how_soon_it_stopped(settings, run):
    _, e, _ = training()
    folds = with_epochs(e, 6).folds
    options = get_family("cnn").options(epochs=30, copies=1)
    cnn = replace(run, family="cnn", options=options, folds=folds)
    photos = run.data.faces
    usual = _seconds(settings, [cnn], "cnn", photos, epochs=30, copies=1)
    assert usual == pytest.approx(24 + 100)  # 6 of 30 epochs were enough; its inputs are to be made first
    assert _seconds(settings, [cnn], "cnn", photos, epochs=3, copies=1) == pytest.approx(12 + 100)
    assert _seconds(settings, [cnn], "cnn", photos, epochs=12, copies=3, patience=0) == pytest.approx(2 * (48 + 100))


def test_without_one_the_record_and_this_machine_say_it(settings, run, monkeypatch):
    monkeypatch.setattr(duration, "core_speed", lambda: 10.0)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    family = get_family("resemblance")
    each = list_recorded(settings).cost[kind(family, family.options())]
    elsewhere = replace(run, origin="imported")
    also = list_recorded(settings).runs  # listed with those of this studio while the demo is in use
    assert _seconds(settings, [elsewhere, *also], "resemblance", 50) == pytest.approx(12 * 50 * each / 10 / 2)
    assert passes(run, family) == 12 * run.data.faces


def test_where_nothing_is_known_nothing_is_said(settings):
    assert _seconds(settings, [], "resnet50", 50) is None
    own = get_family("resemblance")
    assert expected_seconds(settings, [], own, own.options(), "VGG-Face", 50, MEMBERS) is None


def test_the_speed_of_a_core_is_a_speed():
    assert 0.1 < duration.core_speed() < 10_000
