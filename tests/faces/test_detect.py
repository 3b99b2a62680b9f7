"""Faces are found where they are, in easy and hard photos, and nowhere else."""

import itertools
from concurrent.futures import ThreadPoolExecutor

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from core.faces import choose, detect
from core.faces.detect import Detection
from core.types import Box


def pixels_of(file):
    return np.asarray(Image.open(file).convert("RGB"))


def holds_middle(box, shape):
    height, width = shape[:2]
    return box.left < width / 2 < box.left + box.width and box.top < height / 2 < box.top + box.height


def proposed(pixels):
    found = detect.detect(pixels)
    if not found:
        return None
    return found[choose.order([d.box for d in found], pixels.shape[1], pixels.shape[0])[0]]


@pytest.fixture(scope="module")
def portraits(demo):
    return [pixels_of(f) for f in sorted(demo.rglob("*.jpg"))[::31]]


@pytest.mark.slow
def test_every_demo_photo_has_a_face_in_the_middle(demo):
    files = sorted(demo.rglob("*.jpg"))
    assert len(files) > 200
    with ThreadPoolExecutor(2) as pool:
        faces = pool.map(lambda f: proposed(pixels_of(f)), files)
    assert [f.name for f, d in zip(files, faces, strict=True) if d is None or not holds_middle(d.box, (256, 256))] == []


@pytest.mark.slow
def test_shared_photos_meet_the_bars(shared_faces):
    files = sorted(shared_faces.rglob("*.jpg"))
    with ThreadPoolExecutor(2) as pool:
        faces = list(pool.map(lambda f: proposed(pixels_of(f)), files))
    assert sum(d is not None for d in faces) >= 0.995 * len(files)
    assert sum(d is not None and holds_middle(d.box, (250, 250)) for d in faces) >= 0.99 * len(files)


@pytest.mark.slow
@pytest.mark.parametrize("angle", [90, 180, 270, 45, -60])
def test_turned_photos(portraits, angle):
    for pixels in portraits[:3]:
        height, width = pixels.shape[:2]
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1)
        turned = cv2.warpAffine(pixels, matrix, (width, height), borderMode=cv2.BORDER_REFLECT)
        face = proposed(turned)
        assert face is not None and holds_middle(face.box, turned.shape)


def test_small_face_in_a_large_photo(portraits):
    canvas = np.random.default_rng(0).normal(120, 12, (900, 1200, 3)).clip(0, 255).astype(np.uint8)
    small = cv2.resize(portraits[1], (150, 150), interpolation=cv2.INTER_AREA)
    canvas[400:550, 700:850] = small
    found = detect.detect(canvas)
    assert len(found) == 1 and found[0].detector != "hog"
    assert 700 < found[0].box.center[0] < 850 and 400 < found[0].box.center[1] < 550


@pytest.mark.slow
def test_lower_half_hidden(portraits):
    found = 0
    for pixels in portraits:
        hidden = pixels.copy()
        hidden[150:] = 60
        found += proposed(hidden) is not None
    assert found >= len(portraits) - 1


def test_near_full_frame(portraits):
    for pixels in portraits[:3]:
        face = proposed(np.ascontiguousarray(pixels[72:192, 64:192]))
        assert face is not None and face.box.area > 0.3 * 120 * 128


