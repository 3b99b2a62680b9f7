"""Where the faces are. A fast detector first; slower, more forgiving ones only for photos it does not settle.

0. YuNet at <= 640 px, on a finer copy where the faces are small, and on all pixels, tile by tile, where smaller ones
   than show there are worth finding: settles nearly every photo. Where it is not sure:
1. dlib HOG at <= 640 px, threshold -0.3: settles nearly every portrait.
2. HOG on a finer copy, when the faces are small (group photos) or none is sure.
3. dlib's CNN, when still none is sure: turned, half-hidden, small faces. It also confirms or drops HOG's doubtful ones.
4. Both on turned copies: photos lying on their side or head. Last, the CNN on a large copy, for tiny faces.
"""

import math
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.faces.networks import yunet
from core.faces.networks.dlib_mmod import get_mmod, suppress
from core.types import Box

VERSION = "yunet+hog+mmod-2"

Pixels = NDArray[np.uint8]

COARSE, FINE, CNN, CNN_FINE = 640, 1280, 960, 1920  # long side in px each detector sees
_MAGNIFY = 2.0  # more only invents detail
_THRESHOLD = -0.3  # HOG: lets faint faces through; what is below `_SURE` must be confirmed
# Portraits score .91 to .94, upside down up to .91 (rendered faces; photos .88); what is not clear is looked at again.
_YUNET_CLEAR, _YUNET_SURE, _YUNET_FAINT = 0.91, 0.8, 0.4
_CLOSER = 4.0
_MOST = 100  # faces that are looked at, the surest: of a stand full of people each second look takes 10 ms
_TILTED = 30.0  # degrees that the landmarks do not cope with by themselves
_SURE, _CLEAR = 0.35, 0.8  # from `_CLEAR` on nothing is looked at twice
_CNN_SURE, _CNN_FAINT = 0.0, -0.4  # the CNN alone; the CNN where HOG saw something too
_TURN_GAIN = 0.3  # score a quarter turn must add before it is believed
_CLOSE = 220  # long side in px of a window twice as wide as the face
_SMALL = 0.22  # of the long side: below it, smaller faces may stand beside
_TURNS = (90.0, -90.0, 180.0)  # the CNN copes with up to 60 degrees by itself, so these cover the circle
_LEAST = 60  # px of the photo: smaller faces say little of a person
_VISIBLE = 24  # px of a copy: below it YuNet misses more and more
_TILE = 1280  # px: what YuNet is given at once, so that its memory is bounded
_EDGE = 0.15  # of a face's width: so near to an edge of a tile, its box may be that of a part
_QUARTER = 30.0  # degrees from a quarter turn: a photo that lies so, and no head that is tilted
_NEEDLE = 16  # px; nothing thinner holds a face, and dlib refuses one-pixel columns
_MINOR = 0.15  # of the largest face's width: posters and specks in the background

_local = threading.local()  # dlib's objects are not thread safe: one per thread


@dataclass(frozen=True, slots=True)
class Detection:
    """A face. score: higher is surer, comparable within one detector only. detector: `yunet`, `yunet-fine`, `hog`, ...

    angle: degrees the photo must be turned anticlockwise for the face to stand upright (0 for nearly all)."""

    box: Box
    score: float
    detector: str
    angle: float = 0.0


def upright(pixels: Pixels) -> list[Detection]:
    """The faces that look to the front, stand upright and leave no doubt, surest first: HOG without a second look.

    For frames of a film, of which most hold no face at all: the whole cascade takes ten times as long to be sure of
    that. YuNet finds more, turned away and half behind others, who become people of their own. pixels as for
    `detect`."""
    return _drop_minor_faces([d for d in _detect_hog_multiscale(pixels) if d.score >= _SURE])


def detect(pixels: Pixels, scale: float = 1.0) -> list[Detection]:
    """All faces of a photo, surest first; empty if there is none.

    pixels: (h, w, 3) uint8 RGB, upright. scale: its px per px of the photo, of which faces below 60 px are not searched
    for. Boxes are in `pixels` and may reach past its edge. Raises EngineError if a network's weights are missing or
    damaged."""
    found = _yunet_multiscale(pixels, scale)
    sure = [d for d in (_looked_at(pixels, d, _YUNET_SURE) for d in found[:_MOST]) if d is not None]
    if any(_quarter(d.angle) for d in sure):
        sure = _merge(sure)  # whose boxes were apart
    if not sure:
        sure = [d for d in _cascade(pixels) if _looked_at(pixels, d, _YUNET_FAINT) is not None]
    return _drop_minor_faces(sure)


