"""Hair, brows, lashes, teeth and cloth: what they are made of."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.virtual.heads.blender.nodes import Graph
from core.virtual.heads.hair import Colour as HairColour
from core.virtual.heads.look import Colour


def hair(name: str, colour: HairColour) -> Any:
    """Hair as a matt strand with two highlights, a white one and a tinted one (after Marschner and others, 2003).

    No light goes through a strand: that takes long to gather, and shows single strands before skin as orange."""
    graph = Graph(name)
    info = graph.tree.nodes.new("ShaderNodeHairInfo")
    along = graph.node("MapRange", Value=info.outputs["Intercept"], **{"From_Max": colour.root_length})
    along.interpolation_type = "SMOOTHSTEP"
    base = graph.mix(along.outputs[0], colour.root, colour.base)
    chance = graph.attribute("tone", "Fac")
    lighter = graph.math("MULTIPLY_ADD", chance, 2 * colour.variation, 1 - colour.variation)
    base = graph.mix(1.0, base, graph.node("CombineXYZ", X=lighter, Y=lighter, Z=lighter).outputs[0], "MULTIPLY")
    tinted = graph.mix(1.0, base, (2.0, 2.0, 2.0), "MULTIPLY")
    white = tuple(colour.gloss * (0.10 + 0.45 * part) for part in colour.base)
    lobes = [
        graph.node("BsdfDiffuse", Color=base),
        graph.node("BsdfHair", Color=white, Offset=-0.06, RoughnessU=0.09, RoughnessV=0.6),
        graph.node("BsdfHair", Color=tinted, Offset=0.10, RoughnessU=0.26, RoughnessV=0.9),
    ]
    first = graph.node("AddShader")
    both = graph.node("AddShader")
    graph.tree.links.new(lobes[0].outputs[0], first.inputs[0])
    graph.tree.links.new(lobes[1].outputs[0], first.inputs[1])
    graph.tree.links.new(first.outputs[0], both.inputs[0])
    graph.tree.links.new(lobes[2].outputs[0], both.inputs[1])
    return graph.finish(both)


def small_hair(name: str, colour: NDArray[np.float64]) -> Any:
    """Brows and lashes: too thin for light to pass through."""
    graph = Graph(name)
    return graph.finish(graph.node("BsdfPrincipled", Base_Color=tuple(colour), Roughness=0.5))


def teeth() -> Any:
    """Teeth: light enters them, they are wet, and whiter at their edges than at the gums."""
    graph = Graph("teeth")
    shader = graph.node("BsdfPrincipled", Base_Color=(0.68, 0.63, 0.55), Roughness=0.22, Subsurface_Weight=1.0)
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
