"""An eye: its shape, and the picture that is laid on its front. In units of its radius, looking along z."""

from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter, map_coordinates

from core.virtual.heads.mesh import Indices, Points

IRIS = 0.50  # angle of its edge, radians
RINGS, SPOKES = 44, 64
SIDE = 512
IRIS_COLOURS = np.array([[0.020, 0.010, 0.006], [0.034, 0.016, 0.009], [0.055, 0.026, 0.012], [0.085, 0.043, 0.020]])


@cache
def _sphere() -> tuple[Points, Indices, Points]:
    """Directions (n, 3), quads, and each direction's angle from the front; rings lie closer about the iris."""
    angles = np.concatenate(
        [
            np.linspace(0.004, IRIS * 0.96, 16),
            np.linspace(IRIS, IRIS * 1.2, 8),
            np.linspace(0.65, np.pi - 0.01, RINGS - 24),
        ]
    )
    around = np.linspace(0, 2 * np.pi, SPOKES + 1)[:-1]
    angle, turn = (grid.ravel() for grid in np.meshgrid(angles, around, indexing="ij"))
    directions = np.stack([np.sin(angle) * np.cos(turn), np.sin(angle) * np.sin(turn), np.cos(angle)], 1)
    ring, spoke = (grid.ravel() for grid in np.meshgrid(np.arange(RINGS - 1), np.arange(SPOKES), indexing="ij"))
    after = (spoke + 1) % SPOKES
    quads = np.stack(
        [ring * SPOKES + spoke, (ring + 1) * SPOKES + spoke, (ring + 1) * SPOKES + after, ring * SPOKES + after], 1
    )
    return directions, quads, angle


def inner() -> tuple[Points, Indices]:
    """White and iris: the iris lies behind the cornea, and is a shallow bowl."""
    directions, quads, angle = _sphere()
    inside = np.clip(1 - angle / IRIS, 0, 1)
    points = directions.copy()
    flat = np.cos(IRIS) - 0.005 - 0.055 * inside
    points[:, 2] = np.where(angle < IRIS, flat, points[:, 2])
    return points, quads


def outer() -> tuple[Points, Indices]:
    """What is clear and wet: the cornea's bulge, and the film of tears over the white."""
    directions, quads, angle = _sphere()
    bulge = 1.006 + 0.075 * np.exp(-((angle / (IRIS * 0.86)) ** 4))
    return directions * bulge[:, None], quads


@cache
def picture(iris: float) -> NDArray[np.float32]:
    """(SIDE, SIDE, 3) linear RGB, first row lowest, of x and y of -1 to 1 before the eye. iris: 0 dark to 1 hazel."""
    step = (np.arange(SIDE) + 0.5) / SIDE * 2 - 1
    x, y = np.meshgrid(step, step)
    radius, turn = np.hypot(x, y), np.arctan2(y, x)
    edge = np.sin(IRIS)
    inward = radius / edge
    chance = np.random.default_rng(5)
    strips = gaussian_filter(chance.standard_normal((64, 720)), (9, 1.1), mode=("nearest", "wrap"))
    fine = gaussian_filter(chance.standard_normal((64, 1440)), (14, 0.8), mode=("nearest", "wrap"))
    rows = np.clip(inward, 0, 1) * 63
    around = (turn + np.pi) / (2 * np.pi)
    fibres = map_coordinates(strips / strips.std(), [rows, around * 719], order=1, mode="wrap") * 0.5
    fibres += map_coordinates(fine / fine.std(), [rows, around * 1439], order=1, mode="wrap") * 0.5
    place = iris * (len(IRIS_COLOURS) - 1)
    left = min(int(place), len(IRIS_COLOURS) - 2)
    base = IRIS_COLOURS[left] + (IRIS_COLOURS[left + 1] - IRIS_COLOURS[left]) * (place - left)
    light = np.interp(inward, [0, 0.34, 0.46, 0.58, 0.8, 0.93, 1.0], [0.9, 1.0, 2.0, 1.75, 1.35, 0.7, 0.40])
    light = light * (1 + 0.38 * fibres * np.clip((1.02 - inward) / 0.2, 0, 1))
    # Light that the cornea gathers falls on the half that is away from the lamps: below.
    light = light * (1 + 0.55 * np.clip(-y / edge, 0, 1) * np.clip(1.05 - inward, 0, 1) ** 0.5)
    warm = np.interp(inward, [0.35, 0.55, 0.9], [1.25, 1.1, 0.9])
    coloured = base * np.clip(light, 0.05, None)[..., None] * np.stack([warm, np.ones_like(warm), 1.9 - warm], -1)
    pupil = 1 / (1 + np.exp(-(inward - 0.34) / 0.018))
    coloured = coloured * pupil[..., None] + 0.0015 * (1 - pupil[..., None])
    white = np.array([0.66, 0.635, 0.62])
    blood = np.clip((np.abs(x) - 0.52) / 0.4, 0, 1) + 0.6 * np.clip((np.abs(y) - 0.45) / 0.4, 0, 1)
    veins = np.abs(gaussian_filter(chance.standard_normal((SIDE, SIDE)), 7))
    veins = np.exp(-veins / veins.std() * 9) * np.clip((radius - edge * 1.12) / 0.25, 0, 1)
    sclera = white * (1 - np.clip(blood * 0.55 + veins * 0.32, 0, 1)[..., None] * np.array([0.10, 0.40, 0.40]))
    rim = 1 / (1 + np.exp(-(inward - 1.0) / 0.030))
    ring = 1 - 0.38 * np.exp(-(((inward - 1.0) / 0.075) ** 2))
    # The upper lid and its lashes take light away from what lies under them.
    shade = 1 - 0.55 * np.clip((y - 0.08) / 0.38, 0, 1) ** 1.2
    seen = coloured * (1 - rim[..., None]) + sclera * rim[..., None]
    return np.asarray(seen * (ring * shade)[..., None], np.float32)


def turned_to(points: Points, ahead: Points) -> Points:
    """Points that look along z, turned so that they look along the unit vector `ahead`, upright."""
    side = np.cross(np.array([0.0, 1, 0]), ahead)
    side /= np.linalg.norm(side)
    return np.asarray(points @ np.stack([side, np.cross(ahead, side), ahead]))
