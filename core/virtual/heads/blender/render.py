"""A picture of a face: everything put into Blender's scene and rendered by Cycles on the processor."""

import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import bpy
import numpy as np
from numpy.typing import NDArray

from core.virtual.face import Shot
from core.virtual.heads import clothes, studio
from core.virtual.heads.blender import stuff
from core.virtual.heads.blender.eyes import add_eyes
from core.virtual.heads.blender.skin import skin
from core.virtual.heads.blender.things import add_camera, add_mesh, add_softbox, add_strands
from core.virtual.heads.expressions import teeth_shown, with_expression
from core.virtual.heads.face_hair import brows, lashes
from core.virtual.heads.film import developed
from core.virtual.heads.identity import Colouring
from core.virtual.heads.look import CLOTH_COLOURS, HAIR_COLOURS
from core.virtual.heads.mesh import Head, Points, mean_head
from core.virtual.heads.paint import paint
from core.virtual.heads.pose import Pose
from core.virtual.heads.strands import Strands

DISTANCE, HALF_HEIGHT = 14.0, 1.86  # of the camera from the face, and half of what it sees there: decimetres
SAMPLES = 28
PREVIEW, PREVIEW_HALF_HEIGHT, PREVIEW_PAINT = 176, 1.65, 256
MOST_OF_YAW = 0.72  # of a turn is the head's, the rest is the camera's: shoulders turn too


@dataclass(frozen=True, eq=False)
class Portrait:
    """All that a picture is made of. seed: of the person, by which brows and freckles grow."""

    head: Head
    colouring: Colouring
    look: Mapping[str, str | float]
    hair: Sequence[Strands]
    shot: Shot
    seed: int


def _skin_and_clothes(portrait: Portrait, vertices: Points, pose: Pose) -> None:
    mesh = portrait.head.mesh
    used, numbered = np.unique(mesh.faces[mesh.bust], return_inverse=True)
    add_mesh(
        "skin",
        pose(vertices)[used],
        numbered.reshape(-1, 4),
        skin(paint(portrait.colouring, portrait.look, portrait.seed), portrait.colouring, portrait.look, False),
        uvs=mesh.uvs[mesh.uv_faces[mesh.bust]].reshape(-1, 2),
        carried={"rest": mean_head()[used]},
        subdivisions=2,
    )
    kind = str(portrait.look["clothes"])
    away, quads, rest, drop = clothes.garment(kind, portrait.head, vertices)
    cloth = stuff.cloth(CLOTH_COLOURS[str(portrait.look["clothes_colour"])], shiny=kind in clothes.SHINY)
    add_mesh("cloth", pose(away), quads, cloth, carried={"rest": rest, "drop": drop}, subdivisions=2)


def _teeth(portrait: Portrait, vertices: Points, pose: Pose) -> None:
    mesh, material = portrait.head.mesh, stuff.teeth()
    for jaw, shift in (("upper", (0, -0.035, 0.02)), ("lower", (0, 0, 0.02))):
        quads = mesh.faces[mesh.groups == f"helper-{jaw}-teeth"]
        used, numbered = np.unique(quads, return_inverse=True)
        add_mesh("teeth", pose(vertices)[used] + shift, numbered.reshape(-1, 4), material, subdivisions=2)


def _hair(portrait: Portrait, head: Head, pose: Pose) -> None:
    colour = HAIR_COLOURS[str(portrait.look["hair_colour"])]
    hair = stuff.hair("hair", colour)
    for strands in portrait.hair:
        add_strands("hair", Strands(pose(strands.points), strands.radius, strands.taper), hair)
    natural = tuple(0.6 * part + 0.4 * dark for part, dark in zip(colour, HAIR_COLOURS["dark_brown"], strict=True))
    grown = brows(head, portrait.colouring.brow, portrait.seed)
    brow = stuff.hair("brow", (natural[0], natural[1], natural[2]), roughness=0.4, root=0.9)
    add_strands("brow", Strands(pose(grown.points), grown.radius, grown.taper), brow)
    grown = lashes(head, portrait.seed + 1, float(portrait.look["liner"]))
    lash = stuff.hair("lash", (0.006, 0.005, 0.005), roughness=0.5, root=1.0)
    add_strands("lash", Strands(pose(grown.points), grown.radius, grown.taper), lash)


def _light(place: Points, at: studio.Set, side: float) -> None:
    for box in at.softboxes:
        shift = np.array([box.place[0] * side, box.place[1], box.place[2]])
        add_softbox(place + shift, place, box.size, box.power, box.colour)
    world = bpy.data.worlds.new("world")
    bpy.context.scene.world = world
    world.use_nodes = True
    sky = world.node_tree.nodes.get("Background") or world.node_tree.nodes.new("ShaderNodeBackground")
    sky.inputs[0].default_value = (*at.ambient, 1.0)
    sky.inputs[1].default_value = at.ambient_strength


