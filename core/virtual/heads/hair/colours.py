"""Colours of hair as Blender's principled hair shader takes them: pigment, and dye over it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Colour:
    """melanin, redness: of the pigment, 0 (white) to 1 (black), 0 (grey brown) to 1 (red). tint: dye, linear RGB, of
    which the shader makes an absorption of (log(tint) / 5.5)², after Chiang and others (2016): little, unless dark.

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
        "chestnut": Colour(0.72, 0.95, (1.0, 0.037, 1.0), root=0.86),
        "wine": Colour(0.62, 1.0, (0.40, 0.0034, 0.03), root=0.86),
        "ash_grey": Colour(0.20, 0.05, (0.08, 0.13, 1.0), root=0.66, variation=0.2),
        "platinum": Colour(0.06, 0.30, (0.45, 0.36, 1.0), root=0.45, root_length=0.1, variation=0.15),
        "pink": Colour(0.05, 0.40, (1.0, 0.068, 0.18), root=0.30, root_length=0.1, variation=0.15),
        "lavender": Colour(0.06, 0.10, (0.125, 0.06, 1.0), root=0.32, root_length=0.1, variation=0.15),
        "blue_black": Colour(0.45, 0.0, (0.0034, 0.012, 1.0), root=0.85, variation=0.12),
    }
)
