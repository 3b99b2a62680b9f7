"""A backup of the workspace in use, restored into a scratch folder before it is called one."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import core
from core.access.actor import Actor
from core.errors import ArchiveError, StorageError, instead_of
from core.files import locked, replacing, tidy
from core.services.permitted import check, permitted
from core.services.privacy import purging
from core.settings import Settings
from core.storage.audit import Audit
from core.storage.backup import place, tables, tree
from core.storage.backup.archive import FORM, Archive, FileContent, Manifest, Writer, described
from core.storage.database import Database
from core.storage.rescue import MADE
from core.types import Progress

_ENDING = ".zip"
_ROOM = 1.1  # of what is unpacked to verify it
_UNWRITABLE = "백업 파일을 쓸 수 없습니다. 저장할 곳의 남은 공간과 쓰기 권한을 확인해 주세요."
_TAKEN = "같은 이름의 파일이 이미 있습니다: {}. 다른 이름이나 폴더를 적어 주세요."
_INSIDE = "백업은 작업 폴더 밖에 저장해 주세요. 작업 폴더를 잃으면 백업도 함께 잃습니다."
_NOTHING = "백업할 작업 폴더가 없습니다: {}. STUDIO_WORKSPACE를 확인해 주세요."
_UNREADABLE = "작업 폴더의 파일을 읽을 수 없습니다: {}. 읽기 권한을 확인한 뒤 다시 시도해 주세요."
_GONE = "그 백업은 이미 지워졌습니다. 다시 만들어 주세요."
_PURGED = "백업하는 동안 연습생의 자료가 지워져, 그 자료가 든 백업은 지웠습니다. 백업을 다시 만들어 주세요."
_NOT_VERIFIED = "만든 백업을 되돌려 보니 작업 폴더와 달라서 지웠습니다. 디스크를 확인한 뒤 다시 시도해 주세요."
READING, COPYING, VERIFYING = "읽기", "마무리", "확인"


@dataclass(frozen=True, slots=True)
class Backup:
    """One that was made and verified. size: bytes of the file. key: where the key of kept photos lies, which is never
    in it; has_key: is there one?"""

    file: Path
    size: int
    manifest: Manifest
    key: Path
    has_key: bool


def backup(settings: Settings, actor: Actor, out: Path, progress: Progress, *, whole: bool = False) -> Backup:
    """Put the workspace into `out` (a new file, or a folder, in which it is called by the time) while others use it.

    whole: also what can be computed again. Raises AccessError, StorageError, ArchiveError; then there is no file."""
    check(settings, actor, "workspace.backup")
    target, purged = _target(settings, out), purging.stamp(settings)
    with place.making(settings.workspace) as scratch, instead_of(OSError, StorageError(_UNWRITABLE)):
        tidy(target.parent.glob(".tmp-*"))  # of backups that were killed
        with replacing(target) as file:
            writer = Writer(file)
            try:
                manifest = _gather(settings, scratch, writer, progress, whole=whole)
            except BaseException:
                writer.abandon()
                raise
            file.flush()
            _verify(scratch, Archive(file), progress)
        place.sync(target.parent)
        if purging.stamp(settings) != purged:  # what it was made of may have held her; a later purge finds the file
            target.unlink(missing_ok=True)
            raise StorageError(_PURGED)
    # Also what the one person of a computer does, for a backup leaves it.
    Audit(settings).add(actor.id, "workspace.backup", f"backup/{manifest.id}")
    key = settings.photo_key.expanduser()
    return Backup(target, target.stat().st_size, manifest, key, key.exists())


def backup_to_download(progress: Progress, settings: Settings, actor: Actor) -> str:
    """The job of the page: a backup in the workspace, kept until it was downloaded or half a day. Returns its name."""
    folder = settings.workspace / MADE
    for old in waiting(settings):
        old.unlink(missing_ok=True)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return backup(settings, actor, folder, progress).file.name


@permitted("workspace.backup", looks=True)
def waiting(settings: Settings) -> list[Path]:
    """Backups that wait for their download, the newest first."""
    return sorted((settings.workspace / MADE).glob(f"*{_ENDING}"), reverse=True)


def to_download(settings: Settings, actor: Actor, name: str) -> bytes:
    """One of those that wait. Raises AccessError, StorageError where it is gone."""
    check(settings, actor, "workspace.backup")
    for file in waiting(settings):
        if file.name == name:
            with instead_of(OSError, StorageError(_GONE)):
                data = file.read_bytes()
            Audit(settings).add(actor.id, "workspace.backup", "download")
            return data
    raise StorageError(_GONE)


@permitted("workspace.backup", looks=True)
def size_of(settings: Settings) -> int:
    """About how many bytes a backup would have."""
    database = settings.database.stat().st_size if settings.database.exists() else 0
    return database + sum(tree.sizes(settings.workspace))


def _target(settings: Settings, out: Path) -> Path:
    if not settings.workspace.is_dir():
        raise StorageError(_NOTHING.format(settings.workspace))
    target = out / f"studio-{datetime.now():%Y%m%d-%H%M%S}{_ENDING}" if out.is_dir() else out
    inside = target.resolve().parent
    if inside != (settings.workspace / MADE).resolve() and inside.is_relative_to(settings.workspace.resolve()):
        raise StorageError(_INSIDE)
    if target.exists():
        raise StorageError(_TAKEN.format(target))
    return target


def _gather(settings: Settings, scratch: Path, writer: Writer, progress: Progress, *, whole: bool) -> Manifest:
    """Files are read while everybody goes on working; then, for a moment in which no photo is moved, the database and
    what has changed since: rows and files are of one moment."""
    known: dict[tuple[str, tuple[int, int, int]], FileContent] = {}
    lost: set[str] = set()

    def take_in(say: Callable[[int, int], None]) -> list[FileContent]:
        found = tree.walk(settings.workspace)
        lost.update(found.left_out)
        held = []
        for number, seen in enumerate(found.files):
            say(number, len(found.files))
            if (seen.path, seen.which) not in known:
                path = settings.workspace / seen.path
                try:
                    digest, data = tree.read(path, scratch)
                    size = len(data) if isinstance(data, bytes) else data.stat().st_size
                except FileNotFoundError:  # moved or deleted: the next walk meets it where it is
                    continue
                except OSError as error:
                    raise StorageError(_UNREADABLE.format(seen.path)) from error
                writer.add(digest, data)
                known[seen.path, seen.which] = FileContent(seen.path, digest, size)
            held.append(known[seen.path, seen.which])
        return held

    Database(settings)  # brings an older workspace up; raises StorageError for a damaged one
    take_in(lambda number, total: progress(number, total, READING))
    copy = scratch / tree.DATABASE
    with _nothing_moves(settings):
        tables.copy_database(settings.database, copy)
        files = take_in(lambda number, total: progress(number, total, COPYING))
    if whole:
        files += _features(settings, scratch, writer)
    else:
        tables.drop_computed(copy)
    database = FileContent(tree.DATABASE, tree.sha256_of(copy), copy.stat().st_size)
    made = Manifest(
        FORM, "", datetime.now(UTC), core.__version__, tables.revision(copy), whole, database, tables.contents(copy),
        tuple(files), tuple(sorted(lost)),
    )  # fmt: skip
    manifest = described(made)
    writer.close(manifest, copy)
    copy.unlink()
    return manifest


def _features(settings: Settings, scratch: Path, writer: Writer) -> list[FileContent]:
    if not (settings.workspace / tree.FEATURES).exists():
        return []
    copy = scratch / tree.FEATURES
    tables.copy_database(settings.workspace / tree.FEATURES, copy)
    digest, size = tree.sha256_of(copy), copy.stat().st_size
    writer.add(digest, copy)
    copy.unlink()
    return [FileContent(tree.FEATURES, digest, size)]


@contextmanager
def _nothing_moves(settings: Settings) -> Iterator[None]:
    """Locks of what consists of several files, or of files and rows."""
    busy = "사진을 옮기거나 지우는 작업이 끝나지 않아 백업하지 못했습니다. 잠시 뒤 다시 시도해 주세요."
    with locked(settings.workspace / ".photos.lock", busy, 60), locked(settings.workspace / ".runs.lock", busy, 60):
        yield


def _verify(scratch: Path, archive: Archive, progress: Progress) -> None:
    """Raises StorageError where what was written does not give back what was read."""
    if shutil.disk_usage(scratch).free < archive.manifest.size * _ROOM:
        raise StorageError("백업을 확인할 공간이 모자랍니다. 작업 폴더가 있는 디스크를 비운 뒤 다시 시도해 주세요.")
    try:
        archive.unpack(scratch / "verified", lambda done, total, _: progress(done, total, VERIFYING))
    except ArchiveError as error:
        raise StorageError(_NOT_VERIFIED) from error
