"""Files in, faces and vectors out; one bad file never stops the rest, and nothing is kept."""

import io
import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from core.errors import EngineError, ImageError
from core.faces import detect, quality
from core.faces import engine as module
from core.faces.align import DlibCut
from core.faces.detect import Detection
from core.faces.engine import Engine, embedded
from core.faces.engines import get_engine
from core.faces.networks.dlib_resnet import DlibResNet
from core.images import decode
from core.types import Box, Photo, PhotoFaces, Upload
from tests.support.builders import encoded, present


@pytest.fixture(scope="module")
def network():
    return DlibResNet()


@pytest.fixture
def engine(network):
    return Engine(network)


@pytest.fixture(scope="module")
def uploads(demo):
    return [Upload(f"t/{f.name}", f.read_bytes()) for f in sorted((demo / "lineup").rglob("*.jpg"))[:6]]


@pytest.mark.slow
def test_faces_and_vectors_in_the_order_of_the_files(engine, network, uploads):
    results = engine.analyse(uploads)
    assert [r.path for r in results] == [u.path for u in uploads]
    for result in results:
        assert result.usable and result.photo is not None and result.face is not None
        assert result.embedding.shape == (128,) and np.linalg.norm(result.embedding) == pytest.approx(1, abs=1e-5)
        rows, _ = embedded(network, result.face.chip[None])
        np.testing.assert_allclose(rows[0], result.embedding, atol=1e-5)


def test_a_mirrored_face_is_the_same_where_the_network_sees_both(network, uploads):
    chip = present(Engine(network).analyse(uploads[:1])[0].face).chip
    rows, weights = embedded(network, np.stack([chip, chip[:, ::-1]]))
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5) and np.allclose(rows[0], rows[1], atol=1e-5)
    assert np.allclose(weights, 1)


def test_a_clear_face_weighs_more(uploads):
    sface = get_engine("SFace")
    sharp = sface.analyse(uploads[:1])[0]
    chip = sface.embedder.cut(present(sharp.photo).pixels, present(sharp.face).landmarks)
    blurred = np.asarray(Image.fromarray(chip).resize((7, 7)).resize((112, 112)))
    rows, weights = embedded(sface.embedder, np.stack([chip, blurred]))
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert weights[1] < 0.7 * weights[0] and sharp.weight == pytest.approx(float(weights[0]), abs=1e-4)


@pytest.mark.parametrize(("before", "after"), [("ok", "weak"), ("weak", "weak"), ("rejected", "rejected")])
def test_a_face_that_says_little_is_weak(before, after):
    photo = PhotoFaces("x.jpg", before, "", code="" if before == "ok" else "small")
    assert quality.with_weight(photo, 0, 0.9).status == before
    faint = quality.with_weight(photo, 0, 0.3)
    assert (faint.status, faint.code) == (after, "faint" if before == "ok" else "small")
    assert faint.weights == {0: 0.3} and (faint.reason.endswith("요.") or before != "ok")


@pytest.mark.slow
def test_one_bad_file_never_stops_the_rest(engine, uploads):
    bad = [
        Upload("empty.jpg", b""),
        Upload("text.jpg", b"hello there, no picture"),
        Upload("cut.jpg", uploads[0].data[:900]),
    ]
    mixed = [uploads[0], *bad, uploads[1]]
    results = engine.analyse(mixed)
    assert [r.status == "rejected" for r in results] == [False, True, True, True, False]
    for result in results[1:4]:
        assert result.reason.endswith(("요.", "다.")) and result.embedding is None and not result.usable


@pytest.mark.slow
def test_whatever_breaks_in_one_file_stays_there(network, uploads):
    def decoder(upload, settings):
        if upload.path.endswith(uploads[1].path):
            raise RuntimeError("a decoder's own bug")
        return decode(upload, settings)

    results = Engine(network, decoder=decoder).analyse(uploads[:3])
    assert [r.status for r in results].count("rejected") == 1
    assert (results[1].code, results[1].reason) == ("file", module.UNREADABLE)


def test_an_engine_that_cannot_run_says_so(uploads, network, monkeypatch):
    def broken(pixels, scale):
        raise EngineError("모델 파일이 없습니다.")

    monkeypatch.setattr(detect, "detect", broken)
    with pytest.raises(EngineError, match="모델"):
        Engine(network).analyse(uploads[:2])


@pytest.mark.slow
def test_photo_without_a_face_says_what_to_do(engine):
    result = engine.analyse([Upload("wall.png", encoded(np.full((300, 300, 3), 130, np.uint8), "PNG"))])[0]
    assert result.code == "no_face"
    assert result.status == "rejected" and "얼굴을 찾지 못했습니다" in result.reason and "올려 주세요" in result.reason
    assert result.photo is not None and result.faces == () and result.chosen is None


