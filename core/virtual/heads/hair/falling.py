"""Hair that hangs: guides grow step by step, away from the parting, over the head, then down."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.virtual.heads.hair.ground import Ground
from core.virtual.heads.hair.scalp import Roots, away_from_parting, beside_parting
from core.virtual.heads.hair.style import Fall, Line, Wave

Floats = NDArray[np.floating]
DOWN = np.array([0, -1, 0], np.float32)
# The axis about which hair turns in and out: through head and neck.
AXIS_Z = 0.35
# Heights below the eyes, decimetres: the widest of the head, the neck, the shoulders.
TEMPLE, NECK, SHOULDER = 0.1, 1.0, 1.75


@dataclass(frozen=True, eq=False)
class Way:
    """What guides of one kind have in common beside their fall. side: (n,) -1 or 1, of the face. onward: (n, 3) which
    way they leave the scalp. free: whether they keep the face free."""

    side: Floats
    onward: Floats
    free: bool = True


def tangent(directions: Floats, normals: Floats) -> Floats:
    """Unit directions along the surface."""
    flat = directions - normals * (directions * normals).sum(1, keepdims=True)
    return np.asarray(flat / (np.linalg.norm(flat, axis=1, keepdims=True) + 1e-6), np.float32)


def fall_away(roots: Roots, part: float, fall: Fall, side: Floats) -> Way:
    """Hair that goes away from the parting, on the face's side of it."""
    onward = away_from_parting(roots.mean, part)
    onward[:, 0] = np.where(roots.mean[:, 2] > 0.3, np.abs(onward[:, 0]) * side, onward[:, 0])
    front = np.clip((roots.mean[:, 2] - 0.3) / 0.8, 0, 1)
    onward[:, 0] += side * front * 0.6
    onward[:, 2] -= fall.back * 2 * front + 0.25 * np.clip((roots.mean[:, 1] - 7.9) / 0.2, 0, 1)
    return Way(side, tangent(onward, roots.normals))


def before_shoulder(roots: Roots, fall: Fall, rng: np.random.Generator) -> NDArray[np.bool_]:
    """(n,) which strands fall before the shoulder: by the angle at which they leave the head."""
    angle = np.degrees(np.arctan2(np.abs(roots.mean[:, 0]), roots.mean[:, 2] - 0.15))
    return np.asarray(angle + rng.normal(0, 5, len(angle)) < fall.forward)


