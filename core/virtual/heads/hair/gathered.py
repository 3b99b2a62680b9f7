"""Hair drawn together: over the head to a tie, then a tail along a path, or the coil of a bun."""

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline

from core.virtual.heads.hair.ground import Ground
from core.virtual.heads.hair.scalp import Roots
from core.virtual.heads.hair.style import Gather

Floats = NDArray[np.floating]
# The middle that strands on their way to the tie turn about, below the eyes' middle: (right, up, front).
MIDDLE = np.array([0, 0.2, 0.5], np.float32)
# Share of a strand's points that lie before the tie.
BEFORE = 0.4


def tie_of(gather: Gather, side: float, eyes: float) -> Floats:
    """Where the tie is, (3,), in the head's frame. side: 1, or -1 for the mirror image."""
    right, up, front = gather.tie
    return np.array([right * side, eyes + up, front], np.float32)


def gather_guides(
    ground: Ground, roots: Roots, gather: Gather, side: float, eyes: float, points: int, rng: np.random.Generator
) -> Floats:
    """(n, points, 3) from the roots through the tie to the tips."""
    tie = tie_of(gather, side, eyes)
    middle = MIDDLE + np.array([0, eyes, 0])
    axis = (tie - middle) / np.linalg.norm(tie - middle)
    across, along = _frame(axis)
    # Where in the tie's round a strand passes: on the side it comes from, so that strands do not cross.
    from_axis = roots.points - middle
    angle = np.arctan2(from_axis @ along, from_axis @ across) + rng.normal(0, 0.15, len(roots))
    rim = np.sqrt(rng.uniform(0.03, 1, len(roots))) * gather.thick
    before = int(points * BEFORE)
    there = _to_tie(ground, roots, tie, middle, gather, (across, along), angle, rim, before, rng)
    after = points - before
    if gather.coil:
        beyond = _coil(tie, axis, (across, along), gather, angle, rim / gather.thick, after, rng)
    else:
        beyond = _tail(ground, tie, gather, side, (across, along), angle, rim / gather.thick, after, rng)
    return np.concatenate([there, beyond], 1).astype(np.float32)


def band(gather: Gather, side: float, eyes: float, points: int, rng: np.random.Generator, count: int = 160) -> Floats:
    """(count, points, 3) strands wound round the tie, which hide what holds it."""
    tie = tie_of(gather, side, eyes)
    axis = tie - MIDDLE - np.array([0, eyes, 0])
    axis = axis / np.linalg.norm(axis)
    across, along = _frame(axis)
    turn = rng.uniform(0, 2 * np.pi, (count, 1)) + np.linspace(0, 2 * np.pi, points)[None]
    far = gather.thick * rng.uniform(1.0, 1.22, (count, 1))
    high = rng.uniform(-0.035, 0.05, (count, 1)) + 0.02 * np.sin(turn)
    places = far[..., None] * (np.cos(turn)[..., None] * across + np.sin(turn)[..., None] * along)
    return np.asarray(tie + places + axis * high[..., None], np.float32)


def _frame(axis: Floats) -> tuple[Floats, Floats]:
    """Two unit vectors that with the axis stand square on each other; the first is level."""
    level = np.array([1.0, 0, 0]) if abs(axis[0]) < 0.8 else np.array([0, 0, -1.0])
    across = level - axis * (level @ axis)
    across /= np.linalg.norm(across)
    return across.astype(np.float32), np.cross(axis, across).astype(np.float32)


