"""Uploaded files to faces with embeddings: decode, detect, align, judge, embed.

Nothing here touches the disk or writes a log: a trainee's photo, name and embedding stay in the objects returned.
"""

import os
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Generic, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from core.errors import EngineError, ImageError
from core.faces import align, choose, detect, quality
from core.faces.networks import Network
from core.images import is_large, is_large_closely, is_shrunk, look, look_closely
from core.settings import Settings, get_settings
from core.turns import PHOTOS_NICE, step_back
from core.types import Face, Photo, PhotoFaces, Progress, Upload, silent

BATCH = 64
_WEIGHTS = (0.25, 1.5)  # of a photo as evidence, the least and the most
_WORD_S = 0.25  # without a word from the work: whoever waits may be gone, or let others go first
CHIP = 150  # px, what is shown and what dlib's network sees

NO_FACE = "얼굴을 찾지 못했습니다. 얼굴이 가려지지 않고 크게 나온 정면 사진을 올려 주세요."
LYING = "사진이 옆으로 누운 것 같아, 얼굴이 바로 서도록 90° 돌려 분석했습니다."
UPSIDE_DOWN = "사진이 거꾸로 된 것 같아, 얼굴이 바로 서도록 180° 돌려 분석했습니다."
UNREADABLE = "사진을 처리하지 못했습니다. 다른 사진이나 다시 저장한 파일을 올려 주세요."

Chip = NDArray[np.uint8]
Vector = NDArray[np.float32]
T = TypeVar("T")
S = TypeVar("S")


class Embedder(Network, Protocol):
    """A network that turns aligned faces into vectors of `dim` numbers.

    mirrored: is the mean of a face and its mirror image worth its price? usual_length: of the row of a clear face,
    where the length says how clear it is; 1 of a network whose rows all have length 1. same_picture: cosine from which
    two photos are one picture, re-encoded or slightly cropped."""

    dim: int
    mirrored: bool
    usual_length: float
    same_picture: float

    @property
    def cut(self) -> align.Cut:
        """How it wants a face cut, to its `size`."""
        ...

    def embed(self, faces: NDArray[np.uint8]) -> NDArray[np.float32]:
        """faces: (n, size, size, 3) uint8 RGB. Returns (n, dim) float32 rows. Raises EngineError."""
        ...


# Called in the thread that read a photo, while its pixels are at hand: what to keep of it, and the indices of faces
# other than the chosen one that shall have vectors too.
PerPhoto = Callable[[PhotoFaces], tuple[T, Sequence[int]]]


@dataclass(frozen=True, slots=True)
class AnalysedPhoto(Generic[T]):
    """A photo of `Engine.survey`. faces: as `analyse` gives it without pixels. others, weights: of the further faces
    that the note names, by index; a face that is refused has none."""

    faces: PhotoFaces
    note: T
    others: dict[int, Vector] = field(default_factory=dict, repr=False)
    weights: dict[int, float] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class _Read(Generic[T]):
    """A file after its own thread is done with it. chip: what the embedder sees of the proposed face, if usable."""

    result: PhotoFaces
    chip: Chip | None
    note: T
    more: tuple[tuple[int, Chip], ...] = ()


@dataclass(frozen=True, slots=True)
class _Seen:
    """Where a photo's faces are. turn: degrees anticlockwise that the photo was turned for them to stand upright."""

    photo: Photo
    found: Sequence[detect.Detection]
    turn: float


