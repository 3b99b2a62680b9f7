"""What is kept of a large photo still shows its faces."""

import numpy as np
import pytest
from PIL import Image

from core.faces import detect
from core.faces.on_file import ENOUGH, photo_on_file
from core.images import decode
from core.types import Upload
from tests.support.builders import encoded

SIDE = 800  # px on file
SIZE = (2400, 1600)


def photo(demo, *faces):
    """A large grey photo with portraits; faces: width of a face, and where its portrait begins, px."""
    sheet = np.full((SIZE[1], SIZE[0], 3), 120, np.uint8)
    files = sorted((demo / "lineup").rglob("01.jpg"))
    for file, (width, left, top) in zip(files, faces, strict=False):
        portrait = Image.open(file).convert("RGB")
        by = width / detect.detect(np.asarray(portrait))[0].box.width
        side = round(portrait.width * by)
        sheet[top : top + side, left : left + side] = np.asarray(portrait.resize((side, side)))
    return Upload("사진.jpg", encoded(sheet, "JPEG", quality=92))


@pytest.fixture
def settings(settings):
    return settings.model_copy(update={"long_side": SIDE})


@pytest.mark.parametrize(("left", "top"), [(1200, 600), (2180, 1380)])
def test_a_small_face_is_cut_from_all_pixels(demo, settings, left, top):
    upload = photo(demo, (90, left, top))
    kept = photo_on_file(upload, settings)
    assert kept.pixels.shape == (SIDE, SIDE, 3) and kept.scale == 1
    assert detect.detect(kept.pixels)[0].box.width == pytest.approx(90, rel=0.15)
    whole = decode(upload, settings)
    assert (kept.sha256, kept.path) == (whole.sha256, whole.path) and max(whole.pixels.shape) == SIDE
    assert np.array_equal(photo_on_file(Upload("b.png", encoded(kept.pixels, "PNG")), settings).pixels, kept.pixels)


def test_faces_beside_it_are_kept_too(demo, settings):
    kept = photo_on_file(photo(demo, (90, 300, 500), (80, 1200, 700)), settings)
    assert len(detect.detect(kept.pixels)) == 2
    assert max(kept.pixels.shape) == SIDE and kept.scale > 1.5 * SIDE / SIZE[0]


def test_a_face_that_is_large_enough_leaves_the_photo_whole(demo, settings):
    upload = photo(demo, (ENOUGH * SIZE[0] / SIDE * 1.1, 600, 100))
    assert np.array_equal(photo_on_file(upload, settings).pixels, decode(upload, settings).pixels)


def test_without_a_face_the_photo_is_as_it_was(demo, settings, monkeypatch):
    monkeypatch.setattr(detect, "detect", lambda pixels, scale: [])
    upload = photo(demo)
    assert np.array_equal(photo_on_file(upload, settings).pixels, decode(upload, settings).pixels)
