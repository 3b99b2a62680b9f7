"""The dlib face recognition network, read from dlib's own file and run in ONNX Runtime.

dlib's wheel has no BLAS and takes 77-125 ms a face; the same weights in a graph that runs in batches take about 3 ms.
Network and weights: King, D. (2017), dlib_face_recognition_resnet_model_v1, CC0.
"""

import hashlib
import importlib.util
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import EngineError

WEIGHTS = "dlib_face_recognition_resnet_model_v1.dat"
SHA256 = "55533b28a95800a551ba546ba62fe69625c7e95a7061c338adffead08719da30"
SIZE, DIM = 150, 128

# Means of the network's training images (dlib, input_rgb_image_sized); it divides by 256, not by 255.
_MEAN = np.array([122.782, 117.001, 104.298])
_SCALE = 256.0
# Output channels and stride of each residual block, in forward order.
_BLOCKS = (
    *[(32, 1)] * 3,
    *[(64, 2), *[(64, 1)] * 3],
    *[(128, 2), *[(128, 1)] * 2],
    *[(256, 2), *[(256, 1)] * 2],
    (256, 2),
)
# Larger runs gain nothing on a CPU and cost megabytes of activations a face.
_RUN = 32

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Convolution:
    """A convolution with its affine layer folded in. kernels: (out, in, h, w) float32; bias: (out,) float32."""

    kernels: Floats
    bias: Floats


@dataclass(frozen=True, slots=True)
class Weights:
    """Everything the network knows: 29 convolutions in forward order and a (256, 128) projection."""

    convolutions: tuple[Convolution, ...]
    projection: Floats
    sha256: str


def package_file(name: str) -> Path:
    """Where the installed weights package keeps `name`. Raises EngineError if it is not there.

    The package is located, not imported: importing some of its versions needs pkg_resources, which setuptools dropped.
    """
    spec = importlib.util.find_spec("face_recognition_models")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        path = Path(folder) / "models" / name
        if path.is_file():
            return path
    raise EngineError(f"얼굴 분석 모델 파일({name})이 없습니다. `make app`으로 다시 설치해 주십시오.")


def read_checked(name: str, sha256: str) -> bytes:
    """Bytes of a file of the weights package. Raises EngineError if it is missing or not the expected one."""
    path = package_file(name)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise EngineError(f"얼굴 분석 모델 파일({name})을 읽을 수 없습니다. 파일 권한을 확인해 주십시오.") from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise EngineError(f"얼굴 분석 모델 파일({name})이 손상되었습니다. `make app`으로 다시 설치해 주십시오.")
    return data


class _Reader:
    """Walks dlib's serialisation: integers are a length byte (low 4 bits; 0x80: negative) and little-endian bytes."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def skip_to(self, record: bytes) -> None:
        """Go past the next record name. It is preceded by its own length, which random weights never imitate."""
        found = self.data.find(bytes((1, len(record))) + record, self.at)
        if found < 0:
            raise ValueError(f"record {record!r} not found")
        self.at = found + 2 + len(record)

    def integer(self) -> int:
        length = self.data[self.at] & 0x0F
        value = int.from_bytes(self.data[self.at + 1 : self.at + 1 + length], "little")
        negative = self.data[self.at] & 0x80
        self.at += 1 + length
        return -value if negative else value

    def tensor(self, size: int) -> NDArray[np.float64]:
        """A flat tensor that must have `size` numbers."""
        version = self.integer()
        dims = [self.integer() for _ in range(4)]
        if version != 2 or int(np.prod(dims)) != size:
            raise ValueError(f"tensor version {version} of {dims}, expected {size} numbers")
        values = np.frombuffer(self.data, "<f4", size, self.at).astype(np.float64)
        self.at += 4 * size
        if not np.isfinite(values).all():
            raise ValueError("weights are not finite")
        return values


def _layer(reader: _Reader, out: int, inner: int, kernel: int) -> Convolution:
    count = out * inner * kernel * kernel
    reader.skip_to(b"con_4")
    raw = reader.tensor(count + out)
    reader.skip_to(b"affine_")
    gamma, beta = np.split(reader.tensor(2 * out), 2)
    kernels = raw[:count].reshape(out, inner, kernel, kernel) * gamma[:, None, None, None]
    return Convolution(kernels.astype(np.float32), (raw[count:] * gamma + beta).astype(np.float32))


def parse(data: bytes) -> Weights:
    """Read the network's file. Raises EngineError when the records are not those of this network."""
    reader = _Reader(data)
    try:
        first = _layer(reader, 32, 3, 7)
        # The first convolution has no padding, so the input's scaling folds into it exactly.
        kernels = first.kernels.astype(np.float64) / _SCALE
        bias = first.bias - (kernels.sum((2, 3)) @ _MEAN)
        layers = [Convolution(kernels.astype(np.float32), bias.astype(np.float32))]
        inner = 32
        for out, _ in _BLOCKS:
            layers += [_layer(reader, out, inner, 3), _layer(reader, out, out, 3)]
            inner = out
        reader.skip_to(b"fc_2")
        if (reader.integer(), reader.integer()) != (DIM, inner):
            raise ValueError("projection of another size")
        projection = reader.tensor(inner * DIM).reshape(inner, DIM).astype(np.float32)
    except (ValueError, IndexError) as error:
        raise EngineError(
            f"얼굴 분석 모델 파일({WEIGHTS})을 해석할 수 없습니다. `make app`으로 다시 설치해 주십시오."
        ) from error
    return Weights(tuple(layers), projection, hashlib.sha256(data).hexdigest())


