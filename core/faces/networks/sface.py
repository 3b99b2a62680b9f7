"""The SFace face recognition network, read from its published file and run in ONNX Runtime.

Network and weights: Zhong, Y. et al. (2021), SFace: Sigmoid-constrained hypersphere loss for robust face recognition;
OpenCV model zoo, face_recognition_sface_2021dec_int8bq, Apache-2.0.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.faces.align import ARCFACE
from core.faces.networks.carried import carried_file
from core.faces.networks.face_graph import FaceGraph
from core.faces.networks.onnx_graph import Convolution, Floats, Graph

WEIGHTS = "face_recognition_sface_2021dec_int8bq.onnx"
SHA256 = "fb143eea07838aa532d1c95df5f69899974ea0140e1fba05e94204be13ed74ee"
SIZE, DIM = 112, 128


class Published:
    """The published graph, which keeps its weights in blocks of 8 bits and takes one face at a time."""

    def __init__(self, data: bytes) -> None:
        import onnx
        from onnx import helper, numpy_helper

        graph = onnx.load_from_string(data).graph
        self._arrays = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
        self._made_by = {node.output[0]: node for node in graph.node}
        self._attributes = {
            node.output[0]: {each.name: helper.get_attribute_value(each) for each in node.attribute}
            for node in graph.node
        }
        self.nodes = [node for node in graph.node if node.op_type in ("Sub", "Mul", "Conv", "Gemm")]
        self._reader = {node.input[0]: node for node in graph.node if node.input}

    def array(self, name: str) -> NDArray[np.float64]:
        """A constant, taken out of its blocks."""
        if name in self._arrays:
            return np.asarray(self._arrays[name], np.float64)
        node, how = self._made_by[name], self._attributes[name]
        if node.op_type == "Reshape":
            return self.array(node.input[0]).reshape(self._arrays[node.input[1]])
        values, scales, zero = (self.array(each) for each in node.input)
        axis, length = how["axis"], values.shape[how["axis"]]
        scales, zero = (np.repeat(each, how["block_size"], axis).take(range(length), axis) for each in (scales, zero))
        return (values - zero) * scales

    def after(self, node: Any) -> Any:
        """The node that reads what `node` gives."""
        return self._reader[node.output[0]]

    def before(self, node: Any) -> Any:
        return self._made_by[node.input[0]]

    def attribute(self, node: Any, name: str) -> Any:
        return self._attributes[node.output[0]][name]

    def normalisation(self, node: Any) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Gain and shift of a batch normalisation, as it acts after training."""
        gamma, beta, mean, variance = (self.array(each) for each in node.input[1:])
        gain = gamma / np.sqrt(variance + self.attribute(node, "epsilon"))
        return gain, beta - gain * mean


def build(data: bytes) -> bytes:
    """The published file as a graph of ours: (n, 112, 112, 3) uint8 RGB in, (n, 128) float32 raw rows out.

    Weights are float32, batch normalisations are folded into their neighbours, and a leaky part is written as
    a*x + (1 - a)*relu(x), for which ONNX Runtime keeps its blocked layout: half the time. data: of the file that
    SHA256 names."""
    from onnx import TensorProto, helper

    graph = Graph()
    # Transposing before the cast moves a quarter of the bytes.
    x = graph.node("Cast", graph.node("Transpose", "faces", perm=[0, 3, 1, 2]), to=TensorProto.FLOAT)
    published = Published(data)
    for node in published.nodes:
        if node.op_type in ("Sub", "Mul"):  # not folded: the first convolution pads what comes after them
            x = graph.node(node.op_type, x, graph.constant(published.array(node.input[1]).astype(np.float32)))
        elif node.op_type == "Conv":
            x = _leaky(graph, published, node, x)
        else:
            x = _dense(graph, published, node, x)
    faces = helper.make_tensor_value_info("faces", TensorProto.UINT8, ["n", SIZE, SIZE, 3])
    rows = helper.make_tensor_value_info(x, TensorProto.FLOAT, ["n", DIM])
    return graph.model("sface", faces, rows)


def _leaky(graph: Graph, published: Published, node: Any, x: str) -> str:
    """A convolution, its normalisation and its leaky part."""
    scaling = published.after(node)
    gain, shift = published.normalisation(scaling)
    kernels = published.array(node.input[1]) * gain[:, None, None, None]
    layer = Convolution(kernels.astype(np.float32), shift.astype(np.float32))
    stride, pad, group = (published.attribute(node, name) for name in ("strides", "pads", "group"))
    y = graph.convolve(x, layer, stride[0], pad[0], group)
    slope = published.array(published.after(scaling).input[1]).reshape(1, -1, 1, 1)
    below = graph.node("Mul", y, graph.constant(slope.astype(np.float32)))
    above = graph.node("Mul", graph.node("Relu", y), graph.constant((1 - slope).astype(np.float32)))
    return graph.node("Add", below, above)


def _dense(graph: Graph, published: Published, node: Any, x: str) -> str:
    """The last layer with the normalisations before and after it."""
    before = published.before(published.before(published.before(node)))  # past what flattens and what only trained
    gain, shift = published.normalisation(before)
    weights, bias = published.array(node.input[1]), published.array(node.input[2])
    area = weights.shape[1] // len(gain)
    bias = bias + weights @ np.repeat(shift, area)
    weights = weights * np.repeat(gain, area)
    gain, shift = published.normalisation(published.after(node))
    flat = graph.node("Flatten", x)
    product = graph.node("MatMul", flat, graph.constant((weights * gain[:, None]).T.astype(np.float32)))
    return graph.node("Add", product, graph.constant((bias * gain + shift).astype(np.float32)))


class SFace:
    """One instance may be used from several threads at once."""

    name = "SFace"
    size = SIZE
    dim = DIM
    cut = ARCFACE
    mirrored = False  # repeats at most .01 better and takes 60 % longer a photo
    # Copies of 70 photographs .955 and more, other photos of one person .883 at most; of drawn faces .958 and .975.
    same_picture = 0.955
    usual_length = 12.5  # median of 80 photographs of 10 people; of drawn faces it is 14.5
    version = f"sface-{SHA256[:8]}-1"  # the last part counts changes of ours that could move an embedding

    def __init__(self) -> None:
        self._graph = FaceGraph(build(carried_file(WEIGHTS, SHA256)), SIZE, DIM)

    def embed(self, faces: NDArray[np.uint8]) -> Floats:
        """Aligned faces to embeddings.

        faces: (n, 112, 112, 3) uint8 RGB, n may be 0. Returns (n, 128) float32, as long as the face is clear.
        Raises ValueError for another shape or dtype."""
        return self._graph.run(faces)