class Engine:
    """Detector + aligner + embedder. One instance may serve several threads and users: it keeps nothing of theirs.

    decoder: bytes to pixels, raises ImageError; to be replaced in tests only."""

    def __init__(
        self,
        embedder: Embedder,
        settings: Settings | None = None,
        decoder: Callable[[Upload, Settings], Photo] = look,
    ) -> None:
        self.embedder = embedder
        self._settings = settings or get_settings()
        self._decode = decoder
        self._threads = os.cpu_count() or 1
        # Reused: every new thread has to build dlib's objects (0.1 s). dlib releases the GIL while it works.
        self._pool: ThreadPoolExecutor | None = None
        self._alone: ThreadPoolExecutor | None = None  # large photos wait here, and hold up no thread for others
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        """The embedder's name: engines differ in nothing else."""
        return self.embedder.name

    @property
    def version(self) -> str:
        """Part of the key embeddings are cached under: changes when any part would give other vectors."""
        return f"{detect.VERSION}/{align.VERSION}/{self.embedder.version}"

    def analyse(
        self, uploads: Sequence[Upload], progress: Progress = silent, keep_pixels: bool = True
    ) -> list[PhotoFaces]:
        """Find and embed the face of every file; results in the order of `uploads`.

        A file that cannot be used comes back `rejected` with a Korean reason and never stops the others.
        keep_pixels: False drops photos, faces and chips, for reference sets of thousands.
        progress counts files. Raises EngineError only if the engine as a whole cannot run."""
        return [noted.faces for noted in self._run(uploads, _no_extra, progress, keep_pixels)]

    def survey(
        self, uploads: Sequence[Upload], note: PerPhoto[T], progress: Progress = silent
    ) -> list[AnalysedPhoto[T]]:
        """`analyse` without pixels, the very same vectors, with what `note` takes down of each photo on the way.

        note runs in several threads at once and sees the photo with its pixels, refused ones too. Raises EngineError
        only if the engine as a whole cannot run."""
        return self._run(uploads, note, progress, keep_pixels=False)

    def _run(
        self, uploads: Sequence[Upload], note: PerPhoto[T], progress: Progress, keep_pixels: bool
    ) -> list[AnalysedPhoto[T]]:
        results: list[AnalysedPhoto[T]] = []
        waiting: list[tuple[int, Chip]] = []
        # Kept apart, so that a batch of chosen faces is the same whether or not further ones are wanted.
        more: list[tuple[int, int, Chip]] = []

        def waits() -> None:
            progress(len(results), len(uploads), _label(uploads[len(results)]))

        for index, read in enumerate(self._read_all(uploads, note, keep_pixels, waits)):
            results.append(AnalysedPhoto(read.result, read.note))
            if read.chip is not None:
                waiting.append((index, read.chip))
            more.extend((index, face, chip) for face, chip in read.more)
            if len(waiting) == BATCH:
                self._embed(waiting, results)
            if len(more) >= BATCH:
                self._embed_more(more, results)
            progress(index + 1, len(uploads), _label(uploads[index]))
        self._embed(waiting, results)
        self._embed_more(more, results)
        return results

    def watch(self, frames: Sequence[Photo]) -> list[list[tuple[Face, Vector]]]:
        """Of each frame of a film the faces that can be compared, likeliest subject first, with their unit vectors.

        Quick: a face that is turned, tilted or doubtful here is clear in another frame. Give a few frames at a time,
        all their faces are in memory. Raises EngineError."""
        faces = list(self._workers().map(lambda frame: _faces(frame, detect.upright(frame.pixels)), frames))
        usable = [[face for face in found if face.quality.status != "rejected"] for found in faces]
        chips = [self._chip(photo, face) for photo, found in zip(frames, usable, strict=True) for face in found]
        rest = iter(self._vectors(chips))
        return [[(face, next(rest)[0]) for face in found] for found in usable]

    def _chip(self, photo: Photo, face: Face) -> Chip:
        """The face as the embedder wants it: cut from the photo, for a chip blown up would be softer."""
        if self.embedder.cut == align.DlibCut(CHIP):
            return face.chip
        return self.embedder.cut(photo.pixels, face.landmarks)

    def _embed(self, waiting: list[tuple[int, Chip]], results: list[AnalysedPhoto[T]]) -> None:
        """Give the waiting faces their vectors, and forget their chips."""
        for (index, _), (vector, weight) in zip(waiting, self._vectors([chip for _, chip in waiting]), strict=True):
            noted = results[index]
            results[index] = replace(
                noted, faces=quality.with_weight(replace(noted.faces, embedding=vector), 0, weight)
            )
        waiting.clear()

    def _embed_more(self, waiting: list[tuple[int, int, Chip]], results: list[AnalysedPhoto[T]]) -> None:
        vectors = self._vectors([chip for *_, chip in waiting])
        for (index, face, _), (vector, weight) in zip(waiting, vectors, strict=True):
            results[index].others[face], results[index].weights[face] = vector, weight
        waiting.clear()

    def _vectors(self, chips: Sequence[Chip]) -> list[tuple[Vector, float]]:
        """Unit vectors with their weights. Each vector is a copy: a view would keep the whole batch alive."""
        found: list[tuple[Vector, float]] = []
        for start in range(0, len(chips), BATCH):
            rows, weights = embedded(self.embedder, np.stack(chips[start : start + BATCH]))
            found += [(row.copy(), float(weight)) for row, weight in zip(rows, weights, strict=True)]
        return found

    def _workers(self) -> ThreadPoolExecutor:
        with self._lock:
            if self._pool is None:
                self._pool = ThreadPoolExecutor(self._threads, "faces", step_back, (PHOTOS_NICE,))
            return self._pool

    def _one_worker(self) -> ThreadPoolExecutor:
        with self._lock:
            if self._alone is None:
                self._alone = ThreadPoolExecutor(1, "large", step_back, (PHOTOS_NICE,))
            return self._alone

    def _read_all(
        self, uploads: Sequence[Upload], note: PerPhoto[T], keep_pixels: bool, waits: Callable[[], None]
    ) -> Iterator[_Read[T]]:
        """Files read in threads, in order, only a few ahead of what is consumed, so that memory stays bounded.

        waits: called now and then while the next one takes long."""
        workers = self._workers()
        work = partial(self._read, note=note, keep_pixels=keep_pixels)
        ahead: deque[Future[_Read[T] | Future[_Read[T]]]] = deque()

        def awaited(future: Future[Any]) -> Any:
            while not wait([future], _WORD_S).done:
                waits()
            return future.result()

        def first() -> _Read[T]:
            read = awaited(ahead[0])
            found: _Read[T] = awaited(read) if isinstance(read, Future) else read
            ahead.popleft()
            return found

        try:
            for upload in uploads:
                large = is_large(upload, self._settings)
                ahead.append((self._one_worker() if large else workers).submit(work, upload))
                if len(ahead) > 2 * self._threads:
                    yield first()
            while ahead:
                yield first()
        finally:
            for future in ahead:
                future.cancel()
                future.add_done_callback(_cancel_rest)

    def _read(self, upload: Upload, note: PerPhoto[T], keep_pixels: bool) -> "_Read[T] | Future[_Read[T]]":
        """A file looked at. Small faces are cut from a closer look, which large photos wait for, one at a time."""
        seen = self._tried(upload, lambda: self._seen(upload))
        finish = partial(self._finished, note=note, keep_pixels=keep_pixels)
        if isinstance(seen, PhotoFaces):
            return finish(seen)
        if not self._too_small(seen):
            return finish(self._tried(upload, partial(_with_faces, seen)))
        large = is_large_closely(seen.photo)
        look_again = partial(self._seen_closely, upload, seen.photo.scale, seen.found, seen.turn)  # without its pixels

        def closely() -> _Read[T]:
            return finish(self._tried(upload, lambda: _with_faces(look_again())))

        return self._one_worker().submit(closely) if large else closely()

    def _finished(self, whole: PhotoFaces, note: PerPhoto[T], keep_pixels: bool) -> _Read[T]:
        own, wanted = note(whole)
        result = whole if keep_pixels else replace(whole, photo=None, faces=(), chosen=None)
        return _Read(result, self._usable_chip(whole, whole.chosen), own, self._usable_chips(whole, wanted))

    @staticmethod
    def _tried(upload: Upload, work: Callable[[], S]) -> S | PhotoFaces:
        """What the work makes of a file, or the file refused with a reason where it cannot be used."""
        try:
            return work()
        except EngineError:
            raise
        except ImageError as error:
            return PhotoFaces.refused(upload.path, str(error))
        except Exception:  # one bad file never stops the rest, whatever a decoder or dlib makes of it
            return PhotoFaces.refused(upload.path, UNREADABLE)

    def _seen(self, upload: Upload) -> _Seen:
        photo = self._decode(upload, self._settings)
        found = detect.detect(photo.pixels, photo.scale)
        turn = detect.lying(found)
        if turn:
            found = [detect.on_turned(d, turn, photo.pixels.shape) for d in found]
        return _Seen(_turned(photo, turn), found, turn)

    def _seen_closely(self, upload: Upload, scale: float, found: Sequence[detect.Detection], turn: float) -> _Seen:
        """The same faces on all the pixels there are. scale: of the photo that they were found on."""
        photo = _turned(look_closely(upload, self._settings), turn)
        return _Seen(photo, [detect.resized(d, photo.scale / scale) for d in found], turn)

    def _too_small(self, seen: _Seen) -> bool:
        """Would a chip be cut from fewer pixels than the photo has, and than it holds?"""
        side = max(CHIP, self.embedder.cut.size)
        return is_shrunk(seen.photo) and any(d.box.width < side for d in seen.found)

    def _usable_chips(self, photo: PhotoFaces, wanted: Sequence[int]) -> tuple[tuple[int, Chip], ...]:
        chips = ((index, self._usable_chip(photo, index)) for index in wanted)
        return tuple((index, chip) for index, chip in chips if chip is not None)

    def _usable_chip(self, photo: PhotoFaces, index: int | None) -> Chip | None:
        if index is None or photo.photo is None or photo.faces[index].quality.status == "rejected":
            return None
        return self._chip(photo.photo, photo.faces[index])


