"""What the studio asks of whatever makes faces."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from core.virtual.face import Expression, Face, Shot


@dataclass(frozen=True, slots=True)
class Control:
    """A named direction in which a face can be changed by hand. code: what its Korean name is found by.

    direction: (size,) float32: what one step adds to a latent; lowest, highest: steps that still look like a face."""

    code: str
    direction: NDArray[np.float32]
    lowest: float = -2.0
    highest: float = 2.0


class Generator(Protocol):
    """Makes faces from numbers. The same face and shot give the same picture, on any machine, but for rounding.

    Raises StudioError where it cannot work here (missing package, wrong file)."""

    @property
    def code(self) -> str:
        """What tells generators apart."""

    @property
    def version(self) -> str:
        """Changes whenever the same numbers would give another picture."""

    @property
    def size(self) -> int:
        """How many numbers a latent has; where they are many, the first change the face most."""

    @property
    def expressions(self) -> Sequence[Expression]:
        """Those that it can show."""

    @property
    def angles(self) -> Sequence[float]:
        """Degrees of yaw that it can show well."""

    @property
    def controls(self) -> Sequence[Control]:
        """What can be changed by hand."""

    @property
    def looks(self) -> dict[str, Sequence[str]]:
        """What can be chosen of a `Face.look`, by name: the codes. What is a number has none."""

    def sample(self, seed: int) -> Face:
        """A face by chance; the same for the same seed."""

    def previews(self, faces: Sequence[Face]) -> list[NDArray[np.uint8]]:
        """Small frontal pictures, (h, w, 3) uint8 RGB, good enough for the studio's own detector and embedder.

        Quick: they serve a search."""

    def picture(self, face: Face, shot: Shot, pixels: int = 768) -> NDArray[np.uint8]:
        """(pixels, pixels, 3) uint8 RGB, as well as the generator can."""

    def close(self) -> None:
        """Ends what it has started (worker processes, sessions)."""
