"""Eyes: the painted ball, the wet shell over it, and the line of tears on the lower lid."""

from typing import Any

import numpy as np

from core.virtual.heads import eyeball
from core.virtual.heads.blender.nodes import Graph, image_of
from core.virtual.heads.blender.things import add_mesh, add_strands
from core.virtual.heads.face_hair import along_line, lid_margin
from core.virtual.heads.mesh import Head, Points
from core.virtual.heads.pose import Pose
from core.virtual.heads.strands import Strands

DIVERGENCE = 0.35  # how much of the gaze follows the head, the rest meets the camera


def _ball(iris: float, preview: bool) -> Any:
    graph = Graph("eye")
    image = image_of("eye", eyeball.picture(iris))
    colour = graph.picture(image, graph.attribute("uv")).outputs[0]
    if preview:
        return graph.finish(graph.node("BsdfDiffuse", Color=colour))
    shader = graph.node("BsdfPrincipled", Base_Color=colour, Roughness=0.6, Subsurface_Weight=0.0)
    shader.inputs["Specular IOR Level"].default_value = 0.0
    return graph.finish(shader)


def _wet(name: str, least: float) -> Any:
    """Clear where seen straight on, a mirror at the rim: no light is bent, which would take long to render."""
    graph = Graph(name)
    mirror = graph.node("BsdfGlossy", Color=(1, 1, 1), Roughness=0.03)
    clear = graph.node("BsdfTransparent", Color=(1, 1, 1))
    fresnel = graph.math("MAXIMUM", graph.node("Fresnel", IOR=1.38).outputs[0], least)
    both = graph.tree.nodes.new("ShaderNodeMixShader")
    graph.set(both.inputs[0], fresnel)
    graph.set(both.inputs[1], clear.outputs[0])
    graph.set(both.inputs[2], mirror.outputs[0])
    return graph.finish(both)


def _tears(vertices: Points, side: str) -> Strands:
    """The meniscus between lower lid and ball, just behind the lashes' roots."""
    roots, _ = lid_margin(vertices, side, False)
    line = along_line(roots, np.linspace(0.03, 0.97, 24))
    return Strands((line + np.array([0, 0.006, -0.024]))[None], 0.0065, 1.0)


def add_eyes(head: Head, vertices: Points, pose: Pose, camera: Points, iris: float, preview: bool) -> None:
    """Both eyes of the expressive, unposed vertices, looking nearly at the camera."""
    ball, shell, tears = _ball(iris, preview), _wet("cornea", 0.045), _wet("tears", 0.10)
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
        if not preview:
            points, quads = eyeball.outer()
            add_mesh("cornea", place + radius * eyeball.turned_to(points, gaze), quads, shell)
            line = _tears(vertices, side)
            add_strands("tears", Strands(pose(line.points), line.radius, line.taper), tears)
