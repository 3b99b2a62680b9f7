"""Landmarks and chips: dlib's own, and the same face from a turned photo."""

import numpy as np
import pytest
from PIL import Image

from core.errors import EngineError
from core.faces import align, detect
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
