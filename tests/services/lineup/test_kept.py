import io

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


def test_a_small_photo_is_not_blown_up_and_looks_as_it_was(demo):
    pixels = np.asarray(Image.open(demo / "lineup" / "trainee_1" / "01.jpg").convert("RGB"))
    picture = present(kept(PhotoFaces("a.jpg", "rejected", "", Photo("a.jpg", pixels, "")))[0].picture)
    seen = np.asarray(Image.open(io.BytesIO(picture.jpeg)))
    assert seen.shape == pixels.shape and picture.scale == 1
    assert np.mean((seen - pixels.astype(float)) ** 2) < 6.5025, "40 dB and better"


def test_a_refused_file_has_nothing_to_keep():
    refused = PhotoFaces.refused("x.jpg", "손상")
    assert kept(refused) == (refused, ())
