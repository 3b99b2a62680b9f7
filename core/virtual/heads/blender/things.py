"""Meshes, curves, lights and cameras: from arrays in the head's frame into Blender's scene."""

from collections.abc import Mapping
from math import atan
from typing import Any

import bpy
import numpy as np
from numpy.typing import NDArray

from core.virtual.heads.mesh import Indices, Points
from core.virtual.heads.strands import Strands


def to_blender(points: NDArray[np.floating]) -> NDArray[np.floating]:
    """x right, y up, z front to x right, y back, z up."""
    return np.stack([points[..., 0], -points[..., 2], points[..., 1]], -1)


def add(name: str, data: Any) -> Any:
    """An object of some data, in the scene."""
    made = bpy.data.objects.new(name, data)
    bpy.context.scene.collection.objects.link(made)
    return made


def add_mesh(
    name: str,
    vertices: Points,
    faces: Indices,
    material: Any,
    *,
    uvs: Points | None = None,
    carried: Mapping[str, NDArray[np.floating]] | None = None,
    subdivisions: int = 0,
) -> Any:
    """A smooth mesh of quads. uvs: a row for each corner of each face; carried: by name, (n, 3) or (n,) a vertex."""
    made = bpy.data.meshes.new(name)
    made.vertices.add(len(vertices))
    made.vertices.foreach_set("co", to_blender(vertices).astype(np.float32).ravel())
    made.loops.add(faces.size)
    made.loops.foreach_set("vertex_index", faces.astype(np.int32).ravel())
    made.polygons.add(len(faces))
    made.polygons.foreach_set("loop_start", np.arange(0, faces.size, faces.shape[1], dtype=np.int32))
    made.polygons.foreach_set("use_smooth", np.ones(len(faces), bool))
    if uvs is not None:
        made.uv_layers.new(name="uv").data.foreach_set("uv", uvs.astype(np.float32).ravel())
    for key, values in (carried or {}).items():
        if values.ndim == 2:
            layer = made.attributes.new(key, "FLOAT_VECTOR", "POINT")
            layer.data.foreach_set("vector", values.astype(np.float32).ravel())
        else:
            made.attributes.new(key, "FLOAT", "POINT").data.foreach_set("value", values.astype(np.float32))
    made.update(calc_edges=True)
    made.materials.append(material)
    found = add(name, made)
    if subdivisions:
        modifier = found.modifiers.new("smooth", "SUBSURF")
        modifier.levels = modifier.render_levels = subdivisions
    return found


def add_strands(name: str, strands: Strands, material: Any) -> Any:
    """Curves, thinner to their tips."""
    count, points, _ = strands.points.shape
    made = bpy.data.hair_curves.new(name)
    made.add_curves([points] * count)
    if made.attributes.get("radius") is None:
        made.attributes.new("radius", "FLOAT", "POINT")
    made.attributes["position"].data.foreach_set("vector", to_blender(strands.points).astype(np.float32).ravel())
    radius = np.tile(np.linspace(1, strands.taper, points) * strands.radius, count)
    made.attributes["radius"].data.foreach_set("value", radius.astype(np.float32))
    made.materials.append(material)
    return add(name, made)


def _stand(thing: Any, place: Points, target: Points) -> None:
    """Puts a lamp or a camera at a place of the head's frame, upright and looking at a target."""
    here, there = to_blender(place), to_blender(target)
    back = (here - there) / np.linalg.norm(here - there)
    right = np.cross(np.array([0.0, 0, 1]), back)
    right /= np.linalg.norm(right)
    turned = np.eye(4)
    turned[:3] = np.stack([right, np.cross(back, right), back, here], 1)
    thing.matrix_world = turned.T.tolist()  # Blender takes columns


def add_softbox(
    place: Points, target: Points, size: tuple[float, float], power: float, colour: tuple[float, float, float]
) -> None:
    """A softbox at a place of the head's frame, looking at a target. size: width and height; power: watts."""
    made = bpy.data.lights.new("softbox", "AREA")
    made.shape, made.size, made.size_y = "RECTANGLE", size[0], size[1]
    made.energy, made.color = power, colour
    lamp = add("softbox", made)
    _stand(lamp, place, target)


def add_camera(place: Points, target: Points, half_height: float, focus: Points, f_number: float) -> None:
    """The camera. half_height: of the picture at the target, decimetres; f_number: 0 for all in focus."""
    made = bpy.data.cameras.new("camera")
    distance = float(np.linalg.norm(place - target))
    made.angle = 2 * atan(half_height / distance)
    if f_number:
        made.dof.use_dof = True
        made.dof.focus_distance = float(np.linalg.norm(place - focus))
        # Blender's lens is in millimetres of a metre-sized world, ours is of decimetres: ten times as far away.
        made.dof.aperture_fstop = f_number / 10
    found = add("camera", made)
    _stand(found, place, target)
    bpy.context.scene.camera = found
