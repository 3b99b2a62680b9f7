"""What a face is painted with, seen from the front of the mean head: its colour, its gloss, its make-up."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.virtual.heads.canvas import LEFT, LOW, WINDOW, Canvas, Picture, canvas, over, tint
from core.virtual.heads.face_hair import brow_line, brow_width
from core.virtual.heads.identity import Colouring
from core.virtual.heads.look import BLUSH_COLOURS, SHADOW_COLOURS, hair_rgb

SIDE = 1024  # pixels
FAIR, TANNED = np.array([0.765, 0.545, 0.440]), np.array([0.560, 0.350, 0.245])
MOUTH = 6.597  # y where the lips meet


@dataclass(frozen=True, eq=False)
class Painting:
    """albedo: (side, side, 3). finish: (side, side, 3): roughness, height of the skin's grain, gloss."""

    albedo: Picture
    finish: Picture


def skin_tone(colouring: Colouring) -> NDArray[np.float64]:
    """The skin's own colour."""
    return np.asarray(FAIR + (TANNED - FAIR) * 0.55 * colouring.skin)


def _skin(on: Canvas, albedo: Picture, seed: int) -> None:
    """What skin has of its own: redness where blood shows, shade under the eyes, mottles, veins that hardly show."""
    red = (
        0.55 * on.spot(0.50, 6.98, 0.26, 0.24)
        + 0.6 * on.spot(0, 6.93, 0.13, 0.10)
        + 0.4 * on.spot(0.16, 6.87, 0.06, 0.06)
    )
    red += 0.3 * on.spot(0, 6.25, 0.16, 0.10) + 0.25 * on.spot(0.3, 7.16, 0.16, 0.04) + 0.2 * on.spot(0, 7.45, 0.2, 0.2)
    tint(albedo, red, (1.0, 0.80, 0.79))
    tint(albedo, on.spot(0.27, 7.165, 0.15, 0.045, -0.12), (0.86, 0.78, 0.82), 0.55)
    tint(albedo, on.spot(0.2, 7.24, 0.035, 0.05), (0.95, 0.74, 0.72), 0.7)
    tint(albedo, on.spot(0, 6.72, 0.3, 0.06), (0.98, 0.92, 0.92), 0.5)
    tint(albedo, on.spot(0, 7.85, 0.5, 0.2), (1.0, 0.97, 0.93), 0.6)
    tint(albedo, on.spot(0.232, MOUTH, 0.022, 0.020), (0.55, 0.36, 0.36))
    tint(albedo, on.noise(seed, 0.10), (1.0, 0.94, 0.93), 0.16)
    tint(albedo, on.noise(seed + 1, 0.03), (0.99, 0.93, 0.92), 0.22)
    tint(albedo, on.noise(seed + 2, 0.010), (0.965, 0.93, 0.92), 0.30)
    tint(albedo, on.noise(seed + 3, 0.0045), (0.955, 0.93, 0.92), 0.30)


