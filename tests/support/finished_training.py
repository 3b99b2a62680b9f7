"""Finished trainings of people who are only numbers, as a worker would put them on file."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from core.services.training.evaluate import evaluate
from core.settings import Settings
from core.storage.training import runs
from core.training.checkpoint import Monitor
from core.training.evaluation import Evaluation
from core.training.examples import counts
from core.training.run import DataSummary, Run
from models import get_family
from tests.support.people import gathered, reference

LAYOUT = {"가온": (6, 6), "나래": (6, 5), "다솜": (4, 6)}


def training(
    family: str = "resemblance",
    *,
    layout: Mapping[str, Sequence[int]] = LAYOUT,
    engine: str = "dlib",
    engine_version: str = "numbers-1",
    set_id: str = "",
    name: str = "첫 학습",
    strangers: bool = False,
    **changes: Any,
) -> tuple[Run, Evaluation, Any]:
    """A run with what was measured and the fitted model."""
    kind = get_family(family)
    options = kind.options(strangers=strangers, **changes)
    found = gathered(replace(reference(layout), engine=engine))
    evaluation = evaluate(found, kind, options)
    model = kind.fit(found.examples, options, Monitor())
    n = len(found.examples.members)
    run = Run(
        id=runs.new_run_id(),
        name=name,
        family=family,
        engine=engine,
        engine_version=engine_version,
        base_version="",
        options=options,
        data=DataSummary(set_id, "시험 세트", "ab" * 32, n, n, 0, counts(found.examples.members)),
        versions={"python": "3.11"},
        created="2026-11-22T10:00:00+00:00",
        seconds={"evaluation": 1.5},
        metrics={},
        folds=(),
    )
    return run, evaluation, model


def on_file(settings: Settings, family: str = "resemblance", **changes: Any) -> Run:
    """The same, saved."""
    return runs.save(settings, *training(family, **changes))


def again(run: Run) -> Run:
    """The record of another run with the same content."""
    return replace(run, id=runs.new_run_id())