def lying(found: Sequence[Detection]) -> float:
    """Degrees anticlockwise that a photo must be turned for most of its faces to stand upright: 0, 90, -90 or 180."""
    turns = [turn if abs(_signed(d.angle - turn)) <= _QUARTER else 0.0 for d in found for turn in [_quarter(d.angle)]]
    most = max(set(turns), key=turns.count, default=0.0)
    return most if 2 * turns.count(most) > len(turns) else 0.0


def on_turned(found: Detection, angle: float, shape: tuple[int, ...]) -> Detection:
    """The same face on the photo turned anticlockwise by `angle`: 90, -90 or 180. shape: of the photo as it was."""
    height, width = shape[:2]
    x, y = found.box.center
    x, y = {90.0: (y, width - x), -90.0: (height - y, x), 180.0: (width - x, height - y)}[angle]
    box = Box(x - found.box.width / 2, y - found.box.height / 2, found.box.width, found.box.height)
    return replace(found, box=box, angle=_tilt(found.angle - angle))


def resized(found: Detection, by: float) -> Detection:
    """The same face on a copy of the photo `by` times as large."""
    return replace(found, box=_unscaled(found.box, 1 / by))


def _yunet_multiscale(pixels: Pixels, scale: float) -> list[Detection]:
    """YuNet's detections, on finer copies too where smaller faces than it has surely seen are worth finding."""
    found = _yunet(pixels, COARSE, "yunet")
    if _largest(found) >= _SMALL * max(pixels.shape[:2]):
        return found
    found = _merge(found + _yunet(pixels, FINE, "yunet-fine", _MAGNIFY))
    seen_from = _VISIBLE * max(pixels.shape[:2]) / FINE  # px of a face that the fine copy shows
    if max(_LEAST * scale, _MINOR * _largest(found)) >= seen_from:
        return found
    return _merge(found + _yunet_tiles(pixels, min(math.ceil((1 + 2 * _EDGE) * seen_from), _TILE // 2)))


def _largest(found: Sequence[Detection]) -> float:
    return max((d.box.width for d in found if d.score >= _YUNET_SURE), default=0.0)


def _yunet_tiles(pixels: Pixels, overlap: int) -> list[Detection]:
    """What YuNet sees on all pixels. overlap: px; every face up to this size is whole in one tile."""
    found = []
    height, width = pixels.shape[:2]
    for top, bottom in _tiles(height, overlap):
        for left, right in _tiles(width, overlap):
            for d in _yunet(pixels[top:bottom, left:right], _TILE, "yunet-tile"):
                box = Box(d.box.left + left, d.box.top + top, d.box.width, d.box.height)
                edge = _EDGE * box.width
                across = (box.left > left + edge or left == 0) and (
                    box.left + box.width < right - edge or right == width
                )
                down = (box.top > top + edge or top == 0) and (box.top + box.height < bottom - edge or bottom == height)
                if across and down:  # of one that an inner edge cuts, the next tile or a coarser copy has the whole
                    found.append(replace(d, box=box))
    return found


def _tiles(side: int, overlap: int) -> list[tuple[int, int]]:
    """Even parts of a side, [from, to), none longer than `_TILE`, each overlapping the next."""
    count = max(1, math.ceil((side - overlap) / (_TILE - overlap)))
    length = math.ceil((side + (count - 1) * overlap) / count)
    return [
        (min(n * (length - overlap), side - length), min(n * (length - overlap), side - length) + length)
        for n in range(count)
    ]


def _looked_at(pixels: Pixels, found: Detection, threshold: float) -> Detection | None:
    """The same face as YuNet sees it at a comfortable size, in the quarter turn in which it is surest; None where it
    sees none there. Of an upside-down face it sees something from afar, and takes it for upright; of one that lies its
    box is too large, too small or beside it, and landmarks would go astray."""
    lies = bool(_quarter(found.angle))
    if found.detector.startswith("yunet") and found.score >= _YUNET_CLEAR and not lies:
        return found
    window, left, top = _window(pixels, found.box)
    if min(window.shape[:2]) < _NEEDLE:
        return None
    small, scale = fit(window, _CLOSE, _CLOSER)
    best = None
    for turn in (0.0, *_TURNS):
        for seen in yunet.find(_rotated(small, turn), threshold):
            box = _turned_back(seen.box, turn, small.shape, scale)
            box = Box(box.left + left, box.top + top, box.width, box.height)
            if _overlap(box, found.box) > 0.3 and (best is None or seen.score > best.score):
                own = box if turn else found.box
                best = replace(found, box=own, score=seen.score, angle=_tilt(turn + seen.roll))
        if turn == 0 and not lies and best is not None and best.score >= _YUNET_CLEAR:
            break
    return best


def _tilt(angle: float) -> float:
    """What the landmarks must be told of a face's tilt."""
    angle = _signed(angle)
    return angle if abs(angle) > _TILTED else 0.0


def _signed(angle: float) -> float:
    """The same angle in -180..180."""
    return (angle + 180) % 360 - 180


def _quarter(angle: float) -> float:
    """The nearest of 0, 90, -90 and 180."""
    return min((0.0, *_TURNS), key=lambda turn: abs(_signed(angle - turn)))


def _yunet(pixels: Pixels, long_side: int, name: str, magnify: float = 1.0) -> list[Detection]:
    small, scale = fit(pixels, long_side, magnify)
    if min(small.shape[:2]) < _NEEDLE:
        return []
    return [
        Detection(_unscaled(seen.box, scale), seen.score, name, _tilt(seen.roll))
        for seen in yunet.find(small, _YUNET_FAINT)
    ]


def _cascade(pixels: Pixels) -> list[Detection]:
    """What dlib's detectors find."""
    found = _detect_hog_multiscale(pixels)
    sure = [d for d in found if d.score >= _SURE]
    doubtful = [d for d in found if d.score < _SURE]
    if sure:
        sure = [_oriented(pixels, d) for d in sure]
        return _drop_minor_faces(_merge(sure + [d for d in doubtful if _confirmed(pixels, d, sure)]))

    seen = _cnn(pixels, _CNN_FAINT)
    agreed = [d for d in doubtful if any(_overlap(d.box, c.box) > 0.3 for c in seen)]
    found = _merge(agreed + [c for c in seen if c.score >= _CNN_SURE])
    if found:
        return _drop_minor_faces([_oriented(pixels, d) for d in found])
    # HOG at its own threshold is right more often than not where the CNN saw nothing, but it also fires faintly on
    # upside-down faces: a clear face on a turned copy goes first.
    faint = [d for d in doubtful if d.score >= 0]
    # On photos without people the CNN stays far below even its faint mark; half-hidden faces pass it.
    return _drop_minor_faces(
        _turned(pixels) or faint or [_oriented(pixels, d) for d in seen] or _cnn(pixels, _CNN_SURE, CNN_FINE)
    )


def _detect_hog_multiscale(pixels: Pixels) -> list[Detection]:
    """HOG's detections, on a finer copy too where no large face is sure."""
    found = _hog(pixels, COARSE, "hog", magnify=1.0)
    largest = max((d.box.width for d in found if d.score >= _SURE), default=0.0)
    if largest < _SMALL * max(pixels.shape[:2]):
        found = _merge(found + _hog(pixels, FINE, "hog-fine", _MAGNIFY))
    return found


def fit(pixels: Pixels, long_side: int, magnify: float = 1.0) -> tuple[Pixels, float]:
    """A copy whose long side is at most `long_side`, at most `magnify` times larger; and copy px per photo px."""
    import cv2

    scale = min(long_side / max(pixels.shape[:2]), magnify)
    if scale == 1:
        return np.ascontiguousarray(pixels), 1.0
    size = (max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale)))
    while pixels.shape[1] >= 2 * size[0] and pixels.shape[0] >= 2 * size[1]:  # OpenCV is quick at halves alone
        half = (pixels.shape[1] // 2, pixels.shape[0] // 2)
        pixels = np.asarray(cv2.resize(pixels, half, interpolation=cv2.INTER_AREA), np.uint8)
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(pixels, size, interpolation=how), np.uint8), scale


def _hog(pixels: Pixels, long_side: int, name: str, magnify: float, threshold: float = _THRESHOLD) -> list[Detection]:
    if not hasattr(_local, "hog"):
        import dlib

        _local.hog = dlib.get_frontal_face_detector()
    small, scale = fit(pixels, long_side, magnify)
    if min(small.shape[:2]) < _NEEDLE:
        return []
    rects, scores, _ = _local.hog.run(small, 0, threshold)
    return [Detection(_unscaled(_box(r), scale), float(s), name) for r, s in zip(rects, scores, strict=True)]


def _cnn(pixels: Pixels, threshold: float, long_side: int = CNN) -> list[Detection]:
    small, scale = fit(pixels, long_side, _MAGNIFY)
    boxes, scores = get_mmod().detect(small, threshold)
    return [
        Detection(_unscaled(Box(*map(float, b)), scale), float(s), "cnn") for b, s in zip(boxes, scores, strict=True)
    ]


def _confirmed(pixels: Pixels, doubtful: Detection, others: Sequence[Detection] = ()) -> bool:
    """Does the CNN, looking at the place at a comfortable size, see a face there too, and not just one of `others`?"""
    box = doubtful.box
    window, left, top = _window(pixels, box)
    if min(window.shape[:2]) < _NEEDLE:
        return False
    for seen in _cnn(window, _CNN_SURE, long_side=_CLOSE):
        here = Box(seen.box.left + left, seen.box.top + top, seen.box.width, seen.box.height)
        overlap = _overlap(here, box)
        if overlap > 0.3 and all(_overlap(here, other.box) < overlap for other in others):
            return True
    return False


def _oriented(pixels: Pixels, found: Detection) -> Detection:
    """The same face with the quarter turn in which both detectors together are surest.

    The CNN fires on faces lying on their side, HOG faintly on upside-down ones; their landmarks would be nonsense."""
    window, _, _ = _window(pixels, found.box)
    if (found.score >= _CLEAR and found.detector != "cnn") or min(window.shape[:2]) < _NEEDLE:
        return found
    score = {angle: _upright_score(_rotated(window, angle)) for angle in (0.0, *_TURNS)}
    best = max(score, key=lambda angle: score[angle])
    return replace(found, angle=best) if score[best] > score[0.0] + _TURN_GAIN else found


def _upright_score(window: Pixels) -> float:
    hog = max((d.score for d in _hog(window, _CLOSE, "hog", 4.0, threshold=-1.0)), default=-1.0)
    return hog + max((d.score for d in _cnn(window, -1.0, _CLOSE)), default=-1.0)


def _window(pixels: Pixels, box: Box) -> tuple[Pixels, int, int]:
    """The photo twice the box's width around it, as far as there is photo; and its left and top."""
    (x, y), side = box.center, box.width
    left, top = max(0, round(x - side)), max(0, round(y - side))
    return pixels[top : max(0, round(y + side)), left : max(0, round(x + side))], left, top


def _rotated(pixels: Pixels, angle: float) -> Pixels:
    """Turned anticlockwise by a multiple of 90 degrees."""
    return np.ascontiguousarray(np.rot90(pixels, round(angle / 90)))


def _turned(pixels: Pixels) -> list[Detection]:
    """Faces on copies turned by `_TURNS`; those of the surest turn, in the pixels of the photo as it came."""
    small, scale = fit(pixels, COARSE, _MAGNIFY)
    copies = [(angle, _rotated(small, angle)) for angle in _TURNS]
    best: list[Detection] = []
    for find in (_turned_hog, _turned_cnn):
        for angle, copy in copies:
            found = find(copy)
            if found and (not best or found[0].score > best[0].score):
                best = [replace(d, box=_turned_back(d.box, angle, small.shape, scale), angle=angle) for d in found]
        if best:
            break
    return best


def _turned_hog(copy: Pixels) -> list[Detection]:
    found = _hog(copy, COARSE, "hog-turned", 1.0)
    return _drop_minor_faces([d for d in found if d.score >= _SURE or _confirmed(copy, d)])


def _turned_cnn(copy: Pixels) -> list[Detection]:
    return _drop_minor_faces([replace(d, detector="cnn-turned") for d in _cnn(copy, _CNN_SURE, COARSE)])


def _turned_back(box: Box, angle: float, shape: tuple[int, ...], scale: float) -> Box:
    """A box on a copy turned by `angle` (0, 90, -90 or 180), in the pixels of the photo the copy was shrunk from."""
    height, width = shape[:2]
    x, y = box.center
    x, y = {0.0: (x, y), 90.0: (width - y, x), -90.0: (y, height - x), 180.0: (width - x, height - y)}[angle]
    return _unscaled(Box(x - box.width / 2, y - box.height / 2, box.width, box.height), scale)


def _box(rect: Any) -> Box:
    return Box(float(rect.left()), float(rect.top()), float(rect.width()), float(rect.height()))


def _unscaled(box: Box, scale: float) -> Box:
    return Box(box.left / scale, box.top / scale, box.width / scale, box.height / scale)


def _merge(found: list[Detection]) -> list[Detection]:
    """One detection a face: the best-scored of those that overlap."""
    boxes = np.array([(d.box.left, d.box.top, d.box.width, d.box.height) for d in found], np.float32).reshape(-1, 4)
    kept = suppress(boxes, np.array([d.score for d in found], np.float32))
    return [found[i] for i in kept]


def _drop_minor_faces(found: list[Detection]) -> list[Detection]:
    """Drop boxes narrower than `_MINOR` x the widest, best score first."""
    largest = max((d.box.width for d in found), default=0.0)
    return sorted((d for d in found if d.box.width >= _MINOR * largest), key=lambda d: -d.score)


def _overlap(a: Box, b: Box) -> float:
    """Intersection over union, 0..1."""
    width = min(a.left + a.width, b.left + b.width) - max(a.left, b.left)
    height = min(a.top + a.height, b.top + b.height) - max(a.top, b.top)
    both = max(width, 0.0) * max(height, 0.0)
    return both / (a.area + b.area - both)
