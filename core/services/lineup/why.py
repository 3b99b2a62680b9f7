"""Why a trainee is nearer to one group than to another: faces cut alike to compare, and what in a photo carries the
difference."""

import io
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.faces.engine import Engine, embedded
from core.faces.saliency import Saliency, saliency
from core.matching.model import ResemblanceModel
from core.stats.arrays import Array, one_blas_thread
from core.types import MemberId, PhotoFaces, TraineeResult, Upload

Chip = NDArray[np.uint8]


@dataclass(frozen=True)
class Why:
    """face: (s, s, 3) uint8 RGB as the network sees it; map: of the likeness to `top` over `second`."""

    top: str
    second: str
    face: Chip = field(repr=False)
    map: Saliency


def to_compare(trainee: TraineeResult) -> tuple[MemberId, int] | None:
    """A member and the number of the photo whose face is shown beside one of that member's: who carries the answer
    most, or where the answer is nobody the nearest member of all; the photo says by itself what is answered, as
    strongly as any. None where no photo counts."""
    if trainee.scores is None:
        return None
    members = trainee.nearest if trainee.verdict == "nobody" else trainee.carriers
    top = trainee.scores.top
    rows = [
        (scores.values[top], -row)
        for row, (photo, scores) in enumerate(zip(trainee.photos, trainee.photo_scores, strict=True))
        if scores is not None and photo.shown is not None
    ]
    return (members[0].member, -max(rows)[1]) if members and rows else None


def face_of(photo: PhotoFaces, engine: Engine) -> Chip:
    """(s, s, 3) uint8 RGB, the photo's chosen face as the network sees it. Raises ValueError without one."""
    if photo.shown is None:
        raise ValueError("this photo has no picture or no face")
    jpeg, shown = photo.shown
    with Image.open(io.BytesIO(jpeg)) as picture:
        return engine.embedder.cut(np.asarray(picture.convert("RGB")), shown.landmarks)


def face_on_file(path: Path, engine: Engine) -> Chip | None:
    """The same of a reference photo; None where it cannot be read or shows no face."""
    try:
        (found,) = engine.analyse([Upload(path.name, path.read_bytes())])
    except OSError:
        return None
    return engine.embedder.cut(found.photo.pixels, found.face.landmarks) if found.photo and found.face else None


def why(trainee: TraineeResult, photo: PhotoFaces, engine: Engine, model: ResemblanceModel) -> Why:
    """Explain one usable photo of a trainee, against the two groups that the trainee is nearest to.

    About 160 faces are embedded. Raises ValueError where the photo has no picture or face."""
    if trainee.scores is None:
        raise ValueError("this trainee has no answer to explain")
    (top, _), (second, _) = trainee.scores.ranked()[:2]
    face = face_of(photo, engine)
    columns = [model.groups.index(group) for group in (top, second)]

    def lead(chips: Chip) -> Array:
        ranking = model.ranking(embedded(engine.embedder, chips)[0])
        result: Array = ranking[:, columns[0]] - ranking[:, columns[1]]
        return result

    with one_blas_thread():
        found = saliency(face, lead)
    return Why(top, second, face, found)
