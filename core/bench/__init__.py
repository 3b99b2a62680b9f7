"""Benchmarks: each is a command that runs ours and the stock way in turn and prints the ratio of that one run."""

import statistics
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from core.errors import UnknownNameError

BENCHES = (
    "embed",
    "verify",
    "match",
    "keywords",
    "startup",
    "train",
    "collect",
    "load",
    "session",
    "hostile",
    "report",
    "projects",
    "virtual",
    "my-debut",
)
OPTIONS = {"startup": ("page",), "load": ("visitors", "rounds", "signed_in")}


def run(what: str, photos: Path | None = None, **more: Any) -> dict[str, dict[str, Any]]:
    """Run one benchmark: name -> {ours, baseline, ratio, unit, n}. more: options of that one, left out where empty.

    Raises UnknownNameError."""
    if what not in BENCHES:
        raise UnknownNameError(f"'{what}' 측정은 없습니다. 사용할 수 있는 측정: {', '.join(BENCHES)}")
    given = {name: value for name, value in more.items() if value and name in OPTIONS.get(what, ())}
    results: dict[str, dict[str, Any]] = import_module(f"core.bench.{what.replace('-', '_')}").run(photos, **given)
    return results


def seconds(work: Callable[[], object]) -> float:
    """Wall-clock seconds of one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def compare(
    ours: Callable[[], object], baseline: Callable[[], object], unit: str, per: int, rounds: int = 5
) -> dict[str, Any]:
    """Time both in turn `rounds` times, so that a drifting machine slows both. Medians, divided by `per` items.

    ratio > 1 means ours is faster."""
    times = [(seconds(ours), seconds(baseline)) for _ in range(rounds)]
    mine = statistics.median(pair[0] for pair in times) / per
    theirs = statistics.median(pair[1] for pair in times) / per
    return row(mine, theirs, unit, per * rounds)


def alone(values: list[float], unit: str, limit: float) -> dict[str, Any]:
    """A figure that has no stock way to stand against: the baseline is the limit it must stay under."""
    return row(statistics.median(values), limit, unit, len(values))


def row(ours: float, baseline: float, unit: str, n: int) -> dict[str, Any]:
    """A result of n measurements. ratio: baseline / ours."""
    return {"ours": ours, "baseline": baseline, "ratio": baseline / ours, "unit": unit, "n": n}


def spread(name: str, values: Sequence[float | None], limit: float | None) -> dict[str, dict[str, Any]]:
    """Median and 95th percentile in seconds of what came, against a limit where there is one."""
    import numpy as np

    came = [value for value in values if value is not None]
    found = {f"{name}_p{q}": float(np.percentile(came, q)) for q in (50, 95) if came}
    if limit is None:
        return {figure: {"ours": ours, "unit": "s", "n": len(came)} for figure, ours in found.items()}
    return {figure: row(ours, limit, "s", len(came)) for figure, ours in found.items()}
