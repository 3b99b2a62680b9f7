"""A backup takes the place of a workspace, all of it or nothing; whom a purge took stays away."""

import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from core.access.actor import Actor
from core.errors import ArchiveError, DamagedError, StorageError, StudioError
from core.services.permitted import check
from core.services.privacy import purging
from core.settings import Settings
from core.storage.audit import Audit
from core.storage.backup import place, tables, tree
from core.storage.backup.archive import NO_ROOM, Manifest, opened
from core.storage.database import Database
from core.storage.rescue import COMPUTED, copies
from core.types import Progress

# What is done to a workspace that was unpacked, before it takes its place: purges that were made since are made again.
# Each may be done twice.
AFTER_RESTORE: list[Callable[[Settings], object]] = [purging.reapply]
_ROOM = 1.1
_NO_SUCH = "지운 연습생의 목록을 읽을 수 없습니다: {}. 더 나중에 만든 백업 파일이나 작업 폴더를 적어 주세요."
COMPARING, UNPACKING = "견주기", "풀기"


@dataclass(frozen=True, slots=True)
class RowsDiffer:
    """Rows of a table: here, and in the archive. None: it has no such table."""

    here: int | None
    there: int | None


@dataclass(frozen=True, slots=True)
class Differences:
    """What would change. added, changed, removed: files; tables: those whose rows differ, None where there is no
    database to compare with, or it is damaged."""

    added: int
    changed: int
    removed: int
    tables: dict[str, RowsDiffer] | None


@dataclass(frozen=True, slots=True)
class Restored:
    """aside: where lies what was there before, None where nothing was. purges: of the workspace that was there, which
    hold here as well; None where its database could not be read. key, has_key: as of `Backup`. done: false after a
    dry run."""

    manifest: Manifest
    differences: Differences
    aside: Path | None
    purges: int | None
    key: Path
    has_key: bool
    done: bool


def restore(
    settings: Settings, actor: Actor, file: Path, progress: Progress, *, dry_run: bool = False,
    purges: Path | None = None,
) -> Restored:  # fmt: skip
    """Put an archive into the place of the workspace of `settings`. While it is used by a studio that is refused.

    purges: a backup or a workspace of the same studio, newer than the archive: whoever was purged there stays away
    here, too. Raises AccessError, ArchiveError for what cannot be put back, StorageError."""
    check(settings, actor, "workspace.restore")
    key = settings.photo_key.expanduser()
    with opened(file) as archive:
        manifest = archive.manifest
        found = differences(settings, manifest, progress)
        if dry_run:
            return Restored(manifest, found, None, None, key, key.exists(), False)
        settings.workspace.mkdir(parents=True, exist_ok=True, mode=0o700)
        if shutil.disk_usage(settings.workspace).free < manifest.size * _ROOM:
            raise StorageError(NO_ROOM)
        with place.restoring(settings.workspace) as folder:
            _finish_purges(settings)
            staged = settings.model_copy(update={"workspace": folder})
            archive.unpack(folder, lambda done, total, _: progress(done, total, UNPACKING))
            carried = _as_it_is_now(settings, staged, purges)
            Audit(staged).add(actor.id, "workspace.restore", f"backup/{manifest.id}")
            Database(staged).close()
            aside = place.exchange(settings.workspace, folder)
            Audit(settings).anchor()
    return Restored(manifest, found, aside, carried, key, key.exists(), True)


def undo(settings: Settings, actor: Actor) -> Path | None:
    """What was there before the last restore comes back; what it put there lies aside in turn. Where, None where it
    was empty. Raises AccessError, StorageError."""
    check(settings, actor, "workspace.restore")
    with place.restoring(settings.workspace):
        _finish_purges(settings)
        there = place.newest_aside(settings.workspace)
        with suppress(DamagedError, ArchiveError):  # which may be why a backup was restored
            _as_it_is_now(settings, settings.model_copy(update={"workspace": there}))
        aside = place.exchange(settings.workspace, there)
    if settings.database.exists():
        with suppress(DamagedError):  # it is as it was
            Audit(settings).anchor()
            Audit(settings).add(actor.id, "workspace.restore", "undone")
    return aside


def differences(settings: Settings, manifest: Manifest, progress: Progress) -> Differences:
    """Between a workspace and an archive. Writes nothing."""
    here = {seen.path for seen in tree.walk(settings.workspace).files}
    there = {file.path: file for file in manifest.files if file.path != tree.FEATURES}
    both = sorted(here & there.keys())
    changed = 0
    for number, path in enumerate(both):
        progress(number, len(both), COMPARING)
        try:
            changed += tree.sha256_of(settings.workspace / path) != there[path].sha256
        except OSError:
            changed += 1
    return Differences(len(there.keys() - here), changed, len(here - there.keys()), _tables(settings, manifest))


def _tables(settings: Settings, manifest: Manifest) -> dict[str, RowsDiffer] | None:
    if not settings.database.exists():
        return None
    try:
        own = tables.contents(settings.database)
    except ArchiveError:
        return None
    names = sorted(own.keys() | manifest.tables.keys())
    if not manifest.whole:
        names = [name for name in names if name not in COMPUTED]
    return {
        name: RowsDiffer(own[name].rows if name in own else None,
                         manifest.tables[name].rows if name in manifest.tables else None)
        for name in names if own.get(name) != manifest.tables.get(name)
    }  # fmt: skip


def _finish_purges(settings: Settings) -> None:
    """That were killed: who was meant does not lie aside either. Of a damaged database what can be read is carried
    over."""
    with suppress(StorageError):
        purging.go_on(settings)
        if settings.database.exists():
            Database(settings).close()


def _as_it_is_now(settings: Settings, staged: Settings, purges: Path | None = None) -> int | None:
    """What is to take the place of a workspace knows whom that has purged, and who may come in. Returns `purges` of
    `Restored`. Raises DamagedError for a database that cannot be read."""
    if not staged.database.exists():
        return 0
    database = Database(staged)  # brings an older one up
    try:
        carried = _carry_over(settings, staged, purges)
        tables.end_sign_ins(staged.database)
        for step in AFTER_RESTORE:
            step(staged)
    finally:
        database.close()
    return carried


def _carry_over(settings: Settings, staged: Settings, purges: Path | None) -> int | None:
    """From the database that is there, or else its newest safety copy, and from where it was told."""
    count = 0 if not settings.database.exists() else None
    for source in [settings.database, *(copy.path for copy in copies(settings))]:
        if source.exists() and source.stat().st_size:
            try:
                count = tables.carry_over(source, staged.database)
            except ArchiveError:  # damaged, which may be why it is restored
                continue
            break
    if purges is not None:
        count = (count or 0) + _told(settings, staged, purges)
    return count


def _told(settings: Settings, staged: Settings, purges: Path) -> int:
    try:
        if purges.is_dir():
            return tables.carry_purges(purges / tree.DATABASE, staged.database)
        with opened(purges) as archive:
            file = staged.workspace / ".newer"
            archive.unpack_database(file)
            try:
                return tables.carry_purges(file, staged.database)
            finally:
                file.unlink(missing_ok=True)
    except (StudioError, OSError) as error:
        raise ArchiveError(_NO_SUCH.format(purges)) from error
