"""A photo as it goes on file: no larger than `Settings.long_side`, and yet with all that it has of its faces.

Whatever reads the file later, by whatever engine, finds them there: a face of 60 px at 24 megapixels would be 16 px
wide if the whole photo were shrunk."""

import threading

import numpy as np

from core.faces import choose, detect
from core.images import decode, is_shrunk, look, look_closely
from core.settings import Settings, get_settings
from core.types import Box, Photo, Upload

ENOUGH = 150  # px of a face's width on file: no network sees more of it
_BESIDE = 0.5  # of the likeliest face's width: faces of that size are seen beside it, on file too
_AROUND = 1.5  # of a face's width, on each side of it
_one = threading.Lock()  # all pixels of a photo may be a hundred megabytes


def photo_on_file(upload: Upload, settings: Settings | None = None) -> Photo:
    """As `images.decode`; of a large photo whose faces would be small on file, the part around them, cut from all its
    pixels. Raises ImageError, EngineError."""
    settings = settings or get_settings()
    whole = decode(upload, settings)
    if whole.scale == 1:
        return whole
    seen = look(upload, settings)
    found = [d.box for d in detect.detect(seen.pixels, seen.scale)]
    if not found:
        return whole
    height, width = seen.pixels.shape[:2]
    meant = found[choose.order(found, width, height)[0]]
    if meant.width / seen.scale * whole.scale >= ENOUGH:
        return whole
    beside = [box for box in found if box.width >= _BESIDE * meant.width]
    with _one:
        near = look_closely(upload, settings) if is_shrunk(seen) else seen
        left, top, right, bottom = _around(beside, near.scale / seen.scale, near, settings.long_side)
        part = near.pixels[top:bottom, left:right]
        pixels, share = detect.fit(part, settings.long_side, magnify=1.0)
    return Photo(whole.path, np.array(pixels), whole.sha256, near.scale * share, whole.notes)


def _around(faces: list[Box], by: float, photo: Photo, side: int) -> tuple[int, int, int, int]:
    """Left, top, right, bottom on a copy `by` times as large: the faces with what is around them, `side` px at least,
    as far as there is photo."""
    ends = []
    for low, size, there in (("left", "width", photo.pixels.shape[1]), ("top", "height", photo.pixels.shape[0])):
        spans = [(getattr(box, low) * by, getattr(box, size) * by) for box in faces]
        first = min(start - _AROUND * wide for start, wide in spans)
        last = max(start + (1 + _AROUND) * wide for start, wide in spans)
        more = max(0.0, side - (last - first)) / 2
        begin = max(0, round(min(first - more, there - side)))
        ends.append((begin, min(there, max(round(last + more), begin + side))))
    (left, right), (top, bottom) = ends
    return left, top, right, bottom
