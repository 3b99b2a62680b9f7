"""Embeddings in bytes of whatever kind, near ones too: files, pages of a database, the memory of a process."""

from collections.abc import Collection, Iterator

import numpy as np
from numpy.typing import NDArray

LEAST, _SAME = 0.9, 0.98  # cosine
PART = 64  # numbers of a row: a database breaks long values, an allocator overwrites how a freed block begins
_BLOCK, _LIKELY = 16, 15  # of so many numbers in a row so many have a size that a component of an embedding has
# Kind -> what its highest byte may be, but for the sign: 2**-13 and more (f2), 2**-21 and more (f4), 2**-15 (f8).
_KINDS = {"<f2": range(8, 0x58), "<f4": range(0x35, 0x43), "<f8": range(0x3F, 0x41)}
_AT_ONCE = 1 << 22  # bytes


def parts(embeddings: NDArray[np.float32]) -> NDArray[np.float32]:
    """(m, PART) unit rows, shorter ones of shorter embeddings. Of a row that is near one of the embeddings (n, d), at
    least one part is as near one of these: its cosine is a mean of those of its parts, weighted by at most 1 together.
    Of embeddings that are all but the same, one is looked for."""
    chosen: list[NDArray[np.float32]] = []
    for row in embeddings:
        if all(float(row @ other) < _SAME for other in chosen):
            chosen.append(row)
    embeddings = np.array(chosen)
    size = min(PART, embeddings.shape[1])
    rows = [row[at : at + size] for row in embeddings for at in range(0, embeddings.shape[1] - size + 1, size)]
    wanted = np.array(rows, np.float32)
    made: NDArray[np.float32] = wanted / np.linalg.norm(wanted, axis=1, keepdims=True)
    return made


def near(data: bytes | memoryview, wanted: NDArray[np.float32], kinds: Collection[str] = tuple(_KINDS)) -> list[int]:
    """Where a row as near as LEAST to one of `wanted` (see `parts`) lies: of 2, 4 or 8 bytes a number, wherever it
    begins and however long it is."""
    return sorted({at for kind in kinds for at in _of(kind, np.frombuffer(data, np.uint8), wanted)})


def _of(kind: str, data: NDArray[np.uint8], wanted: NDArray[np.float32]) -> Iterator[int]:
    size = np.dtype(kind).itemsize
    able = np.zeros(256, np.uint8)
    for high in _KINDS[kind]:
        able[[high, high + 0x80]] = 1
    length = size * wanted.shape[1]
    for begin in range(0, len(data), _AT_ONCE):
        own = data[begin : begin + _AT_ONCE + length]
        likely = np.bitwise_or(able[own], own & np.uint8(0x80))
        for offset in range(size):
            for at, end in _stretches(likely[offset + size - 1 :: size], wanted.shape[1]):
                with np.errstate(all="ignore"):
                    numbers = own[offset + at * size : offset + end * size].view(kind).astype(np.float32)
                for found in _windows(numbers, wanted):
                    yield begin + offset + (at + found) * size


def _stretches(likely: NDArray[np.uint8], part: int) -> Iterator[tuple[int, int]]:
    """Where numbers begin and end that may be rows: a part of 64 has at least three whole blocks in it, and none is all
    of one sign. likely: (n,) 1 for a number of a likely size, and 0x80 for one below zero."""
    blocks = likely[: len(likely) // _BLOCK * _BLOCK].reshape(-1, _BLOCK)
    below = np.count_nonzero(blocks & 0x80, axis=1)
    fits = (np.count_nonzero(blocks & 1, axis=1) >= _LIKELY) & (below > 0) & (below < _BLOCK)
    edges = np.flatnonzero(np.diff(np.concatenate(([False], fits, [False]))))
    for first, last in zip(edges[::2], edges[1::2], strict=True):
        if last - first >= part // _BLOCK - 1:
            yield max(0, int(first - 1) * _BLOCK), min(len(likely), int(last + 1) * _BLOCK)


def _windows(numbers: NDArray[np.float32], wanted: NDArray[np.float32]) -> NDArray[np.intp]:
    part = wanted.shape[1]
    if len(numbers) < part:
        return np.empty(0, np.intp)
    with np.errstate(all="ignore"):
        numbers = np.where(np.abs(numbers) < 1e4, numbers, 0).astype(np.float32)  # also what is no number
        squares = np.concatenate(([0.0], np.cumsum(numbers.astype(np.float64) ** 2)))
    lengths = np.sqrt(np.maximum(squares[part:] - squares[:-part], 1e-12)).astype(np.float32)
    windows = np.lib.stride_tricks.sliding_window_view(numbers, part)
    found = [
        at + np.flatnonzero((windows[at : at + 65536] @ wanted.T).max(axis=1) >= LEAST * lengths[at : at + 65536])
        for at in range(0, len(windows), 65536)
    ]
    return np.concatenate(found)
