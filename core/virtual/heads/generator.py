"""The parametric heads as a generator of faces."""

import os
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.virtual.face import EXPRESSIONS, Expression, Face, Shot
from core.virtual.generator import Control
from core.virtual.heads import controls, identity, look
from core.virtual.heads.assets import require_renderer
from core.virtual.heads.process.wire import request
from core.virtual.heads.process.workers import Workers

CODE, VERSION = "heads", "1"
PREVIEW = 176  # pixels


class Heads:
    """See `core.virtual.generator.Generator`. Raises StudioError where its packages are absent."""

    def __init__(self, workers: int = min(2, os.cpu_count() or 1)) -> None:
        require_renderer()
        self._workers = Workers(workers)

    code = CODE
    version = VERSION

    @property
    def size(self) -> int:
        return identity.size()

    @property
    def expressions(self) -> Sequence[Expression]:
        return EXPRESSIONS

    @property
    def angles(self) -> Sequence[float]:
        """Degrees of yaw: further round, an ear of the base mesh is seen too well."""
        return (-25.0, -12.0, 0.0, 12.0, 25.0)

    @property
    def controls(self) -> Sequence[Control]:
        return controls.controls()

    @property
    def looks(self) -> dict[str, Sequence[str]]:
        return look.codes()

    def sample(self, seed: int) -> Face:
        """A face and a look by chance; the same for the same seed."""
        chance = np.random.default_rng(seed)
        latent = chance.standard_normal(self.size).astype(np.float32)
        return Face(latent, look.by_chance(chance), CODE, VERSION)

    def previews(self, faces: Sequence[Face]) -> list[NDArray[np.uint8]]:
        """(PREVIEW, PREVIEW, 3) each: frontal, without hair that would hide the face."""
        return self._workers.ask_all([request(face, None, PREVIEW) for face in faces])

    def picture(self, face: Face, shot: Shot, pixels: int = 768) -> NDArray[np.uint8]:
        """The full picture."""
        return self._workers.ask(request(face, shot, pixels))

    def close(self) -> None:
        self._workers.close()
