"""What curation remembers of a photo: sizes, faces with vectors, perceptual hashes and a thumbnail. No pixels.

One pass with the engine, in its threads: a photo is decoded and searched for faces once, and everything that is needed
to judge it, compare it and show it is taken down while its pixels are at hand.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from core.faces.detect import fit
from core.faces.engine import Engine
from core.photo_profile import PICTURE, Bytes, PhotoProfile, ProfiledFace
from core.types import Box, Face, Photo, PhotoFaces, Progress, Upload, silent

THUMBNAIL = 176  # px

_QUALITY = 82  # of the thumbnail's JPEG: about 6 KB
_HEAD = 2.1  # of the face box: a square with hair and shoulders
_COMPARABLE = 0.5  # of the meant face's width; what is smaller stands in the background
_MOST = 16  # faces kept: the largest group on file has twelve members


def profile_photos(
    engine: Engine, uploads: Sequence[Upload], progress: Progress = silent
) -> list[tuple[PhotoFaces, PhotoProfile]]:
    """Each file as `engine.analyse(keep_pixels=False)` gives it, with its look, in the order of `uploads`.

    progress counts files. Raises EngineError only if the engine as a whole cannot run."""
    found = engine.survey(uploads, profile, progress)
    return [(noted.faces, _with_vectors(noted.note, noted.faces, noted.others)) for noted in found]


def _with_vectors(look: PhotoProfile, photo: PhotoFaces, others: dict[int, NDArray[np.float32]]) -> PhotoProfile:
    """`profile` keeps the order of the faces it names, so that the further vectors follow in order of index."""
    if not look.faces:
        return look
    rest = iter([others[index] for index in sorted(others)])
    faces = [replace(look.faces[0], embedding=photo.embedding)]
    faces += [f if f.status == "rejected" else replace(f, embedding=next(rest)) for f in look.faces[1:]]
    return replace(look, faces=tuple(faces))


def profile(found: PhotoFaces) -> tuple[PhotoProfile, list[int]]:
    """Everything but the vectors, and which faces besides the meant one need theirs. found: with its pixels."""
    photo = found.photo
    if photo is None:
        return PhotoProfile(0, 0, bytes(8), bytes(8), (), refused=found.reason), []
    grey = _luma(photo.pixels)
    small = _shrunk(grey, 64)
    height, width = (round(side / photo.scale) for side in photo.pixels.shape[:2])
    others = [i for i, face in enumerate(found.faces) if i and face.box.width >= _COMPARABLE * found.faces[0].box.width]
    others = others[: _MOST - 1]
    faces = tuple(_face(found.faces[i], photo.scale) for i in ([0, *others] if found.faces else []))
    thumbnail = _thumbnail(photo, found.faces)
    return PhotoProfile(width, height, _hash(small), _hash(small[:, ::-1]), faces, thumbnail=thumbnail), others


def _face(face: Face, scale: float) -> ProfiledFace:
    box, quality = face.box, face.quality
    on_file = Box(box.left / scale, box.top / scale, box.width / scale, box.height / scale)
    picture = _shrunk(_luma(face.chip), PICTURE)
    return ProfiledFace(on_file, quality.size, quality.sharpness, quality.status, quality.reason, None, picture)


def _luma(pixels: Bytes) -> Bytes:
    import cv2

    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)


def _shrunk(grey: Bytes, side: int) -> Bytes:
    """Averaged over the whole footprint: OpenCV's hash samples single pixels, which a resized copy does not share."""
    import cv2

    return np.asarray(cv2.resize(grey, (side, side), interpolation=cv2.INTER_AREA), np.uint8)


def _hash(grey: Bytes) -> bytes:
    """Perceptual hash: signs of the lowest frequencies of the cosine transform (Zauner 2010)."""
    import cv2

    return bytes(np.asarray(cv2.img_hash.pHash(np.ascontiguousarray(grey)), np.uint8).reshape(-1))


def _thumbnail(photo: Photo, faces: tuple[Face, ...]) -> bytes:
    import cv2

    part = _around(photo.pixels, faces[0].box) if faces else photo.pixels
    small, _ = fit(part, THUMBNAIL)
    done, data = cv2.imencode(".jpg", cv2.cvtColor(small, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    return bytes(data) if done else b""


def _around(pixels: Bytes, box: Box) -> Bytes:
    """The square around a face, pushed back into the photo where it would reach past its edge."""
    height, width = pixels.shape[:2]
    side = max(1, min(round(_HEAD * max(box.width, box.height)), width, height))
    x, y = box.center
    left = min(max(round(x - side / 2), 0), width - side)
    top = min(max(round(y - side / 2), 0), height - side)
    return pixels[top : top + side, left : left + side]
