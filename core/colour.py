"""Contrast of a group's colour on both papers, and its distance from the others', also for colour-blind readers."""

import colorsys
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

CONTRAST = 3.0  # WCAG 2.2, 1.4.11: the least for what carries meaning without being text
# CIEDE2000 below which two colours are called alike: half of that is easily missed on a thin bar, and with nine
# groups every colour can still keep this distance from every other.
APART = 10.0
# Machado, Oliveira & Fernandes (2009), severity 1.0, on linear RGB.
SIGHTS: Mapping[str, NDArray[np.float64]] = {
    "normal": np.eye(3),
    "protan": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deutan": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
}
_TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
_WHITE = np.array([0.95047, 1, 1.08883])  # D65


def ink(dark: bool) -> str:
    """The text colour on this paper."""
    return "#eceaf2" if dark else "#16151a"


def paper(dark: bool) -> str:
    """The page's background."""
    return "#16151a" if dark else "#ffffff"


def luminance(colour: str) -> float:
    """Relative luminance 0..1 of "#rrggbb" (WCAG 2.2)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    """Contrast ratio 1..21 of two colours (WCAG 2.2)."""
    low, high = sorted((luminance(one) + 0.05, luminance(other) + 0.05))
    return high / low


def readable_on(colour: str) -> str:
    """White or ink, whichever has more contrast on `colour`."""
    return max(("#ffffff", "#16151a"), key=lambda text: contrast(text, colour))


def mixed(one: str, other: str, share: float) -> str:
    """`share` of the way from one "#rrggbb" to the other."""
    pairs = [(int(one[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def as_text(colour: str, dark: bool) -> str:
    """The colour mixed with ink until it reads as text on this paper (4.5 : 1), in the same hue."""
    for step in range(21):
        tone = mixed(colour, ink(dark), step / 20)
        if contrast(tone, paper(dark)) >= 4.5:
            return tone
    return ink(dark)


def faintest(colour: str) -> tuple[float, bool]:
    """The lower of the colour's contrasts with light and with dark paper, and whether that is the dark one."""
    return min((contrast(colour, paper(dark)), dark) for dark in (False, True))


def looks(colours: Sequence[str]) -> NDArray[np.float64]:
    """What "#rrggbb" colours look like: (n, 3 sights, 3) CIELAB under D65, in the order of SIGHTS."""
    c = np.array([[int(one[i : i + 2], 16) for i in (1, 3, 5)] for one in colours]).reshape(-1, 3) / 255
    linear = np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)
    seen = np.clip(np.einsum("sij,nj->nsi", np.stack(list(SIGHTS.values())), linear), 0, 1)
    x = seen @ _TO_XYZ.T / _WHITE
    f = np.where(x > 216 / 24389, np.cbrt(x), (24389 / 27 * x + 16) / 116)
    light, green_red, blue_yellow = 116 * f[..., 1] - 16, 500 * (f[..., 0] - f[..., 1]), 200 * (f[..., 1] - f[..., 2])
    return np.stack([light, green_red, blue_yellow], axis=-1)


def ciede2000(p: ArrayLike, q: ArrayLike) -> Any:
    """The difference of CIELAB colours (..., 3), broadcast. Sharma, Wu & Dalal (2005)."""
    (l1, a1, b1), (l2, a2, b2) = np.moveaxis(np.asarray(p, float), -1, 0), np.moveaxis(np.asarray(q, float), -1, 0)
    mean = (np.hypot(a1, b1) + np.hypot(a2, b2)) / 2
    g = 0.5 * (1 - np.sqrt(mean**7 / (mean**7 + 25**7)))
    a1, a2 = a1 * (1 + g), a2 * (1 + g)
    c1, c2 = np.hypot(a1, b1), np.hypot(a2, b2)
    h1, h2 = np.degrees(np.arctan2(b1, a1)) % 360, np.degrees(np.arctan2(b2, a2)) % 360
    grey = c1 * c2 == 0  # a grey has no hue
    turn = np.where(grey, 0, (h2 - h1 + 180) % 360 - 180)
    dl, dc, dh = l2 - l1, c2 - c1, 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2))
    lm, cm = (l1 + l2) / 2, (c1 + c2) / 2
    hm = np.where(grey, h1 + h2, (h1 + turn / 2) % 360)

    def cos(factor: int, shift: int) -> Any:
        return np.cos(np.radians(factor * hm + shift))

    t = 1 - 0.17 * cos(1, -30) + 0.24 * cos(2, 0) + 0.32 * cos(3, 6) - 0.2 * cos(4, -63)
    sl = 1 + 0.015 * (lm - 50) ** 2 / np.sqrt(20 + (lm - 50) ** 2)
    sc, sh = 1 + 0.045 * cm, 1 + 0.015 * cm * t
    turned = np.sin(np.radians(60 * np.exp(-(((hm - 275) / 25) ** 2))))
    rt = -2 * np.sqrt(cm**7 / (cm**7 + 25**7)) * turned
    return np.sqrt((dl / sl) ** 2 + (dc / sc) ** 2 + (dh / sh) ** 2 + rt * dc / sc * dh / sh)


def distances(colours: Sequence[str], others: Sequence[str]) -> NDArray[np.float64]:
    """How far each colour is from each other one in the sight that sees the least difference: (n, m) CIEDE2000."""
    found: NDArray[np.float64] = ciede2000(looks(colours)[:, None], looks(others)[None]).min(axis=-1)
    return found


def difference(one: str, other: str) -> float:
    """CIEDE2000 of two colours in normal sight."""
    return float(ciede2000(*looks([one, other])[:, list(SIGHTS).index("normal")]))


def alike(colour: str, others: Sequence[str]) -> int | None:
    """Index of the other colour that looks most like this one, None where all of them are `APART` from it."""
    if not others:
        return None
    far = distances([colour], others)[0]
    nearest = int(far.argmin())
    return nearest if far[nearest] < APART else None


@lru_cache(maxsize=64)
def proposal(taken: tuple[str, ...]) -> str:
    """The colour that stands out on both papers and keeps the greatest distance from those that are taken."""
    candidates = _candidates()
    return candidates[int(distances(candidates, taken).min(axis=1).argmax())] if taken else candidates[0]


@lru_cache(maxsize=1)
def _candidates() -> tuple[str, ...]:
    steps = ((h / 360, s, v) for h in range(250, 610, 6) for s in (0.85, 0.65, 0.45, 0.25, 1) for v in _VALUES)
    colours = ("#" + "".join(f"{round(c * 255):02X}" for c in colorsys.hsv_to_rgb(h % 1, s, v)) for h, s, v in steps)
    return tuple(c for c in colours if faintest(c)[0] >= CONTRAST)


_VALUES = (0.65, 0.55, 0.75, 0.85, 0.45, 0.95, 0.35)
