"""The people in a film that the user owns: frames sampled, faces found, sorted by person, the best photos of each.

A film is untrusted bytes: what it is, how large and how long are checked before and while it is decoded, and it is
read as a file only, for formats exist that make a player open addresses.
"""

import hashlib
import math
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from core.batches import batched
from core.collect.cutout import cut_out
from core.collect.people import Sighting, best, by_person, small_picture
from core.errors import CollectError, instead_of
from core.faces.detect import fit
from core.faces.engine import Engine
from core.settings import Settings, get_settings
from core.types import Photo, Progress, silent

ACCEPTED = "MP4, MOV, WebM, MKV, AVI"
_BATCH = 16  # frames in memory at once
_CROWD = 8  # faces of a frame; the rest of a crowd is no portrait
_QUICKEST = 240.0  # frames a second that are believed
_CUT_OFF = 0.8  # of the length it states: a film that ends before was not copied whole
_JPEG = 95

_BROKEN = "동영상을 열 수 없습니다. 파일이 손상되었거나 중간에 끊긴 것 같으니 원본을 다시 받아 올려 주세요."


@dataclass(frozen=True, slots=True)
class VideoLimits:
    """What a film may be and how much is looked at. side: px; frames: samples at most, spread over the film;
    photos: of each person at most."""

    bytes: int = 500 * 2**20
    seconds: float = 20 * 60.0
    side: int = 4096
    frames: int = 600
    per_second: float = 2.0
    photos: int = 20


@dataclass(frozen=True, slots=True)
class Person:
    """A person in a film. photos: cut out around the face, the best first. embedding: (d,) float32 unit mean.

    seconds: how long the person is seen."""

    photos: tuple[Photo, ...]
    embedding: NDArray[np.float32] = field(repr=False)
    seconds: float


@dataclass(frozen=True, slots=True)
class _Film:
    """An open film. seconds: as it states, 0 where it does not; every: seconds between samples."""

    capture: Any
    seconds: float
    rate: float
    every: float


def faces_of(
    path: Path,
    engine: Engine,
    others: NDArray[np.float32],
    progress: Progress = silent,
    settings: Settings | None = None,
    limits: VideoLimits | None = None,
    title: str = "",
    foreign: bool = False,
) -> tuple[Person, ...]:
    """The people of a film, those seen longest first; empty if no face is clear anywhere.

    others: (n, d) unit rows of this engine, one a person, all different: how `people.by_person` learns what different
    looks like; foreign: see there. progress counts seconds. title: what the photos are named after, with the number of
    the person and the time; the file where empty.
    Raises CollectError for a film that is broken, cut off, too large or too long; EngineError."""
    limits, long_side = limits or VideoLimits(), (settings or get_settings()).long_side
    title = title or path.name
    film = _open(path, limits)
    try:
        sightings, samples = _sightings(film, engine, limits, long_side, progress)
    finally:
        film.capture.release()
    # A face that shows in a single frame of many is a mistake or a poster.
    fewest = 2 if samples > 2 else 1
    people = [seen for seen in by_person(sightings, others, foreign) if len(seen) >= fewest]
    return tuple(
        _person(seen, f"{Path(title).stem}-{n}", film.every, limits.photos) for n, seen in enumerate(people, 1)
    )


def _sightings(
    film: _Film, engine: Engine, limits: VideoLimits, long_side: int, progress: Progress
) -> tuple[list[Sighting], int]:
    """Every face that can be compared, and the number of frames that were looked at."""
    # Small before they are gathered: sixteen frames of 4,096 pixels square would be 800 MB.
    frames = enumerate((at, _photo(pixels, long_side)) for at, pixels in _samples(film, limits))
    found: list[Sighting] = []
    samples = 0
    for batch in batched(frames, _BATCH):
        watched = engine.watch([photo for _, (_, photo) in batch])
        for (index, (at, photo)), faces in zip(batch, watched, strict=True):
            boxes = [face.box for face, _ in faces]
            for face, vector in faces[:_CROWD]:
                cut = cut_out(photo, face.box, [box for box in boxes if box is not face.box])
                picture = small_picture(face.chip)
                found.append(Sighting(index, at, face.box, face.quality, vector, picture, _packed(cut.pixels)))
        samples += len(batch)
        at = batch[-1][1][0]
        total = max(film.seconds, at)
        progress(round(at), max(1, round(total)), f"{_clock(at)} / {_clock(total)}")
    return found, samples


def _person(seen: list[Sighting], name: str, every: float, most: int) -> Person:
    mean = np.mean([s.vector for s in seen], axis=0)
    photos = []
    for sighting in best(seen, most):
        at = f"{int(sighting.at // 60):02d}m{sighting.at % 60:04.1f}s"
        photos.append(_unpacked(sighting.cut, f"{name}-{at}.jpg"))
    return Person(tuple(photos), np.asarray(mean / np.linalg.norm(mean), np.float32), len(seen) * every)


