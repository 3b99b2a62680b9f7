"""Runs that come with the demo: `demo/runs/<id>/`, records and evaluations as `runs` writes them, without the models.

They are read and never changed. A model is not among them: the one in use is fitted to the photos anyway."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from core.errors import TrainingError
from core.settings import Settings
from core.storage.training.artifacts import decode
from core.storage.training.runs import PARTS, RECORD, is_run_id, parse_record, sha256
from core.training.evaluation import Evaluation
from core.training.run import Run

COST = "cost.json"
_GONE = "함께 온 기록의 파일이 없거나 바뀌었습니다. 프로그램을 다시 설치해 주세요."


@dataclass(frozen=True, slots=True)
class Recorded:
    """runs: newest first. cost: of a photo in one epoch of one fit, by kind of model: so many 1e9 operations of a
    matrix product take the processor as long, all cores together. It depends neither on the machine's speed nor on
    what else it does."""

    runs: tuple[Run, ...]
    cost: Mapping[str, float] = field(default_factory=dict)


def list_recorded(settings: Settings) -> Recorded:
    """Every run that comes with the demo, by its record alone; what another version wrote is passed over."""
    runs = []
    for folder in sorted(_root(settings).glob("*/"), reverse=True):
        try:
            runs.append(parse_record((folder / RECORD).read_bytes())[0])
        except (OSError, TrainingError):
            continue
    return Recorded(tuple(runs), read_costs(_root(settings)))


def is_recorded(settings: Settings, run_id: str) -> bool:
    """Does this run come with the demo?"""
    return is_run_id(run_id) and (_root(settings) / run_id).is_dir()


def read_recorded(settings: Settings, run_id: str) -> Evaluation:
    """What was measured. Raises TrainingError where a file is missing or no longer what was written."""
    folder = _root(settings) / run_id
    try:
        _, hashes = parse_record((folder / RECORD).read_bytes())
        text, arrays = ((folder / name).read_bytes() for name in PARTS[:2])
    except OSError as error:
        raise TrainingError(_GONE) from error
    if [sha256(text), sha256(arrays)] != [hashes[name] for name in PARTS[:2]]:
        raise TrainingError(_GONE)
    return decode(Evaluation, text, arrays)


def _root(settings: Settings) -> Path:
    return settings.demo / "runs"


def read_costs(root: Path) -> dict[str, float]:
    """By kind of model; empty where nobody wrote them down."""
    try:
        tree: Any = json.loads((root / COST).read_bytes())
        return {str(name): float(value) for name, value in tree.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}