def _to_tie(
    ground: Ground, roots: Roots, tie: Floats, middle: Floats, gather: Gather, frame: tuple[Floats, Floats],
    angle: Floats, rim: Floats, points: int, rng: np.random.Generator,
) -> Floats:  # fmt: skip
    """(n, points, 3) from the root round the head, close to it, into the tie."""
    goal = tie + rim[:, None] * (np.cos(angle)[:, None] * frame[0] + np.sin(angle)[:, None] * frame[1])
    start, end = roots.points - middle, goal - middle
    long_start, long_end = np.linalg.norm(start, axis=1), np.linalg.norm(end, axis=1)
    start, end = start / long_start[:, None], end / long_end[:, None]
    arc = np.arccos(np.clip((start * end).sum(1), -0.999, 0.9999))[:, None]
    share = np.linspace(0, 1, points, dtype=np.float32)[None]
    ways = (
        (np.sin((1 - share) * arc) / np.sin(arc))[..., None] * start[:, None]
        + (np.sin(share * arc) / np.sin(arc))[..., None] * end[:, None]
    )  # fmt: skip
    long = long_start[:, None] * (1 - share) + long_end[:, None] * share
    place = (middle + ways * long[..., None]).astype(np.float32)
    layer = rng.uniform(0.015, 0.05, (len(roots), 1)) + 0.05 * np.clip(arc, 0, 1.5) * share
    stand = layer + gather.volume * np.sin(np.pi * np.clip(share * 1.15, 0, 1)) * rng.uniform(0.5, 1.1, (len(roots), 1))
    stand = stand * np.clip(share * 5, 0, 1)
    held = np.clip((share - 0.7) / 0.3, 0, 1) ** 2
    for _ in range(3):
        distance, out = ground.look(place)
        place = place + out * ((stand - distance) * (1 - held))[..., None].astype(np.float32)
    place[:, 0] = roots.points
    for _ in range(2):
        place[:, 1:-1] = (place[:, :-2] + place[:, 1:-1] * 2 + place[:, 2:]) / 4
    return np.asarray(place, np.float32)


def _tail(
    ground: Ground, tie: Floats, gather: Gather, side: float, frame: tuple[Floats, Floats], angle: Floats,
    rim: Floats, points: int, rng: np.random.Generator,
) -> Floats:  # fmt: skip
    """(n, points, 3) along the path, which widens behind the tie and thins out to its end."""
    knots = tie + np.array([(0, 0, 0), *gather.path]) * [side, 1, 1]
    reach = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(knots, axis=0), axis=1))])
    spline = CubicSpline(reach / reach[-1], knots)
    share = np.linspace(0, 1, points + 1)[1:]
    long = rng.beta(6, 1.2, len(angle)) * rng.uniform(0.85, 1, len(angle))
    at = share[None] * long[:, None]
    centre, heading = spline(at), spline(at, 1)
    heading /= np.linalg.norm(heading, axis=2, keepdims=True) + 1e-9
    # A tail lies on the shoulder as a whole.
    for _ in range(3):
        centre = ground.outside(centre.astype(np.float32), gather.thick * gather.swell * 0.8 * np.clip(at * 4, 0, 1))
    # The frame of the tie, kept square to the way of the tail.
    across = frame[0] - heading * (heading @ frame[0])[..., None]
    across /= np.linalg.norm(across, axis=2, keepdims=True) + 1e-9
    along = np.cross(heading, across)
    swell = np.interp(at, [0, 0.08, 0.35, 0.7, 1], [1, 1.15, gather.swell, gather.swell * 0.85, gather.tip])
    radius = gather.thick * swell * rim[:, None]
    turn = angle[:, None] + rng.normal(0, 0.5, (len(angle), 1)) * at
    places = centre + radius[..., None] * (np.cos(turn)[..., None] * across + np.sin(turn)[..., None] * along)
    return ground.outside(places.astype(np.float32), 0.02)


def _coil(
    tie: Floats, axis: Floats, frame: tuple[Floats, Floats], gather: Gather, angle: Floats, rim: Floats,
    points: int, rng: np.random.Generator,
) -> Floats:  # fmt: skip
    """(n, points, 3) wound round the tie as a bun: round a ring, and slowly round the ring's own roll."""
    ring, roll = gather.coil or (0.0, 0.0)
    count = len(angle)
    share = np.linspace(0, 1, points + 1)[None, 1:]
    grown = np.clip(share / 0.15, 0, 1)
    turn = angle[:, None] + share * 2 * np.pi * rng.uniform(0.6, 1.0, (count, 1))
    # Most strands lie at the outside of the roll, where they are seen.
    depth = roll * (1 - 0.35 * rng.random((count, 1)) ** 2) * grown
    lean = rng.uniform(0, 2 * np.pi, (count, 1)) + share * rng.uniform(0.8, 1.6, (count, 1))
    far = gather.thick * rim[:, None] * (1 - grown) + ring * grown + depth * np.cos(lean)
    high = roll * 0.8 * grown + depth * np.sin(lean)
    level = np.cos(turn)[..., None] * frame[0] + np.sin(turn)[..., None] * frame[1]
    return np.asarray(tie + level * far[..., None] + axis * high[..., None], np.float32)