def _with_faces(seen: _Seen) -> PhotoFaces:
    """A photo with its pixels and faces, not yet embedded; refused with a reason where there is none."""
    photo, faces = seen.photo, _faces(seen.photo, seen.found, seen.photo.scale)
    if not faces:
        return PhotoFaces(photo.path, "rejected", NO_FACE, photo, code="no_face")
    best = faces[0].quality
    return PhotoFaces(photo.path, best.status, best.reason, photo, faces, chosen=0, code=best.code)


def _faces(photo: Photo, found: Sequence[detect.Detection], scale: float = 1.0) -> tuple[Face, ...]:
    """Every face of a photo, the likeliest subject first. scale: px here per px that their quality speaks of."""
    height, width = photo.pixels.shape[:2]
    faces = []
    for index in choose.order([d.box for d in found], width, height):
        d = found[index]
        points = align.landmarks(photo.pixels, d.box, d.angle)
        chip = align.chip(photo.pixels, points, CHIP)
        faces.append(Face(d.box, points, chip, d.score, d.detector, quality.assess(chip, points / np.float32(scale))))
    return tuple(faces)


def _turned(photo: Photo, turn: float) -> Photo:
    """The photo turned anticlockwise by 0, 90, -90 or 180 degrees, with a note that says so."""
    if not turn:
        return photo
    pixels = np.ascontiguousarray(np.rot90(photo.pixels, round(turn / 90)))
    return replace(photo, pixels=pixels, notes=(*photo.notes, UPSIDE_DOWN if turn == 180 else LYING))


