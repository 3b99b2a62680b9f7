"""What photos and embeddings leave behind when they are written somewhere they do not belong."""

import base64
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tests.support.near import near, parts

_PIECE = 24  # bytes of a photo, which no chance repeats
_DECIMAL = re.compile(rb"-?\d*\.\d+(?:e-?\d+)?")
_NUMBERS = 4  # of an embedding, in a row


def traces(folder: Path, photos: Sequence[bytes], embeddings: NDArray[np.float32]) -> list[str]:
    """Files under a folder in which there is something of these, each with what it is.

    photos: files as they came or as they are shown; pieces are looked for as they are, in base64 and in hex.
    embeddings: (n, d) unit rows; looked for as numbers of 2, 4 or 8 bytes, near ones too, and as decimals."""
    files = {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
    return [
        f"{path.relative_to(folder)}: {what}"
        for path, data in files.items()
        for what in _found(data, photos, embeddings)
    ]


def _found(data: bytes, photos: Sequence[bytes], embeddings: NDArray[np.float32]) -> Iterator[str]:
    for photo in photos:
        pieces = [photo[at : at + _PIECE] for at in range(0, len(photo) - _PIECE + 1, max(_PIECE, len(photo) // 40))]
        ways = (bytes, lambda piece: piece.hex().encode(), base64.b64encode)
        if any(way(piece) in data for piece in pieces for way in ways):
            yield "a photo"
            break
    if near(data, parts(embeddings)):
        yield "an embedding"
    if _decimals(data, embeddings):
        yield "an embedding in decimals"


def _decimals(data: bytes, embeddings: NDArray[np.float32]) -> bool:
    numbers = np.array([float(text) for text in _DECIMAL.findall(data)])
    if len(numbers) < _NUMBERS:
        return False
    windows = np.lib.stride_tricks.sliding_window_view(numbers, _NUMBERS)
    return any(
        (np.abs(windows - row[at : at + _NUMBERS]) < 1e-3).all(axis=1).any()
        for row in embeddings
        for at in range(0, embeddings.shape[1] - _NUMBERS + 1)
        if np.abs(row[at : at + _NUMBERS]).min() > 1e-2 or np.ptp(row[at : at + _NUMBERS]) > 2e-2
    )
