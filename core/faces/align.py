"""Five landmarks and the aligned chip, as dlib makes them. Never the 68-point model: its data forbids commercial use.

Landmarks: King, D., shape_predictor_5_face_landmarks, CC0."""

import threading
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.faces.networks.dlib_file import package_file, read_checked
from core.types import Box

WEIGHTS = "shape_predictor_5_face_landmarks.dat"
SHA256 = "c4b1e9804792707d3a405c2c16a80a20269e6675021f64a41d30fffafbc41888"
VERSION = f"dlib5-{SHA256[:8]}"

_UPRIGHT = 30.0  # degrees of tilt the predictor was trained to cope with

Pixels = NDArray[np.uint8]
_local = threading.local()  # dlib's objects are not thread safe: one per thread


def _predictor() -> Any:
    if not hasattr(_local, "predictor"):
        import dlib

        read_checked(WEIGHTS, SHA256)
        _local.predictor = dlib.shape_predictor(str(package_file(WEIGHTS)))
    return _local.predictor


def landmarks(pixels: Pixels, box: Box, angle: float = 0.0) -> NDArray[np.float32]:
    """Where the eyes' corners and the nose are.

    pixels: (h, w, 3) uint8 RGB. angle: degrees the photo must be turned anticlockwise for the face to stand upright,
    if known; a strong tilt that shows is corrected in a second look.
    Returns (5, 2) float32 px, dlib's order: corners of the eye at the photo's right (outer, inner), of the one at its
    left (outer, inner), base of the nose. Raises EngineError if the weights are missing or damaged."""
    pixels = np.ascontiguousarray(pixels)  # dlib takes nothing else
    if not angle:
        points = _predict(pixels, box)
        angle = roll(points)
        if abs(angle) <= _UPRIGHT:
            return points
    import cv2

    # Turn a window around the face rather than the photo: the predictor only knows upright faces.
    side = round(2 * max(box.width, box.height))
    turn = cv2.getRotationMatrix2D(box.center, angle, 1.0)
    turn[:, 2] += side / 2 - np.array(box.center)
    window = np.asarray(cv2.warpAffine(pixels, turn, (side, side), flags=cv2.INTER_LINEAR), np.uint8)
    middle = Box((side - box.width) / 2, (side - box.height) / 2, box.width, box.height)
    points = _predict(window, middle)
    back = cv2.invertAffineTransform(turn)
    return np.asarray((points @ back[:, :2].T + back[:, 2]).round(), np.float32)


def _predict(pixels: Pixels, box: Box) -> NDArray[np.float32]:
    import dlib

    # dlib's rectangles include their last pixel.
    right, bottom = round(box.left + box.width) - 1, round(box.top + box.height) - 1
    shape = _predictor()(pixels, dlib.rectangle(round(box.left), round(box.top), right, bottom))
    return np.array([(p.x, p.y) for p in shape.parts()], np.float32)


def chip(pixels: Pixels, points: NDArray[np.float32], size: int = 150, padding: float = 0.25) -> Pixels:
    """The face cut out upright, eyes at fixed places: the same pixels as dlib.get_face_chip.

    points: (5, 2) as `landmarks` gives them. Returns (size, size, 3) uint8 RGB; black where the photo ends."""
    import dlib

    whole = [dlib.point(int(x), int(y)) for x, y in points]
    box = dlib.rectangle(0, 0, pixels.shape[1], pixels.shape[0])  # unused by the cut, which follows the landmarks
    shape = dlib.full_object_detection(box, whole)
    return np.asarray(dlib.get_face_chip(np.ascontiguousarray(pixels), shape, size=size, padding=padding), np.uint8)


def roll(points: NDArray[np.float32]) -> float:
    """Degrees the line of the eyes is turned, clockwise as seen on the photo; -180..180."""
    across = (points[0] + points[1] - points[2] - points[3]) / 2
    return float(np.degrees(np.arctan2(across[1], across[0])))


def eye_distance(points: NDArray[np.float32]) -> float:
    """Pixels between the eyes' centres."""
    return float(np.linalg.norm(points[0] + points[1] - points[2] - points[3]) / 2)
