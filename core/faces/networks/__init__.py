"""The networks behind the engines: weight files, graphs and their runtimes."""

from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray


class Network(Protocol):
    """A frozen network. size: side of the aligned chip, px; version changes whenever a face would get other numbers."""

    name: str
    version: str
    size: int


def checked_faces(faces: NDArray[np.uint8], size: int) -> NDArray[np.uint8]:
    """The same faces. Raises ValueError unless they are (n, size, size, 3) uint8."""
    if faces.ndim != 4 or faces.shape[1:] != (size, size, 3) or faces.dtype != np.uint8:
        raise ValueError(f"faces must be (n, {size}, {size}, 3) uint8, got {faces.shape} {faces.dtype}")
    return faces


def onnx_session(model: bytes | str, options: Any = None) -> Any:
    """An ONNX Runtime session on the processor that logs errors only. model: serialised, or a file's path."""
    import onnxruntime

    options = options or onnxruntime.SessionOptions()
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
