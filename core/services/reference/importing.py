"""Photos of a folder or ZIP into a set, in one sweep: unpack, decode, store, profile, embed; then curate.

Photos are profiled as stored, re-encoded, so that a vector belongs to the bytes that a later read sees."""

import os
from collections import deque
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from core.catalog import load_real
from core.errors import ImageError, ReferenceSetError, StorageError
from core.faces.engine import Engine
from core.faces.engines import get_engine
from core.faces.on_file import photo_on_file
from core.intake import ReferencePhotos, reference_layout
from core.services.permitted import permitted
from core.services.reference import sets as reference
from core.services.reference.examine import COMPARING, LOOKING, Settled, keep_profiles, onward, profile_files, settle
from core.settings import Settings
from core.storage.database import Database, StoredSet
from core.storage.reference.library import Library, LibraryPhoto, file_name
from core.storage.reference.names import new_set_id, set_folder
from core.storage.work_lock import WorkLock
from core.types import MemberId, Progress, Rights, Upload

_BATCH = 64  # photos between two entries in the database
_THREADS = (os.cpu_count() or 1) + 2  # some wait for the disk
_AHEAD = 2 * _THREADS  # photos that are decoded ahead: an upload may have 40 MB
_NAMED = 5  # files that cannot be used
_SUFFIX = ".lock"  # `sets/.<id>.lock`: the file marks a set in the making, its lock a process that is at it


@permitted("reference.change", on="set_id")
def import_reference(
    progress: Progress, settings: Settings, name: str, path: Path, engine: str, temporary: bool, set_id: str = ""
) -> str:
    """Take in the photos of a folder or ZIP and curate the set; a job for `core.jobs`. Returns a Korean sentence.

    set_id: of a set on file, which they are added to, or from `new_set_id` for a new one. temporary: path is an upload
    that is deleted afterwards. Cancelled or failed, it leaves things as they were. Raises ReferenceSetError."""
    try:
        clear_unfinished(settings)
        if any(stored.id == set_id for stored in Database(settings).sets()):
            return _add_to(progress, settings, set_id, path, engine)
        return _new(progress, settings, StoredSet(set_id or new_set_id(), name, datetime.now()), path, engine)
    finally:
        if temporary:
            path.unlink(missing_ok=True)


def _new(progress: Progress, settings: Settings, stored: StoredSet, path: Path, engine: str) -> str:
    sweep = _Sweep(settings, Library(settings, stored.id), get_engine(engine))
    with in_the_making(settings, stored.id):
        try:
            sweep.take_in(reference_layout(path, settings), progress)
            done = sweep.settle(progress)
            Database(settings).add_set(stored)  # only now is there a set
        except BaseException:
            reference.discard(settings, stored.id)
            raise
    source = next(s for s in reference.list_sources(settings) if s.id == stored.id)
    sentence = f"{_held(settings, sweep.library)}을 불러왔습니다.{sweep.remarks(done)}"
    if reference.unavailable_reason(settings, source):
        sentence += " 아직 비교에 쓸 수 없는 세트라서, 쓰던 세트를 그대로 씁니다."
    return sentence


def _add_to(progress: Progress, settings: Settings, set_id: str, path: Path, engine: str) -> str:
    library = Library(settings, set_id)
    before = {photo.name for photo in library.photos()}
    sweep = _Sweep(settings, library, get_engine(engine))
    try:
        sweep.take_in(reference_layout(path, settings), progress)
        done = sweep.settle(progress)
    except BaseException:
        reference.forget(settings, library.remove([name for name in sweep.written if name not in before]))
        raise
    if set_id not in {stored.id for stored in Database(settings).sets()}:  # deleted meanwhile
        reference.discard(settings, set_id)
        raise ReferenceSetError("사진을 더하는 동안 세트가 지워졌습니다. 새 세트로 다시 불러와 주세요.")
    added = len(sweep.added)
    sentence = f"사진 {added:,}장을 더했습니다." if added else "모두 이미 있는 사진이라 더한 것이 없습니다."
    return f"{sentence} 지금 {_held(settings, library)}이 있습니다.{sweep.remarks(done)}"


@permitted("reference.change", on="set_id")
@contextmanager
def in_the_making(settings: Settings, set_id: str) -> Iterator[None]:
    """Mark a set that is on no list yet as one that is being made. Raises StorageError."""
    mark = set_folder(settings, f".{set_id}{_SUFFIX}")
    try:
        with WorkLock(mark).held(StorageError(), timeout=-1):  # waits while `clear_unfinished` looks at it
            yield
    finally:
        mark.unlink(missing_ok=True)


@permitted("reference.change")
def clear_unfinished(settings: Settings) -> None:
    """Remove what is left of sets whose making was killed. What cannot be removed now is tried again another time."""
    for mark in set_folder(settings, "").glob(f".*{_SUFFIX}"):
        set_id = mark.name[1 : -len(_SUFFIX)]
        with suppress(OSError, StorageError):  # StorageError: also of a set whose process lives
            with WorkLock(mark).held(StorageError(), timeout=0):
                if set_id not in {stored.id for stored in Database(settings).sets()}:  # it may have ended just before
                    reference.discard(settings, set_id)
            mark.unlink(missing_ok=True)