def _marks(on: Canvas, albedo: Picture, freckles: float, seed: int) -> None:
    """Freckles over nose and cheeks, and up to four small moles."""
    chance = np.random.default_rng(seed)
    across, up = on.across, on.up
    count = int(15 + 160 * freckles)
    for kind in range(count + int(chance.integers(0, 5))):
        mole = kind >= count
        x = chance.uniform(-0.62, 0.62) if mole else chance.normal(0, 0.34)
        y = chance.uniform(6.35, 7.7) if mole else chance.normal(7.0, 0.13)
        radius = chance.uniform(0.006, 0.011) if mole else chance.uniform(0.003, 0.0075)
        if mole and ((abs(y - MOUTH) < 0.14 and abs(x) < 0.3) or (abs(y - 7.3) < 0.15 and abs(abs(x) - 0.31) < 0.2)):
            continue
        left, low = int((x - LEFT) / WINDOW * on.side), int((y - LOW) / WINDOW * on.side)
        reach = max(2, 14 * on.side // 1024)
        part = (slice(max(low - reach, 0), low + reach + 1), slice(max(left - reach, 0), left + reach + 1))
        far = ((across[part] - x) ** 2 + (up[part] - y) ** 2) / radius**2
        dark = np.exp(-far * far).astype(np.float32)
        strength = chance.uniform(0.6, 0.9) if mole else (0.10 + 0.5 * freckles) * chance.uniform(0.4, 1)
        tint(albedo[part], dark, (0.42, 0.30, 0.25) if mole else (0.80, 0.62, 0.48), strength)


def _brow_powder(on: Canvas, albedo: Picture, colouring: Colouring, hair: NDArray[np.float64]) -> None:
    """The shade of hairs too fine to draw, and of powder, under the brows; of all hairs on a preview's canvas."""
    across, up = on.across, on.up
    brow = colouring.brow
    share = (np.abs(across) - brow.inner) / (brow.outer - brow.inner)
    inside = np.clip(share, 0, 1).astype(np.float64)
    height = np.abs(up - brow_line(brow, inside)) / (brow_width(brow, inside) * 1.0)
    ends = np.clip((share + 0.04) / 0.16, 0, 1) * np.clip((1.03 - share) / 0.08, 0, 1)
    mask = (np.exp(-(height**4)) * ends).astype(np.float32)
    over(albedo, on.soft(mask, 2.0), hair * 0.8 + np.array([0.060, 0.038, 0.028]), 0.42 if on.side == SIDE else 0.80)


def _eyes_made_up(on: Canvas, albedo: Picture, finish: Picture, look: Mapping[str, str | float]) -> None:
    """Lid crease, eye shadow, liner, and the light spot below the eye that Korean make-up paints (애교살)."""
    above, along = on.above_lid(True)
    below, _ = on.above_lid(False)
    over_eye = np.clip((along + 0.12) / 0.2, 0, 1) * np.clip((1.35 - along) / 0.35, 0, 1)
    lid = np.exp(-np.clip(above, 0, None) / 0.055) * (above > -0.02) * over_eye
    colour = SHADOW_COLOURS[str(look["shadow_colour"])]
    amount = float(look["shadow"])
    over(albedo, on.soft(lid, 3), colour, 0.12 + 0.62 * amount)
    outer = np.clip((along - 0.45) / 0.5, 0, 1) * np.clip((1.4 - along) / 0.3, 0, 1)
    under = np.exp(-((below / 0.02) ** 2)) * outer
    over(albedo, on.soft(under, 2), colour, 0.45 * amount)
    thick = (0.004 + 0.013 * float(look["liner"])) * (0.45 + 0.75 * np.clip(along, 0, 1.15))
    wing = np.clip(along - 0.98, 0, None) * 0.075 * float(look["liner"])
    line = np.exp(-((np.abs(above - wing) / thick) ** 3)) * np.clip((along + 0.02) / 0.1, 0, 1)
    line = line * np.clip((1.12 - along) / 0.08, 0, 1)
    over(albedo, on.soft(line, 1.2), (0.022, 0.015, 0.012), 0.25 + 0.68 * float(look["liner"]))
    root = np.exp(-((below / 0.007) ** 2)) * np.clip((along - 0.1) / 0.3, 0, 1) * np.clip((1.05 - along) / 0.1, 0, 1)
    over(albedo, on.soft(root, 1.2), (0.16, 0.075, 0.055), 0.35)
    sheen = (
        np.exp(-(((below + 0.036) / 0.02) ** 2))
        * np.clip((along + 0.05) / 0.2, 0, 1)
        * np.clip((1.0 - along) / 0.2, 0, 1)
    )
    tint(albedo, on.soft(sheen, 3), (1.08, 1.07, 1.05), 0.6 * amount)
    finish[..., 0] -= 0.10 * amount * on.soft(lid, 4)


def _grain(on: Canvas, seed: int) -> Picture:
    """Height of skin, 0 to 1: pores on nose and cheeks, fine lines, and the soft unevenness below; grooves of lips."""
    pits = np.clip(on.noise(seed + 11, 0.0028), 0.6, None) - 0.6
    porous = 0.35 + 0.65 * np.clip(on.spot(0.2, 6.98, 0.25, 0.2) + on.spot(0, 7.0, 0.12, 0.16), 0, 1)
    porous += 0.25 * on.spot(0, 7.8, 0.5, 0.25)
    height = 0.16 * on.noise(seed + 12, 0.0022) - 0.34 * pits * porous + 0.55 * on.noise(seed + 13, 0.020)
    groove = np.cos(on.across * 210 + 2.2 * on.noise(seed + 14, 0.02)) * 0.6 + 0.4 * on.noise(seed + 15, 0.006)
    lips = on.spot(0, MOUTH, 0.21, 0.07)
    height = height * (1 - 0.8 * lips) + 0.55 * groove * lips
    return np.asarray(np.clip(0.5 + 0.12 * height, 0, 1), np.float32)


def paint(colouring: Colouring, look: Mapping[str, str | float], seed: int, side: int = SIDE) -> Painting:
    """The painting of a face. look: complete (`look.completed`); seed: of the person's own freckles and mottles.

    side: pixels of the painting."""
    on = canvas(side)
    albedo: Picture = np.asarray(np.broadcast_to(skin_tone(colouring), (side, side, 3)), np.float32).copy()
    _skin(on, albedo, seed)
    _marks(on, albedo, float(look["freckles"]), seed + 9)
    blush = on.spot(0.50, 7.0, 0.21, 0.15, 0.35) + 0.25 * on.spot(0.0, 6.97, 0.10, 0.05)
    tone = skin_tone(colouring)
    rouge = np.asarray(BLUSH_COLOURS[str(look["blush_colour"])]) * float(tone.mean() / 0.52)
    over(albedo, blush, rouge, 0.62 * float(look["blush"]))
    finish = np.empty((side, side, 3), np.float32)
    gloss = float(look["gloss"])
    shine = (
        on.spot(0, 7.05, 0.09, 0.45) + 0.6 * on.spot(0, 7.75, 0.35, 0.18) + 0.7 * on.spot(0.42, 7.12, 0.16, 0.07, 0.4)
    )
    shine += 0.5 * on.spot(0, 6.30, 0.12, 0.08) + 0.4 * on.spot(0, 6.77, 0.05, 0.05)
    finish[..., 0] = 0.45 - (0.06 + 0.16 * gloss) * np.clip(shine, 0, 1)
    finish[..., 0] += 0.030 * on.noise(seed + 5, 0.05) + 0.030 * on.noise(seed + 6, 0.008)
    finish[..., 1] = _grain(on, seed)
    finish[..., 2] = gloss
    _eyes_made_up(on, albedo, finish, look)
    _brow_powder(on, albedo, colouring, hair_rgb(str(look["hair_colour"])))
    # Beside the picture its edge goes on: there it is plain skin.
    edge = np.clip(np.minimum(on.up - LOW, LOW + WINDOW - on.up) / 0.15, 0, 1)[..., None]
    albedo = tone.astype(np.float32) * (1 - edge) + albedo * edge
    finish[..., :2] = np.array([0.5, 0.5], np.float32) * (1 - edge) + finish[..., :2] * edge
    return Painting(np.clip(albedo, 0.004, 0.95), np.clip(finish, 0, 1))
