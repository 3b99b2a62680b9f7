"""What is left of a photo once it has been looked at: 200 of them with their pixels would hold more than a gigabyte."""

import io
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from PIL import Image

from core.faces.detect import fit
from core.types import Box, Face, Photo, PhotoFaces, Picture

LONG_SIDE = 960  # px: twice what a card or the dialog shows on a phone
_QUALITY = 90  # of the JPEG: 48 dB and more to the pixels it is made of
_NO_CHIP = np.empty((0, 0, 3), np.uint8)


def kept(photo: PhotoFaces) -> tuple[PhotoFaces, Sequence[int]]:
    """For `Engine.survey`: a photo as it is kept, a picture for the pages instead of its pixels, with the other faces
    that may be chosen later and shall have their vectors now. Boxes and landmarks follow; nothing else changes."""
    if photo.photo is None:
        return photo, ()
    picture, share = _picture(photo.photo)
    faces = tuple(_face(face, share) for face in photo.faces)
    return replace(photo, photo=None, picture=picture, faces=faces), [
        index for index in range(len(faces)) if index != photo.chosen
    ]


def _picture(photo: Photo) -> tuple[Picture, float]:
    """The picture, and its pixels per pixel of the photo."""
    small, share = fit(photo.pixels, LONG_SIDE, magnify=1.0)
    out = io.BytesIO()
    Image.fromarray(small).save(out, "JPEG", quality=_QUALITY)
    return Picture(out.getvalue(), photo.scale * share, photo.notes), share


def _face(face: Face, share: float) -> Face:
    box = Box(face.box.left * share, face.box.top * share, face.box.width * share, face.box.height * share)
    return replace(face, box=box, landmarks=(face.landmarks * share).astype(np.float32), chip=_NO_CHIP)
