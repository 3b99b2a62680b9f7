"""Clothes: the base mesh's tights, away from the skin, cut at a neckline."""

import numpy as np
from numpy.typing import NDArray

from core.virtual.heads.mesh import Head, Indices, Points, mean_head, triangles, vertex_normals

AWAY = {"tee": 0.05, "v_neck": 0.04, "turtleneck": 0.055, "off_shoulder": 0.05, "boat_neck": 0.045}
SHINY = ("off_shoulder",)


def neckline(kind: str, rest: Points) -> NDArray[np.float64]:
    """(n,) how far a place of the mean body lies below the garment's edge, decimetres; negative: bare."""
    x, y, z = np.abs(rest[:, 0]), rest[:, 1], rest[:, 2]
    # 0 at the nape, 1 at the collar bones and on the shoulders: a back that rises over them would show its dark inside.
    shoulder = np.clip((x - 0.35) / 0.3, 0, 1)
    forward = np.maximum(np.clip((z + 0.6) / 1.4, 0, 1), shoulder)
    if kind == "turtleneck":
        edge = 6.12 - 0.22 * forward
    elif kind == "v_neck":
        edge = 5.78 - 0.30 * forward - np.clip(0.75 - x, 0, None) * forward * 1.35
    elif kind == "boat_neck":
        edge = 5.52 - 0.18 * forward - 0.10 * np.clip(x - 0.6, 0, None)
    elif kind == "off_shoulder":
        edge = np.full(len(rest), 5.05) - 0.12 * forward
    else:
        edge = 5.80 - 0.30 * forward
    return np.asarray(edge - 0.8 * shoulder * np.clip(0.05 - z, 0, None) - y)


def garment(kind: str, head: Head, vertices: Points) -> tuple[Points, Indices, Points, NDArray[np.float64]]:
    """The garment on the unposed vertices: its own vertices, quads, their places on the mean body, their `neckline`."""
    mesh = head.mesh
    quads = mesh.faces[mesh.faces_within("helper-tights", 3.2, 2.4)]
    used, numbered = np.unique(quads, return_inverse=True)
    normals = vertex_normals(vertices, triangles(mesh.faces[mesh.groups == "helper-tights"]))
    rest = mean_head()[used]
    away = (vertices + normals * AWAY[kind])[used]
    return away, numbered.reshape(quads.shape), rest, neckline(kind, rest)
