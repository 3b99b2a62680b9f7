"""What is chosen beside a face: the codes, their colours, and what stands in for what was not said.

Colours are linear RGB, 0 to 1."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from core.virtual.heads import hair

Colour = tuple[float, float, float]

LIP_COLOURS: dict[str, Colour] = {
    "rose": (0.50, 0.12, 0.14),
    "coral": (0.60, 0.15, 0.10),
    "red": (0.42, 0.025, 0.035),
    "mlbb": (0.42, 0.15, 0.13),
    "plum": (0.24, 0.035, 0.075),
}
SHADOW_COLOURS: dict[str, Colour] = {
    "brown": (0.22, 0.11, 0.07),
    "peach": (0.55, 0.24, 0.16),
    "pink": (0.55, 0.22, 0.24),
    "smoky": (0.045, 0.038, 0.038),
    "plum": (0.22, 0.07, 0.12),
}
BLUSH_COLOURS: dict[str, Colour] = {
    "pink": (0.78, 0.30, 0.32),
    "peach": (0.80, 0.36, 0.26),
    "rose": (0.68, 0.24, 0.25),
}
CLOTH_COLOURS: dict[str, Colour] = {
    "white": (0.58, 0.58, 0.58),
    "black": (0.018, 0.018, 0.020),
    "grey": (0.22, 0.22, 0.23),
    "navy": (0.020, 0.032, 0.085),
    "cream": (0.66, 0.58, 0.45),
    "sky": (0.30, 0.46, 0.66),
    "pink": (0.68, 0.36, 0.40),
    "red": (0.36, 0.025, 0.035),
}
CLOTHES = ("tee", "v_neck", "turtleneck", "off_shoulder", "boat_neck")
# Numbers of 0 to 1, with what they are where nothing was said.
AMOUNTS = {"lip": 0.5, "shadow": 0.3, "liner": 0.4, "blush": 0.35, "freckles": 0.1, "gloss": 0.4}


def codes() -> dict[str, Sequence[str]]:
    """What can be chosen, by name; numbers have no codes."""
    return {
        "hair_style": hair.STYLES,
        "hair_colour": tuple(hair.COLOURS),
        "lip_colour": tuple(LIP_COLOURS),
        "shadow_colour": tuple(SHADOW_COLOURS),
        "blush_colour": tuple(BLUSH_COLOURS),
        "clothes": CLOTHES,
        "clothes_colour": tuple(CLOTH_COLOURS),
        **dict.fromkeys(AMOUNTS, ()),
    }


def by_chance(chance: np.random.Generator) -> dict[str, str | float]:
    """A look as a stylist might choose it: dark hair more often than dyed, make-up that fits the lips."""
    look: dict[str, str | float] = {}
    for name, choices in codes().items():
        if choices:
            look[name] = str(chance.choice(np.array(choices)))
        else:
            usual = AMOUNTS[name]
            look[name] = round(float(np.clip(chance.normal(usual, 0.18), 0, 1)), 2)
    natural = ("black", "dark_brown", "brown")
    if chance.random() < 0.6:
        look["hair_colour"] = str(chance.choice(np.array(natural)))
    return look


def completed(look: Mapping[str, str | float], latent: NDArray[np.float32]) -> dict[str, str | float]:
    """The look with what was not said filled in, the same for the same latent. What is unknown here is left out."""
    seed = int(np.abs(latent[:4]).sum() * 1e4) % 2**31
    full = by_chance(np.random.default_rng(seed))
    for name, choices in codes().items():
        said = look.get(name)
        if choices and said in choices:
            full[name] = str(said)
        elif not choices and isinstance(said, int | float):
            full[name] = float(np.clip(said, 0, 1))
    return full


def hair_rgb(colour: str) -> NDArray[np.float64]:
    """Roughly how hair of a colour looks near its root, linear RGB: for brows, and for skin that it hides."""
    pigment = hair.COLOURS[colour]
    dark = 1 - max(pigment.melanin, pigment.root * 0.9)
    return np.asarray(np.array([0.014, 0.009, 0.007]) + np.array([0.30, 0.17, 0.10]) * dark**1.4)
