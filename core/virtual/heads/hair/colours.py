"""Colours of hair as Blender's principled hair shader takes them: pigment, and dye over it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Colour:
    """melanin, redness: of the pigment, 0 (white) to 1 (black), 0 (grey brown) to 1 (red). tint: dye, linear RGB.

    root: melanin at the scalp, where hair has grown since it was dyed; it fades over `root_length`, a share of the
    strand. roughness, radial: along and around the strand. variation: how much strands differ among themselves."""

    melanin: float
    redness: float
    tint: tuple[float, float, float] = (1.0, 1.0, 1.0)
    root: float = 0.0
    root_length: float = 0.15
    roughness: float = 0.28
    radial: float = 0.5
    variation: float = 0.25


COLOURS: Mapping[str, Colour] = MappingProxyType(
    {
        "black": Colour(0.97, 0.35, root=0.98, roughness=0.24, variation=0.12),
        "dark_brown": Colour(0.86, 0.55, root=0.93, roughness=0.26),
        "brown": Colour(0.70, 0.60, root=0.86),
        "light_brown": Colour(0.50, 0.55, root=0.76, variation=0.3),
        "chestnut": Colour(0.78, 0.95, (1.0, 0.66, 0.56), root=0.88),
        "wine": Colour(0.70, 1.0, (0.75, 0.16, 0.22), root=0.86),
        "ash_grey": Colour(0.40, 0.05, (0.74, 0.80, 0.88), root=0.74, variation=0.2),
        "platinum": Colour(0.10, 0.30, (1.0, 0.94, 0.80), root=0.55, root_length=0.1, variation=0.15),
        "pink": Colour(0.08, 0.40, (1.0, 0.42, 0.56), root=0.45, root_length=0.1, variation=0.15),
        "lavender": Colour(0.10, 0.10, (0.62, 0.48, 0.86), root=0.5, root_length=0.1, variation=0.15),
        "blue_black": Colour(0.80, 0.0, (0.28, 0.42, 0.95), root=0.92, variation=0.12),
    }
)
