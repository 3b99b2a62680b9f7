"""The ground that hair lies on: how far a point is from the skin, and which way is out.

Asked for tens of thousands of points a step, so it is a grid, made once a head from the nearest points of its skin."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from core.virtual.heads.mesh import Head

Floats = NDArray[np.floating]

# The space that a portrait's hair takes up, decimetres.
LOWEST, HIGHEST = np.array([-1.7, 4.3, -1.2]), np.array([1.7, 8.9, 2.0])
# Clothes stand off the skin below the collar.
COLLAR, CLOTH = 5.75, 0.09
# Longer edges of triangles get points of their own: shoulders are coarse.
LONG_EDGE = 0.13


@dataclass(frozen=True, eq=False)
class Ground:
    """cells: (x, y, z, 4) distance to the skin, negative inside, and the unit vector away from it, at cells' middles.

    origin: the middle of the first cell; step: of the grid, decimetres."""

    cells: Floats
    origin: Floats
    step: float

    def look(self, points: Floats) -> tuple[Floats, Floats]:
        """Distance (...,) of points (..., 3), exact to first order within a cell, and the way out (..., 3)."""
        places = (points - self.origin) / np.float32(self.step)
        cell = np.rint(places).astype(np.int32)
        for axis in range(3):
            np.clip(cell[..., axis], 0, self.cells.shape[axis] - 1, out=cell[..., axis])
        flat = (cell[..., 0] * self.cells.shape[1] + cell[..., 1]) * self.cells.shape[2] + cell[..., 2]
        found = self.cells.reshape(-1, 4)[flat]
        out = found[..., 1:]
        off = (places - cell) * np.float32(self.step)
        return found[..., 0] + np.einsum("...i,...i->...", off, out), out

    def outside(self, points: Floats, clearance: float | Floats) -> Floats:
        """Points moved out to at least `clearance`, a number or (...,), from the skin."""
        distance, out = self.look(points)
        return points + out * np.maximum(clearance - distance, 0)[..., None]


def ground(head: Head, step: float) -> Ground:
    """The ground of a head with its shoulders, in clothes. Ears count as closed caps: hair lies over them."""
    places, normals = _skin(head)
    axes = [np.arange(low, high, step) for low, high in zip(LOWEST, HIGHEST, strict=True)]
    cells = np.stack(np.meshgrid(*axes, indexing="ij"), -1)
    away, near = cKDTree(places).query(cells.reshape(-1, 3), k=2, eps=0.15)
    weights = 1 / (away + 0.02) ** 2
    weights /= weights.sum(1, keepdims=True)
    out = (normals[near] * weights[..., None]).sum(1)
    out /= np.linalg.norm(out, axis=1, keepdims=True) + 1e-9
    middle = (places[near] * weights[..., None]).sum(1)
    distance = ((cells.reshape(-1, 3) - middle) * out).sum(1)
    table = np.concatenate([distance[:, None], out], 1).reshape(*cells.shape[:3], 4)
    return Ground(table.astype(np.float32), LOWEST.astype(np.float32), step)


def _skin(head: Head) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Points of the skin and clothes without ears, and of caps over the ears, with their normals."""
    triangles = head.mesh.bust_triangles
    triangles = triangles[~head.mesh.ears[triangles].any(1)]
    used = np.unique(triangles)
    a, b = triangles[:, [0, 1, 2]].ravel(), triangles[:, [1, 2, 0]].ravel()
    long = np.linalg.norm(head.vertices[a] - head.vertices[b], axis=1) > LONG_EDGE
    a, b = a[long], b[long]
    corners = triangles[long.reshape(-1, 3).any(1)]
    places = np.concatenate(
        [head.vertices[used], (head.vertices[a] + head.vertices[b]) / 2, head.vertices[corners].mean(1)]
    )
    normals = np.concatenate([head.normals[used], head.normals[a] + head.normals[b], head.normals[corners].sum(1)])
    normals /= np.linalg.norm(normals, axis=1, keepdims=True) + 1e-9
    places = places + normals * (CLOTH * np.clip((COLLAR - places[:, 1]) / 0.2, 0, 1))[:, None]
    caps, away = _ear_caps(head)
    return np.concatenate([places, caps]), np.concatenate([normals, away])


def _ear_caps(head: Head) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The outermost points of each ear and the way out of there: sideways, rounded off towards the ear's rim."""
    ears = head.vertices[head.mesh.ears & (np.abs(head.mean[:, 0]) > 0.6) & (head.mean[:, 2] < 0.75)]
    caps, away = [], []
    for side in (-1.0, 1.0):
        ear = ears[ears[:, 0] * side > 0]
        if not len(ear):
            continue
        bins = np.floor(ear[:, 1:] / 0.07).astype(int)
        order = np.lexsort((-np.abs(ear[:, 0]), bins[:, 1], bins[:, 0]))
        _, first = np.unique(bins[order], axis=0, return_index=True)
        cap = ear[order][first]
        middle = cap.mean(0)
        way = (cap - middle) * [0, 0.5, 0.5] + [side * 0.4, 0, 0]
        caps.append(cap)
        away.append(way / np.linalg.norm(way, axis=1, keepdims=True))
    return np.concatenate(caps), np.concatenate(away)