def _settings(pixels: int, samples: int, seed: int) -> Any:
    scene = bpy.context.scene
    scene.render.engine = "CYCLES"
    cycles = scene.cycles
    cycles.device, cycles.seed, cycles.samples = "CPU", seed, samples
    cycles.use_adaptive_sampling, cycles.adaptive_threshold, cycles.adaptive_min_samples = True, 0.03, 12
    cycles.use_denoising, cycles.denoiser, cycles.denoising_prefilter = True, "OPENIMAGEDENOISE", "FAST"
    cycles.max_bounces, cycles.diffuse_bounces, cycles.glossy_bounces = 4, 2, 2
    cycles.transmission_bounces, cycles.transparent_max_bounces = 3, 6
    cycles.denoising_input_passes, cycles.denoising_quality = "RGB_ALBEDO_NORMAL", "BALANCED"
    cycles.use_light_tree = True
    cycles.caustics_reflective = cycles.caustics_refractive = False
    scene.cycles_curves.shape = "RIBBONS"
    scene.render.threads_mode = "AUTO"
    scene.render.film_transparent = True
    scene.render.resolution_x = scene.render.resolution_y = pixels
    scene.render.resolution_percentage = 100
    scene.render.image_settings.file_format = "OPEN_EXR"
    scene.render.image_settings.color_mode, scene.render.image_settings.color_depth = "RGBA", "32"
    return scene


def _rendered(scene: Any) -> NDArray[np.float32]:
    """(h, w, 4) linear, first row highest. Blender hands out a render only as a file."""
    with tempfile.TemporaryDirectory(prefix="studio-head-") as folder:
        scene.render.filepath = os.fspath(Path(folder) / "light.exr")
        bpy.ops.render.render(write_still=True)
        image = bpy.data.images.load(scene.render.filepath)
        image.colorspace_settings.name = "Non-Color"
        wide, high = image.size
        pixels = np.empty(wide * high * 4, np.float32)
        image.pixels.foreach_get(pixels)
    return pixels.reshape(high, wide, 4)[::-1]


def preview(head: Head, colouring: Colouring, look: Mapping[str, str | float], seed: int) -> NDArray[np.uint8]:
    """(PREVIEW, PREVIEW, 3) uint8 RGB, frontal: no light below the skin, hair as a cap, one soft lamp."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = _settings(PREVIEW, 6, 0)
    scene.cycles.max_bounces = scene.cycles.diffuse_bounces = 1
    mesh, pose = head.mesh, Pose()
    used, numbered = np.unique(mesh.faces[mesh.bust], return_inverse=True)
    add_mesh(
        "skin",
        head.vertices[used],
        numbered.reshape(-1, 4),
        skin(paint(colouring, look, seed, PREVIEW_PAINT), colouring, look, True),
        uvs=mesh.uvs[mesh.uv_faces[mesh.bust]].reshape(-1, 2),
        carried={"rest": mean_head()[used]},
        subdivisions=1,
    )
    face = np.array([0.0, head.eye_height - 0.30, 0.5])
    camera = face + DISTANCE * np.array([0, 0.012, 1.0])
    add_camera(camera, face, PREVIEW_HALF_HEIGHT, face, 0)
    add_eyes(head, head.vertices, pose, camera, colouring.iris, True)
    cap = mesh.faces[mesh.faces_within("helper-hair", 6.0, np.inf)]
    used, numbered = np.unique(cap, return_inverse=True)
    add_mesh("cap", head.vertices[used], numbered.reshape(-1, 4), stuff.flat_hair("cap", HAIR_COLOURS["dark_brown"]))
    at = studio.SETS["studio"]
    _light(face, at, 1.0)
    return developed(_rendered(scene), at, 0)


def picture(portrait: Portrait, pixels: int) -> NDArray[np.uint8]:
    """(pixels, pixels, 3) uint8 RGB."""
    shot = portrait.shot
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = _settings(pixels, SAMPLES, shot.seed)
    vertices = with_expression(portrait.head.vertices, shot.expression, portrait.seed)
    head = Head(vertices, portrait.head.mesh, portrait.head.mean)
    turned = np.radians(shot.yaw * (1 - MOST_OF_YAW))
    pose = Pose(shot.yaw * MOST_OF_YAW, shot.pitch, shot.roll)
    face = pose(np.array([[0.0, portrait.head.eye_height - 0.10, 0.5]]))[0]
    aim = face + np.array([0, -0.28, 0])
    camera = aim + DISTANCE * np.array([-np.sin(turned), 0.012, np.cos(turned)])
    eyes = pose(head.part("helper-l-eye").mean(0)[None])[0] * [0, 1, 1] + [0, 0, 0.1]
    add_camera(camera, aim, HALF_HEIGHT, eyes, 4.0)
    _skin_and_clothes(portrait, vertices, pose)
    if teeth_shown(shot.expression):
        _teeth(portrait, vertices, pose)
    add_eyes(head, vertices, pose, camera, portrait.colouring.iris, False)
    _hair(portrait, head, pose)
    at = studio.SETS[shot.mood]
    _light(face, at, 1.0 if shot.yaw <= 0 else -1.0)
    return developed(_rendered(scene), at, shot.seed)
