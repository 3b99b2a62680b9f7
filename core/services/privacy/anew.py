"""A version judged anew from its kept photos, by the set, engine and model that are in use now."""

from collections.abc import Sequence
from math import hypot

from core.access.actor import Actor
from core.errors import PrivacyError
from core.faces.engine import Engine
from core.projects.version import Version
from core.services.lineup.match import judge, look_at
from core.services.lineup.settle import choose, leave_out
from core.services.permitted import check
from core.services.privacy.photos import Opened, open_photos
from core.services.projects import versions
from core.services.reference.sets import ActiveSet
from core.settings import Settings
from core.storage.privacy.kept import Kept
from core.types import PhotoFaces, Progress, Upload, silent

NO_PHOTOS = "이 버전에는 보관한 사진이 없습니다. 라인업을 다시 올려 분석해 주세요."


def judge_anew(
    settings: Settings, actor: Actor, project: str, number: int, engine: Engine, active: ActiveSet, said: str,
    progress: Progress = silent,
) -> Version:  # fmt: skip
    """The answer is saved as a new version that comes from this one and rests on the smaller copies of its photos, by
    which it may differ a little from an answer by the photos themselves: a comparison of the two names other photos.
    Trainees without kept photos are left out of it. Raises PrivacyError, EngineError."""
    check(settings, actor, "project.change", f"project/{project}", project=project)
    before = versions.version(settings, actor, project, number)
    opened = open_photos(settings, actor, project, number)
    if not opened:
        raise PrivacyError(NO_PHOTOS)
    by_name: dict[str, list[Opened]] = {}
    for one in opened:
        by_name.setdefault(one.trainee, []).append(one)
    uploads = {name: [Upload(one.file, one.jpeg) for one in own] for name, own in by_name.items()}
    found = look_at(uploads, engine, progress)
    decided = {name: _as_decided(found[name], own) for name, own in by_name.items()}
    result = judge(decided, engine.name, active.model)
    benched = [one.name for one in before.trainees if one.name not in by_name]
    saved = versions.save(
        settings, actor, project, result, active, parent=number, said=said, is_demo=before.is_demo, benched=benched
    )
    Kept(settings).share(project, number, saved.number)
    return saved


def _as_decided(photos: Sequence[PhotoFaces], kept: Sequence[Opened]) -> list[PhotoFaces]:
    """With what the visitor had decided about each."""
    decided = []
    for photo, own in zip(photos, kept, strict=True):
        if own.left_out:
            decided.append(leave_out(photo))
        elif own.spot is not None and photo.faces:
            x, y = own.spot
            away = [hypot(face.box.center[0] - x, face.box.center[1] - y) for face in photo.faces]
            decided.append(choose(photo, away.index(min(away))))
        else:
            decided.append(photo)
    return decided
