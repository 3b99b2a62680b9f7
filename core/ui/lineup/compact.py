"""A line-up small enough to keep in a session: 200 photos at analysis size would hold more than a gigabyte."""

from dataclasses import replace

import numpy as np
from PIL import Image

from core.types import Box, Face, LineupResult, PhotoFaces

LONG_SIDE = 960  # px: twice what a card or the dialog shows on a phone


def compact(result: LineupResult) -> LineupResult:
    """The same result with photos of at most LONG_SIDE px; boxes and landmarks follow. Scores do not change."""
    people = tuple(replace(p, photos=tuple(_photo(photo) for photo in p.photos)) for p in result.trainees)
    return replace(result, trainees=people)


def _photo(photo: PhotoFaces) -> PhotoFaces:
    if photo.photo is None or max(photo.photo.pixels.shape[:2]) <= LONG_SIDE:
        return photo
    height, width = photo.photo.pixels.shape[:2]
    share = LONG_SIDE / max(height, width)
    size = max(1, round(width * share)), max(1, round(height * share))
    pixels = np.asarray(Image.fromarray(photo.photo.pixels).resize(size, Image.Resampling.LANCZOS))
    small = replace(photo.photo, pixels=pixels, scale=photo.photo.scale * share)
    return replace(photo, photo=small, faces=tuple(_face(face, share) for face in photo.faces))


def _face(face: Face, share: float) -> Face:
    box = Box(face.box.left * share, face.box.top * share, face.box.width * share, face.box.height * share)
    return replace(face, box=box, landmarks=(face.landmarks * share).astype(np.float32))
