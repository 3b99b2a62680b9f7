"""A square picture of the mean head's front, and brushes for it.

It shows the mean head's x and y, WINDOW decimetres wide; its first row is the lowest y, as Blender reads pictures.
Colours are linear RGB."""

from functools import cache, cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from core.virtual.heads.face_hair import along_line, lid_margin
from core.virtual.heads.look import Colour
from core.virtual.heads.mesh import mean_head

LEFT, LOW, WINDOW = -1.1, 5.95, 2.2  # of the picture, decimetres of the mean head
FINE = 1024  # the size that brushes are given for, in pixels

Picture = NDArray[np.float32]


class Canvas:
    """Masks of one size, (side, side), 0 to 1."""

    def __init__(self, side: int) -> None:
        self.side = side
        step = (np.arange(side, dtype=np.float32) + 0.5) * (WINDOW / side)
        self.across, self.up = np.meshgrid(LEFT + step, LOW + step)

    def spot(self, x: float, y: float, wide: float, high: float, tilt: float = 0.0) -> Picture:
        """A soft ellipse on both sides of the face, 1 in its middle. tilt: how much it rises to the temple."""
        across, up = np.abs(self.across[0]), self.up[:, :1]
        aside = ((across - x) / wide)[None]
        away = (up - y - tilt * (across - x)[None]) / high if tilt else (up - y) / high
        return np.asarray(np.exp(-(aside * aside)) * np.exp(-(away * away)), np.float32)

    def noise(self, seed: int, scale: float) -> Picture:
        """Smooth noise of mean 0 and deviation 1; scale: decimetres."""
        sigma = max(scale * self.side / WINDOW, 0.3)
        shrink = max(1, int(sigma / 2))
        cells = self.side // shrink + 2
        small = np.random.default_rng(seed).standard_normal((cells, cells), np.float32)
        small = cv2.GaussianBlur(small, (0, 0), sigma / shrink)
        if shrink > 1:
            small = cv2.resize(small, (self.side, self.side), interpolation=cv2.INTER_CUBIC)
        small = small[: self.side, : self.side]
        return np.asarray((small - small.mean()) / small.std(), np.float32)

    def soft(self, mask: NDArray[np.generic], pixels: float) -> Picture:
        """A mask with soft edges. pixels: of a picture of FINE."""
        blurred = cv2.GaussianBlur(np.asarray(mask, np.float32), (0, 0), max(pixels * self.side / FINE, 0.3))
        return np.asarray(blurred, np.float32)

    @cached_property
    def _lids(self) -> dict[bool, tuple[Picture, Picture]]:
        found = {}
        for upper in (True, False):
            roots, _ = lid_margin(mean_head(), "l", upper)
            fine = along_line(roots, np.linspace(0, 1, 60))
            x = np.abs(self.across)
            above = self.up - np.interp(x, fine[:, 0], fine[:, 1])
            along = (x - fine[0, 0]) / (fine[-1, 0] - fine[0, 0])
            found[upper] = (np.asarray(above, np.float32), np.asarray(along, np.float32))
        return found

    def above_lid(self, upper: bool) -> tuple[Picture, Picture]:
        """Of either side: how far above the lid's margin a place is, and where along it, 0 nose to 1 temple."""
        return self._lids[upper]


@cache
def canvas(side: int) -> Canvas:
    """The canvas of a size."""
    return Canvas(side)


def over(albedo: Picture, mask: Picture, colour: NDArray[np.float64] | Colour, strength: float = 1.0) -> None:
    """Lays a colour over a painting, in place."""
    share = np.clip(mask * np.float32(strength), 0, 1)[..., None]
    albedo += share * (np.asarray(colour, np.float32) - albedo)


def tint(albedo: Picture, mask: Picture, factor: tuple[float, float, float], strength: float = 1.0) -> None:
    """Multiplies a painting by a colour where the mask is, in place."""
    share = np.clip(mask * np.float32(strength), -1, 1)
    for channel, part in enumerate(factor):
        if part != 1.0:
            albedo[..., channel] *= 1 + share * np.float32(part - 1)