class _Sweep:
    """One pass over the photos of a source. added: new photos; written: names of files that may be new."""

    def __init__(self, settings: Settings, library: Library, engine: Engine) -> None:
        self.library = library
        self.added: dict[str, LibraryPhoto] = {}
        self.written: set[str] = set()
        self._settings, self._engine = settings, engine
        self._place = load_real(settings).place
        self._before = {photo.name: photo for photo in library.photos()}
        self._unusable: list[str] = []  # paths, as they were brought
        self._empty = self._total = 0

    def take_in(self, photos: ReferencePhotos, progress: Progress) -> None:
        """Keep every photo, look at it and write it down. Raises ReferenceSetError where not one can be read."""
        read = done = 0
        self._total = len(photos)
        batch: dict[str, tuple[LibraryPhoto, bytes]] = {}

        def look_at_batch() -> None:
            nonlocal done
            self._look_at(batch, onward(progress, done, len(photos), LOOKING))
            done += len(batch)
            batch.clear()

        # Within this block, because threads may write files as long as it is open.
        with ThreadPoolExecutor(_THREADS) as pool, closing(iter(photos)) as found:
            for photo, data in self._kept(pool, found):
                read += photo is not None
                if photo is None or photo.name in self._before or photo.name in batch or photo.name in self.added:
                    done += 1
                else:
                    batch[photo.name] = (photo, data)
                progress(done, len(photos), LOOKING)
                if len(batch) == _BATCH:
                    look_at_batch()
            look_at_batch()
        self._unusable += [photo.path for photo in photos.refused]
        self._empty += len(photos.empty)
        if not read:
            raise ReferenceSetError(
                "읽을 수 있는 사진이 한 장도 없습니다. JPEG, PNG, WebP, HEIC 사진인지 확인해 주세요."
            )

    def settle(self, progress: Progress) -> Settled:
        """Curate the whole set. Nothing can be cancelled once this has changed something."""
        profile_files(self.library, self.library.photos(), self._engine, self._settings, progress)
        progress(self._total, self._total, COMPARING)
        return settle(self._settings, self.library, self._engine.version)

    def remarks(self, done: Settled) -> str:
        """Sentences about what is not in use."""
        text = f" {done.new:,}장은 빼 두었으니 '검토'에서 확인해 주세요." if done.new else ""
        if self._unusable:
            names = [path.rpartition("/")[2] for path in self._unusable]
            more = f" 외 {len(names) - _NAMED:,}개" if len(names) > _NAMED else ""
            text += f" 쓸 수 없는 파일은 {len(names):,}개입니다({', '.join(names[:_NAMED])}{more})."
        return text + (f" 사진이 없는 폴더도 {self._empty:,}개 있습니다." if self._empty else "")

    def _kept(
        self, pool: ThreadPoolExecutor, photos: Iterator[tuple[MemberId, Upload]]
    ) -> Iterator[tuple[LibraryPhoto | None, bytes]]:
        """Photos in order, decoded and written in threads, only a few ahead of what is consumed."""
        ahead: deque[Future[tuple[LibraryPhoto | None, bytes]]] = deque()
        for member, upload in photos:
            ahead.append(pool.submit(self._keep, member, upload))
            if len(ahead) > _AHEAD:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()

    def _keep(self, member: MemberId, upload: Upload) -> tuple[LibraryPhoto | None, bytes]:
        """A photo and its bytes on file: no photo where it cannot be read, no bytes where the set has it already."""
        try:
            photo = photo_on_file(upload, self._settings)
        except ImageError:
            self._unusable.append(upload.path)
            return None, b""
        # Under the ids of the catalogue, whatever the spelling; a retired member's stay where they are.
        owner = self._place(member) or member
        name = file_name(owner, photo)
        if name in self._before:
            return self._before[name], b""
        self.written.add(name)
        rights = Rights("upload", title=PurePosixPath(upload.path).name, fetched=datetime.now(UTC))
        return self.library.store(owner, photo, rights)

    def _look_at(self, batch: Mapping[str, tuple[LibraryPhoto, bytes]], progress: Progress) -> None:
        uploads = {photo.sha256: Upload(photo.file, data) for photo, data in batch.values()}
        keep_profiles(self._settings, self._engine, uploads, progress)
        self.library.record([photo for photo, _ in batch.values()])
        self.added |= {name: photo for name, (photo, _) in batch.items()}


def _held(settings: Settings, library: Library) -> str:
    """What is in use, as `photos_of` gives it: '그룹 2팀, 멤버 8명, 사진 24장'."""
    place = load_real(settings).place
    owners = [place(photo.member) for photo in library.photos() if photo.state == "kept"]
    members = {owner for owner in owners if owner is not None}
    photos = sum(owner is not None for owner in owners)
    return f"그룹 {len({m.group for m in members})}팀, 멤버 {len(members)}명, 사진 {photos:,}장"
