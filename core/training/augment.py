"""Augmented copies as the original's ImageDataGenerator made them: turned, shifted, mirrored, edges repeated.

They are made once and kept: what a frozen base says about them can then be cached. The random numbers of a copy come
from the photo, the copy's number and the seed alone, so it is the same whatever else is in the set.
"""

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.training.options import Options

PLAIN = "plain"


def variants(options: Options) -> list[str]:
    """Names of a photo's versions, the photo itself first; other pixels have another name."""
    kind = f"r{options.rotation:g}-s{options.shift:g}-f{options.flip:d}-seed{options.seed}"
    return [PLAIN, *(f"copy{c}-{kind}" for c in range(1, options.copies + 1))]


def copies(faces: NDArray[np.uint8], shas: Sequence[str], options: Options) -> NDArray[np.uint8]:
    """faces: (n, size, size, 3) uint8 RGB; shas: n SHA-256 of the photos. Returns (n, options.copies, size, size, 3).

    Angle, shifts and flip are uniform within the options, in pixels of bilinear interpolation (Keras'
    ImageDataGenerator with rotation_range, width_shift_range, height_shift_range, horizontal_flip, fill "nearest")."""
    out = np.empty((len(faces), options.copies, *faces.shape[1:]), np.uint8)
    for face, sha, row in zip(faces, shas, out, strict=True):
        for c in range(options.copies):
            row[c] = _changed(face, _random(sha, c + 1, options.seed), options)
    return out


def _random(sha: str, copy: int, seed: int) -> np.random.Generator:
    digest = hashlib.sha256(f"{sha}/{copy}/{seed}".encode()).digest()
    return np.random.default_rng(int.from_bytes(digest[:16], "big"))


def _changed(face: NDArray[np.uint8], rng: np.random.Generator, options: Options) -> NDArray[np.uint8]:
    import cv2

    size = face.shape[0]
    # All are drawn whatever the options, so that turning one off does not change the others.
    angle, down, right, mirror = rng.uniform(-1, 1, 4)
    turned = transform(size, options.rotation * angle, options.shift * size * down, options.shift * size * right)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    changed = cv2.warpAffine(face, turned, (size, size), flags=flags, borderMode=cv2.BORDER_REPLICATE)
    if options.flip and mirror < 0:
        changed = changed[:, ::-1]
    return np.asarray(changed, np.uint8)


def transform(size: int, angle: float, down: float, right: float) -> NDArray[np.float64]:
    """(2, 3) matrix that maps (x, y, 1) of the result to (x, y) of the photo: shifted, then turned about the middle.

    angle: degrees; down, right: px, as Keras' theta, tx and ty."""
    middle = (size - 1) / 2
    c, s = np.cos(np.deg2rad(angle)), np.sin(np.deg2rad(angle))
    linear = np.array([[c, s], [-s, c]])  # of (x, y); of (row, column) it is the usual [[c, -s], [s, c]]
    offset = linear @ (np.array([right, down]) - middle) + middle
    return np.hstack([linear, offset[:, None]])
