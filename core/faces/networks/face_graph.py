"""A graph of our own over faces, dealt out to the processor's cores."""

import os
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from core.faces.networks import checked_faces, onnx_session
from core.faces.networks.onnx_graph import Floats
from core.turns import PHOTOS_NICE, step_back

# Faces a core takes at once. More gains nothing and costs megabytes of activations a face.
_RUN = 8


class FaceGraph:
    """May be used from several threads at once. model: serialised; `faces` (n, size, size, 3) uint8 in, (n, dim) out.

    A core takes whole faces: cores that share a face wait for each other after every layer, which costs half the speed
    on a busy machine and gains 3 ms on an idle one."""

    def __init__(self, model: bytes, size: int, dim: int) -> None:
        import onnxruntime

        self._size, self._dim = size, dim
        self._threads = os.cpu_count() or 1
        options = onnxruntime.SessionOptions()
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self._session = onnx_session(model, options)
        self._pool = ThreadPoolExecutor(self._threads, "embed", step_back, (PHOTOS_NICE,))

    def run(self, faces: NDArray[np.uint8]) -> Floats:
        """faces: n may be 0. Returns (n, dim) float32. Raises ValueError for another shape or dtype."""
        if not len(checked_faces(faces, self._size)):
            return np.empty((0, self._dim), np.float32)
        if len(faces) == 1:
            return self._part(faces)
        share = min(_RUN, -(-len(faces) // self._threads))
        parts = [faces[at : at + share] for at in range(0, len(faces), share)]
        return np.concatenate(list(self._pool.map(self._part, parts)))

    def _part(self, faces: NDArray[np.uint8]) -> Floats:
        return np.asarray(self._session.run(None, {"faces": np.ascontiguousarray(faces)})[0], np.float32)
