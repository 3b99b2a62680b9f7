"""The studio's own eyes on made pictures: engine and model in use, just as a line-up is judged, and the guard."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.faces.engine import Engine
from core.matching.model import ResemblanceModel
from core.services.permitted import permitted
from core.services.reference.sets import judging
from core.settings import Settings
from core.stats.arrays import Array, one_blas_thread
from core.types import Progress, Status, Upload, silent
from core.virtual.guard import Closeness, Guard, apart
from core.virtual.steer import Seen

Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Look:
    """What is seen on a picture. status, reason: of the photo, as a line-up says them. The rest is None where no face
    can be used. scores: (G,) resemblance; nobody: probability of being close to none; distance: to the nearest of the
    faces it was compared with, None without any."""

    status: Status
    reason: str
    scores: Array | None = None
    nobody: float | None = None
    close: Closeness | None = None
    embedding: Vector | None = field(default=None, repr=False)
    distance: float | None = None


@dataclass(frozen=True)
class Judge:
    """engine, model: in use; guard: fitted to the same set."""

    engine: Engine
    model: ResemblanceModel
    guard: Guard

    @property
    def groups(self) -> tuple[str, ...]:
        return self.model.groups

    def look(self, pictures: Sequence[NDArray[np.uint8]], others: Sequence[Vector] = ()) -> list[Look]:
        """Pictures, (h, w, 3) uint8 RGB, each alone. others: embeddings of faces that it must differ from."""
        files = [Upload(f"{number}.png", _png(pixels)) for number, pixels in enumerate(pictures)]
        found = []
        with one_blas_thread():
            for photo in self.engine.analyse(files, keep_pixels=False):
                if not photo.usable or photo.embedding is None:
                    found.append(Look(photo.status, photo.reason))
                    continue
                row = photo.embedding[None]
                judged = self.model.judge(row, [photo.weight])
                close = self.guard.looked_at(row)[0]
                far = apart(self.model, np.stack([photo.embedding, *others]))[0, 1:]
                distance = float(far.min()) if len(far) else None
                found.append(
                    Look(photo.status, photo.reason, judged.scores, judged.nobody, close, photo.embedding, distance)
                )  # fmt: skip
        return found

    def seen(self, look: Look, margin: float = 0.0) -> Seen:
        """What a search is told. margin: by which guard and floor are to be kept, as a preview is not the picture."""
        if look.scores is None or look.close is None:
            return Seen(None)
        beyond = look.close.over + margin
        if look.distance is not None:
            beyond = max(beyond, self.guard.floor + margin - look.distance)
        return Seen(look.scores, beyond, kept=beyond <= 0 and look.close.kept)


@permitted("virtual.read")
def load_judge(
    settings: Settings, reference: Path | None = None, engine: str | None = None, progress: Progress = silent
) -> Judge:
    """Of the set in use, or of a folder. Reads what is on file and adds nothing. Raises StudioError."""
    own, faces, model = judging(settings, reference, engine, progress)
    return Judge(own, model, Guard.fit(model, faces))


def _png(pixels: NDArray[np.uint8]) -> bytes:
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "PNG", compress_level=1)
    return out.getvalue()