class _Graph:
    """Collects nodes and constants of an ONNX graph; every method returns the name of its output."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def constant(self, values: NDArray[Any]) -> str:
        from onnx import numpy_helper

        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def node(self, kind: str, *inputs: str, **attributes: Any) -> str:
        from onnx import helper

        name = f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], **attributes))
        return name

    def convolve(self, x: str, layer: Convolution, stride: int, pad: int) -> str:
        return self.node(
            "Conv", x, self.constant(layer.kernels), self.constant(layer.bias), strides=[stride] * 2, pads=[pad] * 4
        )


def _block(graph: _Graph, x: str, first: Convolution, second: Convolution, stride: int, side: int) -> tuple[str, int]:
    """One residual block on a `side` x `side` map; returns its output and that output's side."""
    pad = 1 if stride == 1 else 0
    inner = first.kernels.shape[1]
    y = graph.node("Relu", graph.convolve(x, first, stride, pad))
    after = side if stride == 1 else (side - 3) // 2 + 1
    if stride == 1:
        return graph.node("Relu", graph.node("Add", graph.convolve(y, second, 1, 1), x)), after

    skip = graph.node("AveragePool", x, kernel_shape=[2, 2], strides=[2, 2])
    # dlib zero-pads the smaller operand in channels. Only the first `inner` channels meet the skip, so the second
    # convolution is cut in two: no zeros are added, and ONNX Runtime keeps its blocked layout through the concat.
    cut = [Convolution(second.kernels[s], second.bias[s]) for s in (slice(inner), slice(inner, None))]
    size = side // 2
    meet = graph.convolve(y, cut[0], 1, 1)
    if size > after:  # and in the map, at the lower right
        room = graph.constant(np.array([0, 0, 0, 0, 0, 0, size - after, size - after], np.int64))
        meet = graph.node("Pad", meet, room)
    parts = [graph.node("Relu", graph.node("Add", meet, skip))]
    if len(cut[1].bias):
        rest = graph.node("Relu", graph.convolve(y, cut[1], 1, 1))
        parts.append(graph.node("Pad", rest, room) if size > after else rest)
    return (graph.node("Concat", *parts, axis=1) if len(parts) > 1 else parts[0]), size


def build(weights: Weights) -> bytes:
    """The network as a serialised ONNX model: (n, 150, 150, 3) uint8 RGB in, (n, 128) float32 unit rows out."""
    from onnx import TensorProto, checker, helper

    graph = _Graph()
    # Transposing before the cast moves a quarter of the bytes.
    x = graph.node("Cast", graph.node("Transpose", "faces", perm=[0, 3, 1, 2]), to=TensorProto.FLOAT)
    x = graph.node("Relu", graph.convolve(x, weights.convolutions[0], 2, 0))
    x = graph.node("MaxPool", x, kernel_shape=[3, 3], strides=[2, 2])
    side = ((SIZE - 7) // 2 + 1 - 3) // 2 + 1
    for index, (_, stride) in enumerate(_BLOCKS):
        first, second = weights.convolutions[1 + 2 * index : 3 + 2 * index]
        x, side = _block(graph, x, first, second, stride, side)
    x = graph.node("Flatten", graph.node("GlobalAveragePool", x))
    x = graph.node("MatMul", x, graph.constant(weights.projection))
    graph.nodes.append(helper.make_node("LpNormalization", [x], ["embeddings"], axis=1, p=2))

    faces = helper.make_tensor_value_info("faces", TensorProto.UINT8, ["n", SIZE, SIZE, 3])
    embeddings = helper.make_tensor_value_info("embeddings", TensorProto.FLOAT, ["n", DIM])
    body = helper.make_graph(graph.nodes, "dlib_resnet", [faces], [embeddings], graph.constants)
    model = helper.make_model(body, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    checker.check_model(model)
    return bytes(model.SerializeToString())


class DlibResNet:
    """The default embedder. One instance may be used from several threads at once.

    threads: cores one call may use; 0 means all of them."""

    name = "dlib"
    size = SIZE
    dim = DIM

    def __init__(self, threads: int = 0) -> None:
        import onnxruntime

        weights = parse(read_checked(WEIGHTS, SHA256))
        # The second part counts changes of our own graph that could move an embedding.
        self.version = f"dlib-resnet-v1-{weights.sha256[:8]}-1"
        options = onnxruntime.SessionOptions()
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
        options.intra_op_num_threads = threads or os.cpu_count() or 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(build(weights), options, providers=["CPUExecutionProvider"])

    def embed(self, faces: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Aligned faces to unit embeddings.

        faces: (n, 150, 150, 3) uint8 RGB, n may be 0. Returns (n, 128) float32, L2 norm 1.
        Raises ValueError for another shape or dtype.
        Network: King, D. (2017), dlib_face_recognition_resnet_model_v1."""
        if faces.ndim != 4 or faces.shape[1:] != (SIZE, SIZE, 3) or faces.dtype != np.uint8:
            raise ValueError(f"faces must be (n, {SIZE}, {SIZE}, 3) uint8, got {faces.shape} {faces.dtype}")
        out = np.empty((len(faces), DIM), np.float32)
        for start in range(0, len(faces), _RUN):
            batch = np.ascontiguousarray(faces[start : start + _RUN])
            out[start : start + len(batch)] = self._session.run(None, {"faces": batch})[0]
        return out
