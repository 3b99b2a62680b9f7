"""Colours of hair as an eye sees them, linear RGB: what dye makes of it, and what has grown out at the scalp."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

Rgb = tuple[float, float, float]
DARK: Rgb = (0.020, 0.013, 0.010)


@dataclass(frozen=True, slots=True)
class Colour:
    """base: of its length; root: at the scalp, which fades into the base over `root_length`, a share of the strand.

    gloss: how much light it mirrors. variation: how much strands differ among themselves, a share of the base."""

    base: Rgb
    root: Rgb = DARK
    root_length: float = 0.15
    gloss: float = 0.5
    variation: float = 0.35


COLOURS: Mapping[str, Colour] = MappingProxyType(
    {
        "black": Colour((0.012, 0.010, 0.010), (0.011, 0.009, 0.009), gloss=0.6),
        "dark_brown": Colour((0.036, 0.020, 0.013)),
        "brown": Colour((0.075, 0.040, 0.023), (0.040, 0.023, 0.015)),
        "light_brown": Colour((0.17, 0.098, 0.053), (0.075, 0.043, 0.026)),
        "chestnut": Colour((0.105, 0.038, 0.018), (0.045, 0.022, 0.014)),
        "wine": Colour((0.085, 0.012, 0.018), (0.032, 0.012, 0.012)),
        "ash_grey": Colour((0.22, 0.205, 0.195), (0.065, 0.055, 0.050)),
        "platinum": Colour((0.58, 0.49, 0.36), (0.20, 0.155, 0.105), 0.10),
        "pink": Colour((0.56, 0.26, 0.29), (0.17, 0.085, 0.085), 0.10),
        "lavender": Colour((0.37, 0.30, 0.47), (0.13, 0.105, 0.15), 0.10),
        "blue_black": Colour((0.011, 0.016, 0.034), (0.010, 0.010, 0.014), gloss=0.6),
    }
)
