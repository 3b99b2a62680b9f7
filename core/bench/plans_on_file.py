"""Five hundred debut plans of ten line-ups each, of scores that are drawn."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np

from core.access.actor import LOCAL
from core.matching.lineup import aggregate
from core.projects.version import JudgedBy, JudgedLineup, JudgedPhoto, JudgedTrainee, Version
from core.services.projects import plans
from core.settings import Settings
from core.storage.projects import Projects

PLANS, VERSIONS, TRAINEES, PHOTOS = 500, 10, 9, 8
GROUPS = ("dreamcatcher", "mamamoo", "blackpink", "izone", "ohmygirl", "itzy", "twice")


def lineup(trainees: int = TRAINEES, seed: int = 0) -> Version:
    """A line-up of so many candidates."""
    scores = np.random.default_rng(seed).dirichlet(np.full(len(GROUPS), 0.6), trainees)
    people = []
    for number, row in enumerate(scores.tolist()):
        own = dict(zip(GROUPS, row, strict=True))
        top = max(own, key=lambda group: own[group])
        photos = tuple(JudgedPhoto(f"{number}_{k}.jpg", "ok", top=top, score=own[top]) for k in range(PHOTOS))
        people.append(JudgedTrainee(f"연습생 {number + 1}", photos, own, 0.1, 0.8, "unclear"))
    whole = aggregate(scores, GROUPS)
    judged = JudgedBy("SFace", "demo", "데모 그룹", True, "0" * 64, {group: group for group in GROUPS}, 28, 224)
    kept = JudgedLineup(whole.scores.values, whole.confidence, whole.interval, 0.1)
    return Version(0, 0, LOCAL.name, datetime.now(UTC), judged, tuple(people), kept)


def put_on_file(settings: Settings, count: int = PLANS, each: int = VERSIONS) -> str:
    """Returns the id of the last plan."""
    store, drawn = Projects(settings), [lineup(seed=seed) for seed in range(each)]
    made = ""
    for number in range(count):
        made = plans.create(settings, LOCAL, f"데뷔 프로젝트 {number + 1}", note="여름, 다섯 명").id
        for one in drawn:
            store.save_version(made, replace(one, said="회의에서 본 안"))
    return made
