"""Looks: the engine's own vectors, and all that curation needs of a photo, without its pixels."""

import io

import numpy as np
import pytest
from PIL import Image

from core.collect.profiles import THUMBNAIL, profile_photos
from core.photo_profile import PICTURE
from core.types import Upload
from tests.support.builders import encoded, present


@pytest.fixture(scope="module")
def files(demo):
    return sorted((demo / "reference").rglob("01.jpg"))[:6]


def pixels(file):
    return np.asarray(Image.open(file).convert("RGB"))


def bits(a, b):
    return (int.from_bytes(a, "big") ^ int.from_bytes(b, "big")).bit_count()


@pytest.mark.slow
def test_the_very_same_vectors_as_the_engine(engine, files):
    pair = np.concatenate([pixels(files[0]), pixels(files[1])], axis=1)
    uploads = [Upload(str(f), f.read_bytes()) for f in files] + [
        Upload("pair.png", encoded(pair, "PNG")),
        Upload("x.jpg", b"no"),
    ]
    plain = engine.analyse(uploads, keep_pixels=False)
    seen = []
    for expected, (found, own) in zip(
        plain, profile_photos(engine, uploads, lambda *a: seen.append(a[:2])), strict=True
    ):
        assert (found.path, found.status, found.reason) == (expected.path, expected.status, expected.reason)
        assert found.photo is None and found.faces == ()
        if expected.embedding is None:
            assert found.embedding is None and own.faces == ()
        else:
            np.testing.assert_array_equal(found.embedding, expected.embedding)
            np.testing.assert_array_equal(own.faces[0].embedding, expected.embedding)
    assert list(dict.fromkeys(seen)) == [(i + 1, len(uploads)) for i in range(len(uploads))]  # a slow one says so twice


def test_what_is_taken_down_of_a_photo(engine, files):
    _, own = profile_photos(engine, [Upload("a.jpg", files[0].read_bytes())])[0]
    height, width = pixels(files[0]).shape[:2]
    assert (own.width, own.height, own.refused, len(own.hash), len(own.mirrored)) == (width, height, "", 8, 8)
    face = own.faces[0]
    assert face.picture.shape == (PICTURE, PICTURE) and face.picture.dtype == np.uint8 and face.picture.std() > 10
    assert 0 < face.box.center[0] < width and face.size > 40 and face.status == "ok" and face.reason == ""
    with Image.open(io.BytesIO(own.thumbnail)) as small:
        assert small.size[0] == small.size[1] <= THUMBNAIL and small.format == "JPEG"


def test_faces_of_a_pair_each_have_their_own_vector(engine, files):
    pair = np.concatenate([pixels(files[0]), pixels(files[1])], axis=1)
    own = profile_photos(engine, [Upload("pair.png", encoded(pair, "PNG"))])[0][1]
    profiles = [profile_photos(engine, [Upload("a.jpg", f.read_bytes())])[0][1] for f in files[:2]]
    alone = [present(one.faces[0].embedding) for one in profiles]
    assert len(own.faces) == 2
    likest = {int(np.argmax([present(face.embedding) @ a for a in alone])) for face in own.faces}
    assert likest == {0, 1}


@pytest.mark.slow
def test_faces_in_the_background_are_left_out(engine, files):
    canvas = np.full((900, 900, 3), 90, np.uint8)
    big = Image.fromarray(pixels(files[0])).resize((600, 600))
    small = Image.fromarray(pixels(files[1])).resize((270, 270))
    canvas[150:750, :600] = np.asarray(big)
    canvas[100:370, 615:885] = np.asarray(small)
    found = engine.analyse([Upload("both.png", encoded(canvas, "PNG"))])[0]
    assert len(found.faces) == 2, "the engine sees both"
    assert len(profile_photos(engine, [Upload("both.png", encoded(canvas, "PNG"))])[0][1].faces) == 1


def test_hashes_stay_when_a_photo_is_encoded_resized_or_mirrored(engine, files):
    image = Image.fromarray(pixels(files[0]))
    halved = encoded(image.resize((image.width // 2, image.height // 2)), quality=40)
    mirror = encoded(pixels(files[0])[:, ::-1], "PNG")
    profiles = [own for _, own in profile_photos(engine, [Upload("a", files[0].read_bytes()), Upload("b", halved),
                                             Upload("c", mirror), Upload("d", files[1].read_bytes())])]  # fmt: skip
    assert bits(profiles[0].hash, profiles[1].hash) <= 4
    assert bits(profiles[0].mirrored, profiles[2].hash) <= 1 and bits(profiles[0].hash, profiles[2].mirrored) <= 1
    assert bits(profiles[0].hash, profiles[3].hash) > 6


def test_sizes_are_those_of_the_file_though_it_is_shrunk_to_look_at(engine, files):
    large = Image.fromarray(pixels(files[0])).resize((2400, 2400))
    own = profile_photos(engine, [Upload("large.jpg", encoded(large))])[0][1]
    assert (own.width, own.height) == (2400, 2400)
    box = own.faces[0].box
    assert box.width > 0.25 * 2400 and box.left + box.width <= 1.1 * 2400


@pytest.mark.slow
def test_photos_without_a_face_and_files_that_are_no_photos(engine):
    noise = np.random.default_rng(0).integers(0, 60, (300, 400, 3), dtype=np.uint8)
    (_, empty), (_, broken) = profile_photos(
        engine, [Upload("wall.png", encoded(noise, "PNG")), Upload("x.jpg", b"hello")]
    )
    assert empty.faces == () and empty.refused == "" and (empty.width, empty.height) == (400, 300)
    with Image.open(io.BytesIO(empty.thumbnail)) as small:
        assert small.size == (THUMBNAIL, THUMBNAIL * 3 // 4)
    assert broken.faces == () and broken.refused.endswith(("요.", "다.")) and broken.thumbnail == b""
    assert (broken.width, broken.height, broken.hash) == (0, 0, bytes(8))
