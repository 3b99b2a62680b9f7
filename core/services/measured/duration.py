"""About how long a training will take: as long as one like it took here, else what the recorded one cost, at the speed
of this machine. None where neither is known."""

import os
import time
from collections.abc import Collection, Sequence
from functools import cache
from statistics import mean, median

import numpy as np

from core.faces.engines import get_info
from core.services.permitted import permitted
from core.services.training.evaluate import MOST_LEFT_OUT
from core.settings import Settings
from core.stats.arrays import one_blas_thread
from core.storage.training.recorded import list_recorded
from core.training.family import Family
from core.training.left_out import rounds
from core.training.options import Options
from core.training.run import Run
from core.types import MemberId

_SIDE, _PRODUCTS = 512, 9  # of the matrices whose product is timed; how many products
_LONGEST = 512  # of vectors, beyond which fits of the recorded length say nothing
_MOST_CORES = 4  # beyond which neither small networks nor small fits get faster


@permitted("training.read")
def expected_seconds(
    settings: Settings,
    runs: Sequence[Run],
    family: Family,
    options: Options,
    engine: str,
    photos: int,
    members: Collection[MemberId],
) -> float | None:
    """runs: those on file, newest first. photos, members: of the set to learn from."""
    recorded = list_recorded(settings)
    elsewhere = {run.id for run in recorded.runs} | {run.id for run in runs if run.origin != "here"}
    here = next((run for run in runs if run.id not in elsewhere and _like(run, family, options, engine)), None)
    if here is not None:
        return _scaled(here, family, options, photos, members)
    each = recorded.cost.get(kind(family, options))
    if each is None or get_info(engine).dim > _LONGEST:
        return None
    count = _fits(family, options, members) * _learned(family, options, photos)
    count *= options.epochs if family.by_epochs else 1
    return count * each / core_speed() / min(os.cpu_count() or 1, _MOST_CORES)


def kind(family: Family, options: Options) -> str:
    """What has one cost: the family, with its head where it has several."""
    return f"{family.name} {options.head}" if "head" in family.used_options else family.name


def passes(run: Run, family: Family) -> float:
    """How many times a photo or copy went through a fit."""
    own = [MemberId(group, member) for group, counts in run.data.counts.items() for member in counts]
    return _fits(family, run.options, own) * _learned(family, run.options, run.data.faces) * _epochs(run, run.options)


@cache
def core_speed() -> float:
    """GFLOP/s of a matrix product on one core, by the time the processor spent on it: 30 ms, however busy it is."""
    matrix = np.random.default_rng(0).standard_normal((_SIDE, _SIDE)).astype(np.float32)
    taken = []
    with one_blas_thread():
        for _ in range(_PRODUCTS):
            start = time.thread_time()
            matrix @ matrix
            taken.append(time.thread_time() - start)
    return float(2 * _SIDE**3 / max(median(taken), 1e-9) / 1e9)


def _like(run: Run, family: Family, options: Options, engine: str) -> bool:
    """Would they differ in the numbers of photos, members, folds and epochs only?"""
    kept = {"head", "unfreeze"} & family.used_options
    same = all(getattr(run.options, name) == getattr(options, name) for name in kept)
    return (run.family, run.engine) == (family.name, engine) and same


def _scaled(run: Run, family: Family, options: Options, photos: int, members: Collection[MemberId]) -> float:
    fits, learned = _fits(family, options, members), _learned(family, options, photos)
    share = fits * learned * _epochs(run, options) / max(passes(run, family), 1.0)
    spent = sum(seconds for stage, seconds in run.seconds.items() if stage != "features")
    # Vectors of the engine are on file before anybody trains; a base has yet to see every photo and copy.
    first = run.seconds.get("features", 0.0) if family.base else 0.0
    return first * learned / max(_learned(family, run.options, run.data.faces), 1) + spent * share


def _learned(family: Family, options: Options, photos: int) -> int:
    return photos * (1 + options.copies) if family.base else photos


def _fits(family: Family, options: Options, members: Collection[MemberId]) -> int:
    left_out = sorted(members)[:MOST_LEFT_OUT] if options.strangers else []
    return options.folds + len(rounds(left_out, family.by_epochs)) + 1


def _epochs(run: Run, options: Options) -> float:
    """How many a fit has, where `run` says how soon it stops early."""
    seen = [len(fold.epochs) for fold in run.folds if fold.epochs]
    if not seen:
        return 1.0
    return float(min(options.epochs, mean(seen)) if options.patience else options.epochs)
