"""What is asked of debut plans: line-ups that could be, against trying each of them alone; and plans on file.

`what_if`: 5 of 12 candidates, 792 line-ups, toward a mix of three groups; both ways must find the same. `list`, `open`:
500 plans of 10 line-ups, seconds against their limit (the pages: `bench startup --page projects`)."""

import tempfile
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np

from core.access.actor import LOCAL
from core.bench import alone, compare, seconds
from core.bench.plans_on_file import GROUPS, lineup, put_on_file
from core.projects.what_if import choose, target_mix
from core.services.projects import plans, versions
from core.settings import get_settings

CANDIDATES, SIZE, ROUNDS = 12, 5, 5
LIST_LIMIT_S, OPEN_LIMIT_S = 0.6, 0.5
WANTED = {"itzy": 2.0, "twice": 1.0, "blackpink": 1.0}


def run(_: Path | None = None) -> dict[str, dict[str, Any]]:
    """Seconds, ours and the plain way in turn. Raises AssertionError where they differ."""
    people = lineup(CANDIDATES).trainees
    scores = np.array([list(one.scores.values()) for one in people if one.scores])
    nobody, target = np.full(CANDIDATES, 0.1), target_mix(GROUPS, WANTED)

    def plain() -> float:
        best = 0.0
        for rows in combinations(range(CANDIDATES), SIZE):
            mean = [sum(scores[row][k] for row in rows) / SIZE for k in range(len(GROUPS))]
            best = max(best, sum(min(a, b) for a, b in zip(mean, target, strict=True)))
        return best

    ours = choose(scores, nobody, target, SIZE)
    assert ours.exact and abs(ours.best[0].fit - plain()) < 1e-9, "a line-up that fits better was missed"
    found = {"what_if": compare(lambda: choose(scores, nobody, target, SIZE), plain, "s", 1, ROUNDS)}
    with tempfile.TemporaryDirectory() as place:
        settings = get_settings().model_copy(update={"workspace": Path(place)})
        last = put_on_file(settings)
        listed = [seconds(lambda: plans.plans(settings, LOCAL)) for _ in range(ROUNDS)]
        opened = [seconds(lambda: versions.version(settings, LOCAL, last, 5)) for _ in range(ROUNDS)]
    return found | {"list": alone(listed, "s", LIST_LIMIT_S), "open": alone(opened, "s", OPEN_LIMIT_S)}
