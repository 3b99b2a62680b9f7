"""Which part of a face is hidden: by sunglasses, a mask, a hand, hair, a phone, a mosaic.

A linear model a part tells what belongs in its place from anything else. It sees brightness and gradients by direction
(Dalal, N. and Triggs, B. (2005), Histograms of oriented gradients, CVPR), no colour and no embedding: the same for
every engine, and for photos in grey. How its weights were found: scripts/train_occlusion.py.
"""

import io
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from core.faces.networks.carried import carried_file

WEIGHTS = "face_occlusion.npz"
SHA256 = "c7250f987ede110c14a49b53992ac7a1787db273923dc48d46144b4e326ad271"

SIDE = 75  # px of the grey copy of the chip that is looked at; the eyes lie 23 px apart
_CELL = 6
_DIRECTIONS = 8
_FAINT = 4.0  # a gradient that is no more than noise

# Of each part, on the left of the chip or across it: left, top, right, bottom in px of the grey copy.
PARTS = {"eye": (9, 12, 39, 36), "mouth": (15, 42, 57, 72), "side": (12, 15, 42, 69)}

# The log odds from which a part is called hidden: of faces that are bare, one in a hundred is.
_EYES, _MOUTH, _SIDE = -0.4, -0.3, 0.8
_SURE = 2.0  # of eyes and mouth both, from which too little is left to compare

Hidden = Literal["", "eyes", "mouth", "side", "face"]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Occlusion:
    """Log odds that something hides both eyes, the mouth, one half of the face (the likelier one)."""

    eyes: float
    mouth: float
    side: float

    def hidden(self, doubt: float = 0.0) -> Hidden:
        """What is hidden; "side" is one half or one eye, "face" so much that too little is left.

        doubt: log odds that something else explains, a blurred photo for one."""
        if min(self.eyes, self.mouth) > _SURE + doubt:
            return "face"
        over: dict[Hidden, float] = {
            "eyes": self.eyes - _EYES - doubt,
            "mouth": self.mouth - _MOUTH - doubt,
            "side": (self.side - _SIDE) / 2 - doubt,  # the sum of two
        }
        worst = max(over, key=lambda part: over[part])
        return worst if over[worst] > 0 else ""


def occlusion(chip: NDArray[np.uint8]) -> Occlusion:
    """chip: (s, s, 3) uint8 RGB, cut as `align.chip` cuts. Raises EngineError if the weights are missing or damaged."""
    views = features(chip)
    odds = {part: [float(view[part] @ own[:-1] + own[-1]) for view in views] for part, own in _models().items()}
    # One eye and the half around it answer together.
    return Occlusion(sum(odds["eye"]) / 2, sum(odds["mouth"]) / 2, max(odds["eye"]) + max(odds["side"]))


def features(chip: NDArray[np.uint8]) -> tuple[dict[str, Floats], dict[str, Floats]]:
    """What each part's model sees of it, on the chip's left and, mirrored, on its right: gradients by direction and
    brightness, of each cell."""
    import cv2

    grey = cv2.cvtColor(np.ascontiguousarray(chip), cv2.COLOR_RGB2GRAY)
    grey = cv2.resize(grey, (SIDE, SIDE), interpolation=cv2.INTER_AREA).astype(np.float32)
    face = grey[10:70, 10:65]
    light = np.clip((grey - face.mean()) / (face.std() + 8), -4, 4)
    planes = np.concatenate([_by_direction(grey), light[None]])
    mirrored = planes[[*(-np.arange(_DIRECTIONS) % _DIRECTIONS), -1], :, ::-1]
    left, right = ({part: _cells(view, *box) for part, box in PARTS.items()} for view in (planes, mirrored))
    return left, right


def _by_direction(grey: Floats) -> Floats:
    """(s, s) -> (_DIRECTIONS, s, s): each gradient's length, dealt out to the two directions that are next to it."""
    across, down = np.zeros_like(grey), np.zeros_like(grey)
    across[:, 1:-1] = grey[:, 2:] - grey[:, :-2]
    down[1:-1] = grey[2:] - grey[:-2]
    # Half a turn is the whole circle: from light to dark is as from dark to light.
    direction = np.arctan2(down, across) * np.float32(_DIRECTIONS / np.pi) % _DIRECTIONS
    apart = np.abs(direction - np.arange(_DIRECTIONS, dtype=np.float32)[:, None, None])
    near = np.maximum(1 - np.minimum(apart, _DIRECTIONS - apart), 0)
    return np.asarray(near * np.hypot(across, down), np.float32)


def _cells(planes: Floats, left: int, top: int, right: int, bottom: int) -> Floats:
    rows, columns = (bottom - top) // _CELL, (right - left) // _CELL
    cells = planes[:, top:bottom, left:right].reshape(-1, rows, _CELL, columns, _CELL).mean((2, 4))
    directions = cells[:-1]
    strength = np.sqrt((directions**2).sum(0).mean()) + _FAINT
    return np.concatenate([np.sqrt(directions / strength).ravel(), cells[-1].ravel()])


@cache
def _models() -> dict[str, Floats]:
    """Of each part the weights of its features, the offset last."""
    with np.load(io.BytesIO(carried_file(WEIGHTS, SHA256)), allow_pickle=False) as stored:
        return {part: stored[part] for part in PARTS}
