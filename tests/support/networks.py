"""Small networks of the true input and output shape, laid where deepface looks for the real ones."""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

# name: (file below deepface's weights folder, input shape, channels first, length of the embedding)
SHAPES: dict[str, tuple[str, tuple[int | str, ...], int]] = {
    "VGG-Face": ("vgg_face_weights.onnx", ("n", 224, 224, 3), 4096),
    "Facenet": ("facenet_weights.onnx", ("n", 160, 160, 3), 128),
    "Facenet512": ("facenet512_weights.onnx", ("n", 160, 160, 3), 512),
    "OpenFace": ("openface_weights.onnx", ("n", 96, 96, 3), 128),
    "DeepFace": ("VGGFace2_DeepFace_weights_val-0.9034.onnx", ("n", 152, 152, 3), 4096),
    "DeepID": ("deepid_weights.onnx", ("n", 55, 47, 3), 160),
    "ArcFace": ("arcface_weights.onnx", ("n", 112, 112, 3), 512),
    "GhostFaceNet": ("ghostfacenet_v1.onnx", ("n", 112, 112, 3), 512),
    "Buffalo_L": ("buffalo_l/webface_r50.onnx", ("n", 3, 112, 112), 512),
}


def weights(name: str) -> np.ndarray:
    """(48, dim): what the stand-in multiplies its 4 x 4 averaged patches of three channels with."""
    dim = SHAPES[name][2]
    return np.random.default_rng(len(name) + dim).normal(size=(48, dim)).astype(np.float32)


def network(name: str, fixed_batch: bool = False) -> bytes:
    """An ONNX file: averages over a 4 x 4 grid, then one matrix."""
    _, shape, dim = SHAPES[name]
    shape = (1, *shape[1:]) if fixed_batch else shape
    channels_first = shape[1] == 3
    height, width = shape[2:] if channels_first else shape[1:3]
    assert isinstance(height, int) and isinstance(width, int)
    nodes, x = [], "input"
    if not channels_first:
        nodes.append(helper.make_node("Transpose", [x], ["nchw"], perm=[0, 3, 1, 2]))
        x = "nchw"
    cell = [height // 4, width // 4]
    nodes += [
        helper.make_node("AveragePool", [x], ["grid"], kernel_shape=cell, strides=cell),
        helper.make_node("Flatten", ["grid"], ["flat"]),
        helper.make_node("MatMul", ["flat", "w"], ["output"]),
    ]
    graph = helper.make_graph(
        nodes,
        f"stand-in for {name}",
        [helper.make_tensor_value_info("input", TensorProto.FLOAT, list(shape))],
        [helper.make_tensor_value_info("output", TensorProto.FLOAT, [shape[0], dim])],
        [numpy_helper.from_array(weights(name), "w")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    onnx.checker.check_model(model)
    data: bytes = model.SerializeToString()
    return data


def place(home: Path, name: str, data: bytes | None = None) -> Path:
    """Write the stand-in where deepface looks below DEEPFACE_HOME."""
    path = home / ".deepface" / "weights" / SHAPES[name][0]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(network(name) if data is None else data)
    return path
