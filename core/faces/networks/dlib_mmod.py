"""dlib's CNN face detector, read from dlib's own file and run in ONNX Runtime: the second look at hard photos.

It finds turned, tilted and half-hidden faces that the HOG detector misses. dlib's wheel needs seconds a photo for it.
Network and weights: King, D. (2015), Max-Margin Object Detection, mmod_human_face_detector, CC0.
"""

import os
import threading

import numpy as np
from numpy.typing import NDArray

from core.errors import instead_of
from core.faces.networks import onnx_session
from core.faces.networks.dlib_file import MEAN, DlibReader, damaged, fold_scaling, read_checked
from core.faces.networks.onnx_graph import Convolution, Floats, Graph

WEIGHTS = "mmod_human_face_detector.dat"
SHA256 = "4cb19393e2fbaf2b1609a9319ad5386618c886a6234ec1b971f3e87c85d87fe6"
WINDOW = 80  # px, the face size the network looks for

# Output channels, input channels, kernel, stride; the strided ones have no padding, the others keep their size.
_LAYERS = ((16, 3, 5, 2), (32, 16, 5, 2), (32, 32, 5, 2), (45, 32, 5, 1), (45, 45, 5, 1), (45, 45, 5, 1), (1, 45, 9, 1))
_STEP, _OFFSET = 8, 14  # cell (x, y) of the output looks at pixel 8x + 14, 8y + 14
_MARGIN = 16  # px of mean colour around the photo: without it a face cut by the edge scores a third of what it should
# Each pyramid level is 5/6 of the one before (dlib: pyramid_down<6>).
_SHRINK = 5 / 6
_EPSILON = 1e-4  # dlib's DEFAULT_BATCH_NORM_EPS
_SMALLEST = 48  # px; a face may reach past the photo's edge, so levels smaller than the window count too


def _normalisation(reader: DlibReader, channels: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Gain and shift of the next batch normalisation, as it acts after training."""
    reader.skip_to(b"bn_con2")
    gamma, beta = np.split(reader.tensor(2 * channels), 2)
    for _ in range(2 * 5):  # two descriptions of shapes: a version and four dimensions each
        reader.integer()
    _, _, mean, variance = (reader.tensor(channels) for _ in range(4))  # first the last batch's, then the running ones
    gain = gamma / np.sqrt(variance + _EPSILON)
    return gain, beta - gain * mean


def parse(data: bytes) -> tuple[Convolution, ...]:
    """Read the network's file. Raises EngineError when the records are not those of this network."""
    reader = DlibReader(data)
    layers = []
    with instead_of((ValueError, IndexError), damaged(WEIGHTS)):
        for out, inner, kernel, _ in _LAYERS:
            count = out * inner * kernel * kernel
            reader.skip_to(b"con_4")
            raw = reader.tensor(count + out)
            gain, shift = _normalisation(reader, out) if out > 1 else (np.ones(1), np.zeros(1))
            kernels = raw[:count].reshape(out, inner, kernel, kernel) * gain[:, None, None, None]
            layers.append(Convolution(kernels.astype(np.float32), (raw[count:] * gain + shift).astype(np.float32)))
    return fold_scaling(layers[0]), *layers[1:]


def build(layers: tuple[Convolution, ...]) -> bytes:
    """The network as a serialised ONNX model: (1, h, w, 3) uint8 RGB in, (1, 1, h', w') float32 scores out."""
    from onnx import TensorProto, helper

    graph = Graph()
    x = graph.node("Cast", graph.node("Transpose", "photo", perm=[0, 3, 1, 2]), to=TensorProto.FLOAT)
    for index, (layer, (_, _, kernel, stride)) in enumerate(zip(layers, _LAYERS, strict=True)):
        x = graph.convolve(x, layer, stride, 0 if stride > 1 else kernel // 2)
        if index < len(layers) - 1:
            x = graph.node("Relu", x)
    graph.nodes.append(helper.make_node("Identity", [x], ["scores"]))
    photo = helper.make_tensor_value_info("photo", TensorProto.UINT8, [1, "h", "w", 3])
    scores = helper.make_tensor_value_info("scores", TensorProto.FLOAT, [1, 1, "y", "x"])
    return graph.model("dlib_mmod", photo, scores)


class DlibMmod:
    """The detector. One instance may be used from several threads at once."""

    def __init__(self) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = os.cpu_count() or 1
        options.inter_op_num_threads = 1
        # Photos are looked at side by side: a thread that waits must not keep a core busy.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        # Every photo has other shapes: planned or pooled memory would only grow.
        options.enable_mem_pattern = False
        options.enable_cpu_mem_arena = False
        self._session = onnx_session(build(parse(read_checked(WEIGHTS, SHA256))), options)

    def detect(self, pixels: NDArray[np.uint8], threshold: float = 0.0) -> tuple[Floats, Floats]:
        """Faces of at least 80 px in a photo.

        pixels: (h, w, 3) uint8 RGB. Returns boxes (n, 4) float32 left, top, width, height in px and scores (n,)
        float32, highest first, overlapping ones removed. Higher scores are surer; dlib's own threshold is 0."""
        import cv2

        boxes, scores, scale = [], [], 1.0
        height, width = pixels.shape[:2]
        level = pixels
        while min(level.shape[:2]) >= _SMALLEST:
            edge = (_MARGIN,) * 4
            padded = cv2.copyMakeBorder(level, *edge, cv2.BORDER_CONSTANT, value=tuple(MEAN.round().tolist()))
            found = self._session.run(None, {"photo": padded[None]})[0][0, 0]
            ys, xs = np.nonzero(found > threshold)
            for y, x in zip(ys, xs, strict=True):
                left, top = (np.array([x, y]) * _STEP + _OFFSET - _MARGIN - WINDOW / 2) * scale
                boxes.append((left, top, WINDOW * scale, WINDOW * scale))
                scores.append(found[y, x])
            scale /= _SHRINK
            size = round(width / scale), round(height / scale)
            if min(size) < _SMALLEST:
                break
            level = np.asarray(cv2.resize(level, size, interpolation=cv2.INTER_AREA), np.uint8)
        all_boxes, all_scores = np.array(boxes, np.float32).reshape(-1, 4), np.array(scores, np.float32)
        kept = suppress(all_boxes, all_scores)
        return all_boxes[kept], all_scores[kept]


def suppress(boxes: Floats, scores: Floats, overlap: float = 0.4) -> list[int]:
    """Keep the best of boxes that share more than `overlap` of their union, or lie mostly inside a better one.

    boxes: (n, 4) left, top, width, height; scores: (n,). Returns the indices kept, highest score first."""
    kept: list[int] = []
    for i in np.argsort(-scores, kind="stable").tolist():
        if all(_shared(boxes[i], boxes[j]) <= overlap for j in kept):
            kept.append(i)
    return kept


def _shared(a: Floats, b: Floats) -> float:
    """The larger of intersection over union and half the share of the smaller box that is covered."""
    size = np.minimum(a[:2] + a[2:], b[:2] + b[2:]) - np.maximum(a[:2], b[:2])
    both = float(np.prod(np.maximum(size, 0)))
    area_a, area_b = float(np.prod(a[2:])), float(np.prod(b[2:]))
    return max(both / (area_a + area_b - both), both / min(area_a, area_b) / 2)


_shared_detector: DlibMmod | None = None
_lock = threading.Lock()


def get_mmod() -> DlibMmod:
    """The process's one detector, built on first use: most photos never need it."""
    global _shared_detector  # noqa: PLW0603
    with _lock:
        if _shared_detector is None:
            _shared_detector = DlibMmod()
        return _shared_detector