def _open(path: Path, limits: VideoLimits) -> _Film:
    _check_file(path, limits)
    # Read by FFmpeg from this file alone, whatever addresses stand in it.
    os.environ["OPENCV_FFMPEG_CAPTURE_OPTIONS"] = "protocol_whitelist;file"
    try:
        capture = cv2.VideoCapture(str(path.resolve()), cv2.CAP_FFMPEG)
    except cv2.error as error:
        raise CollectError(_BROKEN) from error
    finally:
        del os.environ["OPENCV_FFMPEG_CAPTURE_OPTIONS"]
    try:
        if not capture.isOpened():
            raise CollectError(_BROKEN)
        capture.set(cv2.CAP_PROP_ORIENTATION_AUTO, 1)  # a phone held upright films lying down
        width, height = capture.get(cv2.CAP_PROP_FRAME_WIDTH), capture.get(cv2.CAP_PROP_FRAME_HEIGHT)
        _check_size(width, height, limits)
        rate, count = capture.get(cv2.CAP_PROP_FPS), capture.get(cv2.CAP_PROP_FRAME_COUNT)
        if not (math.isfinite(rate) and 0 < rate <= _QUICKEST):
            rate, count = 25.0, 0.0  # recordings of a browser state neither
        seconds = count / rate if math.isfinite(count) and count > 0 else 0.0
        _check_length(seconds, limits)
        # Of an unknown length as if it were the longest, so that the samples reach its end.
        every = max(1 / limits.per_second, (seconds or limits.seconds) / limits.frames)
        return _Film(capture, seconds, rate, every)
    except BaseException:
        capture.release()
        raise


def _samples(film: _Film, limits: VideoLimits) -> Iterator[tuple[float, NDArray[np.uint8]]]:
    """Frames and their seconds, evenly over the film: (h, w, 3) uint8 RGB, upright."""
    at, due, shown, seen = -1.0, 0.0, 0, 0
    while film.capture.grab():
        seen += 1
        stated = film.capture.get(cv2.CAP_PROP_POS_MSEC) / 1000
        # Time goes on even where the film's own clock stands still or creeps, so that this ends.
        at = stated if math.isfinite(stated) and stated > at else max(at, 0.0) + 1 / film.rate
        at = max(at, (seen - 1) / _QUICKEST)
        _check_length(at, limits)
        if at + 1e-6 < due:
            continue
        done, frame = film.capture.retrieve()
        if not done or frame is None or frame.ndim != 3 or frame.shape[2] != 3:
            continue
        _check_size(frame.shape[1], frame.shape[0], limits)
        due = at + film.every
        shown += 1
        yield at, np.asarray(cv2.cvtColor(frame, cv2.COLOR_BGR2RGB), np.uint8)
    if not shown:
        raise CollectError(_BROKEN)
    if at + film.every < _CUT_OFF * film.seconds:
        raise CollectError(
            f"동영상이 중간에 끊겨 있습니다({_clock(film.seconds)} 가운데 {_clock(max(at, 0))}까지). "
            "전송이나 저장이 끝나지 않은 파일이니 원본을 다시 받아 올려 주세요."
        )


def _check_file(path: Path, limits: VideoLimits) -> None:
    with instead_of(OSError, CollectError("동영상 파일을 읽을 수 없습니다. 경로와 권한을 확인해 주세요.")):
        if not path.is_file():  # a pipe or device would block for ever
            raise CollectError("동영상 파일을 찾지 못했습니다. 파일을 다시 골라 주세요.")
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(16)
    if size > limits.bytes:
        raise CollectError(
            f"동영상이 너무 큽니다({size / 2**20:,.0f}MB, 최대 {limits.bytes / 2**20:,.0f}MB). "
            "필요한 장면만 잘라 다시 올려 주세요."
        )
    if not _is_film(head):
        raise CollectError(f"동영상으로 알아볼 수 없는 파일입니다. {ACCEPTED} 동영상을 올려 주세요.")


def _is_film(head: bytes) -> bool:
    """By content: the name decides nothing, and playlists, which may name other files, do not begin like this."""
    if head[4:8] == b"ftyp":
        return head[8:11] not in (b"hei", b"hev", b"mif", b"msf", b"avi", b"M4A")  # photos and music
    if head[4:8] in (b"moov", b"mdat", b"wide"):  # QuickTime of old
        return True
    return head[:4] == b"\x1a\x45\xdf\xa3" or (head[:4] == b"RIFF" and head[8:12] == b"AVI ")


def _check_size(width: float, height: float, limits: VideoLimits) -> None:
    if not (math.isfinite(width) and math.isfinite(height) and width > 0 and height > 0):
        raise CollectError(_BROKEN)
    if max(width, height) > limits.side:
        raise CollectError(
            f"동영상의 화면이 너무 큽니다({width:,.0f}×{height:,.0f}, 긴 쪽 최대 {limits.side:,}px). "
            "4K 이하로 저장해 다시 올려 주세요."
        )


def _check_length(seconds: float, limits: VideoLimits) -> None:
    if seconds > limits.seconds:
        raise CollectError(
            f"동영상이 너무 깁니다(최대 {limits.seconds / 60:,.0f}분). 필요한 장면만 잘라 다시 올려 주세요."
        )


def _photo(pixels: NDArray[np.uint8], long_side: int) -> Photo:
    small, scale = fit(pixels, long_side)
    return Photo("", small, "", scale)


def _packed(pixels: NDArray[np.uint8]) -> bytes:
    done, data = cv2.imencode(".jpg", cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, _JPEG])
    return bytes(data) if done else b""


def _unpacked(data: bytes, name: str) -> Photo:
    pixels = cv2.cvtColor(cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)
    return Photo(name, np.asarray(pixels, np.uint8), hashlib.sha256(data).hexdigest())


def _clock(seconds: float) -> str:
    return f"{int(seconds // 60)}:{int(seconds % 60):02d}"