@pytest.mark.slow
def test_large_photos_wait_for_each_other_and_hold_up_no_others(engine, uploads, monkeypatch):
    """Though as many of them as there are threads are under way."""
    monkeypatch.setattr("core.faces.engine.is_large", lambda upload, settings: upload.path.startswith("large"))
    alone, seen = threading.Event(), []
    real = engine._decode

    def decode(upload, settings):
        if upload.path.startswith("large"):
            assert alone.wait(60)
        return real(upload, settings)

    monkeypatch.setattr(engine, "_decode", decode)
    large = [replace(upload, path=f"large{number}.jpg") for number, upload in enumerate(uploads[:4])]
    with ThreadPoolExecutor(1) as other:
        waiting = other.submit(engine.analyse, large, lambda *a: seen.append(a))
        assert engine.analyse(uploads[4:6])[0].usable
        while not seen:  # it says that it waits, so that others can go first
            time.sleep(0.01)
        assert seen[0][:2] == (0, 4)
        alone.set()
        assert all(photo.usable for photo in waiting.result(60))


@pytest.mark.slow
def test_progress_counts_every_file(engine, uploads):
    seen = []
    engine.analyse(uploads[:4], lambda *a: seen.append(a))
    # While a file takes long, those before it are counted once more.
    assert list(dict.fromkeys((d, t) for d, t, _ in seen if d)) == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert seen[0][2] == uploads[0].path.split("/")[-1]


def sheet(demo, size, width, places):
    """A grey photo with portraits whose faces are `width` px wide; where their middles lie; and the middles."""
    photo, middles = np.full((size[1], size[0], 3), 120, np.uint8), []
    for file, (left, top) in zip(sorted((demo / "lineup").rglob("*.jpg"))[::5], places, strict=False):
        portrait = np.asarray(Image.open(file).convert("RGB"))
        box = detect.detect(portrait)[0].box
        side = round(len(portrait) * width / box.width)
        photo[top : top + side, left : left + side] = np.asarray(Image.fromarray(portrait).resize((side, side)))
        middles.append(np.add(box.center, 0) * side / len(portrait) + (left, top))
    return photo, middles


@pytest.mark.parametrize("waits", [False, True])
def test_small_faces_of_a_large_photo_are_cut_from_all_of_its_pixels(network, demo, monkeypatch, waits):
    monkeypatch.setattr(module, "is_large_closely", lambda photo: waits)
    photo, middles = sheet(demo, (2400, 1600), 100, [(200, 300), (1700, 900)])
    (result,) = Engine(network).analyse([Upload("group.png", encoded(photo, "PNG", compress_level=1))])
    assert (result.status, result.reason, len(result.faces)) == ("ok", "", 2)
    assert present(result.photo).pixels.shape == photo.shape and present(result.photo).scale == 1
    for face in result.faces:
        assert face.quality.size == pytest.approx(100, rel=0.25)
        assert min(np.hypot(*np.subtract(face.box.center, middle)) for middle in middles) < 30
    (left, top) = (int(v) for v in np.subtract(present(result.face).box.center, 150))
    (alone,) = Engine(network).analyse([Upload("one.png", encoded(photo[top : top + 300, left : left + 300], "PNG"))])
    assert present(result.embedding) @ present(alone.embedding) > 0.97


def test_a_size_is_told_in_the_photo_s_own_px_though_half_of_them_are_looked_at(network, demo):
    photo, _ = sheet(demo, (2400, 1600), 600, [(300, 100)])
    (result,) = Engine(network).analyse([Upload("portrait.jpg", encoded(photo, "JPEG"))])
    assert present(result.photo).scale == 0.5 and present(result.photo).pixels.shape == (800, 1200, 3)
    assert present(result.face).quality.size == pytest.approx(600, rel=0.2)


def test_what_a_closer_look_refuses_stays_with_its_file(network, monkeypatch):
    def refuse(upload, settings):
        raise ImageError("사진을 다시 올려 주세요.")

    far = Photo("x", np.full((300, 300, 3), 120, np.uint8), "", scale=0.5)
    monkeypatch.setattr(detect, "detect", lambda pixels, scale: [Detection(Box(9, 9, 40, 40), 0.9, "x")])
    monkeypatch.setattr(module, "look_closely", refuse)
    for large in (False, True):
        monkeypatch.setattr(module, "is_large_closely", lambda photo, large=large: large)
        (result,) = Engine(network, decoder=lambda upload, settings: far).analyse([Upload("x.jpg", b"1")])
        assert (result.status, result.reason, result.code) == ("rejected", "사진을 다시 올려 주세요.", "file")


