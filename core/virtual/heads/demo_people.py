"""The people of the demo data, who were drawn before a latent was: the same random draws, written as a latent.

What the draws gave and a latent has no number for is left out: moles, and the second of two asymmetries of one kind on
either side."""

import math
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from core.virtual.heads.identity import (
    ASYMMETRY_STEP,
    FAT_STEP,
    SHAPE_FROM,
    SHAPE_STEP,
    SHAPES,
    pairs,
    places,
)
from core.virtual.heads.mesh import asymmetries


def _normal(share: float) -> float:
    return NormalDist().inv_cdf(min(max(share, 1e-6), 1 - 1e-6))


def demo_person(seed: int, group: int | None = None, rho: float = 0.6) -> NDArray[np.float32]:
    """The latent of a person. group: whose family resemblance is shared, None for none's; rho: how much of it, 0 to 1.

    The order of the draws is the sketch's; none may be added between."""
    own = np.random.default_rng(seed)
    family = None if group is None else np.random.default_rng(770000 + group)
    latent = np.zeros(len(places()))
    at = places()
    latent[at["ancestry"]] = (own.normal(0.78, 0.2) - 0.78) / 0.2
    for pair in pairs():
        number = own.normal()
        if family is not None:
            number = rho * family.normal() + math.sqrt(1 - rho * rho) * number
        latent[at[pair.name]] = number
    shape = SHAPES[own.integers(len(SHAPES))]
    latent[at[f"shape-{shape}"]] = own.uniform(0.15, 0.5) / SHAPE_STEP + SHAPE_FROM
    sign = 1 if own.choice(["incr", "decr"]) == "incr" else -1
    latent[at["fat"]] = sign * own.uniform(0, 0.35) / FAT_STEP
    for name in own.choice(asymmetries(), 3, replace=False):
        latent[at[name[:-2]]] = (1 if name.endswith("-l") else -1) * own.uniform(0.05, 0.25) / ASYMMETRY_STEP
    latent[at["skin"]] = _normal(own.uniform(0, 1))
    latent[at["lips"]] = float(own.normal(0, 0.03, 3).mean()) / 0.03
    latent[at["iris"]] = _normal((1 / 3, 5 / 6, 1 / 12)[own.integers(3)])
    latent[at["brow-height"]] = (own.normal(7.51, 0.02) - 7.51) / 0.02
    latent[at["brow-arch"]] = _normal((own.uniform(-0.01, 0.065) + 0.01) / 0.075)
    latent[at["brow-slope"]] = own.normal(0, 0.03) / 0.03
    for name, low, high in (
        ("thickness", 0.020, 0.040),
        ("inner", 0.13, 0.18),
        ("outer", 0.53, 0.61),
        ("density", 220, 480),
    ):
        latent[at[f"brow-{name}"]] = _normal((own.uniform(low, high) - low) / (high - low))
    return latent.astype(np.float32)
