"""Hair, brows, lashes, teeth and cloth: what they are made of."""

from typing import Any

from core.virtual.heads.blender.nodes import Graph
from core.virtual.heads.look import Colour


def hair(name: str, colour: Colour, *, roughness: float = 0.28, root: float = 0.55) -> Any:
    """Hair of a colour: darker at its roots, each strand a little different. root: brightness there, of the tips'."""
    graph = Graph(name)
    info = graph.tree.nodes.new("ShaderNodeHairInfo")
    along = graph.node("MapRange", Value=info.outputs["Intercept"], **{"From_Min": 0.0, "From_Max": 0.35}).outputs[0]
    darker = tuple(part * root for part in colour)
    tint = graph.mix(along, darker, colour)
    own = graph.node("MapRange", Value=info.outputs["Random"], **{"To_Min": 0.72, "To_Max": 1.28}).outputs[0]
    tint = graph.mix(1.0, tint, graph.node("CombineColor", Red=own, Green=own, Blue=own).outputs[0], "MULTIPLY")
    shader = graph.node("BsdfHairPrincipled", Color=tint, Roughness=roughness)
    shader.parametrization = "COLOR"
    shader.inputs["Radial Roughness"].default_value = 0.38
    shader.inputs["Random Roughness"].default_value = 0.15
    shader.inputs["Coat"].default_value = 0.0
    return graph.finish(shader)


def flat_hair(name: str, colour: Colour) -> Any:
    """Hair for a preview: no light passes through it."""
    graph = Graph(name)
    return graph.finish(graph.node("BsdfDiffuse", Color=tuple(part * 0.8 + 0.004 for part in colour)))


def teeth() -> Any:
    """Teeth: light enters them, they are wet, and whiter at their edges than at the gums."""
    graph = Graph("teeth")
    shader = graph.node("BsdfPrincipled", Base_Color=(0.70, 0.655, 0.56), Roughness=0.22, Subsurface_Weight=1.0)
    shader.inputs["Subsurface Radius"].default_value = [1.0, 0.8, 0.6]
    shader.inputs["Subsurface Scale"].default_value = 0.02
    return graph.finish(shader)


def cloth(colour: Colour, *, shiny: bool = False) -> Any:
    """A knitted or satin cloth, cut off where the vertex value `drop` is below zero, with a hem there."""
    graph = Graph("cloth")
    drop = graph.attribute("drop", "Fac")
    rest = graph.attribute("rest")
    folds = graph.noise(graph.node("Mapping", Vector=rest, Scale=(1.0, 0.45, 1.0)).outputs[0], 2.6, 2.0, 0.5)
    weave = graph.noise(rest, 160.0, 1.0)
    hem = graph.math("LESS_THAN", drop, 0.075)
    height = graph.math("MULTIPLY_ADD", folds, 1.0, graph.math("MULTIPLY", weave, 0.025 if shiny else 0.06))
    bump = graph.node("Bump", Strength=0.55, Distance=0.2, Height=height)
    shade = graph.mix(graph.math("MULTIPLY", hem, 0.25), colour, tuple(part * 0.6 for part in colour))
    shader = graph.node("BsdfPrincipled", Base_Color=shade, Roughness=0.34 if shiny else 0.85, Normal=bump.outputs[0])
    shader.inputs["Sheen Weight"].default_value = 0.0 if shiny else 0.25
    graph.set(shader.inputs["Alpha"], graph.math("GREATER_THAN", drop, 0.0))
    return graph.finish(shader)
