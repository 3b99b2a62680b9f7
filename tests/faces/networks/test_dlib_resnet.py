"""The network read from dlib's file: dlib's own answer, and no answer from a damaged file."""

import importlib.util
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.errors import EngineError
from core.faces import align, detect
from core.faces.networks import dlib_file, dlib_resnet
from core.faces.networks.dlib_resnet import DlibResNet
from core.types import Box
from tests.conftest import ROOT
from tests.support import stock_networks as stock


@pytest.fixture(scope="module")
def network():
    return DlibResNet()


@pytest.fixture(scope="module")
def weights():
    return dlib_file.read_checked(dlib_resnet.WEIGHTS, dlib_resnet.SHA256)


def chip_of(file):
    pixels = np.asarray(Image.open(file).convert("RGB"))
    for face in detect.detect(pixels)[:1]:
        return align.chip(pixels, align.landmarks(pixels, face.box, face.angle))
    return None


def chips_of(files):
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return np.stack([chip for chip in pool.map(chip_of, files) if chip is not None])


def cosines(ours, theirs):
    theirs = theirs / np.linalg.norm(theirs, axis=1, keepdims=True)  # dlib's vectors are not exactly of unit length
    return (ours * theirs).sum(1)


@pytest.mark.slow
def test_same_answer_as_dlib_on_demo_portraits(network, demo):
    chips = chips_of(sorted(demo.rglob("*.jpg"))[::40])
    assert len(chips) >= 6
    assert cosines(network.embed(chips), stock.embed(chips)).min() >= 0.999999


@pytest.mark.slow
def test_same_answer_as_dlib_on_noise_and_flat_pixels(network):
    random = np.random.default_rng(3).integers(0, 256, (2, 150, 150, 3), np.uint8)
    flat = np.stack([np.full((150, 150, 3), v, np.uint8) for v in (0, 255)])
    chips = np.concatenate([random, flat])
    assert cosines(network.embed(chips), stock.embed(chips)).min() >= 0.9999


@pytest.mark.slow
def test_same_answer_as_dlib_on_shared_photos(network, shared_faces, whole):
    files = sorted(shared_faces.rglob("*.jpg"))[:: 1 if whole else 12]  # dlib itself takes most of the time
    chips = chips_of(files)
    assert len(chips) >= 0.995 * len(files)
    assert cosines(network.embed(chips), stock.embed_on_all_cores(chips)).min() >= 0.9995


@pytest.mark.slow
def test_rows_are_unit_and_do_not_depend_on_the_batch(network):
    faces = np.random.default_rng(0).integers(0, 256, (70, 150, 150, 3), np.uint8)
    together = network.embed(faces)
    assert together.shape == (70, 128) and together.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    np.testing.assert_allclose(network.embed(faces[5:6])[0], together[5], atol=1e-5)


def test_no_faces_give_no_rows(network):
    assert network.embed(np.empty((0, 150, 150, 3), np.uint8)).shape == (0, 128)


@pytest.mark.parametrize(
    "faces",
    [
        np.zeros((150, 150, 3), np.uint8),
        np.zeros((1, 3, 150, 150), np.uint8),
        np.zeros((1, 150, 150, 3), np.float32),
        np.zeros((1, 112, 112, 3), np.uint8),
    ],
)
def test_other_shapes_and_types_are_refused(network, faces):
    with pytest.raises(ValueError, match="150"):
        network.embed(faces)


@pytest.mark.slow
def test_threads_share_one_dlib_network(network):
    faces = np.random.default_rng(1).integers(0, 256, (8, 150, 150, 3), np.uint8)
    alone = network.embed(faces)
    with ThreadPoolExecutor(4) as pool:
        for result in pool.map(lambda _: network.embed(faces), range(8)):
            np.testing.assert_allclose(result, alone, atol=1e-5)


def test_version_names_the_weights(network):
    assert dlib_resnet.SHA256[:8] in network.version
    assert (network.name, network.size, network.dim) == ("dlib", 150, 128)


def test_parser_finds_29_convolutions(weights):
    parsed = dlib_resnet.parse(weights)
    assert len(parsed.convolutions) == 29
    assert parsed.projection.shape == (256, 128)
    assert [c.kernels.shape[0] for c in parsed.convolutions] == [32] * 7 + [64] * 8 + [128] * 6 + [256] * 8


@pytest.mark.parametrize("keep", [0, 100, 20_000, 5_000_000, 22_400_000])
def test_truncated_file_is_refused(weights, keep):
    with pytest.raises(EngineError, match="손상"):
        dlib_resnet.parse(weights[:keep])


def test_wrong_shape_in_the_file_is_refused(weights):
    with pytest.raises(EngineError, match="손상"):
        dlib_resnet.parse(weights.replace(b"con_4\x01\x02\x02\x80\x12", b"con_4\x01\x02\x02\x80\x13", 1))


def test_weights_that_are_not_numbers_are_refused(weights):
    at = weights.index(b"con_4") + 200
    with pytest.raises(EngineError, match="손상"):
        dlib_resnet.parse(weights[:at] + b"\xff" * 64 + weights[at + 64 :])


def fake_package(monkeypatch: pytest.MonkeyPatch, folder: Path | None) -> None:
    class Spec:
        submodule_search_locations = None if folder is None else [str(folder)]

    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None if folder is None else Spec())


def test_missing_package_and_missing_file_say_what_to_do(monkeypatch, tmp_path):
    for folder in (None, tmp_path):
        fake_package(monkeypatch, folder)
        with pytest.raises(EngineError, match="다시 설치"):
            DlibResNet()


def test_changed_file_is_refused_by_its_hash(monkeypatch, tmp_path, weights):
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / dlib_resnet.WEIGHTS).write_bytes(weights[:-1] + b"\x07")
    fake_package(monkeypatch, tmp_path)
    with pytest.raises(EngineError, match="손상"):
        DlibResNet()


@pytest.mark.slow
def test_the_weights_package_is_found_without_importing_it():
    import subprocess
    import sys

    code = (
        "import sys; from core.faces.networks.dlib_resnet import DlibResNet; DlibResNet();"
        "assert 'face_recognition_models' not in sys.modules; assert 'dlib' not in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


@pytest.mark.slow
def test_cnn_detector_agrees_with_dlib(demo):
    from core.faces.networks.dlib_mmod import WEIGHTS, get_mmod

    dlib = pytest.importorskip("dlib")
    pixels = np.asarray(Image.open(sorted(demo.rglob("*.jpg"))[0]).convert("RGB"))
    theirs = dlib.cnn_face_detection_model_v1(str(dlib_file.package_file(WEIGHTS)))(pixels, 0)
    boxes, scores = get_mmod().detect(pixels)
    assert len(theirs) == len(boxes) == 1
    assert scores[0] == pytest.approx(theirs[0].confidence, abs=0.1)
    rect = theirs[0].rect
    other = Box(rect.left(), rect.top(), rect.width(), rect.height())
    assert detect._overlap(Box(*map(float, boxes[0])), other) > 0.6
