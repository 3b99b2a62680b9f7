"""A stand-in for a StyleGAN-type generator: ONNX files of the same inputs and outputs, whose pictures hold a face.

Its pictures are blends of the demo's own frontal portraits (CC0, of people who do not exist), laid over each other by
their eyes and noses: mean picture plus principal components. So the studio's detector finds the faces and its embedder
tells them apart, as with a real generator, in a few milliseconds."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper

from core.faces.engine import Engine
from core.intake import from_paths

SIDE, LAYERS = 128, 6
# Of dlib's five landmarks: outer and inner corner of the eye on the right, on the left, the nose.
_PLACES = np.array([[0.64, 0.42], [0.55, 0.42], [0.36, 0.42], [0.45, 0.42], [0.50, 0.56]], np.float32) * SIDE


@lru_cache(maxsize=1)
def components(engine: Engine, demo: Path) -> tuple[np.ndarray, np.ndarray]:
    """(SIDE*SIDE*3,) mean picture and (k, SIDE*SIDE*3) components, each as long as one deviation; -1..1."""
    files = sorted([*demo.glob("reference/*/*/01.jpg"), *demo.glob("lineup/*/01.jpg")])
    rows = []
    for found in engine.analyse(from_paths(files)):
        assert found.photo is not None
        if found.face is None:
            continue
        turn, _ = cv2.estimateAffinePartial2D(found.face.landmarks[:5], _PLACES, method=cv2.LMEDS)
        rows.append(cv2.warpAffine(found.photo.pixels, turn, (SIDE, SIDE), borderMode=cv2.BORDER_REPLICATE).ravel())
    x = np.stack(rows).astype(np.float64) / 127.5 - 1
    mean = x.mean(axis=0)
    _, lengths, axes = np.linalg.svd(x - mean, full_matrices=False)
    kept = len(x) - 1
    return mean, axes[:kept] * lengths[:kept, None] / np.sqrt(len(x))


def mapping(size: int, *, layers: int = LAYERS, truncation: bool = False, seed: int = 0, **more: Any) -> bytes:
    """z (n, size) -> w (n, layers, size): a turn and a bend; as (n, size) without layers. truncation: with an input
    of that name, 1 for none."""
    turn = np.linalg.qr(np.random.default_rng(seed).normal(size=(size, size)))[0].astype(np.float32)
    constants = [numpy_helper.from_array(turn, "turn"), numpy_helper.from_array(np.float32(0.2), "bend")]
    nodes = [
        helper.make_node("MatMul", ["z", "turn"], ["turned"]),
        helper.make_node("Tanh", ["turned"], ["bent"]),
        helper.make_node("Mul", ["bent", "bend"], ["some"]),
        helper.make_node("Add", ["turned", "some"], ["plain"]),
    ]
    inputs = [helper.make_tensor_value_info("z", TensorProto.FLOAT, ["n", size])]
    last = "plain"
    if truncation:
        inputs.append(helper.make_tensor_value_info("truncation", TensorProto.FLOAT, []))
        nodes.append(helper.make_node("Mul", [last, "truncation"], ["short"]))
        last = "short"
    shape: list[Any] = ["n", size]
    if layers:
        constants.append(numpy_helper.from_array(np.array([1], np.int64), "at"))
        constants.append(numpy_helper.from_array(np.array([1, layers, 1], np.int64), "times"))
        nodes += [
            helper.make_node("Unsqueeze", [last, "at"], ["one"]),
            helper.make_node("Tile", ["one", "times"], ["w"]),
        ]
        shape = ["n", layers, size]
    else:
        nodes.append(helper.make_node("Identity", [last], ["w"]))
    return _file(nodes, inputs, [helper.make_tensor_value_info("w", TensorProto.FLOAT, shape)], constants, **more)


def synthesis(mean: np.ndarray, axes: np.ndarray, *, layers: int = LAYERS, **more: Any) -> bytes:
    """w (n, layers, k) -> image (n, 3, SIDE, SIDE): each component listens to one layer, the largest to the first."""
    k = len(axes)
    listens = np.zeros((layers, k), np.float32)
    listens[np.arange(k) * layers // k, np.arange(k)] = 1
    constants = [
        numpy_helper.from_array(listens, "listens"),
        numpy_helper.from_array(axes.astype(np.float32), "axes"),
        numpy_helper.from_array(mean.astype(np.float32), "mean"),
        numpy_helper.from_array(np.array([-1, SIDE, SIDE, 3], np.int64), "shape"),
        numpy_helper.from_array(np.array([1], np.int64), "at"),
    ]
    nodes = [
        helper.make_node("Mul", ["w", "listens"], ["heard"]),
        helper.make_node("ReduceSum", ["heard", "at"], ["k"], keepdims=0),
        helper.make_node("MatMul", ["k", "axes"], ["moved"]),
        helper.make_node("Add", ["moved", "mean"], ["flat"]),
        helper.make_node("Reshape", ["flat", "shape"], ["rows"]),
        helper.make_node("Transpose", ["rows"], ["image"], perm=[0, 3, 1, 2]),
    ]
    inputs = [helper.make_tensor_value_info("w", TensorProto.FLOAT, ["n", layers, k])]
    return _file(
        nodes, inputs, [helper.make_tensor_value_info("image", TensorProto.FLOAT, ["n", 3, SIDE, SIDE])], constants,
        **more,
    )  # fmt: skip


def _file(nodes: list[Any], inputs: list[Any], outputs: list[Any], constants: list[Any], *, domain: str = "") -> bytes:
    """domain: of one operator more, which no standard runtime has."""
    sets = [helper.make_opsetid("", 17)]
    if domain:
        nodes[0].domain = domain
        sets.append(helper.make_opsetid(domain, 1))
    graph = helper.make_graph(nodes, "stand-in", inputs, outputs, constants)
    model = helper.make_model(graph, opset_imports=sets, ir_version=8)
    if not domain:
        checker.check_model(model)
    return bytes(model.SerializeToString())


def put_files(folder: Path, engine: Engine, demo: Path) -> tuple[Path, Path]:
    """mapping.onnx and synthesis.onnx in a folder."""
    mean, axes = components(engine, demo)
    folder.mkdir(parents=True, exist_ok=True)
    one, two = folder / "mapping.onnx", folder / "synthesis.onnx"
    one.write_bytes(mapping(len(axes)))
    two.write_bytes(synthesis(mean, axes))
    return one, two