@pytest.mark.parametrize(("quarters", "said"), [(1, module.LYING), (3, module.LYING), (2, module.UPSIDE_DOWN)])
def test_a_photo_that_lies_on_its_side_counts_fully_and_says_so(network, uploads, quarters, said):
    upright = np.asarray(Image.open(io.BytesIO(uploads[0].data)).convert("RGB"))
    lying = np.ascontiguousarray(np.rot90(upright, quarters))
    straight, turned = Engine(network).analyse([
        Upload("a.png", encoded(upright, "PNG")), Upload("b.png", encoded(lying, "PNG")),
    ])  # fmt: skip
    assert (turned.status, turned.reason, present(turned.photo).notes) == ("ok", "", (said,))
    assert np.array_equal(present(turned.photo).pixels, upright) and present(straight.photo).notes == ()
    assert present(turned.embedding) @ present(straight.embedding) > 0.97


def test_no_files_are_no_error(engine):
    assert engine.analyse([]) == []


@pytest.mark.slow
def test_a_rejected_face_gets_no_vector(engine, demo):
    file = sorted(demo.rglob("*.jpg"))[0]
    black = (np.asarray(Image.open(file).convert("RGB")) * 0.05).astype(np.uint8)
    result = engine.analyse([Upload("night.png", encoded(black, "PNG"))])[0]
    assert result.status == "rejected" and result.embedding is None and result.reason


@pytest.mark.slow
def test_reference_sets_keep_no_pixels(engine, uploads):
    for result in engine.analyse(uploads, keep_pixels=False):
        assert result.usable and result.photo is None and result.faces == () and result.chosen is None
        assert result.embedding.base is None  # or the whole batch would stay alive


@pytest.mark.slow
def test_batches_stay_within_64_and_reading_stays_close_to_what_is_used(monkeypatch, demo):
    pixels = np.asarray(Image.open(sorted(demo.rglob("*.jpg"))[0]).convert("RGB"))
    sizes, lock, open_now, most = [], threading.Lock(), [0], [0]

    class Fake:
        name, version, size, dim, cut = "fake", "1", 150, 4, DlibCut(150)
        mirrored, usual_length, same_picture = False, 1.0, 0.995

        def embed(self, faces):
            sizes.append(len(faces))
            return np.tile(np.array([1, 0, 0, 0], np.float32), (len(faces), 1))

    def decoder(upload, settings):
        with lock:
            open_now[0] += 1
            most[0] = max(most[0], open_now[0])
        return Photo(upload.path, pixels, "x")

    def progress(done, total, label):
        with lock:
            open_now[0] -= 1

    results = Engine(Fake(), decoder=decoder).analyse([Upload(str(i), b"") for i in range(150)], progress, False)
    assert sizes == [64, 64, 22] and all(r.usable for r in results)
    assert most[0] <= 4 * (os.cpu_count() or 1) + 2


@pytest.mark.slow
def test_networks_of_another_size_see_the_face_cut_anew(uploads):
    shapes = []

    class Fake:
        name, version, size, dim, cut = "fake", "1", 224, 4, DlibCut(224)
        mirrored, usual_length, same_picture = False, 1.0, 0.995

        def embed(self, faces):
            shapes.append(faces.shape)
            return np.tile(np.array([1, 0, 0, 0], np.float32), (len(faces), 1))

    engine = Engine(Fake())
    results = engine.analyse(uploads[:2])
    assert shapes == [(2, 224, 224, 3)]
    assert present(results[0].face).chip.shape == (150, 150, 3)


def test_version_names_every_part(engine):
    for part in ("hog", "dlib5", "resnet"):
        assert part in engine.version
    assert engine.name == "dlib"


def test_image_errors_are_shown_as_they_are(network):
    def decoder(upload, settings):
        raise ImageError("사진이 너무 큽니다. 줄여서 올려 주세요.")

    result = Engine(network, decoder=decoder).analyse([Upload("x.jpg", b"1")])[0]
    assert result.reason == "사진이 너무 큽니다. 줄여서 올려 주세요."


@pytest.mark.slow
def test_nothing_is_printed_or_written(engine, uploads, capfd, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    engine.analyse([*uploads[:2], Upload("secret-name.jpg", b"broken")])
    out, err = capfd.readouterr()
    assert "secret-name" not in out + err and uploads[0].path not in out + err
    assert list(tmp_path.iterdir()) == []
