"""A face that exists nowhere, and how it is to be shown: values that every generator understands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Expression = Literal["neutral", "smile", "open", "serious", "surprised"]
EXPRESSIONS: tuple[Expression, ...] = ("neutral", "smile", "open", "serious", "surprised")
Mood = Literal["studio", "fresh", "dreamy", "girl_crush", "elegant", "retro"]
MOODS: tuple[Mood, ...] = ("studio", "fresh", "dreamy", "girl_crush", "elegant", "retro")


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """latent: (size,) float32, what makes the face, in the generator's own numbers, standard normal where it samples.

    look: what is chosen beside the face and no recogniser should go by, by name: hair style and colour, make-up ...
    (code or number; a generator fills in what is missing). generator, version: whose numbers these are."""

    latent: NDArray[np.float32]
    look: Mapping[str, str | float] = field(default_factory=lambda: MappingProxyType({}))
    generator: str = ""
    version: str = ""

    def __post_init__(self) -> None:
        latent = np.array(self.latent, np.float32)
        if latent.ndim != 1 or not np.isfinite(latent).all():
            raise ValueError("a latent is one row of finite numbers")
        latent.setflags(write=False)
        object.__setattr__(self, "latent", latent)
        object.__setattr__(self, "look", MappingProxyType(dict(self.look)))

    def __eq__(self, other: object) -> bool:
        """The same numbers and look, of the same generator."""
        if not isinstance(other, Face):
            return NotImplemented
        mine, theirs = ((one.look, one.generator, one.version) for one in (self, other))
        return mine == theirs and np.array_equal(self.latent, other.latent)

    def __hash__(self) -> int:
        return hash((self.latent.tobytes(), self.generator, self.version))


@dataclass(frozen=True, slots=True)
class Shot:
    """How a face is shown. yaw, pitch, roll: of the head in degrees, to the viewer's right, up, clockwise.

    mood: the light and the background of a concept. seed: of what is left to chance (grain, background)."""

    expression: Expression = "neutral"
    yaw: float = 0.0
    pitch: float = 0.0
    roll: float = 0.0
    mood: Mood = "studio"
    seed: int = 0
