"""What lies in another process's memory, free blocks included (Linux)."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tests.support.near import near

_PART, _PAGE = 1 << 24, 1 << 12


def process_with(word: str) -> int:
    """The id of the process of whose command this is a word."""
    for place in Path("/proc").glob("[0-9]*"):
        try:
            words = (place / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if word.encode() in words:
            return int(place.name)
    raise LookupError(word)


def held_bytes(process: int, name: str, photo: bytes) -> dict[str, int]:
    """How often a name (in UTF-8 or as Python holds it) and a piece of a photo lie in what the process may write."""
    forms = {"name": [name.encode(), name.encode("utf-16-le"), name.encode("utf-32-le")], "photo": [photo]}
    counts = dict.fromkeys(forms, 0)
    for data in _memory(process):
        for kind, own in forms.items():
            counts[kind] += sum(data.count(form) for form in own)
    return counts


def pages(process: int) -> set[int]:
    """Hashes of what lies there page by page, so that what has not changed since need not be searched."""
    return {hash(data[at : at + _PAGE]) for data in _memory(process) for at in range(0, len(data), _PAGE)}


def held_rows(
    process: int, wanted: NDArray[np.float32], known: set[int], kinds: Collection[str]
) -> Iterator[tuple[int, int]]:
    """Where something near an embedding lies: the size of its stretch of new pages, and how far in.
    wanted, kinds: as of `tests.support.near`; known: `pages` of a time at which there was none."""
    for data in _memory(process):
        for part in _new(data, known):
            for at in near(part, wanted, kinds):
                yield len(part), at


def _new(data: bytes, known: set[int]) -> Iterator[bytes]:
    """What is not in known pages, with the pages beside it."""
    new = np.array([hash(data[at : at + _PAGE]) not in known for at in range(0, len(data), _PAGE)])
    new[1:] |= new[:-1].copy()
    new[:-1] |= new[1:].copy()
    edges = np.flatnonzero(np.diff(np.concatenate(([False], new, [False]))))
    for first, last in zip(edges[::2], edges[1::2], strict=True):
        yield data[first * _PAGE : last * _PAGE]


def _memory(process: int) -> Iterator[bytes]:
    """In parts, each with the beginning of the next: what lies there is counted twice."""
    with Path(f"/proc/{process}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{process}/maps").read_text().splitlines():
            found = re.match(r"([0-9a-f]+)-([0-9a-f]+) rw", line)
            if not found or "[v" in line:
                continue
            at, end = int(found[1], 16), int(found[2], 16)
            while at < end:
                try:
                    memory.seek(at)
                    data = memory.read(min(_PART + _PAGE, end - at))
                except OSError:
                    break
                yield data
                at += _PART
