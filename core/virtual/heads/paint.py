"""What a face is painted with, seen from the front of the mean head: its colour, its gloss, its make-up.

A painting is a square picture of the mean head's x and y, WINDOW decimetres wide; its first row is the lowest y, as
Blender reads pictures. Colours are linear RGB."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

from core.virtual.heads.face_hair import along_line, brow_line, brow_width, lid_margin
from core.virtual.heads.identity import Colouring
from core.virtual.heads.look import BLUSH_COLOURS, HAIR_COLOURS, SHADOW_COLOURS, Colour
from core.virtual.heads.mesh import Points, mean_head

LEFT, LOW, WINDOW = -1.1, 5.95, 2.2  # of the picture, decimetres of the mean head
SIDE = 1024  # pixels
FAIR, TANNED = np.array([0.765, 0.545, 0.440]), np.array([0.560, 0.350, 0.245])
MOUTH = 6.597  # y where the lips meet

Picture = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Painting:
    """albedo: (SIDE, SIDE, 3). finish: (SIDE, SIDE, 3): change of roughness (0.5 is none), strength of pores, gloss."""

    albedo: Picture
    finish: Picture


@cache
def _grid() -> tuple[Picture, Picture]:
    step = (np.arange(SIDE, dtype=np.float32) + 0.5) * (WINDOW / SIDE)
    return np.meshgrid(LEFT + step, LOW + step)


def _spot(x: float, y: float, wide: float, high: float, tilt: float = 0.0) -> Picture:
    """A soft ellipse on both sides of the face, 1 in its middle. tilt: how much it rises to the temple."""
    across, up = _grid()
    dx = (np.abs(across) - x) / wide
    dy = (up - y - tilt * (np.abs(across) - x)) / high
    return np.exp(-(dx * dx + dy * dy)).astype(np.float32)


def _noise(seed: int, scale: float) -> Picture:
    """Smooth noise of mean 0 and deviation 1; scale: decimetres."""
    sigma = scale * SIDE / WINDOW
    shrink = max(1, int(sigma / 3))
    small = np.random.default_rng(seed).standard_normal((SIDE // shrink + 2, SIDE // shrink + 2)).astype(np.float32)
    small = gaussian_filter(small, sigma / shrink)
    if shrink > 1:
        import cv2

        small = cv2.resize(small, (SIDE, SIDE), interpolation=cv2.INTER_CUBIC)
    small = small[:SIDE, :SIDE]
    return np.asarray((small - small.mean()) / small.std(), np.float32)


@cache
def _lid_height(upper: bool) -> tuple[Picture, Picture]:
    """Of either side of the face: how far above the lid's margin a place is, and where along it, 0 nose to 1 temple."""
    roots, _ = lid_margin(mean_head(), "l", upper)
    fine = along_line(roots, np.linspace(0, 1, 60))
    across, up = _grid()
    x = np.abs(across)
    margin = np.interp(x, fine[:, 0], fine[:, 1]).astype(np.float32)
    return (up - margin).astype(np.float32), ((x - fine[0, 0]) / (fine[-1, 0] - fine[0, 0])).astype(np.float32)


def _over(albedo: Picture, mask: Picture, colour: NDArray[np.float64] | Colour, strength: float = 1.0) -> None:
    """Lays a colour over the painting, in place."""
    share = np.clip(mask * strength, 0, 1)[..., None]
    albedo += share * (np.asarray(colour, np.float32) - albedo)


def _tint(albedo: Picture, mask: Picture, factor: tuple[float, float, float], strength: float = 1.0) -> None:
    """Multiplies by a colour where the mask is, in place."""
    share = np.clip(mask * strength, -1, 1)[..., None]
    albedo *= 1 + share * (np.asarray(factor, np.float32) - 1)


def skin_tone(colouring: Colouring) -> NDArray[np.float64]:
    """The skin's own colour."""
    return FAIR + (TANNED - FAIR) * 0.55 * colouring.skin


