"""The base mesh, what moves its vertices, and a head made of it.

All in MakeHuman's frame: x to the viewer's right, y up, z to the front, in decimetres. Eyes at y about 7.3, the crown
at 8.3, shoulders at 5."""

import gzip
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from core.virtual.heads.assets import data_folder, target_file, target_names

Points = NDArray[np.float64]
Indices = NDArray[np.int64]
Mask = NDArray[np.bool_]

# What a portrait shows of the body, and the head alone: lowest vertex and widest from the middle, in the base mesh.
BUST, HEAD_ONLY = (3.2, 2.4), (5.7, 1.3)


@dataclass(frozen=True, eq=False)
class BaseMesh:
    """vertices: (n, 3). faces: (m, 4) of the vertices; uv_faces: (m, 4) of uvs (k, 2). groups: (m,) names of parts.

    The skin is the group `body`; `helper-…` are eyes, lashes, teeth, hair, clothes; `joint-…` mark joints."""

    vertices: Points
    uvs: Points
    faces: Indices
    uv_faces: Indices
    groups: NDArray[np.str_]

    def part(self, group: str) -> Indices:
        """Vertices of a group, ascending."""
        return np.unique(self.faces[self.groups == group])

    def faces_within(self, group: str, lowest: float, widest: float) -> Indices:
        """Indices of a group's faces that lie wholly above `lowest` and nearer than `widest` to the middle."""
        corners = self.vertices[self.faces]
        inside = (corners[..., 1].min(1) > lowest) & (np.abs(corners[..., 0]).max(1) < widest)
        return np.flatnonzero((self.groups == group) & inside)

    @cached_property
    def bust(self) -> Indices:
        """Faces of skin that a portrait may show."""
        return self.faces_within("body", *BUST)

    @cached_property
    def head_triangles(self) -> Indices:
        """(t, 3) triangles of the skin from the neck up."""
        return triangles(self.faces[self.faces_within("body", *HEAD_ONLY)])

    @cached_property
    def bust_triangles(self) -> Indices:
        """(t, 3) triangles of all skin that a portrait may show: what hair must not fall through."""
        return triangles(self.faces[self.bust])

    @cached_property
    def ears(self) -> Mask:
        """(n,) which vertices belong to an ear."""
        found = np.zeros(len(self.vertices), bool)
        for side in "lr":
            found[target(f"ears/{side}-ear-flap-decr")[0]] = True
        return found


def triangles(quads: Indices) -> Indices:
    """(2 m, 3) triangles of (m, 4) quads."""
    return np.vstack([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])


def vertex_normals(vertices: Points, triangles: Indices) -> Points:
    """(n, 3) unit normals, weighted by area; zero for a vertex that is in no triangle."""
    normals = np.zeros_like(vertices)
    a, b, c = (vertices[triangles[:, k]] for k in range(3))
    across = np.cross(b - a, c - a)
    for corner in range(3):
        np.add.at(normals, triangles[:, corner], across)
    return np.asarray(normals / (np.linalg.norm(normals, axis=1, keepdims=True) + 1e-12))


@cache
def base_mesh() -> BaseMesh:
    """Reads the base mesh. Raises StudioError where the data is absent."""
    vertices, uvs, faces, uv_faces, groups, group = [], [], [], [], [], ""
    for line in (data_folder() / "mpfb2/3dobjs/base.obj").read_text("utf-8").splitlines():
        kind, _, rest = line.partition(" ")
        words = rest.split()
        if kind == "v":
            vertices.append([float(word) for word in words[:3]])
        elif kind == "vt":
            uvs.append([float(word) for word in words[:2]])
        elif kind == "g":
            group = words[0]
        elif kind == "f":
            corners = [word.split("/") for word in words]
            faces.append([int(corner[0]) - 1 for corner in corners])
            uv_faces.append([int(corner[1]) - 1 for corner in corners])
            groups.append(group)
    return BaseMesh(np.array(vertices), np.array(uvs), np.array(faces), np.array(uv_faces), np.array(groups))


@cache
def target(name: str) -> tuple[Indices, Points]:
    """Vertices that a target moves, (k,), and how far at full weight, (k, 3)."""
    path = target_file(name)
    text = gzip.decompress(path.read_bytes()).decode() if path.suffix == ".gz" else path.read_text("utf-8")
    rows = [words for line in text.splitlines() if line[:1] != "#" and len(words := line.split()) == 4]
    table = np.array(rows, np.float64).reshape(-1, 4)
    return table[:, 0].astype(np.int64), table[:, 1:]


def moved(vertices: Points, weights: Iterable[tuple[str, float]]) -> Points:
    """A copy of the vertices with each target added at its weight."""
    result = vertices.copy()
    for name, weight in weights:
        if abs(weight) > 1e-4:
            places, far = target(name)
            result[places] += weight * far
    return result


@cache
def _to_base() -> tuple[float, Points]:
    """Scale and shift that bring a grown woman's head to where the base mesh has its own."""
    mesh = base_mesh()
    woman = moved(mesh.vertices, [("macrodetails/asian-female-young", 1.0), *GROWN])
    head = np.unique(mesh.faces[mesh.faces_within("body", 6.2, np.inf)])
    ours, theirs = woman[head] - woman[head].mean(0), mesh.vertices[head] - mesh.vertices[head].mean(0)
    scale = float((ours * theirs).sum() / (ours * ours).sum())
    return scale, mesh.vertices[head].mean(0) - scale * woman[head].mean(0)


GROWN = (("macrodetails/universal-female-young-averagemuscle-averageweight", 1.0),)


def in_base_frame(vertices: Points) -> Points:
    """A grown body scaled and shifted so that its head lies where the base mesh has its own."""
    scale, shift = _to_base()
    return np.asarray(vertices * scale + shift)


@cache
def mean_head() -> Points:
    """(n, 3) the young woman whom all heads start from: places on skin and scalp are given on her."""
    return in_base_frame(moved(base_mesh().vertices, [("macrodetails/asian-female-young", 1.0), *GROWN]))


def asymmetries() -> list[str]:
    """Names of targets that move one side of a face alone, sorted; of ears none."""
    return [name for name in target_names("asym") if name.startswith("asym-") and "ear" not in name]


@dataclass(frozen=True, eq=False)
class Head:
    """One person's head and shoulders, unposed and without expression.

    vertices: (n, 3) in the order of `mesh.vertices`, helpers included; mean: (n, 3) the head that scalp and skin
    coordinates are given on, same order."""

    vertices: Points
    mesh: BaseMesh
    mean: Points

    def part(self, group: str) -> Points:
        """This person's vertices of a group, say `helper-l-eye`."""
        return self.vertices[self.mesh.part(group)]

    @cached_property
    def normals(self) -> Points:
        """(n, 3) of the skin; zero elsewhere."""
        return vertex_normals(self.vertices, self.mesh.bust_triangles)

    @property
    def eye_height(self) -> float:
        """y of the middle of the eyes."""
        return float(self.part("helper-l-eye")[:, 1].mean())


def on_surface(vertices: Points, corners: Indices, weights: Points) -> Points:
    """(k, 3) points of triangles: corners (k, 3) indices, weights (k, 3) barycentric."""
    return np.asarray((vertices[corners] * weights[..., None]).sum(1))