def _cancel_rest(future: "Future[Any]") -> None:
    """What a photo still waits for when nobody wants it any more."""
    if not future.cancelled() and future.exception() is None and isinstance(rest := future.result(), Future):
        rest.cancel()


def embedded(embedder: Embedder, chips: NDArray[np.uint8]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """(n, size, size, 3) as `embedder.cut` cuts -> (n, dim) unit rows, and (n,) how many ordinary photos each is worth.

    A clear face makes a long row (Meng et al. 2021): noise falls with the length, so evidence grows with its square."""
    rows = embedder.embed(np.concatenate([chips, chips[:, :, ::-1]]) if embedder.mirrored else chips)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    rows = rows / lengths
    if embedder.mirrored:
        rows, lengths = rows[: len(chips)] + rows[len(chips) :], (lengths[: len(chips)] + lengths[len(chips) :]) / 2
        rows = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return rows, np.clip((lengths[:, 0] / embedder.usual_length) ** 2, *_WEIGHTS)


def _label(upload: Upload) -> str:
    """What is said of a file while it is worked on."""
    return upload.path.rsplit("/", 1)[-1]


def _no_extra(photo: PhotoFaces) -> tuple[None, tuple[int, ...]]:
    """Default callback: no extra data, no extra faces to embed."""
    return None, ()