def grow_guides(
    ground: Ground, roots: Roots, way: Way, forward: NDArray[np.bool_], fall: Fall, part: float,
    eyes: float, points: int, rng: np.random.Generator, lower: Floats | float = 0.0,
) -> Floats:  # fmt: skip
    """(n, points, 3) guides from the roots on, cut at the hem. eyes: height of the eyes' middle.

    lower: how much lower each is cut than the style says."""
    count = len(roots)
    high = np.clip((roots.mean[:, 1] - 6.9) / 1.25, 0, 1)
    beside = np.clip(np.abs(beside_parting(roots.mean, part)) / 0.35, 0, 1)
    stand = (fall.body + fall.volume * high**1.5 * (0.45 + 0.55 * beside)) * rng.uniform(0.9, 1.1, count)
    margin = rng.normal(0, 0.02, count)
    place, heading = roots.points.copy(), way.onward + roots.normals * (fall.lift * (0.1 + 0.9 * beside))[:, None]
    heading /= np.linalg.norm(heading, axis=1, keepdims=True)
    grown, run = [place], 0.0
    steps = _steps(fall.length, points)
    for number, step in enumerate(steps):
        distance, out = ground.look(place)
        below = eyes - place[:, 1]
        near = np.clip(1 - (distance - stand) / 0.25, 0, 1)[:, None]
        pull = DOWN - out * np.minimum((DOWN * out).sum(1, keepdims=True), 0) * near
        # A strand is stiff where it leaves the scalp, and hangs the more the longer it is.
        weight = 0.10 + 0.5 * np.clip(number * step / 1.2, 0, 1) * np.clip((below + 0.9) / 0.8, 0.25, 1)
        heading = heading * (1 - weight)[:, None] + pull * weight[:, None]
        _to_its_side_of_the_shoulder(heading, place, below, forward)
        inward = np.where(forward, fall.narrow, 0.35 * np.clip((np.abs(place[:, 0]) - 0.45) / 0.2, 0, 1))
        heading[:, 0] -= np.sign(place[:, 0]) * inward * np.clip((below - 0.3) / 0.5, 0, 1)
        heading /= np.linalg.norm(heading, axis=1, keepdims=True) + 1e-9
        before, place = place, place + heading * step
        if way.free and number > 0:
            leave_face_free(place, fall.line, way.side, eyes, margin)
        distance, out = ground.look(place)
        # Hair rises from the scalp over a finger's breadth, and is pressed flat by its own weight lower down.
        run += step
        rise = min(1.0, run / 0.55) * (1 - 0.35 * np.clip((below + 0.3) / 0.6, 0, 1))
        out = _over_the_shoulder(out, below, forward)
        hug = np.clip((0.75 - (eyes - place[:, 1])) / 0.5, 0, 1) * np.clip(1 - (distance - stand) / 0.9, 0, 1)
        lack = stand * rise - distance
        place = place + out * np.where(lack > 0, lack, 0.45 * lack * hug)[:, None].astype(np.float32)
        heading = place - before
        heading /= np.linalg.norm(heading, axis=1, keepdims=True) + 1e-9
        grown.append(place)
    curves = np.stack(grown, 1)
    for _ in range(2):
        curves[:, 2:-1] = (curves[:, 1:-2] + curves[:, 2:-1] * 2 + curves[:, 3:]) / 4
    hem = eyes - fall.hem - lower + fall.layers * high * 1.6 + rng.normal(0, fall.ragged, count)
    return cut(curves, hem.astype(np.float32), roots.points[:, 1])


def _steps(length: float, points: int) -> Floats:
    """Steps that are short at the root, where a strand bends most, and add up to the length."""
    share = np.clip(np.linspace(0.45, 1.6, points - 1), 0, 1)
    return np.asarray(share / share.sum() * length, np.float32)


def _to_its_side_of_the_shoulder(
    heading: Floats, place: Floats, below: Floats, forward: NDArray[np.bool_]
) -> None:  # fmt: skip
    coming = np.clip((below - 0.75) / 0.4, 0, 1) * np.clip((2.6 - below) / 0.3, 0, 1)
    goal = np.where(forward, 0.95, -0.5)
    heading[:, 2] += coming * np.clip(goal - place[:, 2], -0.5, 0.5) * 0.55


def _over_the_shoulder(out: Floats, below: Floats, forward: NDArray[np.bool_]) -> Floats:
    """The way out of the shoulders, turned to the front or the back, so that hair does not run out along them."""
    there = np.clip((below - 1.0) / 0.3, 0, 1)[:, None]
    turned = out * np.array([0.25, 0.5, 1], np.float32) + np.where(forward, 0.7, -0.7)[:, None] * np.eye(3)[2]
    turned = out * (1 - there) + turned * there
    return np.asarray(turned / (np.linalg.norm(turned, axis=1, keepdims=True) + 1e-9), np.float32)


def leave_face_free(place: Floats, line: Line, side: Floats, eyes: float, margin: Floats | float = 0.0) -> None:
    """Moves points (n, 3) or (n, k, 3) that lie over the face to its edge on their side, and a little back.

    side, margin: as many as points, or with a last axis of 1."""
    heights, widths = np.array(line).T
    width = np.interp(eyes - place[..., 1], heights, widths, left=-9.0) + margin
    lack = width - place[..., 0] * side
    push = np.where((place[..., 2] > 0.62) & (lack > 0), lack * np.clip((place[..., 2] - 0.5) / 0.4, 0.2, 1) * 0.7, 0)
    place[..., 0] += (side * push).astype(np.float32)
    place[..., 2] -= np.minimum(push * 0.4, 0.04).astype(np.float32)


