"""SFace as we write it gives what the published file gives."""

from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import pytest

from core.errors import EngineError
from core.faces.networks import carried
from core.faces.networks.carried import carried_file
from core.faces.networks.sface import SHA256, WEIGHTS, SFace


@pytest.fixture(scope="module")
def network() -> SFace:
    return SFace()


def faces(count: int, seed: int = 0) -> np.ndarray:
    """Smooth noise: (count, 112, 112, 3) uint8."""
    coarse = np.random.default_rng(seed).uniform(0, 255, (count, 14, 14, 3))
    return coarse.repeat(8, axis=1).repeat(8, axis=2).astype(np.uint8)


@pytest.mark.slow
def test_it_gives_what_the_published_graph_gives(network: SFace) -> None:
    model = onnx.load_from_string(carried_file(WEIGHTS, SHA256))
    (picture,) = [each for each in model.graph.input if each.name == "data"]  # the others are its constants
    del model.graph.input[:]
    model.graph.input.append(picture)
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    published = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    many = faces(6)
    want = [published.run(None, {"data": face.transpose(2, 0, 1)[None].astype(np.float32)})[0][0] for face in many]
    np.testing.assert_allclose(network.embed(many), want, atol=2e-3)


def test_a_batch_is_its_faces_one_by_one(network: SFace) -> None:
    many = faces(19, 1)
    together = network.embed(many)
    assert together.shape == (19, 128) and together.dtype == np.float32
    assert np.allclose(together, np.concatenate([network.embed(face[None]) for face in many]), atol=1e-5)
    assert network.embed(many[:0]).shape == (0, 128)


def test_wrong_input_is_refused(network: SFace) -> None:
    wrong: tuple[Any, ...] = (faces(1)[:, :111], faces(1)[0], faces(1).astype(np.float32))
    for bad in wrong:
        with pytest.raises(ValueError, match="faces must be"):
            network.embed(bad)


def test_another_file_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(carried, "FOLDER", tmp_path)
    with pytest.raises(EngineError, match="읽을 수 없습니다"):
        carried_file(WEIGHTS, SHA256)
    (tmp_path / WEIGHTS).write_bytes(b"x")
    with pytest.raises(EngineError, match="손상"):
        carried_file(WEIGHTS, SHA256)
