"""Places on a face as they are seen from the front: what is painted and what grows at (x, y) of the mean head."""

from functools import cache

import numpy as np

from core.virtual.heads.mesh import Indices, Points, base_mesh, mean_head

PARALLEL = 1e-9
NEAR = 0.2  # decimetres about the places asked for, in which triangles are looked at


@cache
def _front() -> tuple[Indices, Points]:
    """Triangles of the mean head that look to the front, and their corners (t, 3, 3)."""
    tris = base_mesh().head_triangles
    corners = mean_head()[tris]
    across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    seen = (across[:, 2] > PARALLEL) & (corners[..., 2].min(1) > 0.6)
    return tris[seen], corners[seen]


def at_front(places: Points) -> tuple[Indices, Points]:
    """For (k, 2) places x, y of the mean head: corners (k, 3) of the foremost triangle there, weights (k, 3).

    A place beside the face gets the nearest triangle's nearest corner."""
    tris, corners = _front()
    low, high = places.min(0) - NEAR, places.max(0) + NEAR
    near = ((corners[..., :2].max(1) >= low) & (corners[..., :2].min(1) <= high)).all(1)
    if near.any():
        tris, corners = tris[near], corners[near]
    a, b, c = (corners[:, k, :2] for k in range(3))
    area = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (c[:, 0] - a[:, 0])
    px, py = places[:, :1], places[:, 1:2]
    v = ((px - a[:, 0]) * (c[:, 1] - a[:, 1]) - (py - a[:, 1]) * (c[:, 0] - a[:, 0])) / area
    w = ((b[:, 0] - a[:, 0]) * (py - a[:, 1]) - (b[:, 1] - a[:, 1]) * (px - a[:, 0])) / area
    u = 1 - v - w
    outside = np.minimum(np.minimum(u, v), w)
    depth = u * corners[:, 0, 2] + v * corners[:, 1, 2] + w * corners[:, 2, 2]
    score = np.where(outside >= -1e-6, depth, outside - 10)
    best = score.argmax(1)
    rows = np.arange(len(places))
    weights = np.clip(np.stack([u[rows, best], v[rows, best], w[rows, best]], 1), 0, 1)
    return tris[best], weights / weights.sum(1, keepdims=True)
