"""A line-up from untrusted files: find the faces, judge each trainee, add up the line-up. In memory only."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from core.faces.engine import AnalysedPhoto, Engine
from core.intake import by_trainee, expand
from core.matching.lineup import aggregate
from core.matching.model import ResemblanceModel
from core.services.lineup.kept import kept
from core.services.lineup.settle import SEVERAL_PEOPLE, settled
from core.services.permitted import permitted
from core.stats.arrays import one_blas_thread
from core.types import GroupScores, LineupResult, PhotoFaces, Progress, TraineeResult, Upload, silent

ALL_COVERED = "모든 사진에서 얼굴이 가려져 있어 뚜렷하다고 할 수 없습니다. 가리지 않은 사진을 더해 주세요."
ONE_BARE = "얼굴이 가려지지 않은 사진이 한 장뿐이라 뚜렷하다고 할 수 없습니다. 가리지 않은 사진을 더해 주세요."
NO_USABLE_PHOTO = "쓸 수 있는 사진이 없습니다. 얼굴이 또렷한 정면 사진을 한 장 이상 올려 주세요."


@permitted("lineup.analyse")
def analyse(
    uploads: Iterable[Upload], engine: Engine, model: ResemblanceModel, progress: Progress = silent
) -> LineupResult:
    """Uploads (photos, ZIPs, files of folders) to a judged line-up. A bad file is reported, never raised."""
    accepted, refused = expand(uploads)
    return judge(look_at(by_trainee(accepted), engine, progress), engine.name, model, refused)


def look_at(
    trainees: Mapping[str, Sequence[Upload]], engine: Engine, progress: Progress = silent
) -> dict[str, list[PhotoFaces]]:
    """Photos by trainee to the same photos with their faces, ready for `judge`."""
    ordered = [upload for group in trainees.values() for upload in group]
    found = iter(engine.survey(ordered, kept, progress))
    return {name: [_embedded(next(found)) for _ in group] for name, group in trainees.items()}


def _embedded(found: AnalysedPhoto[PhotoFaces]) -> PhotoFaces:
    own = found.faces
    weights = {**own.weights, **found.weights}
    return replace(
        found.note, embedding=own.embedding, others=found.others, weights=weights, status=own.status, code=own.code,
        reason=own.reason,
    )  # fmt: skip


@permitted("lineup.analyse")
def judge(
    photos: Mapping[str, Sequence[PhotoFaces]], engine: str, model: ResemblanceModel, refused: Sequence[PhotoFaces] = ()
) -> LineupResult:
    """Analysed photos by trainee to a judged line-up; call again after a rename, a move or another choice of face."""
    with one_blas_thread():  # small products: of many visitors at once, threads that wait for each other cost ten times
        trainees = tuple(_judge_one(name, list(own), model) for name, own in photos.items() if own)
    scored = [list(trainee.scores.values.values()) for trainee in trainees if trainee.scores]
    lineup = aggregate(np.array(scored), model.groups) if scored else None
    if lineup:
        lineup = replace(lineup, nobody=float(np.mean([t.nobody for t in trainees if t.nobody is not None])))
    sure = model.calibration.clear_from if model.calibration.confidence else None
    return LineupResult(engine, model.groups, trainees, lineup, tuple(refused), sure)


def _judge_one(name: str, came: list[PhotoFaces], model: ResemblanceModel) -> TraineeResult:
    photos, differ = settled(came, model)
    usable = [photo.embedding for photo in photos if photo.usable and photo.embedding is not None]
    if not usable:
        nothing = (None,) * len(photos)
        return TraineeResult(name, tuple(photos), nothing, None, None, None, (), NO_USABLE_PHOTO)
    embeddings, weights = np.stack(usable), [photo.weight for photo in photos if photo.usable]
    rows = iter(model.score_photos(embeddings, weights))
    photo_scores = tuple(_scores(model, next(rows)) if photo.usable else None for photo in photos)
    judgement = model.judge(embeddings, weights)
    judged = TraineeResult(
        name,
        tuple(photos),
        photo_scores,
        _scores(model, judgement.scores),
        judgement.confidence,
        judgement.verdict,
        judgement.nearest,
        judgement.reason,
        judgement.known,
        judgement.nobody,
        judgement.carriers,
    )
    if differ:
        return replace(judged, verdict="unclear", reason=SEVERAL_PEOPLE)
    bare = [photo for photo in photos if photo.usable and photo.code != "covered"]
    if len(bare) < min(2, len(usable)):  # what covers them leans to whoever wears the same, and one photo is not enough
        return replace(judged, verdict="unclear", reason=ONE_BARE if bare else ALL_COVERED)
    alike, counted = judged.agreement
    if judged.verdict != "nobody" and counted > 1 and 2 * alike <= counted:  # whatever the mean of them says
        return replace(judged, verdict="unclear", reason=_disagreeing(counted, alike))
    return judged


def _disagreeing(photos: int, alike: int) -> str:
    agreed = f"{alike}장만" if alike else "한 장도"
    result = "이 결과와 같습니다" if alike else "이 결과와 같지 않습니다"
    return (
        f"사진마다 가까운 그룹이 다릅니다(쓸 수 있는 사진 {photos}장 가운데 {agreed} {result}). 모두 같은 사람의 "
        "사진인지 확인해 주세요."
    )


def _scores(model: ResemblanceModel, row: Iterable[float]) -> GroupScores:
    return GroupScores({group: float(value) for group, value in zip(model.groups, row, strict=True)})


def photos_by_trainee(result: LineupResult) -> dict[str, list[PhotoFaces]]:
    """The analysed photos of a result, ready to be renamed, moved and judged again."""
    return {trainee.name: list(trainee.photos) for trainee in result.trainees}


def lineup_json(result: LineupResult) -> dict[str, Any]:
    """The object that `match --json` prints (keys: see the README's command line). Boxes in pixels of the original."""
    lineup = result.lineup
    return {
        "engine": result.engine,
        "groups": list(result.groups),
        "trainees": [_trainee_json(trainee) for trainee in result.trainees],
        "lineup": {
            "scores": dict(lineup.scores.values) if lineup else None,
            "top": lineup.scores.top if lineup else None,
            "nobody": lineup.nobody if lineup else None,
            "confidence": lineup.confidence if lineup else None,
            "interval": {group: list(ends) for group, ends in lineup.interval.items()}
            if lineup and lineup.interval
            else None,
            "reason": lineup.reason if lineup else NO_USABLE_PHOTO,
        },
        "refused": [{"file": photo.path, "reason": photo.reason} for photo in result.refused],
    }


def _trainee_json(trainee: TraineeResult) -> dict[str, Any]:
    return {
        "name": trainee.name,
        "photos": [
            _photo_json(photo, scores) for photo, scores in zip(trainee.photos, trainee.photo_scores, strict=True)
        ],
        "scores": dict(trainee.scores.values) if trainee.scores else None,
        "top": trainee.scores.top if trainee.scores else None,
        "nobody": trainee.nobody,
        "confidence": trainee.confidence,
        "verdict": trainee.verdict,
        "nearest": [
            {"member": near.member.member, "group": near.member.group, "similarity": near.similarity}
            for near in trainee.nearest
        ],
        "carriers": [
            {"member": own.member.member, "similarity": own.similarity, "share": own.share} for own in trainee.carriers
        ],
        "reason": trainee.reason,
        "known": {"member": trainee.known.member, "group": trainee.known.group} if trainee.known else None,
    }


def _photo_json(photo: PhotoFaces, scores: GroupScores | None) -> dict[str, Any]:
    box = None
    if photo.face and photo.picture:
        edges = (photo.face.box.left, photo.face.box.top, photo.face.box.width, photo.face.box.height)
        box = [round(edge / photo.picture.scale, 1) for edge in edges]
    return {
        "file": photo.path,
        "status": photo.status,
        "code": photo.code,
        "reason": photo.reason,
        "box": box,
        "group": scores.top if scores else None,
        "scores": dict(scores.values) if scores else None,
    }
