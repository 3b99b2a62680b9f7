"""Which of a photo's faces is meant: the largest central one. The user can choose another."""

from collections.abc import Sequence

import numpy as np

from core.types import Box

# Half the weight is lost at this distance from the middle, in half diagonals: a face at the edge must be
# about 1.6 times as wide as one in the middle to be proposed.
_REACH = 0.6


def order(boxes: Sequence[Box], width: int, height: int) -> list[int]:
    """Indices of the boxes, the likeliest subject first. width, height: of the photo in px."""
    return sorted(range(len(boxes)), key=lambda i: -prominence(boxes[i], width, height))


def prominence(box: Box, width: int, height: int) -> float:
    """Area in px² weighted by nearness to the photo's middle; twice the area doubles it."""
    # What lies outside the photo cannot be seen and does not count.
    right, bottom = min(box.left + box.width, width), min(box.top + box.height, height)
    visible = max(0.0, right - max(box.left, 0)) * max(0.0, bottom - max(box.top, 0))
    x, y = box.center
    distance = np.hypot(x - width / 2, y - height / 2) / (np.hypot(width, height) / 2)
    return float(visible * 0.5 ** ((distance / _REACH) ** 2))