@pytest.mark.slow
@pytest.mark.parametrize("side", [256, 130])
def test_twenty_faces_in_one_photo(demo, side):
    files = sorted((demo / "reference").rglob("01.jpg"))[:20]
    sheet = np.zeros((4 * side, 5 * side, 3), np.uint8)
    for index, file in enumerate(files):
        y, x = (index // 5) * side, (index % 5) * side
        sheet[y : y + side, x : x + side] = cv2.resize(pixels_of(file), (side, side), interpolation=cv2.INTER_AREA)
    found = detect.detect(sheet)
    cells = {(int(d.box.center[0] // side), int(d.box.center[1] // side)) for d in found}
    assert len(found) == len(cells) == 20


def test_faces_of_60_px_at_24_megapixels_are_found_also_where_tiles_meet(portraits):
    """On half of its pixels, as it is looked at."""
    photo = np.random.default_rng(2).normal(120, 6, (2000, 3000, 1)).clip(0, 255).astype(np.uint8).repeat(3, axis=2)
    seam = detect._tiles(3000, 68)[1][0]
    places = [(200, 300), (seam + 20, 700), (2900, 1900), (1500, detect._tiles(2000, 68)[0][1] - 15)]
    for portrait, (x, y) in zip(portraits, places, strict=False):
        box = proposed(portrait).box
        small = cv2.resize(portrait, None, fx=30 / box.width, fy=30 / box.width, interpolation=cv2.INTER_AREA)
        left, top = (int(v) for v in np.subtract((x, y), np.array(box.center) * 30 / box.width))
        part = photo[top : top + len(small), left : left + small.shape[1]]
        part[:] = small[: len(part), : part.shape[1]]
    found = detect.detect(photo, scale=0.5)
    assert len(found) == len(places)
    for place in places:
        assert min(np.hypot(*np.subtract(d.box.center, place)) for d in found) < 12


@pytest.mark.parametrize("below", [10, 18])
def test_a_face_that_a_tile_cuts_has_the_box_of_the_whole(demo, below):
    """shared/cases/photos/large/panorama: its forehead lay in another tile."""
    portrait = pixels_of(demo / "lineup" / "trainee_1" / "01.jpg")
    alone = proposed(portrait).box
    photo = np.full((1500, 2600, 3), 120, np.uint8)
    seen_from = 24 * 2600 / 1280
    edge = detect._tiles(1500, round((1 + 2 * detect._EDGE) * seen_from))[1][0]
    top = round(edge - below / 100 * alone.width - alone.top)
    photo[top : top + len(portrait), 1000 : 1000 + portrait.shape[1]] = portrait
    (found,) = detect.detect(photo, scale=0.5)
    assert np.hypot(*np.subtract(found.box.center, np.add(alone.center, (1000, top)))) < 0.1 * alone.width
    assert found.box.width == pytest.approx(alone.width, rel=0.15)


@pytest.mark.parametrize("turn", [90.0, -90.0, 180.0])
def test_a_face_that_lies_has_the_box_of_an_upright_one(demo, turn):
    for number in (1, 4):
        portrait = pixels_of(demo / "lineup" / f"trainee_{number}" / "01.jpg")
        portrait = cv2.resize(portrait, (600, 600), interpolation=cv2.INTER_CUBIC)
        (alone,), (lying,) = (detect.detect(pixels) for pixels in (portrait, np.rot90(portrait, -round(turn / 90))))
        found = detect.on_turned(lying, turn, portrait.shape)
        assert np.hypot(*np.subtract(found.box.center, alone.box.center)) < 0.1 * alone.box.width
        assert found.box.width == pytest.approx(alone.box.width, rel=0.15)
        assert found.angle == 0


@given(st.integers(1, 20_000), st.integers(1, 640))
def test_tiles_cover_everything_and_overlap_enough(side, overlap):
    tiles = detect._tiles(side, overlap)
    assert tiles[0][0] == 0 and tiles[-1][1] == side and all(0 < b - a <= max(detect._TILE, 1) for a, b in tiles)
    assert all(left[1] - right[0] >= overlap for left, right in itertools.pairwise(tiles))


@given(st.sampled_from([90.0, -90.0, 180.0]), st.integers(0, 99), st.integers(0, 49))
def test_a_face_keeps_its_place_when_its_photo_is_turned(angle, x, y):
    photo = np.zeros((50, 100))
    photo[y, x] = 1
    (row,), (column,) = np.nonzero(np.rot90(photo, round(angle / 90)))
    face = Detection(Box(x - 4.5, y - 4.5, 10, 10), 1.0, "x", angle + 5)
    turned = detect.on_turned(face, angle, photo.shape)
    assert turned.box.center == (column + 0.5, row + 0.5) and turned.angle == 0


@pytest.mark.parametrize(
    ("angles", "turn"),
    [
        ([], 0),
        ([0, 20, 0], 0),
        ([85], 90),
        ([-110], -90),
        ([175], 180),
        ([-170, 165, 0], 180),
        ([50], 0),  # a head that is tilted
        ([90, 0], 0),
        ([90, 95, -90, 0], 0),
    ],
)
def test_a_photo_lies_as_most_of_its_faces_do(angles, turn):
    assert detect.lying([Detection(Box(0, 0, 10, 10), 1.0, "x", angle) for angle in angles]) == turn


def faceless():
    random = np.random.default_rng(5)
    noise = random.integers(0, 256, (300, 400, 3), np.uint8)
    yield "noise", noise
    yield "clouds", cv2.normalize(cv2.GaussianBlur(noise, (0, 0), 9), None, 0, 255, cv2.NORM_MINMAX)
    yield "black", np.zeros((300, 400, 3), np.uint8)
    yield "ramp", np.tile(np.linspace(0, 255, 400).astype(np.uint8)[None, :, None], (300, 1, 3))
    stripes = np.zeros((300, 400, 3), np.uint8)
    stripes[::20] = 255
    yield "stripes", stripes
    sheet = np.full((400, 300, 3), 250, np.uint8)
    for line in range(12):
        cv2.putText(
            sheet, "Contract of 2026, page 3", (20, 30 + 30 * line), cv2.FONT_HERSHEY_SIMPLEX, 0.6, (0, 0, 0), 1
        )
    yield "page of text", sheet


@pytest.mark.slow
@pytest.mark.parametrize(("name", "pixels"), list(faceless()), ids=[n for n, _ in faceless()])
def test_nothing_is_found_where_there_is_no_face(name, pixels):
    assert detect.detect(pixels) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ["china.jpg", "flower.jpg"])
def test_nothing_is_found_in_a_photo_without_people(name):
    from sklearn.datasets import load_sample_image

    assert detect.detect(np.asarray(load_sample_image(name))) == []


@pytest.mark.slow
def test_parts_of_photos_without_people_hold_no_face(whole):
    """Five, and with `--whole` 60."""
    from sklearn.datasets import load_sample_images

    random, found = np.random.default_rng(1), 0
    parts = 60 if whole else 5
    for number in range(parts):
        photo = load_sample_images().images[number % 2]
        height, width = (int(random.integers(80, side)) for side in photo.shape[:2])
        top, left = (
            int(random.integers(side - part)) for side, part in zip(photo.shape, (height, width), strict=False)
        )
        by = float(random.uniform(0.5, 3))
        found += bool(detect.detect(cv2.resize(photo[top : top + height, left : left + width], None, fx=by, fy=by)))
    assert found <= 0.02 * parts


@pytest.mark.slow
@pytest.mark.parametrize("side", [640, 1280])
def test_faces_of_26_px_are_found(portraits, side):
    """Somewhere in a grey photo."""
    random, found = np.random.default_rng(3), 0
    for portrait in portraits:
        by = 26 / proposed(portrait).box.width
        small = cv2.resize(portrait, None, fx=by, fy=by, interpolation=cv2.INTER_AREA)
        photo = random.normal(120, 6, (side * 3 // 4, side, 3)).clip(0, 255).astype(np.uint8)
        top, left = (int(random.integers(room - own)) for room, own in zip(photo.shape, small.shape[:2], strict=False))
        photo[top : top + len(small), left : left + small.shape[1]] = small
        centre = np.add(proposed(portrait).box.center, 0) * by + (left, top)
        faces = detect.detect(photo)
        found += bool(faces) and np.hypot(*np.subtract(faces[0].box.center, centre)) < 13
    assert found >= 0.95 * len(portraits)


@pytest.mark.parametrize("shape", [(1, 1, 3), (2, 900, 3), (900, 3, 3), (40, 40, 3)])
def test_odd_shapes_are_no_error(shape):
    assert detect.detect(np.full(shape, 90, np.uint8)) == []


def test_boxes_are_in_pixels_of_the_photo_whatever_its_size(portraits):
    boxes = []
    for side in (256, 512, 1600):
        face = proposed(cv2.resize(portraits[0], (side, side)))
        boxes.append(np.array([face.box.left, face.box.top, face.box.width, face.box.height]) / side)
    assert np.abs(boxes - boxes[0]).max() < 0.1


@pytest.mark.slow
def test_threads_give_the_same_answer(portraits):
    alone = [detect.detect(p) for p in portraits]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(detect.detect, portraits)) == alone


side = st.floats(1, 300)
place = st.floats(-100, 500)
detections = st.lists(
    st.builds(Detection, st.builds(Box, place, place, side, side), st.floats(-0.25, 3, width=32), st.just("x"))
)


@given(detections)
def test_merging_keeps_the_best_and_no_two_on_one_face(found):
    kept = detect._merge(found)
    assert set(map(id, kept)) <= set(map(id, found))
    assert [d.score for d in kept] == sorted((d.score for d in kept), reverse=True)
    for i, a in enumerate(kept):
        assert all(detect._overlap(a.box, b.box) <= 0.41 for b in kept[:i])
    if found:
        assert kept[0].score == pytest.approx(max(d.score for d in found), abs=1e-6)


@given(st.builds(Box, place, place, side, side), st.builds(Box, place, place, side, side))
def test_overlap_is_symmetric_and_bounded(a, b):
    assert detect._overlap(a, a) == pytest.approx(1)
    assert 0 <= detect._overlap(a, b) <= 1 + 1e-9
    assert detect._overlap(a, b) == pytest.approx(detect._overlap(b, a))


@given(st.builds(Box, st.floats(0, 200), st.floats(0, 100), st.floats(1, 50), st.floats(1, 50)))
def test_turning_back_puts_the_centre_where_it_was(box):
    x, y = box.center
    height, width = 200, 300
    # A point of the photo on a copy turned anticlockwise: what numpy.rot90 does to coordinates.
    for angle, (tx, ty) in {90.0: (y, width - x), -90.0: (height - y, x), 180.0: (width - x, height - y)}.items():
        turned = Box(tx - 5, ty - 5, 10, 10)
        back = detect._turned_back(turned, angle, (height, width, 3), 0.5)
        assert back.center == pytest.approx((2 * x, 2 * y))
