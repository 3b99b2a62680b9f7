"""Where hair grows: the hairline on the mean head, roots by chance, and the parting."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.virtual.heads.mesh import Head, on_surface

Floats = NDArray[np.floating]

# The hairline from nape to forehead, as height over depth, on the mean head.
_DEPTH = (-0.9, -0.42, -0.2, 0.1, 0.28, 0.40, 0.64, 0.70, 0.78, 0.88, 1.0, 1.12, 1.25, 1.5)
_HEIGHT = (6.55, 6.55, 6.72, 6.92, 7.15, 7.45, 7.45, 7.12, 7.20, 7.46, 7.72, 7.84, 7.93, 7.97)
# Hair thins out over this height above the hairline.
_SOFT = 0.16
CROWN = (7.95, -0.36)
FRONT = (7.95, 1.28)


@dataclass(frozen=True, eq=False)
class Roots:
    """Where strands begin. points, normals: (n, 3) on this head; mean: (n, 3) the same places on the mean head.

    above: (n,) height over the hairline, of the mean head."""

    points: Floats
    normals: Floats
    mean: Floats
    above: Floats

    def __getitem__(self, chosen: NDArray[np.bool_] | NDArray[np.int64]) -> "Roots":
        return Roots(self.points[chosen], self.normals[chosen], self.mean[chosen], self.above[chosen])

    def __len__(self) -> int:
        return len(self.points)


def above_hairline(mean: NDArray[np.floating]) -> Floats:
    """(n,) height of places (n, 3) of the mean head over the hairline there; ragged as hairlines are."""
    x, y, z = mean.T
    line = np.interp(z, _DEPTH, _HEIGHT)
    line = line + 0.018 * np.sin(x * 23) + 0.012 * np.sin(x * 57 + 1) - 0.06 * np.clip(np.abs(x) - 0.5, 0, 1)
    # The middle of the forehead lies a little lower than the corners beside it.
    line = line + np.where(z > 0.8, 0.05 * np.exp(-(((np.abs(x) - 0.42) / 0.14) ** 2)), 0)
    return np.asarray(y - line, np.float32)


def cover(head: Head) -> Floats:
    """(n,) 0 to 1, how much of each vertex of the head is under hair: what a scalp is tinted by."""
    share = np.clip(above_hairline(head.mean) / _SOFT, 0, 1) * (head.mean[:, 1] > 6.4)
    return np.where(head.mesh.ears, 0, share).astype(np.float32)


def roots(head: Head, count: int, rng: np.random.Generator) -> Roots:
    """About `count` roots, even over the scalp and thinner towards the hairline."""
    triangles = head.mesh.head_triangles
    triangles = triangles[~head.mesh.ears[triangles].any(1)]
    highest = np.stack([above_hairline(head.mean[triangles[:, k]]) for k in range(3)]).max(0)
    triangles = triangles[(highest > 0) & (head.mean[triangles[:, 0], 1] > 6.5)]
    a, b, c = (head.mean[triangles[:, k]] for k in range(3))
    area = np.linalg.norm(np.cross(b - a, c - a), axis=1)
    corners = triangles[rng.choice(len(triangles), int(count * 1.25), p=area / area.sum())]
    weights = rng.dirichlet([1, 1, 1], len(corners))
    mean = on_surface(head.mean, corners, weights)
    above = above_hairline(mean)
    kept = above > rng.random(len(above)) ** 1.2 * _SOFT
    corners, weights = corners[kept][:count], weights[kept][:count]
    normals = on_surface(head.normals, corners, weights)
    normals /= np.linalg.norm(normals, axis=1, keepdims=True) + 1e-9
    return Roots(
        on_surface(head.vertices, corners, weights).astype(np.float32),
        normals.astype(np.float32),
        mean[kept][:count].astype(np.float32),
        above[kept][:count],
    )


def away_from_parting(mean: Floats, part: float) -> Floats:
    """(n, 3) unit: from the parting, which runs at x = `part` from the forehead to the crown, to each place."""
    front, crown = np.array([part, *FRONT], np.float32), np.array([part * 0.5, *CROWN], np.float32)
    line = crown - front
    along = np.clip(((mean - front) @ line) / (line @ line), 0, 1)
    away = mean - (front + along[:, None] * line)
    return np.asarray(away / (np.linalg.norm(away, axis=1, keepdims=True) + 1e-6), np.float32)


def beside_parting(mean: Floats, part: float) -> Floats:
    """(n,) how far to the right of the parting a place lies, decimetres; negative to the left."""
    share = np.clip((FRONT[1] - mean[:, 2]) / (FRONT[1] - CROWN[1]), 0, 1)
    return np.asarray(mean[:, 0] - part * (1 - 0.5 * share), np.float32)
