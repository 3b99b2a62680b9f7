"""Skin: light that wanders below it, pores, a broken-up gloss, lips, the inside of the mouth."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from core.virtual.heads.assets import texture
from core.virtual.heads.blender.nodes import Graph, image_of, mask_of
from core.virtual.heads.canvas import LEFT, LOW, WINDOW
from core.virtual.heads.identity import Colouring
from core.virtual.heads.look import LIP_COLOURS, hair_rgb
from core.virtual.heads.paint import MOUTH, Painting, skin_tone

# How far red, green and blue light wander, decimetres: 2.6, 0.9 and 0.45 mm.
WANDER = (0.026, 0.009, 0.0045)
GRAIN = 0.8  # how much of the painted height is felt


def _painted_at(graph: Graph, rest: Any) -> Any:
    """Where in the painting a place of the mean head is."""
    parts = graph.node("SeparateXYZ", Vector=rest).outputs
    across = graph.math("MULTIPLY_ADD", parts[0], 1 / WINDOW, -LEFT / WINDOW)
    up = graph.math("MULTIPLY_ADD", parts[1], 1 / WINDOW, -LOW / WINDOW)
    return graph.node("CombineXYZ", X=across, Y=up).outputs[0]


def skin(painting: Painting, colouring: Colouring, look: Mapping[str, str | float], preview: bool) -> Any:
    """The skin's material. preview: neither wandering light nor pores."""
    graph = Graph("skin")
    rest = graph.attribute("rest")
    where = _painted_at(graph, rest)
    albedo = graph.picture(image_of("albedo", painting.albedo), where).outputs[0]
    uv = graph.attribute("uv")
    lips = graph.picture(mask_of(str(texture("lips"))), uv).outputs[0]
    inside = graph.picture(mask_of(str(texture("inside-mouth"))), uv).outputs[0]
    tone = skin_tone(colouring)
    bare = np.clip(tone * np.array([0.84, 0.56, 0.56]) + colouring.lips, 0.02, 0.9)
    amount = float(look["lip"])
    full = np.asarray(LIP_COLOURS[str(look["lip_colour"])])
    outer, inner = bare + (full - bare) * (0.10 + 0.8 * amount), bare * 0.9 + (full * 0.85 - bare * 0.9) * amount
    up = graph.node("SeparateXYZ", Vector=rest).outputs[1]
    far = graph.math("ABSOLUTE", graph.math("SUBTRACT", up, MOUTH))
    edge = graph.node("MapRange", Value=far, **{"From_Min": 0.015, "From_Max": 0.085})
    lip_colour = graph.mix(edge.outputs[0], tuple(inner), tuple(outer))
    soft = graph.node("MapRange", Value=lips, **{"From_Min": 0.35, "From_Max": 1.0})
    soft.interpolation_type = "SMOOTHSTEP"
    on_lips = soft.outputs[0]
    colour = graph.mix(graph.math("MULTIPLY", on_lips, 0.80 + 0.17 * amount), albedo, lip_colour)
    colour = graph.mix(graph.math("MULTIPLY", inside, 0.85), colour, (0.16, 0.030, 0.030))
    under_hair = hair_rgb(str(look["hair_colour"])) * 0.6 + tone * 0.06
    colour = graph.mix(graph.math("MULTIPLY", graph.attribute("scalp", "Fac"), 0.9), colour, tuple(under_hair))
    if preview:
        return graph.finish(graph.node("BsdfDiffuse", Color=colour))
    finish = graph.channels(graph.picture(image_of("finish", painting.finish), where).outputs[0])
    shader = graph.node("BsdfPrincipled", Base_Color=colour)
    rough, lip_rough = finish[0], 0.42 - 0.20 * float(look["gloss"])
    grown = graph.math("SUBTRACT", lip_rough, rough)
    graph.set(shader.inputs["Roughness"], graph.math("MULTIPLY_ADD", on_lips, grown, rough))
    graph.set(shader.inputs["Specular IOR Level"], graph.math("MULTIPLY_ADD", on_lips, 0.12, 0.40))
    graph.set(shader.inputs["Subsurface Weight"], 1.0)
    # As good as a random walk at this scale, and several times as fast.
    shader.subsurface_method = "BURLEY"
    shader.inputs["Subsurface Radius"].default_value = [way / WANDER[0] for way in WANDER]
    shader.inputs["Subsurface Scale"].default_value = WANDER[0]
    grain = graph.node("Bump", Strength=GRAIN, Distance=0.012, Height=finish[1])
    graph.set(shader.inputs["Normal"], grain.outputs[0])
    return graph.finish(shader)
