"""Five landmarks as dlib makes them, and the cuts that networks want by them.

Never the 68-point model: its data forbids commercial use.

Landmarks: King, D., shape_predictor_5_face_landmarks, CC0."""

import threading
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from core.faces.networks.dlib_file import package_file, read_checked
from core.types import Box

WEIGHTS = "shape_predictor_5_face_landmarks.dat"
SHA256 = "c4b1e9804792707d3a405c2c16a80a20269e6675021f64a41d30fffafbc41888"
VERSION = f"dlib5-{SHA256[:8]}"

_COARSE = 0.6  # chip px a photo px; below it two pixels and more fall on one
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


class Cut(Protocol):
    """How a network wants a face cut from the photo. size: side of the chip, px."""

    @property
    def size(self) -> int: ...

    def __call__(self, pixels: Pixels, points: NDArray[np.float32]) -> Pixels:
        """pixels: (h, w, 3) uint8 RGB; points: (5, 2) as `landmarks` gives them. Returns (size, size, 3) uint8 RGB."""
        ...


@dataclass(frozen=True, slots=True)
class DlibCut:
    """As `chip` cuts. padding: of the face's own size, on each side."""

    size: int
    padding: float = 0.25

    def __call__(self, pixels: Pixels, points: NDArray[np.float32]) -> Pixels:
        return chip(pixels, points, self.size, self.padding)


@dataclass(frozen=True, slots=True)
class Template:
    """Landmarks at the places where a network saw them in training; black where the photo ends.

    marks: which landmarks, each as five weights of dlib's. places: (x, y) px of each on the chip. exact: three marks
    lie on their places by an affine map, else as near as turning, scaling and shifting gets them (least squares;
    Umeyama, S. (1991), IEEE TPAMI 13(4))."""

    size: int
    marks: tuple[tuple[float, ...], ...]
    places: tuple[tuple[float, float], ...]
    exact: bool = False

    def __call__(self, pixels: Pixels, points: NDArray[np.float32]) -> Pixels:
        import cv2

        to_chip = self.map(points)
        scale = float(np.sqrt(abs(np.linalg.det(to_chip[:, :2]))))
        if scale < _COARSE:
            pixels, to_chip = _coarser(pixels, to_chip, self.size, 1 / scale)
        return np.asarray(cv2.warpAffine(pixels, to_chip, (self.size, self.size), flags=cv2.INTER_LINEAR), np.uint8)

    def map(self, points: NDArray[np.float32]) -> NDArray[np.float64]:
        """(2, 3): from px of the photo to px of the chip. points: (5, 2)."""
        source, target = np.array(self.marks) @ points.astype(np.float64), np.array(self.places)
        if self.exact:
            return np.linalg.solve(np.column_stack([source, np.ones(3)]), target).T
        return _similarity(source, target)


def _similarity(source: NDArray[np.float64], target: NDArray[np.float64]) -> NDArray[np.float64]:
    """(2, 3): turns, scales and shifts (k, 2) points onto others with the least squared distance, never mirrored.

    As complex numbers the map is z -> a z + b, whose least squares have one solution."""
    z, w = source[:, 0] + 1j * source[:, 1], target[:, 0] + 1j * target[:, 1]
    from_middle = z - z.mean()
    a = np.vdot(from_middle, w) / max(np.vdot(from_middle, from_middle).real, 1e-9)
    b = w.mean() - a * z.mean()
    return np.array([[a.real, -a.imag, b.real], [a.imag, a.real, b.imag]])


def _coarser(
    pixels: Pixels, to_chip: NDArray[np.float64], size: int, shrink: float
) -> tuple[Pixels, NDArray[np.float64]]:
    """The part of the photo that the chip shows, averaged to about the chip's scale; and the map from there.

    Reading single pixels out of many would alias."""
    import cv2

    back = cv2.invertAffineTransform(to_chip)
    corners = np.array([(0, 0, 1), (size, 0, 1), (0, size, 1), (size, size, 1)]) @ back.T
    margin = 2 * shrink
    left, top = np.floor(np.clip(corners.min(0) - margin, 0, None)).astype(int)
    right, bottom = np.ceil(corners.max(0) + margin).astype(int)
    part = pixels[top:bottom, left:right]
    if min(part.shape[:2]) == 0:
        return pixels, to_chip
    width, height = (max(1, round(side / shrink)) for side in (part.shape[1], part.shape[0]))
    small = np.asarray(cv2.resize(part, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
    across, down = part.shape[1] / width, part.shape[0] / height
    # Pixel (x, y) of the small copy is the middle of a block of the photo.
    shift = np.array([left + (across - 1) / 2, top + (down - 1) / 2])
    scaled = to_chip[:, :2] * (across, down)
    return small, np.column_stack([scaled, to_chip[:, 2] + to_chip[:, :2] @ shift])


_EYES_AND_NOSE = ((0.0, 0.0, 0.5, 0.5, 0.0), (0.5, 0.5, 0.0, 0.0, 0.0), (0.0, 0.0, 0.0, 0.0, 1.0))
_CORNERS_AND_NOSE = ((0.0, 0.0, 1.0, 0.0, 0.0), (1.0, 0.0, 0.0, 0.0, 0.0), (0.0, 0.0, 0.0, 0.0, 1.0))

# ArcFace and its kin know the eyes at (38.3, 51.7) and (73.5, 51.5), the tip of the nose and the corners of the mouth
# (Deng, J. et al. (2019), ArcFace; InsightFace's face_align). dlib marks the corners of the eyes and the nose's base:
# where these lie on faces that were cut so.
ARCFACE = Template(112, _EYES_AND_NOSE, ((37.2, 53.4), (74.6, 52.9), (55.6, 81.4)))
# Amos, B. et al. (2016), OpenFace: outer corners of the eyes and the nose's base, on a mean face that fills the chip.
OPENFACE = Template(96, _CORNERS_AND_NOSE, ((18.639, 16.250), (75.730, 15.184), (47.515, 49.387)), exact=True)


def roll(points: NDArray[np.float32]) -> float:
    """Degrees the line of the eyes is turned, clockwise as seen on the photo; -180..180."""
    across = (points[0] + points[1] - points[2] - points[3]) / 2
    return float(np.degrees(np.arctan2(across[1], across[0])))


def eye_distance(points: NDArray[np.float32]) -> float:
    """Pixels between the eyes' centres."""
    return float(np.linalg.norm(points[0] + points[1] - points[2] - points[3]) / 2)
