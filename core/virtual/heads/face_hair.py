"""Brows and lashes as curves."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from core.virtual.heads.front import at_front
from core.virtual.heads.identity import Brow
from core.virtual.heads.mesh import Head, Indices, Points, base_mesh, on_surface, vertex_normals
from core.virtual.heads.strands import Strands

BROW_RADIUS, LASH_RADIUS = 0.0012, 0.0014
UPPER, LOWER = 150, 70  # lashes an eye


def _arc(start: Points, along: Points, lift: Points, length: Points, points: int) -> Points:
    """(m, points, 3) curves that leave along `along` and bend to `lift`."""
    share = np.linspace(0, 1, points)[None, :, None]
    far = length[:, None, None]
    return np.asarray(start[:, None] + far * (along[:, None] * share + lift[:, None] * share * share))


def brow_line(brow: Brow, share: NDArray[np.floating]) -> Points:
    """y of the middle of a brow, on the mean head, where `share` goes from the nose (0) to the temple (1)."""
    arch = brow.arch * np.sin(np.pi * np.minimum(1, share**1.3)) * 0.8
    tail = 0.035 * np.maximum(0, share - 0.62) / 0.38
    return np.asarray(brow.height + brow.slope * 0.6 * (share - 0.5) + arch - tail)


def brow_width(brow: Brow, share: NDArray[np.floating]) -> Points:
    """How high the brow is there, half, in decimetres."""
    return np.asarray(brow.thickness * np.interp(share, [0, 0.08, 0.3, 0.65, 1], [0.6, 0.95, 1.0, 0.85, 0.25]))


def brows(head: Head, brow: Brow, seed: int) -> Strands:
    """Hairs of both brows: upright at the nose, lying outwards along the arch, laid over each other at its ridge."""
    chance = np.random.default_rng(seed)
    normals = vertex_normals(head.vertices, head.mesh.head_triangles)
    curves = []
    for side in (-1.0, 1.0):
        count = int(brow.hairs * 1.25)
        share = chance.beta(1.05, 1.05, count)
        across = np.clip(chance.normal(0, 0.52, count), -1.15, 1.15)
        x = side * (brow.inner + (brow.outer - brow.inner) * share)
        y = brow_line(brow, share) + across * brow_width(brow, share)
        corners, weights = at_front(np.stack([x, y], 1))
        roots, out = on_surface(head.vertices, corners, weights), on_surface(normals, corners, weights)
        out /= np.linalg.norm(out, axis=1, keepdims=True)
        up = np.interp(share, [0, 0.18, 0.5, 1], [1.1, 0.62, 0.2, -0.16]) - across * np.interp(
            share, [0, 0.3, 1], [0.1, 0.42, 0.25]
        )
        up = up + chance.normal(0, 0.13, count)
        along = np.stack([np.full(count, side), up, np.zeros(count)], 1)
        along -= out * (along * out).sum(1, keepdims=True)
        along /= np.linalg.norm(along, axis=1, keepdims=True)
        length = chance.uniform(0.045, 0.085, count) * np.interp(share, [0, 0.2, 0.8, 1], [0.75, 1, 1, 0.7])
        bend = np.stack([np.full(count, side * 0.12), -up * 0.35, np.zeros(count)], 1) - out * 0.08
        curves.append(_arc(roots + out * 0.002, along + out * 0.12, bend, length, 5))
    return Strands(np.concatenate(curves), BROW_RADIUS, 0.2)


@cache
def _lash_sheet(side: str, upper: bool) -> tuple[Indices, Indices]:
    """Vertices at the lid and at the tips of a lash sheet, each from the viewer's left to right."""
    mesh = base_mesh()
    sheet = mesh.part(f"helper-{side}-eyelashes-{2 if upper else 1}")
    middle = mesh.vertices[mesh.part(f"helper-{side}-eye")].mean(0)
    order = sheet[np.argsort(np.linalg.norm(mesh.vertices[sheet] - middle, axis=1))]
    count = len(order) // 5
    roots, tips = order[:count], order[-count:]
    return roots[np.argsort(mesh.vertices[roots, 0])], tips[np.argsort(mesh.vertices[tips, 0])]


def lid_margin(vertices: Points, side: str, upper: bool) -> tuple[Points, Points]:
    """Roots and tips of the lash sheet of an eye's lid, (m, 3) each, from the viewer's left to right."""
    roots, tips = _lash_sheet(side, upper)
    return vertices[roots], vertices[tips]


def at_place(line: Points, place: NDArray[np.float64]) -> Points:
    """(k, 3) points of a polyline (m, 3); place: between which of its points, 0 to m - 1."""
    left = np.clip(place.astype(int), 0, len(line) - 2)
    part = (place - left)[:, None]
    return np.asarray(line[left] * (1 - part) + line[left + 1] * part)


def places_along(line: Points, share: NDArray[np.float64]) -> NDArray[np.float64]:
    """Where on a polyline a share of its length (0 to 1) is reached, as `at_place` takes it."""
    length = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
    return np.asarray(np.interp(share * length[-1], length, np.arange(len(line))))


def along_line(line: Points, share: NDArray[np.float64]) -> Points:
    """(k, 3) points of a polyline (m, 3), where share of its length goes from 0 to 1."""
    return at_place(line, places_along(line, share))


def lashes(head: Head, seed: int, mascara: float = 0.5) -> Strands:
    """Lashes of both eyes: curled, in loose tufts, longer to the outside, with gaps. mascara: 0 to 1, lengthens."""
    chance = np.random.default_rng(seed)
    curves = []
    for side in "lr":
        outer = 1.0 if side == "l" else -1.0
        for upper, count in ((True, UPPER), (False, LOWER)):
            roots, tips = lid_margin(head.vertices, side, upper)
            share = chance.uniform(0.06, 0.84, count) if side == "l" else chance.uniform(0.16, 0.94, count)
            tuft = np.round(share * 24) / 24
            place, tufted = places_along(roots, share), places_along(roots, share * 0.55 + tuft * 0.45)
            root, tip = at_place(roots, place), at_place(tips, tufted)
            out = tip - root
            out /= np.linalg.norm(out, axis=1, keepdims=True)
            to_temple = share if side == "l" else 1 - share
            long = np.interp(to_temple, [0, 0.25, 0.75, 1], [0.45, 0.85, 1.0, 0.9]) * chance.uniform(0.6, 1.1, count)
            length = long * ((0.075 + 0.03 * mascara) if upper else 0.034)
            fan = outer * (to_temple - 0.45)[:, None] * np.array([0.25, 0, 0])
            rise = np.array([0, -0.12 if upper else 0.05, 0])
            curl = np.array([0, 0.62 if upper else -0.2, -0.22 if upper else -0.1])
            start = root + chance.normal(0, 0.0016, root.shape)
            curves.append(_arc(start, out + rise + fan, curl + chance.normal(0, 0.06, (count, 3)), length, 6))
    return Strands(np.concatenate(curves), LASH_RADIUS * (0.85 + 0.3 * mascara), 0.12)