def cut(curves: Floats, hem: Floats, start: Floats) -> Floats:
    """Curves that end where they first come below the hem, with as many points as before.

    start: (n,) height of the roots."""
    points = curves.shape[1]
    under = (curves[..., 1] < np.minimum(hem, start - 0.12)[:, None]) & (np.arange(points) >= 2)
    last = np.where(under.any(1), under.argmax(1), points - 1)
    rows = np.arange(len(curves))
    upper, lower = curves[rows, last - 1, 1], curves[rows, last, 1]
    part = np.where(under.any(1), np.clip((upper - hem) / (upper - lower + 1e-6), 0.05, 1), 1)
    return shortened(curves, (last - 1 + part) / (points - 1))


def shortened(curves: Floats, share: NDArray[np.floating]) -> Floats:
    """Curves of which the first `share` (n,) is kept, with as many points as before."""
    points = curves.shape[1]
    at = np.linspace(0, 1, points)[None] * share[:, None] * (points - 1)
    lower = np.minimum(at.astype(np.int64), points - 2)
    part = (at - lower)[..., None].astype(np.float32)
    rows = np.arange(len(curves))[:, None]
    return np.asarray(curves[rows, lower] * (1 - part) + curves[rows, lower + 1] * part)


def outward(points: Floats) -> Floats:
    """(..., 3) unit: level, away from the axis of head and neck."""
    away = points * np.array([1, 0, 1], np.float32) - np.array([0, 0, AXIS_Z], np.float32)
    return np.asarray(away / (np.linalg.norm(away, axis=-1, keepdims=True) + 1e-6))


def arclength(curves: Floats) -> Floats:
    """(n, k) length from the root to each point."""
    pieces = np.linalg.norm(np.diff(curves, axis=1), axis=2)
    return np.concatenate([np.zeros((len(curves), 1), np.float32), np.cumsum(pieces, 1)], 1)


def curled(curves: Floats, amount: float, over: float, rng: np.random.Generator) -> Floats:
    """Curves whose ends turn in, or out for a negative amount, by a quarter turn for 1."""
    if not amount:
        return curves
    along = arclength(curves)
    left = along[:, -1:] - along
    strength = np.abs(amount) * rng.uniform(0.6, 1.3, (len(curves), 1))
    turn = np.clip(1 - left / over, 0, 1)
    away = outward(curves)
    side = turn**2 * over * 0.55 * strength
    up = turn**3 * over * 0.35 * strength
    return np.asarray(curves - away * (np.sign(amount) * side)[..., None] + up[..., None] * -DOWN, np.float32)


def waved(curves: Floats, wave: Wave, rng: np.random.Generator) -> Floats:
    """Curves that swing about their way; neighbours in step but for `disorder`."""
    if not wave.size:
        return curves
    along = arclength(curves)
    heading = np.gradient(curves, axis=1)
    heading /= np.linalg.norm(heading, axis=2, keepdims=True) + 1e-6
    away = outward(curves)
    level = np.cross(heading, away)
    level /= np.linalg.norm(level, axis=2, keepdims=True) + 1e-6
    out = np.cross(level, heading)
    root = curves[:, :1]
    field = np.sin(root @ np.array([[2.1], [0.4], [1.3]]) + 0.7) + np.sin(root @ np.array([[-1.2], [2.3], [2.9]]))
    phase = field[..., 0] * 1.2 + rng.normal(0, 1.6 * wave.disorder, (len(curves), 1))
    length = wave.length * (1 + rng.normal(0, 0.15 * wave.disorder, (len(curves), 1)))
    turn = phase + 2 * np.pi * along / length
    start = wave.start * along[:, -1:]
    size = wave.size * np.clip((along - start) / 0.7, 0, 1) * rng.uniform(0.75, 1.2, (len(curves), 1))
    swing = level * np.sin(turn)[..., None] + out * (wave.spin * np.cos(turn))[..., None]
    return np.asarray(curves + swing * size[..., None], np.float32)
