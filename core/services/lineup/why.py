"""Why a trainee is nearer to one group than to another: what in a photo carries the difference, and what it is like."""

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
    """face: (s, s, 3) uint8 RGB as the network sees it; map: of the likeness to `top` over `second`.

    alike: a reference photo cut in the same way, None where it cannot be read or there is none."""

    top: str
    second: str
    face: Chip = field(repr=False)
    map: Saliency
    alike: Chip | None = field(repr=False)


def nearest_of_top(trainee: TraineeResult) -> MemberId | None:
    """The nearest member of the group that the trainee is nearest to, where it is among the nearest at all."""
    top = trainee.scores.top if trainee.scores else ""
    return next((near.member for near in trainee.nearest if near.member.group == top), None)


def why(
    trainee: TraineeResult, photo: PhotoFaces, engine: Engine, model: ResemblanceModel, reference: Path | None = None
) -> Why:
    """Explain one usable photo of a trainee, against the two groups that the trainee is nearest to.

    About 160 faces are embedded. reference: a photo to show beside it. Raises ValueError where the photo has no picture
    or face."""
    if photo.shown is None or trainee.scores is None:
        raise ValueError("this photo cannot be explained")
    (top, _), (second, _) = trainee.scores.ranked()[:2]
    jpeg, shown = photo.shown
    with Image.open(io.BytesIO(jpeg)) as picture:
        face = engine.embedder.cut(np.asarray(picture.convert("RGB")), shown.landmarks)
    columns = [model.groups.index(group) for group in (top, second)]

    def lead(chips: Chip) -> Array:
        ranking = model.ranking(embedded(engine.embedder, chips)[0])
        result: Array = ranking[:, columns[0]] - ranking[:, columns[1]]
        return result

    with one_blas_thread():
        found = saliency(face, lead)
    return Why(top, second, face, found, _cut(reference, engine) if reference else None)


def _cut(path: Path, engine: Engine) -> Chip | None:
    try:
        (found,) = engine.analyse([Upload(path.name, path.read_bytes())])
    except OSError:
        return None
    return engine.embedder.cut(found.photo.pixels, found.face.landmarks) if found.photo and found.face else None
