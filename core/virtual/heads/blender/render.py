"""A picture of a face: everything put into Blender's scene and rendered by Cycles on the processor."""

import os
import tempfile
from pathlib import Path
from typing import Any

import bpy
import numpy as np
from numpy.typing import NDArray

from core.virtual.face import Face, Shot
from core.virtual.heads import clothes, hair
from core.virtual.heads.blender import stuff
from core.virtual.heads.blender.eyes import add_eyes
from core.virtual.heads.blender.nodes import Graph, image_of
from core.virtual.heads.blender.skin import skin
from core.virtual.heads.blender.things import add_camera, add_mesh, add_softbox, add_strands
from core.virtual.heads.expressions import teeth_shown, with_expression
from core.virtual.heads.face_hair import brows, lashes
from core.virtual.heads.look import CLOTH_COLOURS, hair_rgb
from core.virtual.heads.mesh import Head, Points, mean_head
from core.virtual.heads.paint import paint
from core.virtual.heads.person import Person, person
from core.virtual.heads.photo import studio
from core.virtual.heads.photo.film import as_light, backdrop, developed
from core.virtual.heads.pose import Pose
from core.virtual.heads.strands import Strands

DISTANCE, HALF_HEIGHT = 14.0, 1.86  # of the camera from the face, and half of what it sees there: decimetres
SAMPLES = 8
PREVIEW_HALF_HEIGHT, PREVIEW_PAINT = 1.65, 256
PREVIEW_HAIR = 0.08  # of the strands, each as much thicker
MOST_OF_YAW = 0.72  # of a turn is the head's, the rest is the camera's: shoulders turn too


def _skin_and_clothes(who: Person, vertices: Points, pose: Pose) -> None:
    mesh = who.head.mesh
    used, numbered = np.unique(mesh.faces[mesh.bust], return_inverse=True)
    add_mesh(
        "skin",
        pose(vertices)[used],
        numbered.reshape(-1, 4),
        skin(paint(who.colouring, who.look, who.seed), who.colouring, who.look, False),
        uvs=mesh.uvs[mesh.uv_faces[mesh.bust]].reshape(-1, 2),
        carried={"rest": mean_head()[used], "scalp": hair.cover(who.head)[used]},
        subdivisions=2,
    )
    kind = str(who.look["clothes"])
    away, quads, rest, drop = clothes.garment(kind, who.head, vertices)
    cloth = stuff.cloth(CLOTH_COLOURS[str(who.look["clothes_colour"])], shiny=kind in clothes.SHINY)
    add_mesh("cloth", pose(away), quads, cloth, carried={"rest": rest, "drop": drop}, subdivisions=2)


def _teeth(who: Person, vertices: Points, pose: Pose) -> None:
    mesh, material = who.head.mesh, stuff.teeth()
    for jaw, shift in (("upper", (0, -0.075, 0.06)), ("lower", (0, -0.01, 0.04))):
        quads = mesh.faces[mesh.groups == f"helper-{jaw}-teeth"]
        used, numbered = np.unique(quads, return_inverse=True)
        add_mesh("teeth", pose(vertices)[used] + shift, numbered.reshape(-1, 4), material, subdivisions=2)


def _hair(who: Person, head: Head, pose: Pose) -> None:
    colour = str(who.look["hair_colour"])
    grown_hair = stuff.hair("hair", hair.COLOURS[colour])
    for strands in who.hair():
        add_strands("hair", Strands(pose(strands.points), strands.radius, strands.taper), grown_hair)
    grown = brows(head, who.colouring.brow, who.seed)
    brow = stuff.small_hair("brow", hair_rgb(colour) * 0.8 + np.array([0.055, 0.034, 0.024]))
    add_strands("brow", Strands(pose(grown.points), grown.radius, grown.taper), brow)
    grown = lashes(head, who.seed + 1, float(who.look["liner"]))
    lash = stuff.small_hair("lash", np.array([0.006, 0.005, 0.005]))
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


def _wall(camera: Points, aim: Points, at: studio.Set, pixels: int, seed: int) -> None:
    """The backdrop behind the head, seen by the camera alone."""
    away = (aim - camera) / np.linalg.norm(aim - camera)
    side = np.cross(away, np.array([0.0, 1, 0]))
    up = np.cross(side, away)
    corners = [
        aim + away * 9 + side * across * 9 + up * high * 9 for across, high in ((-1, -1), (1, -1), (1, 1), (-1, 1))
    ]
    graph = Graph("wall")
    light = as_light(backdrop(at, min(pixels, 512), seed), at.film)
    window = graph.tree.nodes.new("ShaderNodeTexCoord").outputs["Window"]
    image = graph.picture(image_of("wall", light[::-1]), window)
    made = add_mesh(
        "wall",
        np.array(corners),
        np.array([[0, 1, 2, 3]]),
        graph.finish(graph.node("Emission", Color=image.outputs[0])),
    )
    made.visible_diffuse = made.visible_glossy = made.visible_transmission = made.visible_shadow = False


