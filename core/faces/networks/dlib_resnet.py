"""The dlib face recognition network, read from dlib's own file and run in ONNX Runtime.

dlib's wheel has no BLAS and takes 77-125 ms a face; the same weights in a graph that runs in batches take about 3 ms.
Network and weights: King, D. (2017), dlib_face_recognition_resnet_model_v1, CC0.
"""

import hashlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.errors import instead_of
from core.faces.align import DlibCut
from core.faces.networks.dlib_file import DlibReader, damaged, fold_scaling, read_checked
from core.faces.networks.face_graph import FaceGraph
from core.faces.networks.onnx_graph import Convolution, Floats, Graph

WEIGHTS = "dlib_face_recognition_resnet_model_v1.dat"
SHA256 = "55533b28a95800a551ba546ba62fe69625c7e95a7061c338adffead08719da30"
SIZE, DIM = 150, 128

# Output channels and stride of each residual block, in forward order.
_BLOCKS = (
    *[(32, 1)] * 3,
    *[(64, 2), *[(64, 1)] * 3],
    *[(128, 2), *[(128, 1)] * 2],
    *[(256, 2), *[(256, 1)] * 2],
    (256, 2),
)


@dataclass(frozen=True, slots=True)
class Weights:
    """Everything the network knows: 29 convolutions in forward order and a (256, 128) projection."""

    convolutions: tuple[Convolution, ...]
    projection: Floats
    sha256: str


def _layer(reader: DlibReader, out: int, inner: int, kernel: int) -> Convolution:
    count = out * inner * kernel * kernel
    reader.skip_to(b"con_4")
    raw = reader.tensor(count + out)
    reader.skip_to(b"affine_")
    gamma, beta = np.split(reader.tensor(2 * out), 2)
    kernels = raw[:count].reshape(out, inner, kernel, kernel) * gamma[:, None, None, None]
    return Convolution(kernels.astype(np.float32), (raw[count:] * gamma + beta).astype(np.float32))


def parse(data: bytes) -> Weights:
    """Read the network's file. Raises EngineError when the records are not those of this network."""
    reader = DlibReader(data)
    with instead_of((ValueError, IndexError), damaged(WEIGHTS)):
        layers = [fold_scaling(_layer(reader, 32, 3, 7))]
        inner = 32
        for out, _ in _BLOCKS:
            layers += [_layer(reader, out, inner, 3), _layer(reader, out, out, 3)]
            inner = out
        reader.skip_to(b"fc_2")
        if (reader.integer(), reader.integer()) != (DIM, inner):
            raise ValueError("projection of another size")
        projection = reader.tensor(inner * DIM).reshape(inner, DIM).astype(np.float32)
    return Weights(tuple(layers), projection, hashlib.sha256(data).hexdigest())


def _block(graph: Graph, x: str, layers: tuple[Convolution, Convolution], stride: int, side: int) -> tuple[str, int]:
    """One residual block on a `side` x `side` map; returns its output and that output's side."""
    first, second = layers
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
    from onnx import TensorProto, helper

    graph = Graph()
    # Transposing before the cast moves a quarter of the bytes.
    x = graph.node("Cast", graph.node("Transpose", "faces", perm=[0, 3, 1, 2]), to=TensorProto.FLOAT)
    x = graph.node("Relu", graph.convolve(x, weights.convolutions[0], 2, 0))
    x = graph.node("MaxPool", x, kernel_shape=[3, 3], strides=[2, 2])
    side = ((SIZE - 7) // 2 + 1 - 3) // 2 + 1
    for index, (_, stride) in enumerate(_BLOCKS):
        pair = weights.convolutions[1 + 2 * index], weights.convolutions[2 + 2 * index]
        x, side = _block(graph, x, pair, stride, side)
    x = graph.node("Flatten", graph.node("GlobalAveragePool", x))
    x = graph.node("MatMul", x, graph.constant(weights.projection))
    graph.nodes.append(helper.make_node("LpNormalization", [x], ["embeddings"], axis=1, p=2))

    faces = helper.make_tensor_value_info("faces", TensorProto.UINT8, ["n", SIZE, SIZE, 3])
    embeddings = helper.make_tensor_value_info("embeddings", TensorProto.FLOAT, ["n", DIM])
    return graph.model("dlib_resnet", faces, embeddings)


class DlibResNet:
    """dlib's network. One instance may be used from several threads at once."""

    name = "dlib"
    size = SIZE
    dim = DIM
    cut = DlibCut(SIZE)
    mirrored = True  # repeats .01 to .02 better
    usual_length = 1.0
    same_picture = 0.995  # copies of 70 photographs .9956 and more, other photos of one person .9902 at most

    def __init__(self) -> None:
        weights = parse(read_checked(WEIGHTS, SHA256))
        # The last part counts changes of ours that could move an embedding.
        self.version = f"dlib-resnet-v1-{weights.sha256[:8]}-2"
        self._graph = FaceGraph(build(weights), SIZE, DIM)

    def embed(self, faces: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Aligned faces to unit embeddings.

        faces: (n, 150, 150, 3) uint8 RGB, n may be 0. Returns (n, 128) float32, L2 norm 1.
        Raises ValueError for another shape or dtype.
        Network: King, D. (2017), dlib_face_recognition_resnet_model_v1."""
        return self._graph.run(faces)
