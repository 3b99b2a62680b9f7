"""A face cut out of a larger photo or a frame of a film, with enough around it to be found and aligned again."""

import hashlib
from collections.abc import Sequence

from core.faces.detect import fit
from core.types import Box, Photo

MARGIN = 2.2  # of the face box: hair, chin and some shoulder
_TIGHT = 1.4  # the least that detectors need around a face
_LONGEST = 720  # px; no engine looks at more than 224 px of a face


def cut_out(photo: Photo, box: Box, others: Sequence[Box] = (), name: str = "") -> Photo:
    """The part of a photo around one face, at most 720 px a side, never enlarged.

    others: boxes of the photo's other faces; the cut keeps clear of them as far as the face itself allows. name: the
    new photo's path, the old one where empty. sha256 is that of the pixels: the same cut gives the same photo."""
    height, width = photo.pixels.shape[:2]
    x, y = box.center
    reach = _reach(box, others)
    left, top = max(0, round(x - reach)), max(0, round(y - reach))
    right, bottom = max(left + 1, min(width, round(x + reach))), max(top + 1, min(height, round(y + reach)))
    part, scale = fit(photo.pixels[top:bottom, left:right], _LONGEST)
    sha256 = hashlib.sha256(str(part.shape).encode() + part.tobytes()).hexdigest()
    return Photo(name or photo.path, part.copy(), sha256, photo.scale * scale, photo.notes)


def _reach(box: Box, others: Sequence[Box]) -> float:
    """Half the side of the cut in px: up to the nearest other face, which would be taken for the one that is meant."""
    side = max(box.width, box.height)
    (x, y), free = box.center, MARGIN * side / 2
    for other in others:
        across, down = abs(other.center[0] - x) - other.width / 2, abs(other.center[1] - y) - other.height / 2
        free = min(free, max(across, down))
    return max(free, _TIGHT * side / 2)
