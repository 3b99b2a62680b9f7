"""deepface's own loading and forward pass, on stand-in networks of the true shapes."""

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.errors import EngineError
from core.faces.networks.deepface_nets import DeepFaceNet
from tests.support.networks import SHAPES, network, place, weights


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """deepface's home with every stand-in, and no way to the network."""
    root = tmp_path_factory.mktemp("deepface")
    for name in SHAPES:
        place(root, name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DEEPFACE_HOME", str(root))
        patch.setenv("DEEPFACE_BACKEND_ENGINE", "onnx")
        patch.setenv("DEEPFACE_LOG_LEVEL", "50")
        from deepface.commons import weight_utils
        from deepface.modules import modeling

        def no_network(*args: object, **_: object) -> None:
            raise AssertionError(f"deepface tried to download {args}")

        patch.setattr(weight_utils.gdown, "download", no_network)
        patch.setattr(weight_utils.requests, "head", no_network)
        patch.setattr(modeling, "cached_models", {task: {} for task in modeling.AVAILABLE_MODELS}, raising=False)
        yield root


@pytest.fixture(scope="module")
def nets(home: Path) -> dict[str, DeepFaceNet]:
    return {name: DeepFaceNet(name, home / ".deepface" / "weights" / file) for name, (file, *_) in SHAPES.items()}


def faces(size: int, n: int = 3) -> np.ndarray:
    return np.random.default_rng(n).integers(0, 256, (n, size, size, 3), dtype=np.uint8)


@pytest.mark.parametrize("name", SHAPES)
def test_the_shapes_are_those_of_the_network(nets: dict[str, DeepFaceNet], name: str) -> None:
    net = nets[name]
    _, shape, dim = SHAPES[name]
    assert net.name == name and net.dim == dim and net.size == max(side for side in shape[1:] if side != 3)
    for n in (0, 1, 3):
        rows = net.embed(faces(net.size, n))
        assert rows.shape == (n, dim) and rows.dtype == np.float32
        assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


@pytest.mark.parametrize("name", SHAPES)
def test_a_batch_is_its_faces_one_by_one(nets: dict[str, DeepFaceNet], name: str) -> None:
    net = nets[name]
    many = faces(net.size, 18)
    alone = np.concatenate([net.embed(face[None]) for face in many])
    assert np.allclose(net.embed(many), alone, atol=1e-5)
    assert np.linalg.norm(alone[0] - alone[1]) > 1e-3


@pytest.mark.parametrize("name", SHAPES)
def test_it_says_what_deepface_itself_says(nets: dict[str, DeepFaceNet], name: str) -> None:
    from deepface.modules import representation

    net = nets[name]
    face = faces(net.size, 1)[0]
    theirs = representation.represent(face[..., ::-1], model_name=name, detector_backend="skip", l2_normalize=True)
    assert np.dot(net.embed(face[None])[0], np.asarray(theirs[0]["embedding"])) > 0.99999


def grid(face: np.ndarray, height: int, width: int) -> np.ndarray:
    """(48,): the stand-in's averages, channel by channel, from an image of (height, width, 3)."""
    h, w = height // 4, width // 4
    cells = face[: 4 * h, : 4 * w].reshape(4, h, 4, w, 3).mean(axis=(1, 3))
    return np.asarray(cells.transpose(2, 0, 1).reshape(-1))


@pytest.mark.parametrize(
    ("name", "feed"),
    [
        ("ArcFace", lambda rgb: rgb[..., ::-1] / 255),
        ("Buffalo_L", lambda rgb: (rgb - 127.5) / 127.5),
    ],
)
def test_colour_order_and_scale(nets: dict[str, DeepFaceNet], name: str, feed: object) -> None:
    net = nets[name]
    face = faces(net.size, 1)[0]
    expected = grid(feed(face.astype(np.float64)), 112, 112) @ weights(name)  # type: ignore[operator]
    expected /= np.linalg.norm(expected)
    assert np.dot(net.embed(face[None])[0], expected) > 0.9999


def test_deepid_is_not_stretched(nets: dict[str, DeepFaceNet]) -> None:
    assert nets["DeepID"].size == 55  # its input is 47 x 55: the face keeps its shape between black bars
    white = np.full((1, 55, 55, 3), 255, np.uint8)
    padded = np.zeros((55, 47, 3))
    padded[4:51] = 1
    expected = grid(padded, 55, 47) @ weights("DeepID")
    assert np.dot(nets["DeepID"].embed(white)[0], expected / np.linalg.norm(expected)) > 0.9999


def test_the_version_follows_the_file(home: Path, nets: dict[str, DeepFaceNet]) -> None:
    versions = {net.version for net in nets.values()}
    assert len(versions) == len(SHAPES)
    other = home / "other.onnx"
    other.write_bytes(network("OpenFace") + b"\0")
    assert DeepFaceNet("OpenFace", other).version not in versions


def test_wrong_input_is_refused(nets: dict[str, DeepFaceNet]) -> None:
    wrong: tuple[Any, ...] = (faces(111), faces(112)[0], faces(112).astype(np.float32), faces(112)[..., :1])
    for bad in wrong:
        with pytest.raises(ValueError, match="faces must be"):
            nets["ArcFace"].embed(bad)


def test_threads_share_one_deepface_network(nets: dict[str, DeepFaceNet]) -> None:
    net, many = nets["Facenet"], [faces(160, n) for n in range(1, 9)]
    with ThreadPoolExecutor(4) as pool:
        for rows, batch in zip(pool.map(net.embed, many), many, strict=True):
            assert np.allclose(rows, net.embed(batch), atol=1e-6)


def test_a_network_that_gives_nothing_usable_is_an_engine_error(nets: dict[str, DeepFaceNet]) -> None:
    with pytest.raises(EngineError, match="다시 내려받아"):
        nets["ArcFace"].embed(np.zeros((1, 112, 112, 3), np.uint8))  # the stand-in answers all zeros


def test_a_missing_or_damaged_file_is_an_engine_error(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from deepface.modules import modeling

    with pytest.raises(EngineError, match="먼저 내려받아"):
        DeepFaceNet("ArcFace", tmp_path / "arcface_weights.onnx")
    monkeypatch.setenv("DEEPFACE_HOME", str(tmp_path))
    monkeypatch.setattr(modeling, "cached_models", {task: {} for task in modeling.AVAILABLE_MODELS})
    for name in ("ArcFace", "Buffalo_L"):
        broken = place(tmp_path, name, b"\x08 not a network")
        with pytest.raises(EngineError, match="손상"):
            DeepFaceNet(name, broken)


def test_a_graph_for_one_face_at_a_time_still_takes_many(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from deepface.modules import modeling

    monkeypatch.setenv("DEEPFACE_HOME", str(tmp_path))
    monkeypatch.setattr(modeling, "cached_models", {task: {} for task in modeling.AVAILABLE_MODELS})
    net = DeepFaceNet("OpenFace", place(tmp_path, "OpenFace", network("OpenFace", fixed_batch=True)))
    assert net.embed(faces(96, 5)).shape == (5, 128)


@pytest.mark.slow
def test_neither_tensorflow_nor_stdout_is_touched(home: Path) -> None:
    """In a fresh process: importing the module is light, loading a network needs no TensorFlow, nothing is printed."""
    code = (
        "import sys; import core.faces.networks.deepface_nets as m; from pathlib import Path;"
        "assert not {'deepface', 'onnx', 'onnxruntime', 'tensorflow'} & set(sys.modules);"
        f"m.DeepFaceNet('VGG-Face', Path({str(home / '.deepface' / 'weights' / 'vgg_face_weights.onnx')!r}));"
        f"m.DeepFaceNet('Buffalo_L', Path({str(home / '.deepface' / 'weights' / 'buffalo_l' / 'webface_r50.onnx')!r}));"
        "assert 'deepface' in sys.modules and 'tensorflow' not in sys.modules and 'insightface' not in sys.modules"
    )
    env = {k: v for k, v in os.environ.items() if not k.startswith("DEEPFACE_")} | {"DEEPFACE_HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-c", code], check=False, env=env, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
