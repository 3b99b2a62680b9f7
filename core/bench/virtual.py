"""Faces that exist nowhere: a full picture of 768 px, a preview, and how long a face takes to reach a group of the set.

`picture`, `preview`: seconds against their limits, warm. `steer`: seconds until the search of each group ends, and
`steer_resemblance`: the least of what they reached, where more is better; `evaluations` beside them. With the heads
where they are here, else with the company's own generator."""

import os
import sys
from functools import partial
from pathlib import Path
from typing import Any

from core.bench import alone, seconds
from core.services.virtual.generators import open_generator
from core.services.virtual.judge import load_judge
from core.services.virtual.steering import steer
from core.settings import get_settings
from core.virtual.face import Shot
from core.virtual.steer import Target

PICTURE_LIMIT_S, PREVIEW_LIMIT_S, STEER_LIMIT_S, LEAST = 8.0, 0.5, 360.0, 0.6
ROUNDS, PIXELS, EVALUATIONS = 3, 768, 400


def run(_: Path | None = None) -> dict[str, dict[str, Any]]:
    """One seed a group; three seeds each: `python -m core virtual steer`."""
    settings = get_settings()
    judge, generator = load_judge(settings), open_generator(settings)
    try:
        faces = [generator.sample(seed) for seed in range(ROUNDS + 1)]
        generator.previews(faces[:1])  # starts what it needs
        generator.picture(faces[0], Shot(), PIXELS)
        full = [seconds(partial(generator.picture, face, Shot(), PIXELS)) for face in faces[1:]]
        small = [seconds(partial(generator.previews, faces)) / len(faces) for _ in range(ROUNDS)]
        found = [
            steer(generator, judge, Target.of_group(group), seed, evaluations=EVALUATIONS, seconds=STEER_LIMIT_S)
            for seed, group in enumerate(judge.groups)
        ]
    finally:
        generator.close()
    print(f"load average {os.getloadavg()[0]:.1f}; generator {generator.code}", file=sys.stderr)
    least = min(one.score for one in found)
    return {
        "picture": alone(full, "s", PICTURE_LIMIT_S),
        "preview": alone(small, "s", PREVIEW_LIMIT_S),
        "steer": alone([one.seconds for one in found], "s", STEER_LIMIT_S)
        | {"evaluations": [one.evaluations for one in found], "kept": sum(one.kept for one in found)},
        "steer_resemblance": {"ours": least, "baseline": LEAST, "ratio": least / LEAST, "unit": "resemblance",
                              "n": len(found)},
    }  # fmt: skip
