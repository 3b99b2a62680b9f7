"""The YuNet face detector, in OpenCV: the first look at every photo.

Network and weights: Wu, W. et al. (2023), YuNet: a tiny millisecond-level face detector; OpenCV model zoo,
face_detection_yunet_2023mar_int8bq, MIT.
"""

import math
import threading
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.faces.networks.carried import carried_file
from core.types import Box

WEIGHTS = "face_detection_yunet_2023mar_int8bq.onnx"
SHA256 = "49f000ec501fef24739071fc7e68267d32209045b6822c0c72dce1da25726f10"

_OVERLAP = 0.3  # of two boxes of one face
_MOST = 1000  # boxes before those of one face are joined
# Its boxes reach from the brow to the chin, dlib's are square and lower: medians over 228 portraits in both.
_SIDE, _DOWN = 0.976, 0.066
_making = threading.Lock()  # how much OpenCV says is of the whole process
_local = threading.local()  # a detector remembers the size of its last photo: one per thread


@dataclass(frozen=True, slots=True)
class Seen:
    """A face. box: square, as dlib's landmarks want it; score: 0..1; roll: degrees that the line of the eyes is turned,
    clockwise as seen on the photo, -180..180."""

    box: Box
    score: float
    roll: float


def _detector(threshold: float) -> Any:
    import cv2

    if not hasattr(_local, "detector"):
        data = np.frombuffer(carried_file(WEIGHTS, SHA256), np.uint8)
        with _making:
            loud = cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_ERROR)  # it warns that there is no GPU
            made = cv2.FaceDetectorYN.create(
                "onnx", data, np.empty(0, np.uint8), (320, 320), threshold, _OVERLAP, _MOST
            )
            cv2.utils.logging.setLogLevel(loud)
        cv2.setNumThreads(1)  # photos are dealt out to threads, a core each
        _local.detector = made
    _local.detector.setScoreThreshold(threshold)
    return _local.detector


def find(pixels: NDArray[np.uint8], threshold: float) -> list[Seen]:
    """Faces of at least about 10 px, surest first. pixels: (h, w, 3) uint8 RGB. Raises EngineError."""
    import cv2

    detector = _detector(threshold)
    detector.setInputSize((pixels.shape[1], pixels.shape[0]))
    _, rows = detector.detect(cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR))
    found = [_seen(row.astype(float)) for row in ([] if rows is None else rows)]
    return sorted(found, key=lambda seen: -seen.score)


def _seen(row: NDArray[np.float64]) -> Seen:
    """row: left, top, width, height; (x, y) of the eye at the photo's left, at its right, nose, corners of the mouth;
    score."""
    left, top, width, height = map(float, row[:4])
    side = _SIDE * math.sqrt(max(width * height, 0.0))
    x, y = left + width / 2, top + height / 2
    across = row[6:8] - row[4:6]
    roll = math.atan2(across[1], across[0])
    # Downwards is along the face, which may be turned.
    x, y = x - math.sin(roll) * _DOWN * height, y + math.cos(roll) * _DOWN * height
    return Seen(Box(x - side / 2, y - side / 2, side, side), float(row[14]), math.degrees(roll))
