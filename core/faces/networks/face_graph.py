"""A graph of our own over faces, dealt out to the processor's cores."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.faces.networks import checked_faces, onnx_session
from core.faces.networks.onnx_graph import Floats
from core.turns import PHOTOS_NICE, step_back

# Faces a core takes at once. More gains nothing and costs megabytes of activations a face.
_AT_ONCE = 8


class FaceGraph:
    """May be used from several threads at once. model: serialised; `faces` (n, size, size, 3) uint8 in, (n, dim) out.

    Of several faces a core takes whole ones: cores that share a face wait for each other after every layer. A face that
    is alone is shared, if no other is just being shared."""

    def __init__(self, model: bytes, size: int, dim: int) -> None:
        import onnxruntime

        self._size, self._dim = size, dim
        self._threads = os.cpu_count() or 1

        def session(threads: int) -> Any:
            options = onnxruntime.SessionOptions()
            options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
            options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
            options.add_session_config_entry("session.intra_op.allow_spinning", "0")
            return onnx_session(model, options)

        self._session, self._shared = session(1), session(self._threads)
        self._sharing = threading.Lock()
        self._pool = ThreadPoolExecutor(self._threads, "embed", step_back, (PHOTOS_NICE,))

    def run(self, faces: NDArray[np.uint8]) -> Floats:
        """faces: n may be 0. Returns (n, dim) float32. Raises ValueError for another shape or dtype."""
        if not len(checked_faces(faces, self._size)):
            return np.empty((0, self._dim), np.float32)
        if len(faces) == 1:
            return self._alone(faces)
        share = min(_AT_ONCE, -(-len(faces) // self._threads))
        parts = [faces[at : at + share] for at in range(0, len(faces), share)]
        return np.concatenate(list(self._pool.map(partial(_run, self._session), parts)))

    def _alone(self, face: NDArray[np.uint8]) -> Floats:
        if not self._sharing.acquire(blocking=False):
            return _run(self._session, face)
        try:
            return _run(self._shared, face)
        finally:
            self._sharing.release()


def _run(session: Any, faces: NDArray[np.uint8]) -> Floats:
    return np.asarray(session.run(None, {"faces": np.ascontiguousarray(faces)})[0], np.float32)
