"""Every way a face can be poor is seen, named in Korean, and says what to do."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
from PIL import Image

from core.faces import align, detect, quality
from core.types import PhotoFaces
from tests.support import covers


@pytest.fixture(scope="module")
def portrait(demo):
    return np.asarray(Image.open(sorted(demo.rglob("*.jpg"))[10]).convert("RGB"))


@pytest.fixture(scope="module")
def points(portrait):
    return align.landmarks(portrait, detect.detect(portrait)[0].box)


def judged(pixels, points):
    return quality.assess(align.chip(pixels, points), points)


def shrunk(portrait, points, factor):
    size = round(portrait.shape[0] * factor)
    return judged(cv2.resize(portrait, (size, size), interpolation=cv2.INTER_AREA), (points * factor).round())


def test_a_good_portrait_is_ok_without_a_reason(portrait, points):
    found = judged(portrait, points)
    assert (found.status, found.reason, found.code) == ("ok", "", "")
    assert 80 < found.size < 150 and abs(found.yaw) < 30 and abs(found.roll) < 20


def test_small_faces(portrait, points):
    weak, refused = shrunk(portrait, points, 0.45), shrunk(portrait, points, 0.25)
    assert weak.status == "weak" and "작습니다" in weak.reason and "60px" in weak.reason
    assert refused.status == "rejected" and "작습니다" in refused.reason
    assert weak.code == refused.code == "small"


def test_shrinking_a_sharp_photo_does_not_make_it_blurred(portrait, points):
    assert shrunk(portrait, points, 0.6).sharpness > quality.SHARP_WEAK


def test_blurred_faces(portrait, points):
    values = [judged(cv2.GaussianBlur(portrait, (0, 0), s), points) for s in (0.8, 3, 10)]
    assert values[0].sharpness > values[1].sharpness > values[2].sharpness
    assert values[1].status == "weak" and "흐립니다" in values[1].reason
    assert values[2].status in ("weak", "rejected") and "흐립니다" in values[2].reason
    assert values[1].code == values[2].code == "blurred"


def test_flat_grey_is_rejected(points):
    assert judged(np.full((256, 256, 3), 128, np.uint8), points).status == "rejected"


def test_dark_and_overexposed_faces(portrait, points):
    dark = judged((portrait * 0.2).astype(np.uint8), points)
    black = judged((portrait * 0.04).astype(np.uint8), points)
    white = judged(np.clip(portrait.astype(int) * 4 + 120, 0, 255).astype(np.uint8), points)
    assert dark.status == "weak" and "어둡습니다" in dark.reason
    assert black.status == "rejected" and "어둡습니다" in black.reason
    assert white.status != "ok" and "밝아" in white.reason
    assert (dark.code, black.code, white.code) == ("dark", "dark", "bright")


@pytest.mark.parametrize(
    ("kind", "part", "remedy"),
    [
        ("sunglasses", "두 눈", "선글라스"), ("black mask", "입", "마스크"), ("white mask", "입", "마스크"),
        ("half by a hand", "한쪽", "손"),
    ],
)  # fmt: skip
def test_covered_faces_are_weak_whatever_else_the_cover_does_to_them(portrait, points, kind, part, remedy):
    found = judged(covers.draw(portrait, points, kind, 1)[0], points)
    assert (found.status, found.code) == ("weak", "covered")
    assert "가려져" in found.reason and part in found.reason and remedy in found.reason


def test_a_face_that_is_covered_altogether_is_refused(portrait, points):
    eyes, _ = covers.draw(portrait, points, "sunglasses", 1)
    found = judged(covers.draw(eyes, points, "black mask", 1)[0], points)
    assert (found.status, found.code) == ("rejected", "covered") and "비교할 수 없" in found.reason


def test_a_covered_face_is_little_evidence_however_clear_it_is():
    own = PhotoFaces("a.jpg", "weak", "가려졌습니다.", chosen=0, code="covered")
    assert quality.with_weight(own, 0, 1.4).weight == 0.25
    assert quality.with_weight(replace(own, status="ok", code=""), 0, 1.4).weight == 1.4


def face(offset=0.0, turn=0.0):
    flat = np.array([[75, 0], [45, 0], [-75, 0], [-45, 0], [offset, 60]], np.float64)
    c, s = np.cos(np.radians(turn)), np.sin(np.radians(turn))
    return (flat @ np.array([[c, s], [-s, c]]) + 300).astype(np.float32)


def test_yaw_and_roll_are_signed_and_independent():
    assert quality.yaw(face()) == pytest.approx(0, abs=0.1)
    assert quality.yaw(face(30)) == pytest.approx(-quality.yaw(face(-30)))
    for turn in (-60, -20, 35, 80):
        assert align.roll(face(20, turn)) == pytest.approx(turn, abs=0.5)
        assert quality.yaw(face(20, turn)) == pytest.approx(quality.yaw(face(20)), abs=0.5)


def test_turned_and_tilted_faces(portrait, points):
    chip = align.chip(portrait, points)
    assert quality.assess(chip, face(20)).status == "ok"
    weak, refused = quality.assess(chip, face(70)), quality.assess(chip, face(200))
    assert weak.status == "weak" and "정면" in weak.reason
    assert refused.status == "rejected" and "정면" in refused.reason
    tilted = quality.assess(chip, face(0, 60))
    assert tilted.status == "weak" and "기울" in tilted.reason


def test_landmarks_that_fall_together_are_no_error():
    found = quality.assess(np.zeros((150, 150, 3), np.uint8), np.zeros((5, 2), np.float32))
    assert found.status == "rejected" and np.isfinite([found.size, found.yaw, found.roll, found.sharpness]).all()


@pytest.mark.slow
def test_demo_portraits_are_never_rejected(demo):
    for file in sorted(demo.rglob("*.jpg"))[::12]:
        pixels = np.asarray(Image.open(file).convert("RGB"))
        assert judged(pixels, align.landmarks(pixels, detect.detect(pixels)[0].box)).status != "rejected"
