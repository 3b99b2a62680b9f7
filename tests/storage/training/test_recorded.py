"""The figures that come with the demo: whole, the demo's own, and what would be measured today."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from core.errors import TrainingError
from core.faces.engines import DEFAULT, get_engine
from core.services.measured.duration import kind
from core.settings import Settings
from core.storage.training.recorded import COST, is_recorded, list_recorded, read_recorded
from core.storage.training.run_checks import check_evaluation
from core.training.comparison import Figures
from models import DEFAULT_FAMILY, get_family

AGAIN = "record them anew: python -m scripts.record_demo_runs"


@pytest.fixture
def copied(settings: Settings, tmp_path: Path) -> Settings:
    """A studio whose demo may be damaged."""
    shutil.copytree(settings.demo / "runs", tmp_path / "data" / "demo" / "runs")
    return settings.model_copy(update={"data": tmp_path / "data"})


def test_every_record_is_whole_and_of_the_demo_alone(settings):
    found = list_recorded(settings)
    names = {(run.family, run.engine, run.options.head) for run in found.runs}
    assert {("resemblance", DEFAULT, "lda"), ("resemblance", "dlib", "lda")} < names and len(names) == len(found.runs)
    for run in found.runs:
        check_evaluation(run, read_recorded(settings, run.id))  # no figure of the record is another than it measured
        assert run.data.set_id == "demo" and not run.stands_in and is_recorded(settings, run.id)
        assert found.cost[kind(get_family(run.family), run.options)] > 0
    assert not is_recorded(settings, "../catalog")


def test_the_engine_and_the_photos_are_those_of_today(settings, demo):
    run = next(r for r in list_recorded(settings).runs if (r.family, r.engine) == (DEFAULT_FAMILY, DEFAULT))
    assert run.engine_version == get_engine().version, AGAIN
    kept = {g.name: {m.name: len(list(m.glob("*.jpg"))) for m in g.iterdir()} for g in (demo / "reference").iterdir()}
    assert run.data.photos == sum(sum(own.values()) for own in kept.values()), AGAIN
    assert {g: set(own) for g, own in run.data.counts.items()} == {g: set(own) for g, own in kept.items()}, AGAIN


def test_its_figures_follow_from_what_it_measured(settings):
    run = next(r for r in list_recorded(settings).runs if (r.family, r.engine) == (DEFAULT_FAMILY, DEFAULT))
    e, figures = read_recorded(settings, run.id), Figures.of(run)
    own = e.probabilities[np.arange(len(e.labels)), e.labels]
    assert figures.log_loss == pytest.approx(-np.log(np.maximum(own, 1e-15)).mean())
    assert figures.accuracy == pytest.approx((e.probabilities.argmax(axis=1) == e.labels).mean())
    gap = sum(b.count * abs(b.confidence - b.agreement) for b in e.bins if b.count) / sum(b.count for b in e.bins)
    assert figures.ece == pytest.approx(gap)


def test_what_is_damaged_is_passed_over_and_said(copied):
    first, second, *rest = list_recorded(copied).runs
    root = copied.demo / "runs"
    (root / first.id / "run.json").write_text("{")
    (root / second.id / "evaluation.npz").write_bytes(b"other")
    assert [run.id for run in list_recorded(copied).runs] == [second.id, *(run.id for run in rest)]
    with pytest.raises(TrainingError):
        read_recorded(copied, second.id)
    for broken in ("{", "[1]", json.dumps({"cnn": "much"})):
        (root / COST).write_text(broken)
        assert list_recorded(copied).cost == {}
