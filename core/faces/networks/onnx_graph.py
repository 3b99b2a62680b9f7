"""Writing what a network file holds as an ONNX graph."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Convolution:
    """A convolution with its affine layer folded in. kernels: (out, in, h, w) float32; bias: (out,) float32."""

    kernels: Floats
    bias: Floats


class Graph:
    """Collects nodes and constants of an ONNX graph; every method returns the name of its output."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def constant(self, values: NDArray[Any]) -> str:
        """Add an array."""
        from onnx import numpy_helper

        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def node(self, kind: str, *inputs: str, **attributes: Any) -> str:
        """Add an operator."""
        from onnx import helper

        name = f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], **attributes))
        return name

    def convolve(self, x: str, layer: Convolution, stride: int, pad: int, group: int = 1) -> str:
        """Add a square convolution. group: as many parts of the channels that do not meet."""
        constants = self.constant(layer.kernels), self.constant(layer.bias)
        return self.node("Conv", x, *constants, strides=[stride] * 2, pads=[pad] * 4, group=group)

    def model(self, name: str, inputs: Any, outputs: Any) -> bytes:
        """The checked graph, serialised."""
        from onnx import checker, helper

        body = helper.make_graph(self.nodes, name, [inputs], [outputs], self.constants)
        model = helper.make_model(body, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
        checker.check_model(model)
        return bytes(model.SerializeToString())
