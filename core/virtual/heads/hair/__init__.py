"""Hair of parametric heads: styles and colours as data, grown as strands with numpy and scipy alone."""

from core.virtual.heads.hair.colours import COLOURS, Colour
from core.virtual.heads.hair.grow import grow_style
from core.virtual.heads.hair.scalp import cover
from core.virtual.heads.hair.styles import STYLES as _TABLE

__all__ = ["COLOURS", "STYLES", "Colour", "cover", "grow"]

import numpy as np

from core.virtual.heads.mesh import Head
from core.virtual.heads.strands import Strands

STYLES: tuple[str, ...] = tuple(_TABLE)


def grow(head: Head, style: str, colour: str, rng: np.random.Generator, density: float = 1.0) -> list[Strands]:
    """Strands of a style on a head, in its frame. The same generator state gives the same hair.

    colour: of `COLOURS`; only checked here. density: 1 for a picture, .15 for a preview. Raises KeyError for a style
    or colour that is not in the tables."""
    COLOURS[colour]
    return grow_style(head, _TABLE[style], rng, density)
