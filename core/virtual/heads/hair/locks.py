"""From guides to a head of hair: strands between guides, drawn together into locks, and those that stray."""

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from core.virtual.heads.hair.falling import shortened
from core.virtual.heads.hair.scalp import Roots
from core.virtual.heads.hair.style import Style

Floats = NDArray[np.floating]
Ints = NDArray[np.int64]
# Strands of one lock.
LOCK = 14


def between(guides: Floats, guide_zones: Ints, roots: Roots, zones: Ints) -> Floats:
    """(n, k, 3) strands from the roots on, each between the nearest guides of its own zone.

    A zone is hair that may be blended: not that of both sides of a parting. Towards the tips a strand keeps to the
    nearest guide alone, which is what makes locks."""
    points = guides.shape[1]
    strands = np.empty((len(roots), points, 3), np.float32)
    along = np.linspace(0, 1, points, dtype=np.float32)
    for zone in np.unique(zones):
        here, theirs = np.flatnonzero(zones == zone), guides[guide_zones == zone]
        if not len(theirs):
            theirs = guides
        count = min(3, len(theirs))
        away, near = cKDTree(theirs[:, 0]).query(roots.points[here], k=count)
        away, near = away.reshape(len(here), count), near.reshape(len(here), count)
        soft = 1 / (away + 0.015) ** 2
        soft = (soft / soft.sum(1, keepdims=True)).astype(np.float32)
        nearest = np.zeros_like(soft)
        nearest[:, 0] = 1
        sharp = 0.75 * along**1.5
        mixed = np.zeros((len(here), points, 3), np.float32)
        for k in range(count):
            weight = soft[:, k : k + 1] * (1 - sharp) + nearest[:, k : k + 1] * sharp
            mixed += theirs[near[:, k]] * weight[..., None]
        shift = roots.points[here] - mixed[:, 0]
        strands[here] = mixed + shift[:, None] * (1 - 0.5 * along)[None, :, None]
    return strands


def clumped(strands: Floats, zones: Ints, amount: NDArray[np.floating], rng: np.random.Generator) -> Floats:
    """Strands drawn to the middle one of their lock, the more the nearer to the tip. amount: (n,) 0 to 1."""
    along = np.linspace(0, 1, strands.shape[1], dtype=np.float32)
    middles = rng.choice(len(strands), max(1, len(strands) // LOCK), replace=False)
    # Zones lie far apart in a fourth coordinate, so that no lock holds hair of two.
    keys = np.concatenate([strands[:, 0], zones[:, None].astype(np.float32) * 5], 1)
    _, near = cKDTree(keys[middles]).query(keys)
    pull = amount * rng.uniform(0.4, 1.2, len(middles))[near]
    weight = np.clip(pull[:, None] * along**1.2, 0, 0.95).astype(np.float32)
    return np.asarray(strands + (strands[middles[near]] - strands) * weight[..., None])


def strayed(strands: Floats, style: Style, rng: np.random.Generator) -> Floats:
    """Strands with what no comb takes out: small bends of each, tips of unlike length, a few that stand off."""
    count, points = strands.shape[:2]
    along = np.linspace(0, 1, points, dtype=np.float32)[None, :, None]
    phase = rng.uniform(0, 6.3, (2, count, 1, 3)).astype(np.float32)
    bends = np.sin(along * 7 + phase[0]) + 0.6 * np.sin(along * 19 + phase[1])
    size = rng.gamma(2.0, 0.5, (count, 1, 1)).astype(np.float32)
    strands = strands + bends * size * (0.012 * style.frizz) * np.sqrt(along)
    fly = np.flatnonzero(rng.random(count) < style.flyaway)
    way = rng.normal(0, 1, (len(fly), 1, 3)).astype(np.float32)
    loose = strands[fly] + way * 0.08 * along**2 + bends[fly] * 0.025 * along
    strands[fly] = shortened(loose, rng.uniform(0.35, 1, len(fly)))
    rest = np.flatnonzero(rng.random(count) < 0.5)
    strands[rest] = shortened(strands[rest], 1 - rng.beta(1.2, 9, len(rest)))
    return np.asarray(strands, np.float32)


def baby_hairs(roots: Roots, onward: Floats, rng: np.random.Generator, points: int = 8) -> Floats:
    """(n, points, 3) short, fine strands along the hairline, which follow the rest only roughly."""
    count = len(roots)
    length = rng.uniform(0.06, 0.26, (count, 1, 1))
    way = onward + roots.normals * rng.uniform(0.1, 0.6, (count, 1)) + rng.normal(0, 0.25, (count, 3))
    way /= np.linalg.norm(way, axis=1, keepdims=True)
    along = np.linspace(0, 1, points)[None, :, None]
    bend = rng.normal(0, 0.25, (count, 1, 3)) + np.array([0, -0.35, 0])
    return np.asarray(roots.points[:, None] + length * (way[:, None] * along + bend * along**2), np.float32)
