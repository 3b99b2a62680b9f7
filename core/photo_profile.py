"""What is kept of a reference photo once it was analysed: sizes, faces, hashes, a thumbnail. No pixels."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from core.types import Box, Status

PICTURE = 32  # px, side of the small aligned face
Bytes = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class ProfiledFace:
    """A face of a photo. box: px of the photo as it is on file. size, sharpness, status, reason: as in `Quality`.

    embedding: (d,) float32 unit vector, None where the face is refused. picture: (32, 32) uint8 luma of the aligned
    chip, all of it."""

    box: Box
    size: float
    sharpness: float
    status: Status
    reason: str
    embedding: NDArray[np.float32] | None = field(repr=False)
    picture: Bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class PhotoProfile:
    """A photo. width, height: px on file, upright; 0 where the bytes could not be read: `refused` says why (Korean).

    hash, mirrored: 8 bytes, perceptual hash of the photo and of its mirror image, zeros where it could not be read.
    faces: the one that is meant first, then those that are comparable to it in size, most prominent first.
    thumbnail: JPEG, at most 176 px a side: around the meant face, or the whole photo where there is none; b"" without
    a photo."""

    width: int
    height: int
    hash: bytes = field(repr=False)
    mirrored: bytes = field(repr=False)
    faces: tuple[ProfiledFace, ...]
    refused: str = ""
    thumbnail: bytes = field(default=b"", repr=False)
