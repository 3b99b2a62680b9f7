"""Eyes: the painted ball, and the wet shell over it that mirrors the lamps."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.virtual.heads import eyeball
from core.virtual.heads.blender.nodes import Graph, image_of
from core.virtual.heads.blender.things import add_mesh, to_blender
from core.virtual.heads.mesh import Head, Points
from core.virtual.heads.pose import Pose

DIVERGENCE = 0.35  # how much of the gaze follows the head, the rest meets the camera


@dataclass(frozen=True, eq=False)
class Lamp:
    """A softbox as an eye mirrors it. toward: unit vector in the head's frame; half_angle: of what it takes up there,
    radians; glare: the light that comes back."""

    toward: Points
    half_angle: float
    glare: float


def _ball(iris: float, preview: bool) -> Any:
    graph = Graph("eye")
    image = image_of("eye", eyeball.picture(iris))
    colour = graph.picture(image, graph.attribute("uv")).outputs[0]
    if preview:
        return graph.finish(graph.node("BsdfDiffuse", Color=colour))
    shader = graph.node("BsdfPrincipled", Base_Color=colour, Roughness=0.6, Subsurface_Weight=0.0)
    shader.inputs["Specular IOR Level"].default_value = 0.0
    return graph.finish(shader)


def _wet(lamps: Sequence[Lamp]) -> Any:
    """The wet shell: clear, but where it mirrors a softbox. Worked out from the angle alone: seeking a lamp by chance,
    which a mirror would do, leaves an eye speckled for long."""
    graph = Graph("cornea")
    mirrored = graph.tree.nodes.new("ShaderNodeTexCoord").outputs["Reflection"]
    light: Any = 0.0
    for lamp in lamps:
        toward = graph.tree.nodes.new("ShaderNodeVectorMath")
        toward.operation = "DOT_PRODUCT"
        graph.set(toward.inputs[0], mirrored)
        toward.inputs[1].default_value = to_blender(lamp.toward).tolist()
        inside = graph.node(
            "MapRange",
            Value=toward.outputs["Value"],
            **{"From_Min": float(np.cos(lamp.half_angle * 1.15)), "From_Max": float(np.cos(lamp.half_angle * 0.9))},
        )
        inside.interpolation_type = "SMOOTHSTEP"
        light = graph.math("MULTIPLY_ADD", inside.outputs[0], lamp.glare, light)
    both = graph.node("AddShader")
    clear, glare = graph.node("BsdfTransparent", Color=(1, 1, 1)), graph.node("Emission", Color=(1, 1, 1))
    graph.set(glare.inputs["Strength"], light)
    graph.set(both.inputs[0], clear.outputs[0])
    graph.set(both.inputs[1], glare.outputs[0])
    return graph.finish(both)


def add_eyes(
    head: Head, vertices: Points, pose: Pose, camera: Points, iris: float, lamps: Sequence[Lamp], preview: bool
) -> None:
    """Both eyes of the expressive, unposed vertices, looking nearly at the camera. lamps: that they mirror."""
    ball, shell = _ball(iris, preview), _wet(lamps)
    for side in "lr":
        own = vertices[head.mesh.part(f"helper-{side}-eye")]
        middle = (own.max(0) + own.min(0)) / 2
        radius = float(np.linalg.norm(own - middle, axis=1).max())
        place = pose(middle[None])[0]
        ahead = pose((middle + np.array([0, 0, 0.2]))[None])[0] - place
        ahead /= np.linalg.norm(ahead)
        to_camera = (camera - place) / np.linalg.norm(camera - place)
        gaze = DIVERGENCE * ahead + (1 - DIVERGENCE) * to_camera
        gaze /= np.linalg.norm(gaze)
        points, quads = eyeball.inner()
        uvs = (points[quads.ravel()][:, :2] + 1) / 2
        add_mesh("eye", place + radius * eyeball.turned_to(points, gaze), quads, ball, uvs=uvs)
        points, quads = eyeball.outer()
        add_mesh("cornea", place + radius * eyeball.turned_to(points, gaze), quads, shell)