def _skin(albedo: Picture, seed: int) -> None:
    """What skin has of its own: redness where blood shows, shade under the eyes, mottles, veins that hardly show."""
    red = 0.55 * _spot(0.50, 6.98, 0.26, 0.24) + 0.6 * _spot(0, 6.93, 0.13, 0.10) + 0.4 * _spot(0.16, 6.87, 0.06, 0.06)
    red += 0.3 * _spot(0, 6.25, 0.16, 0.10) + 0.25 * _spot(0.3, 7.16, 0.16, 0.04) + 0.2 * _spot(0, 7.45, 0.2, 0.2)
    _tint(albedo, red, (1.0, 0.80, 0.79))
    _tint(albedo, _spot(0.27, 7.165, 0.15, 0.045, -0.12), (0.86, 0.78, 0.82), 0.55)
    _tint(albedo, _spot(0.2, 7.24, 0.035, 0.05), (0.95, 0.74, 0.72), 0.7)
    _tint(albedo, _spot(0, 6.72, 0.3, 0.06), (0.98, 0.92, 0.92), 0.5)
    _tint(albedo, _spot(0, 7.85, 0.5, 0.2), (1.0, 0.97, 0.93), 0.6)
    _tint(albedo, _noise(seed, 0.10), (1.0, 0.93, 0.92), 0.30)
    _tint(albedo, _noise(seed + 1, 0.03), (0.99, 0.93, 0.92), 0.28)
    _tint(albedo, _noise(seed + 2, 0.010), (0.965, 0.93, 0.92), 0.30)
    _tint(albedo, _noise(seed + 3, 0.0045), (0.955, 0.93, 0.92), 0.30)


def _marks(albedo: Picture, freckles: float, seed: int) -> None:
    """Freckles over nose and cheeks, and up to four small moles."""
    chance = np.random.default_rng(seed)
    across, up = _grid()
    count = int(15 + 160 * freckles)
    for kind in range(count + int(chance.integers(0, 5))):
        mole = kind >= count
        x = chance.uniform(-0.62, 0.62) if mole else chance.normal(0, 0.34)
        y = chance.uniform(6.35, 7.7) if mole else chance.normal(7.0, 0.13)
        radius = chance.uniform(0.006, 0.011) if mole else chance.uniform(0.003, 0.0075)
        if mole and ((abs(y - MOUTH) < 0.14 and abs(x) < 0.3) or (abs(y - 7.3) < 0.15 and abs(abs(x) - 0.31) < 0.2)):
            continue
        left, low = int((x - LEFT) / WINDOW * SIDE), int((y - LOW) / WINDOW * SIDE)
        part = (slice(max(low - 14, 0), low + 15), slice(max(left - 14, 0), left + 15))
        far = ((across[part] - x) ** 2 + (up[part] - y) ** 2) / radius**2
        dark = np.exp(-far * far).astype(np.float32)
        strength = chance.uniform(0.6, 0.9) if mole else (0.10 + 0.5 * freckles) * chance.uniform(0.4, 1)
        _tint(albedo[part], dark, (0.42, 0.30, 0.25) if mole else (0.80, 0.62, 0.48), strength)


def _brow_powder(albedo: Picture, colouring: Colouring, hair: Colour) -> None:
    """The shade of hairs too fine to draw, and of powder, under the brows."""
    across, up = _grid()
    brow = colouring.brow
    share = (np.abs(across) - brow.inner) / (brow.outer - brow.inner)
    inside = np.clip(share, 0, 1).astype(np.float64)
    height = np.abs(up - brow_line(brow, inside)) / (brow_width(brow, inside) * 1.0)
    ends = np.clip((share + 0.04) / 0.16, 0, 1) * np.clip((1.03 - share) / 0.08, 0, 1)
    mask = (np.exp(-(height**4)) * ends).astype(np.float32)
    _over(albedo, gaussian_filter(mask, 2.0), np.asarray(hair) * 0.7 + np.array([0.050, 0.031, 0.022]), 0.50)


