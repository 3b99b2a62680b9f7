"""Where the boxes of a cloud's words stand: a patch a kind, its first box in the middle, no box over another.

Patches are cells of a power diagram (Aurenhammer 1987, "Power diagrams", SIAM J. Comput. 16(1)) that are as large as
what they have to hold, moved to their own middles (Lloyd 1982, "Least squares quantization in PCM")."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

CELL = 3  # px: boxes begin at multiples of it
_COARSE = 4  # cells a side of what the borders of patches are made of
_ROUNDS = 8  # until patches hardly move
TURNS = (0.0, 0.25, 0.5, 0.75)  # of a whole one: where the second patch may stand beside the first
_FLAT = 0.35  # across counts for less than down: words are wider than high
Spot = tuple[int, int]  # left, top


@dataclass(frozen=True, slots=True)
class Box:
    """A word's room. width, height: in cells."""

    word: str
    kind: str
    width: int
    height: int


def cells(pixels: float) -> int:
    """As many cells as hold so many px."""
    return int(-(-pixels // CELL))


def pack(
    boxes: Sequence[Box], width: int, height: int, aside: Collection[str] = (), turn: float = 0.0
) -> dict[str, Spot] | None:
    """Word -> its box's spot, in cells; None where they do not all fit. width, height: of the frame, in cells.

    boxes: the strongest of each kind first. aside: kinds that stand in bands below the others. turn: one of `TURNS`. A
    box stands as near the middle of its patch as those before it let it, one that finds no room there next to those of
    its kind; then all close up."""
    if any(box.width > width or box.height > height for box in boxes):
        return None
    regions, middles = _regions(boxes, width, height, aside, turn)
    taken = np.zeros((height, width), bool)
    spots: dict[str, Spot] = {}
    held: dict[str, list[tuple[float, float]]] = {kind: [] for kind in middles}
    of_kind = {kind: [box for box in boxes if box.kind == kind] for kind in middles}
    firsts = [found[0] for found in of_kind.values()]  # before others can stand in the middle of their patches
    for box in (*firsts, *(box for found in of_kind.values() for box in found[1:])):
        number, middle = middles[box.kind]
        spot = _nearest(taken | (regions != number), box, middle)
        if spot is None:
            near = held[box.kind]
            spot = _nearest(taken, box, tuple(np.mean(near, axis=0)) if near else middle)
        if spot is None:
            return None
        _take(taken, box, spot, spots)
        held[box.kind].append(_middle(spot, box))
    return _settled(boxes, spots, taken)


def _settled(boxes: Sequence[Box], spots: dict[str, Spot], taken: NDArray[np.bool_]) -> dict[str, Spot]:
    """The same with every box moved up or down towards the middle row as far as the others let it."""
    middle = taken.shape[0] / 2
    for _ in range(3):
        for box in sorted(boxes, key=lambda box: abs(_middle(spots[box.word], box)[1] - middle)):
            left, top = spots[box.word]
            across = slice(left, left + box.width)
            taken[top : top + box.height, across] = False
            free = np.logical_not(np.any(taken[:, across], axis=1)).reshape(-1)
            step = 1 if top + box.height / 2 < middle else -1
            while abs(top + step + box.height / 2 - middle) < abs(top + box.height / 2 - middle):
                if not free[top + step : top + step + box.height].all():
                    break
                top += step
            _take(taken, box, (left, top), spots)
    highest = min(top for _, top in spots.values())
    return {word: (left, top - highest) for word, (left, top) in spots.items()}


def keep(
    boxes: Sequence[Box], width: int, height: int, before: Mapping[str, tuple[Spot, Box]]
) -> dict[str, Spot] | None:
    """The same around boxes that stood in a frame before: whichever is no larger stands where it stood, middle on
    middle; a larger one as near to it as it can; new ones by those of their kind. None where they do not all fit."""
    taken = np.zeros((height, width), bool)
    spots: dict[str, Spot] = {}
    known = {word: _middle(spot, box) for word, (spot, box) in before.items()}
    centre = (width / 2, height / 2)

    def smaller(box: Box) -> bool:
        return box.width <= before[box.word][1].width and box.height <= before[box.word][1].height

    def where(box: Box) -> tuple[float, float]:
        own = [known[other.word] for other in boxes if other.kind == box.kind and other.word in known]
        return known.get(box.word) or (tuple(np.mean(own, axis=0)) if own else centre)

    stay = [box for box in boxes if box.word in before and smaller(box)]
    for box in stay:
        (left, top), old = before[box.word]
        _take(taken, box, (left + (old.width - box.width) // 2, top + (old.height - box.height) // 2), spots)
    moved = [box for box in boxes if box.word not in spots]
    for box in sorted(moved, key=lambda box: box.word not in before):
        spot = _nearest(taken, box, where(box))
        if spot is None:
            return None
        _take(taken, box, spot, spots)
    return spots


def _take(taken: NDArray[np.bool_], box: Box, spot: Spot, spots: dict[str, Spot]) -> None:
    left, top = spots[box.word] = spot
    taken[top : top + box.height, left : left + box.width] = True


def _middle(spot: Spot, box: Box) -> tuple[float, float]:
    return spot[0] + box.width / 2, spot[1] + box.height / 2


def _nearest(taken: NDArray[np.bool_], box: Box, wanted: tuple[float, float]) -> Spot | None:
    """The free spot whose middle is nearest to the one wanted."""
    height, width = taken.shape
    if box.height > height or box.width > width:
        return None
    total = np.zeros((height + 1, width + 1), np.int32)
    np.cumsum(np.cumsum(taken, axis=0, dtype=np.int32), axis=1, out=total[1:, 1:])
    h, w = box.height, box.width
    free = total[h:, w:] - total[:-h, w:] - total[h:, :-w] + total[:-h, :-w] == 0
    if not free.any():
        return None
    down = (np.arange(height - h + 1) + h / 2 - wanted[1]) ** 2
    across = _FLAT * (np.arange(width - w + 1) + w / 2 - wanted[0]) ** 2
    far = np.where(free, down[:, None] + across[None, :], np.inf)
    top, left = divmod(int(far.argmin()), far.shape[1])
    return left, top


def _regions(
    boxes: Sequence[Box], width: int, height: int, aside: Collection[str], turn: float
) -> tuple[NDArray[np.int64], dict[str, tuple[int, tuple[float, float]]]]:
    """Number of the patch that each cell is in, and kind -> the number of its patch and where its middle is."""
    needs: dict[str, int] = {}
    for box in boxes:
        needs[box.kind] = needs.get(box.kind, 0) + box.width * box.height
    inner = sorted((kind for kind in needs if kind not in aside), key=lambda kind: -needs[kind])
    outer = [kind for kind in needs if kind in aside]
    room = sum(needs.values())
    above = max(1, round(height * sum(needs[kind] for kind in inner) / room))
    regions = np.zeros((height, width), np.int64)
    middles: dict[str, tuple[int, tuple[float, float]]] = {}
    if inner:
        part, found = _diagram([needs[kind] for kind in inner], width, above, turn)
        regions[:above] = part
        middles |= {kind: (number, found[number]) for number, kind in enumerate(inner)}
    top = above
    for number, kind in enumerate(outer, len(inner)):
        end = height if kind == outer[-1] else top + round(height * needs[kind] / room)
        regions[top:end] = number
        middles[kind] = (number, (width / 2, (top + end) / 2))
        top = end
    return regions, middles


def _diagram(
    needs: Sequence[int], width: int, height: int, turn: float
) -> tuple[NDArray[np.int64], list[tuple[float, float]]]:
    """Patches in a frame, in the proportions asked for: the first in the middle, the others around it."""
    grid = np.mgrid[: -(-height // _COARSE), : -(-width // _COARSE)]
    rows, columns = (axis.ravel() * _COARSE + _COARSE / 2 for axis in grid)
    wanted = np.array(needs) / sum(needs)
    turns = (np.arange(len(needs)) / max(1, len(needs) - 1) + turn) * 2 * np.pi
    away = np.where(np.arange(len(needs)) == 0, 0.0, 0.36)
    x, y = width * (0.5 - away * np.cos(turns)), height * (0.5 - away * np.sin(turns))
    weight = np.zeros(len(needs))
    step = 0.5 * width * height / len(needs)
    for _ in range(_ROUNDS):
        owner = ((columns[:, None] - x) ** 2 + (rows[:, None] - y) ** 2 - weight).argmin(axis=1)
        count = np.bincount(owner, minlength=len(needs))
        weight += step * (wanted - count / len(owner))
        some = count > 0
        x = np.where(some, np.bincount(owner, columns, len(needs)) / np.maximum(count, 1), x)
        y = np.where(some, np.bincount(owner, rows, len(needs)) / np.maximum(count, 1), y)
    owner = ((columns[:, None] - x) ** 2 + (rows[:, None] - y) ** 2 - weight).argmin(axis=1)
    fine = owner.reshape(grid.shape[1:]).repeat(_COARSE, axis=0).repeat(_COARSE, axis=1)
    return fine[:height, :width], [(float(a), float(b)) for a, b in zip(x, y, strict=True)]