def _settings(pixels: int, samples: int, seed: int) -> Any:
    scene = bpy.context.scene
    scene.render.engine = "CYCLES"
    cycles = scene.cycles
    cycles.device, cycles.seed, cycles.samples = "CPU", seed, samples
    cycles.use_adaptive_sampling, cycles.adaptive_threshold, cycles.adaptive_min_samples = True, 0.02, 6
    cycles.use_denoising, cycles.denoiser, cycles.denoising_prefilter = True, "OPENIMAGEDENOISE", "FAST"
    cycles.max_bounces, cycles.diffuse_bounces, cycles.glossy_bounces = 3, 1, 2
    cycles.transmission_bounces, cycles.transparent_max_bounces = 3, 6
    cycles.denoising_input_passes, cycles.denoising_quality = "RGB_ALBEDO_NORMAL", "BALANCED"
    cycles.use_light_tree = True
    cycles.caustics_reflective = cycles.caustics_refractive = False
    scene.cycles_curves.shape = "RIBBONS"
    scene.render.threads_mode = "AUTO"
    scene.render.resolution_x = scene.render.resolution_y = pixels
    scene.render.resolution_percentage = 100
    scene.render.image_settings.file_format = "OPEN_EXR"
    scene.render.image_settings.color_mode, scene.render.image_settings.color_depth = "RGB", "32"
    return scene


def _rendered(scene: Any) -> NDArray[np.float32]:
    """(h, w, 3) linear, first row highest. Blender hands out a render only as a file."""
    with tempfile.TemporaryDirectory(prefix="studio-head-") as folder:
        scene.render.filepath = os.fspath(Path(folder) / "light.exr")
        bpy.ops.render.render(write_still=True)
        image = bpy.data.images.load(scene.render.filepath)
        image.colorspace_settings.name = "Non-Color"
        wide, high = image.size
        pixels = np.empty(wide * high * 4, np.float32)
        image.pixels.foreach_get(pixels)
    return pixels.reshape(high, wide, 4)[::-1, :, :3]


def preview(face: Face, pixels: int) -> NDArray[np.uint8]:
    """(pixels, pixels, 3) uint8 RGB, frontal: no light below the skin, few and thick strands of hair."""
    who = person(face)
    head, colouring, look = who.head, who.colouring, who.look
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = _settings(pixels, 6, 0)
    scene.cycles.max_bounces = scene.cycles.diffuse_bounces = 1
    mesh, pose = head.mesh, Pose()
    used, numbered = np.unique(mesh.faces[mesh.bust], return_inverse=True)
    add_mesh(
        "skin",
        head.vertices[used],
        numbered.reshape(-1, 4),
        skin(paint(colouring, look, who.seed, PREVIEW_PAINT), colouring, look, True),
        uvs=mesh.uvs[mesh.uv_faces[mesh.bust]].reshape(-1, 2),
        carried={"rest": mean_head()[used], "scalp": hair.cover(head)[used]},
        subdivisions=1,
    )
    middle = np.array([0.0, head.eye_height - 0.30, 0.5])
    camera = middle + DISTANCE * np.array([0, 0.012, 1.0])
    add_camera(camera, middle, PREVIEW_HALF_HEIGHT, middle, 0)
    add_eyes(head, head.vertices, pose, camera, colouring.iris, True)
    flat = stuff.small_hair("hair", hair_rgb(str(look["hair_colour"])))
    for strands in who.hair(PREVIEW_HAIR):
        add_strands("hair", strands, flat)
    at = studio.SETS["studio"]
    _wall(camera, middle, at, pixels, 0)
    _light(middle, at, 1.0)
    return developed(_rendered(scene), at, 0)


def picture(face: Face, shot: Shot, pixels: int) -> NDArray[np.uint8]:
    """(pixels, pixels, 3) uint8 RGB."""
    who = person(face)
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = _settings(pixels, SAMPLES, shot.seed)
    vertices = with_expression(who.head.vertices, shot.expression, who.seed)
    head = Head(vertices, who.head.mesh, who.head.mean)
    turned = np.radians(shot.yaw * (1 - MOST_OF_YAW))
    pose = Pose(shot.yaw * MOST_OF_YAW, shot.pitch, shot.roll)
    middle = pose(np.array([[0.0, who.head.eye_height - 0.10, 0.5]]))[0]
    aim = middle + np.array([0, -0.28, 0])
    camera = aim + DISTANCE * np.array([-np.sin(turned), 0.012, np.cos(turned)])
    eyes = pose(head.part("helper-l-eye").mean(0)[None])[0] * [0, 1, 1] + [0, 0, 0.1]
    add_camera(camera, aim, HALF_HEIGHT, eyes, 8.0)
    _skin_and_clothes(who, vertices, pose)
    if teeth_shown(shot.expression):
        _teeth(who, vertices, pose)
    add_eyes(head, vertices, pose, camera, who.colouring.iris, False)
    _hair(who, head, pose)
    at = studio.SETS[shot.mood]
    _wall(camera, aim, at, pixels, shot.seed)
    _light(middle, at, 1.0 if shot.yaw <= 0 else -1.0)
    return developed(_rendered(scene), at, shot.seed)
