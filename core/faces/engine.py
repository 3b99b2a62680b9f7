"""Uploaded files to faces with embeddings: decode, detect, align, judge, embed.

Nothing here touches the disk or writes a log: a trainee's photo, name and embedding stay in the objects returned.
"""

import os
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from core.errors import EngineError, ImageError
from core.faces import align, choose, detect, quality
from core.images import decode
from core.progress import Progress, silent
from core.settings import Settings, get_settings
from core.types import Face, Photo, PhotoFaces, Upload

BATCH = 64
CHIP = 150  # px, what is shown and what dlib's network sees

NO_FACE = "얼굴을 찾지 못했습니다. 얼굴이 가려지지 않고 크게 나온 정면 사진을 올려 주세요."
UNREADABLE = "사진을 처리하지 못했습니다. 다른 사진이나 다시 저장한 파일을 올려 주세요."

Chip = NDArray[np.uint8]


class Embedder(Protocol):
    """A network that turns aligned faces into vectors. size: side of the chip in px; dim: length of the vector.

    version changes whenever the same face would get another vector."""

    @property
    def name(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def size(self) -> int: ...
    @property
    def dim(self) -> int: ...

    def embed(self, faces: NDArray[np.uint8]) -> NDArray[np.float32]:
        """faces: (n, size, size, 3) uint8 RGB. Returns (n, dim) float32 unit rows. Raises EngineError."""
        ...


@dataclass(frozen=True, slots=True)
class _Read:
    """A file after its own thread is done with it. chip: what the embedder sees of the proposed face, if usable."""

    result: PhotoFaces
    chip: Chip | None


class Engine:
    """Detector + aligner + embedder. One instance may serve several threads and users: it keeps nothing of theirs.

    decoder: bytes to pixels, raises ImageError; to be replaced in tests only."""

    def __init__(
        self,
        embedder: Embedder,
        settings: Settings | None = None,
        decoder: Callable[[Upload, Settings], Photo] = decode,
    ) -> None:
        self.embedder = embedder
        self._settings = settings or get_settings()
        self._decode = decoder
        self._threads = os.cpu_count() or 1
        # Kept, because every new thread has to build dlib's objects anew (0.1 s). dlib releases the GIL while it works.
        self._pool: ThreadPoolExecutor | None = None
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
        results: list[PhotoFaces] = []
        waiting: list[tuple[int, Chip]] = []
        for index, read in enumerate(self._read_all(uploads, keep_pixels)):
            results.append(read.result)
            if read.chip is not None:
                waiting.append((index, read.chip))
            if len(waiting) == BATCH:
                self._embed(waiting, results)
            progress(index + 1, len(uploads), uploads[index].path.rsplit("/", 1)[-1])
        self._embed(waiting, results)
        return results

    def choose(self, photo: PhotoFaces, index: int) -> PhotoFaces:
        """The same photo with another of its faces meant. Raises IndexError if there is no such face."""
        if not 0 <= index < len(photo.faces):
            raise IndexError(f"face {index} of {len(photo.faces)}")
        face = photo.faces[index]
        chosen = replace(photo, chosen=index, status=face.quality.status, reason=face.quality.reason, embedding=None)
        if face.quality.status == "rejected":
            return chosen
        return replace(chosen, embedding=self.embedder.embed(self._chip(photo.photo, face)[None])[0])

    def _chip(self, photo: Photo | None, face: Face) -> Chip:
        """The face as the embedder wants it: cut from the photo, for a chip blown up would be softer."""
        if self.embedder.size == CHIP:
            return face.chip
        if photo is not None:
            return align.chip(photo.pixels, face.landmarks, self.embedder.size)
        import cv2

        return np.asarray(cv2.resize(face.chip, (self.embedder.size,) * 2, interpolation=cv2.INTER_AREA), np.uint8)

    def _embed(self, waiting: list[tuple[int, Chip]], results: list[PhotoFaces]) -> None:
        """Give the waiting faces their vectors, and forget their chips."""
        if not waiting:
            return
        vectors = self.embedder.embed(np.stack([chip for _, chip in waiting]))
        for (index, _), vector in zip(waiting, vectors, strict=True):
            # A row of its own: a view would keep the whole batch alive.
            results[index] = replace(results[index], embedding=vector.copy())
        waiting.clear()

    def _read_all(self, uploads: Sequence[Upload], keep_pixels: bool) -> Iterator[_Read]:
        """Files read in threads, in order, only a few ahead of what is consumed, so that memory stays bounded."""
        with self._lock:
            if self._pool is None:
                self._pool = ThreadPoolExecutor(self._threads, thread_name_prefix="faces")
        work = partial(self._read, keep_pixels=keep_pixels)
        ahead: deque[Future[_Read]] = deque()
        try:
            for upload in uploads:
                ahead.append(self._pool.submit(work, upload))
                if len(ahead) > 2 * self._threads:
                    yield ahead.popleft().result()
            while ahead:
                yield ahead.popleft().result()
        finally:
            for future in ahead:
                future.cancel()

    def _read(self, upload: Upload, keep_pixels: bool) -> _Read:
        try:
            photo = self._decode(upload, self._settings)
            faces = self._faces(photo)
        except EngineError:
            raise
        except ImageError as error:
            return _Read(PhotoFaces(upload.path, "rejected", str(error)), None)
        except Exception:  # one bad file never stops the rest, whatever a decoder or dlib makes of it
            return _Read(PhotoFaces(upload.path, "rejected", UNREADABLE), None)
        if not faces:
            return _Read(PhotoFaces(upload.path, "rejected", NO_FACE, photo if keep_pixels else None), None)
        best = faces[0]
        chip = None if best.quality.status == "rejected" else self._chip(photo, best)
        result = PhotoFaces(upload.path, best.quality.status, best.quality.reason)
        if keep_pixels:
            result = replace(result, photo=photo, faces=faces, chosen=0)
        return _Read(result, chip)

    @staticmethod
    def _faces(photo: Photo) -> tuple[Face, ...]:
        """Every face of a photo, the likeliest subject first."""
        height, width = photo.pixels.shape[:2]
        found = detect.detect(photo.pixels)
        faces = []
        for index in choose.order([d.box for d in found], width, height):
            d = found[index]
            points = align.landmarks(photo.pixels, d.box, d.angle)
            chip = align.chip(photo.pixels, points, CHIP)
            faces.append(Face(d.box, points, chip, d.score, d.detector, quality.assess(chip, points)))
        return tuple(faces)
