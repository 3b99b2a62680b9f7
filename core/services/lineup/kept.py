"""What is left of a photo once it has been looked at: 200 of them with their pixels would hold more than a gigabyte."""

import io
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.faces.detect import fit
from core.types import Box, Closeup, Face, Photo, PhotoFaces, Picture

LONG_SIDE = 960  # px: twice what a card or the dialog shows on a phone
_NEAR_ENOUGH = range(900, 1100)  # px: a photo's half or quarter of such a side is taken as it is, at half the price
FROM_NEAR = 112  # px of a face on the picture; below it a card shows a blur
_AROUND, _NEAR_SIDE, _MOST = 3.0, 480, 12  # of the face's width: what a card shows of it; px; faces of a photo
_QUALITY = 90  # of the JPEG: 48 dB and more to the pixels it is made of
_NO_CHIP = np.empty((0, 0, 3), np.uint8)


def kept(photo: PhotoFaces) -> tuple[PhotoFaces, Sequence[int]]:
    """For `Engine.survey`: a photo as it is kept, a picture for the pages instead of its pixels, with the other faces
    that may be chosen later and shall have their vectors now. Boxes and landmarks follow; nothing else changes."""
    if photo.photo is None:
        return photo, ()
    picture, share = _picture(photo.photo)
    near = [_closeup(photo.photo, face, share) if n < _MOST else None for n, face in enumerate(photo.faces)]
    faces = tuple(replace(_face(f, share), closeup=own) for f, own in zip(photo.faces, near, strict=True))
    return replace(photo, photo=None, picture=picture, faces=faces), [
        index for index in range(len(faces)) if index != photo.chosen
    ]


def _picture(photo: Photo) -> tuple[Picture, float]:
    """The picture, and its pixels per pixel of the photo."""
    side = max(photo.pixels.shape[:2])
    halves = (side >> times for times in range(1, 4) if side % (1 << times) == 0)
    small, share = fit(photo.pixels, next((half for half in halves if half in _NEAR_ENOUGH), LONG_SIDE), magnify=1.0)
    return Picture(_jpeg(small), photo.scale * share, photo.notes), share


def _closeup(photo: Photo, face: Face, share: float) -> Closeup | None:
    """Of a face that is small on the picture, what the photo has more of it."""
    if share == 1 or face.box.width * share >= FROM_NEAR:
        return None
    (x, y), reach = face.box.center, _AROUND * face.box.width / 2
    left, top = max(0, round(x - reach)), max(0, round(y - reach))
    part = photo.pixels[top : max(0, round(y + reach)), left : max(0, round(x + reach))]
    if min(part.shape[:2]) == 0:
        return None
    small, scale = fit(part, _NEAR_SIDE)
    return Closeup(_jpeg(small), left * share, top * share, scale / share)


def _jpeg(pixels: NDArray[np.uint8]) -> bytes:
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def _face(face: Face, share: float) -> Face:
    box = Box(face.box.left * share, face.box.top * share, face.box.width * share, face.box.height * share)
    return replace(face, box=box, landmarks=(face.landmarks * share).astype(np.float32), chip=_NO_CHIP)