def _eyes_made_up(albedo: Picture, finish: Picture, look: Mapping[str, str | float]) -> None:
    """Lid crease, eye shadow, liner, and the light spot below the eye that Korean make-up paints (애교살)."""
    above, along = _lid_height(True)
    below, _ = _lid_height(False)
    over_eye = np.clip((along + 0.12) / 0.2, 0, 1) * np.clip((1.35 - along) / 0.35, 0, 1)
    lid = np.exp(-np.clip(above, 0, None) / 0.055) * (above > -0.02) * over_eye
    colour = SHADOW_COLOURS[str(look["shadow_colour"])]
    amount = float(look["shadow"])
    _over(albedo, gaussian_filter(lid.astype(np.float32), 3), colour, 0.12 + 0.62 * amount)
    outer = np.clip((along - 0.45) / 0.5, 0, 1) * np.clip((1.4 - along) / 0.3, 0, 1)
    under = np.exp(-((below / 0.02) ** 2)) * outer
    _over(albedo, gaussian_filter(under.astype(np.float32), 2), colour, 0.45 * amount)
    thick = (0.004 + 0.013 * float(look["liner"])) * (0.45 + 0.75 * np.clip(along, 0, 1.15))
    wing = np.clip(along - 0.98, 0, None) * 0.075 * float(look["liner"])
    line = np.exp(-((np.abs(above - wing) / thick) ** 3)) * np.clip((along + 0.02) / 0.1, 0, 1)
    line = line * np.clip((1.12 - along) / 0.08, 0, 1)
    _over(
        albedo, gaussian_filter(line.astype(np.float32), 1.2), (0.022, 0.015, 0.012), 0.25 + 0.68 * float(look["liner"])
    )
    root = np.exp(-((below / 0.007) ** 2)) * np.clip((along - 0.1) / 0.3, 0, 1) * np.clip((1.05 - along) / 0.1, 0, 1)
    _over(albedo, gaussian_filter(root.astype(np.float32), 1.2), (0.16, 0.075, 0.055), 0.35)
    sheen = (
        np.exp(-(((below + 0.036) / 0.02) ** 2))
        * np.clip((along + 0.05) / 0.2, 0, 1)
        * np.clip((1.0 - along) / 0.2, 0, 1)
    )
    _tint(albedo, gaussian_filter(sheen.astype(np.float32), 3), (1.08, 1.07, 1.05), 0.6 * amount)
    finish[..., 0] -= 0.10 * amount * gaussian_filter(lid.astype(np.float32), 4)


def paint(colouring: Colouring, look: Mapping[str, str | float], seed: int) -> Painting:
    """The painting of a face. look: complete (`look.completed`); seed: of the person's own freckles and mottles."""
    albedo = np.broadcast_to(skin_tone(colouring).astype(np.float32), (SIDE, SIDE, 3)).copy()
    _skin(albedo, seed)
    _marks(albedo, float(look["freckles"]), seed + 9)
    blush = _spot(0.50, 7.0, 0.21, 0.15, 0.35) + 0.25 * _spot(0.0, 6.97, 0.10, 0.05)
    tone = skin_tone(colouring)
    rouge = np.asarray(BLUSH_COLOURS[str(look["blush_colour"])]) * float(tone.mean() / 0.52)
    _over(albedo, blush, rouge, 0.62 * float(look["blush"]))
    finish = np.empty((SIDE, SIDE, 3), np.float32)
    gloss = float(look["gloss"])
    tzone = _spot(0, 7.05, 0.09, 0.45) + 0.6 * _spot(0, 7.75, 0.35, 0.18) + 0.7 * _spot(0.42, 7.12, 0.16, 0.07, 0.4)
    tzone += 0.5 * _spot(0, 6.30, 0.12, 0.08) + 0.4 * _spot(0, 6.77, 0.05, 0.05)
    finish[..., 0] = 0.5 - (0.06 + 0.16 * gloss) * np.clip(tzone, 0, 1) + 0.030 * _noise(seed + 5, 0.05)
    finish[..., 0] += 0.025 * _noise(seed + 6, 0.008)
    finish[..., 1] = np.clip(0.55 + 0.45 * _spot(0.22, 6.98, 0.25, 0.2) + 0.3 * _spot(0, 7.8, 0.5, 0.25), 0, 1)
    finish[..., 2] = gloss
    _eyes_made_up(albedo, finish, look)
    _brow_powder(albedo, colouring, HAIR_COLOURS[str(look["hair_colour"])])
    return Painting(np.clip(albedo, 0.004, 0.95), np.clip(finish, 0, 1))


def rest_uv(rest: Points) -> Points:
    """(n, 2) where points of the mean head are in the painting, 0 to 1."""
    return np.stack([(rest[:, 0] - LEFT) / WINDOW, (rest[:, 1] - LOW) / WINDOW], 1)
