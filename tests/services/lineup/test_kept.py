import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from core.services.lineup.kept import kept
from core.types import Box, Photo, PhotoFaces
from tests.support.builders import photo_of, present


def test_a_kept_photo_is_a_small_picture_and_its_box_stays_on_the_face():
    shot = photo_of(1600, 1200, Box(800, 300, 400, 400))
    small, others = kept(shot)
    picture, face = present(small.picture), present(small.face)
    assert Image.open(io.BytesIO(picture.jpeg)).size == (960, 720) and picture.scale == pytest.approx(0.6)
    assert (face.box.left, face.box.width) == pytest.approx((480, 240)) and not others
    assert small.embedding is shot.embedding and face.quality is present(shot.face).quality
    assert small.photo is None and not face.chip.size, "no pixels are left"


def test_a_photo_whose_half_is_about_as_large_is_halved():
    picture = present(kept(photo_of(2000, 1500, Box(800, 300, 400, 400)))[0].picture)
    assert Image.open(io.BytesIO(picture.jpeg)).size == (1000, 750) and picture.scale == pytest.approx(0.5)


def test_a_small_photo_is_not_blown_up_and_looks_as_it_was(demo):
    pixels = np.asarray(Image.open(demo / "lineup" / "trainee_1" / "01.jpg").convert("RGB"))
    picture = present(kept(PhotoFaces("a.jpg", "rejected", "", Photo("a.jpg", pixels, "")))[0].picture)
    seen = np.asarray(Image.open(io.BytesIO(picture.jpeg)))
    assert seen.shape == pixels.shape and picture.scale == 1
    assert np.mean((seen - pixels.astype(float)) ** 2) < 6.5025, "40 dB and better"


def test_a_face_that_is_small_on_the_picture_is_kept_from_near_and_can_be_told_apart():
    grain = np.random.default_rng(0).integers(0, 255, (300, 400), np.uint8)
    photo = photo_of(2400, 1800, Box(1000, 30, 100, 100))
    pixels = np.asarray(Image.fromarray(grain).resize((2400, 1800)).convert("RGB"))
    points = np.array([[1080, 60], [1060, 60], [1020, 60], [1040, 60], [1050, 80]], np.float32)
    face = replace(present(photo.face), landmarks=points)
    small, _ = kept(replace(photo, photo=replace(present(photo.photo), pixels=pixels), faces=(face,)))
    jpeg, near = present(small.shown)
    seen = np.asarray(Image.open(io.BytesIO(jpeg)))
    assert seen.shape == (230, 300, 3), "cut by the photo's edge, never enlarged"
    assert (near.box.left, near.box.top, near.box.width) == pytest.approx((100, 30, 100), abs=1)
    assert np.allclose(near.landmarks, points - (900, 0), atol=1)
    assert np.mean((seen - pixels[0:230, 900:1200].astype(float)) ** 2) < 15, "as it is on the photo"
    assert present(small.face).box.width == pytest.approx(40), "the boxes of a photo are on its picture"


def test_of_a_crowd_not_everybody_is_kept_from_near():
    photo = photo_of(2400, 1800, Box(1000, 30, 100, 100))
    crowd, _ = kept(replace(photo, faces=photo.faces * 30))
    assert sum(face.closeup is not None for face in crowd.faces) == 12


def test_a_refused_file_has_nothing_to_keep():
    refused = PhotoFaces.refused("x.jpg", "손상")
    assert kept(refused) == (refused, ())
