"""Landmarks and chips: dlib's own, and the same face from a turned photo."""

import numpy as np
import pytest
from PIL import Image

from core.errors import EngineError
from core.faces import align, detect
from core.faces.align import ARCFACE, OPENFACE, Template
from core.faces.networks.dlib_file import package_file
from core.types import Box

dlib = pytest.importorskip("dlib")


@pytest.fixture(scope="module")
def portrait(demo):
    return np.asarray(Image.open(sorted(demo.rglob("*.jpg"))[3]).convert("RGB"))


@pytest.fixture(scope="module")
def box(portrait):
    return detect.detect(portrait)[0].box


@pytest.mark.slow
def test_landmarks_and_chip_are_dlibs_own(demo):
    predictor = dlib.shape_predictor(str(package_file(align.WEIGHTS)))
    hog = dlib.get_frontal_face_detector()
    for file in sorted(demo.rglob("*.jpg"))[::50]:
        pixels = np.asarray(Image.open(file).convert("RGB"))
        rect = hog(pixels, 0)[0]
        shape = predictor(pixels, rect)
        points = align.landmarks(pixels, Box(rect.left(), rect.top(), rect.width(), rect.height()))
        assert points.shape == (5, 2) and points.dtype == np.float32
        np.testing.assert_array_equal(points, [(p.x, p.y) for p in shape.parts()])
        np.testing.assert_array_equal(align.chip(pixels, points), dlib.get_face_chip(pixels, shape, 150, 0.25))


def test_landmarks_of_an_upright_face_are_where_they_belong(portrait, box):
    points = align.landmarks(portrait, box)
    assert points[0, 0] > points[1, 0] > points[4, 0] > points[3, 0] > points[2, 0]
    assert points[4, 1] > points[:4, 1].max()
    assert abs(align.roll(points)) < 15


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_turned_photo_gives_the_same_chip(portrait, box, turns):
    upright = align.chip(portrait, align.landmarks(portrait, box))
    turned = np.rot90(portrait, turns)
    face = detect.detect(turned)[0]
    chip = align.chip(turned, align.landmarks(turned, face.box, face.angle))
    assert np.corrcoef(chip.ravel().astype(float), upright.ravel().astype(float))[0, 1] > 0.9


def test_photo_need_not_lie_in_one_piece_of_memory(portrait, box):
    view = np.asarray(np.concatenate([portrait, portrait], axis=1))[:, : portrait.shape[1]]
    np.testing.assert_array_equal(align.landmarks(view, box), align.landmarks(portrait, box))
    assert align.chip(view, align.landmarks(view, box), 64).shape == (64, 64, 3)


def test_box_beyond_the_edge_is_no_error(portrait):
    points = align.landmarks(portrait, Box(-80, -80, 160, 160))
    assert align.chip(portrait, points).shape == (150, 150, 3)


def test_damaged_landmark_file_is_refused(monkeypatch):
    monkeypatch.setattr(align, "SHA256", "0" * 64)
    monkeypatch.setattr(align, "_local", type("Empty", (), {})())
    with pytest.raises(EngineError, match="손상"):
        align.landmarks(np.zeros((50, 50, 3), np.uint8), Box(5, 5, 40, 40))


def drawn(points: np.ndarray, template: Template, side: int, radius: float) -> np.ndarray:
    """A black photo with a white disc, its edge smooth, at each mark of a face."""
    y, x = np.mgrid[:side, :side]
    discs = [np.clip(radius + 0.5 - np.hypot(x - mx, y - my), 0, 1) for mx, my in np.array(template.marks) @ points]
    return np.repeat((255 * np.max(discs, axis=0)).astype(np.uint8)[..., None], 3, axis=2)


def middle(chip: np.ndarray, near: np.ndarray) -> np.ndarray:
    """The centre of what is white within 12 px."""
    y, x = np.mgrid[: len(chip), : len(chip)]
    weight = chip[..., 0] * (np.hypot(x - near[0], y - near[1]) < 12)
    return np.asarray([(weight * x).sum(), (weight * y).sum()] / weight.sum())


TEMPLATES = {"arcface": ARCFACE, "openface": OPENFACE}


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
@pytest.mark.parametrize(("scale", "angle"), [(0.7, 0), (1, 25), (3, -40), (9, 170)])
def test_a_drawn_face_lands_on_the_template(template: Template, scale: float, angle: float) -> None:
    """A face with the template's own proportions, turned and of another size, within a pixel."""
    outer = np.array(template.places)
    left, right, nose = outer - outer.mean(axis=0)
    across = (right - left) * (0.25 if template is ARCFACE else 0)
    inner = (right - left) * (0 if template is ARCFACE else 0.3)
    # dlib's order: the eye at the photo's right, outer and inner corner; the one at its left; the nose's base.
    face = np.array([right + across, right - across - inner, left - across, left + across + inner, nose])
    turn = np.deg2rad(angle)
    turned = scale * face @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    side = round(200 * scale) + 60
    points = (turned + side / 2).astype(np.float32)
    chip = template(drawn(points, template, side, 3 * scale), points)
    assert chip.shape == (template.size, template.size, 3) and chip.dtype == np.uint8
    for place in outer:
        assert np.abs(middle(chip, place) - place).max() < 1


def test_a_large_photo_is_averaged_not_sampled() -> None:
    """Stripes finer than a pixel of the chip become their mean."""
    photo = np.zeros((2000, 2000, 3), np.uint8)
    photo[:, ::2] = 200
    points = np.array([(1400, 800), (1200, 800), (600, 800), (800, 800), (1000, 1250)], np.float32)
    chip = ARCFACE(photo, points)[20:90, 20:90]
    assert abs(float(chip.mean()) - 100) < 3 and float(chip.std()) < 12


def test_a_face_at_the_edge_is_black_where_the_photo_ends() -> None:
    photo = np.full((100, 100, 3), 255, np.uint8)
    points = np.array([(14, 10), (8, 10), (-12, 10), (-6, 10), (0, 24)], np.float32)
    chip = ARCFACE(photo, points)
    assert chip[:, :40].max() == 0 and chip[60, 100].min() == 255
    away = ARCFACE(photo, points * 20 - 9000)
    assert away.max() == 0
