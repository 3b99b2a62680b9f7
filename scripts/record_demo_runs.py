"""Train on the demo and put the records into `data/demo/runs`: what the training page shows before anyone trained.

`python -m scripts.record_demo_runs [NAME ...]` with the studio's Python, from the project's root; NAME is one of RUNS,
all by default, and those not named stay as they are; `cost:NAME` measures only how much work such a training is. To be
run again whenever the figures would come out otherwise (tests/storage/training/test_recorded.py says so)."""

import json
import shutil
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from core.faces.engines import get_engine
from core.files import write_atomic
from core.services.measured.duration import core_speed, kind, passes
from core.services.reference.faces import load
from core.services.reference.sets import DEMO, active_source, photos_of
from core.services.training.queue import Request, train_now
from core.settings import Settings
from core.storage.database import Database
from core.storage.training.recorded import COST, list_recorded, read_costs
from core.storage.training.runs import PARTS, RECORD
from core.training.family import Family
from core.training.options import HEADS, Options
from core.training.run import Run
from models import get_family

RUNS = {  # name: (family, engine, head)
    "resemblance": ("resemblance", "SFace", "lda"),
    "resemblance-dlib": ("resemblance", "dlib", "lda"),
    "lda": ("embedding_head", "SFace", "lda"),
    "logreg": ("embedding_head", "SFace", "logreg"),
    "svm": ("embedding_head", "SFace", "svm"),
    "knn": ("embedding_head", "SFace", "knn"),
    "cnn": ("cnn", "SFace", "lda"),
}
COST_ONLY = "cost:"
_SUFFIX = " · 데모 기록"


def main(names: list[str]) -> None:
    """Record the runs of these names anew."""
    target = Settings().demo / "runs"
    for name in names or RUNS:
        family, engine, options = _asked(name.removeprefix(COST_ONLY))
        if name.startswith(COST_ONLY):
            few = replace(options, folds=2, strangers=False, patience=0)
            _train(engine, family, replace(few, epochs=1), "")  # loading the libraries counts for nothing
            _, run, spent = _train(engine, family, replace(few, epochs=4), "")
            each = spent / passes(run, family)
        else:
            title = f"{_title(name)}{_SUFFIX}"
            files, run, spent = _train(engine, family, options, title)
            _put(files, run, target)
            each = spent / passes(run, family)
        costs = {**read_costs(target), kind(family, options): round(each * core_speed(), 6)}
        write_atomic(target / COST, json.dumps(dict(sorted(costs.items())), indent=1).encode())
        (target / COST).chmod(0o644)
        print(name, flush=True)


def _asked(name: str) -> tuple[Family, str, Options]:
    chosen, engine, head = RUNS[name]
    family = get_family(chosen)
    return family, engine, family.options(**({"head": head} if "head" in family.used_options else {}))


def _train(engine: str, family: Family, options: Options, title: str) -> tuple[dict[str, bytes], Run, float]:
    """The files, the run, and the seconds that the processor spent on it once the photos were read."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(workspace=Path(folder))
        source = active_source(settings)
        load(photos_of(settings, source), get_engine(engine), Database(settings))
        start = time.process_time()
        run = train_now(settings, Request(family.name, engine, options, DEMO, source.name, name=title))
        spent = time.process_time() - start
        made = settings.workspace / "runs" / run.id
        return {file: (made / file).read_bytes() for file in (RECORD, *PARTS[:2])}, run, spent


def _put(files: dict[str, bytes], run: Run, target: Path) -> None:
    for old in list_recorded(Settings()).runs:
        if old.name == run.name:
            shutil.rmtree(target / old.id)
    for name, data in files.items():
        write_atomic(target / run.id / name, data)
        (target / run.id / name).chmod(0o644)


def _title(name: str) -> str:
    chosen_family, engine, head = RUNS[name]
    family = get_family(chosen_family)
    chosen = f" {HEADS[head]}" if "head" in family.used_options else ""
    return f"{family.short_title}{chosen}" + ("" if engine == "SFace" else f" ({engine})")


if __name__ == "__main__":
    main(sys.argv[1:])
