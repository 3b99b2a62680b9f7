from dataclasses import replace
from pathlib import Path

import pytest

from core.errors import StudioError
from core.faces.engines import ENGINES
from core.services.measured import engine_trial
from core.services.measured.engine_trial import Known, known, measure
from core.services.reference import sets as reference
from core.settings import Settings
from core.storage.database import Database, StoredFace
from core.storage.reference.library import Library
from core.storage.training.recorded import list_recorded
from core.storage.training.trials import read_trial, save_trial
from core.types import silent
from tests.support import people
from tests.support.own_sets import own_set


class Counting:
    """An engine that only counts the photos it is given."""

    name = "SFace"

    def __init__(self) -> None:
        self.batches: list[int] = []

    def analyse(self, uploads, keep_pixels=True):
        self.batches.append(len(uploads))


@pytest.fixture
def ready(monkeypatch: pytest.MonkeyPatch) -> Counting:
    """One engine is ready, and its photos are people who are only numbers."""
    engine = Counting()
    monkeypatch.setattr(engine_trial, "weights_present", lambda name: name == "SFace")
    monkeypatch.setattr(engine_trial, "get_engine", lambda _: engine)
    monkeypatch.setattr(engine_trial, "load", lambda *_: (people.reference({"a": (4,) * 4, "b": (4,) * 4}), ()))
    return engine


def test_a_fresh_studio_knows_what_came_with_the_demo_and_no_speed(settings: Settings) -> None:
    found = known(settings)
    assert set(found) == set(ENGINES)
    for run in list_recorded(settings).runs:
        if run.family == "resemblance":
            assert found[run.engine] == Known(run.metrics["identification"]["auc"], 28)
    assert found["VGG-Face"] == Known()


def test_what_is_measured_here_is_shown_while_the_photos_are_the_same(settings: Settings, ready: Counting) -> None:
    said = []
    sentence = measure(lambda done, total, label: said.append((done, total, label)), settings, reference.DEMO)
    assert "데모 그룹" in sentence
    assert ready.batches == [engine_trial._TIMED] * engine_trial._ROUNDS  # of 224 photos
    found, trial = known(settings)["SFace"], read_trial(settings, reference.DEMO, "SFace")
    assert trial is not None and found == Known(trial.auc, 8, "", trial.milliseconds)
    assert found.auc is not None and 0.5 < found.auc <= 1 and found.milliseconds is not None
    save_trial(settings, replace(trial, photos=trial.photos + 1))  # a photo has come or gone since
    assert known(settings)["SFace"].milliseconds is None
    save_trial(settings, replace(trial, studio="0.0.1"))
    assert known(settings)["SFace"].milliseconds is None


def test_too_few_people_are_no_measure_and_a_reason(
    settings: Settings, ready: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_trial, "load", lambda *_: (people.reference({"a": (4, 4), "b": (4,)}), ()))
    measure(silent, settings, reference.DEMO)
    found = known(settings)["SFace"]
    assert found.auc is None and "8명 이상" in found.reason and found.milliseconds is not None


def test_a_set_that_is_gone_is_said(settings: Settings) -> None:
    with pytest.raises(StudioError, match="지워졌습니다"):
        measure(silent, settings, "gone")


def test_a_set_that_is_deleted_while_it_is_measured_leaves_nothing(
    settings: Settings, ready: Counting, demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = own_set(settings, demo, "우리 세트", members=1, photos=1)
    hashes = [photo.sha256 for photo in Library(settings, mine).photos()]

    def delete(*_: object) -> float:
        reference.delete(settings, mine)
        Database(settings).keep_faces("engine", {hashes[0]: StoredFace("rejected", "", None)})  # as a measurement does
        return 0.1

    monkeypatch.setattr(engine_trial, "_seconds_a_photo", delete)
    with pytest.raises(StudioError, match="지워졌습니다"):
        measure(silent, settings, mine)
    assert not list((settings.workspace / "engines").iterdir()) and not Database(settings).faces("engine", hashes)
