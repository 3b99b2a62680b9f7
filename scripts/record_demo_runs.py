"""Train on the demo and put the records into `data/demo/runs`: what the training page shows before anyone trained.

`python scripts/record_demo_runs.py [NAME ...]` with the studio's Python, from the project's root; NAME is one of RUNS,
all by default, and those not named stay as they are. To be run again whenever the figures would come out otherwise
(tests/storage/training/test_recorded.py says so)."""

import json
import shutil
import sys
import tempfile
import time
from pathlib import Path

from core.faces.engines import get_engine
from core.files import write_atomic
from core.services.reference.faces import load
from core.services.reference.sets import DEMO, active_source, photos_of
from core.services.training.duration import core_speed
from core.services.training.queue import Request, train_now
from core.settings import Settings
from core.storage.database import Database
from core.storage.training.recorded import COST, list_recorded, read_costs
from core.storage.training.runs import PARTS, RECORD
from core.training.options import HEADS
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
_SUFFIX = " · 데모 기록"


def main(names: list[str]) -> None:
    """Record the runs of these names anew."""
    target = Settings().demo / "runs"
    for name in names or RUNS:
        run, spent = _record(name, target)
        costs = {**read_costs(target), run.id: round(spent * core_speed(), 1)}
        there = {one.id for one in list_recorded(Settings()).runs}
        costs = {one: cost for one, cost in sorted(costs.items()) if one in there}
        write_atomic(target / COST, json.dumps(costs, indent=1).encode())
        (target / COST).chmod(0o644)
        print(f"{name}: {run.name}", flush=True)


def _record(name: str, target: Path) -> tuple[Run, float]:
    """The run, and the seconds that the processor spent on it once the photos were read."""
    kind, engine, head = RUNS[name]
    family = get_family(kind)
    options = family.options(**({"head": head} if "head" in family.used_options else {}))
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(workspace=Path(folder))
        source = active_source(settings)
        load(photos_of(settings, source), get_engine(engine), Database(settings))
        start = time.process_time()
        title = f"{_title(name)}{_SUFFIX}"
        run = train_now(settings, Request(kind, engine, options, DEMO, source.name, name=title))
        spent = time.process_time() - start
        for old in list_recorded(settings).runs:
            if old.name == title:
                shutil.rmtree(target / old.id)
        made = settings.workspace / "runs" / run.id
        for file in (RECORD, *PARTS[:2]):
            write_atomic(target / run.id / file, (made / file).read_bytes())
            (target / run.id / file).chmod(0o644)
    return run, spent


def _title(name: str) -> str:
    kind, engine, head = RUNS[name]
    family = get_family(kind)
    chosen = f" {HEADS[head]}" if "head" in family.used_options else ""
    return f"{family.short_title}{chosen}" + ("" if engine == "SFace" else f" ({engine})")


if __name__ == "__main__":
    main(sys.argv[1:])
