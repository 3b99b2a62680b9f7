"""The archive of a backup: a ZIP with `manifest.json`, `studio.db` and each content once, `files/<SHA-256>`.

The manifest says which content lies at which path: a photo that moves while it is made costs nothing, and no path of
the archive itself is ever used. An archive that is read is not trusted."""

import hashlib
import shutil
import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import IO

from pydantic import TypeAdapter

from core.errors import ArchiveError, StorageError, instead_of, refusing
from core.storage.backup import tree
from core.storage.backup.tables import TableContent, check, contents, revision
from core.storage.versions import HEAD
from core.types import Progress

FORM = 1  # of the archive
_MANIFEST, _FILES = "manifest.json", "files/"
_MOST_MANIFEST = 256 * 2**20  # bytes: about a million files
_MOMENT = (1980, 1, 1, 0, 0, 0)  # of every entry: the same content gives the same archive
_NO_BACKUP = "이 파일은 스튜디오의 백업이 아니거나 손상되었습니다. 다른 백업 파일을 골라 주세요."
_NEWER = "더 새로운 스튜디오가 만든 백업입니다. 스튜디오를 새 버전으로 올린 뒤 다시 시도해 주세요."
NO_ROOM = "백업을 풀 수 없습니다. 작업 폴더가 있는 디스크의 남은 공간과 쓰기 권한을 확인해 주세요."


@dataclass(frozen=True, slots=True)
class FileContent:
    """path: in the workspace, "/" between its parts; size: bytes."""

    path: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive holds. id: 12 hex digits; made: UTC; studio: its version; schema: revision of the tables; whole:
    with what can be computed again; left_out: paths of what could not be read."""

    form: int
    id: str
    made: datetime
    studio: str
    schema: str
    whole: bool
    database: FileContent
    tables: dict[str, TableContent]
    files: tuple[FileContent, ...]
    left_out: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """Bytes of all of it, unpacked."""
        return self.database.size + sum(file.size for file in self.files)


@cache
def _adapter() -> TypeAdapter[Manifest]:
    return TypeAdapter(Manifest)


class Writer:
    """An archive in the making. Raises OSError."""

    def __init__(self, file: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(file, "w")
        self._there: set[str] = set()

    def add(self, digest: str, content: bytes | Path) -> None:
        """A content, once."""
        if digest not in self._there:
            self._put(_FILES + digest, content)
            self._there.add(digest)

    def close(self, manifest: Manifest, database: Path) -> None:
        self._put(tree.DATABASE, database, zipfile.ZIP_DEFLATED)
        self._put(_MANIFEST, _adapter().dump_json(manifest), zipfile.ZIP_DEFLATED)
        self._zip.close()

    def abandon(self) -> None:
        """It is not to be finished: its file goes."""
        self._zip.fp = None

    def _put(self, name: str, content: bytes | Path, packed: int = zipfile.ZIP_STORED) -> None:
        entry = zipfile.ZipInfo(name, _MOMENT)
        entry.external_attr, entry.compress_type = 0o600 << 16, packed
        if isinstance(content, Path):
            entry.file_size = content.stat().st_size
            with content.open("rb") as source, self._zip.open(entry, "w") as target:
                shutil.copyfileobj(source, target, 2**20)
        else:
            self._zip.writestr(entry, content)


class Archive:
    """One that is read. Methods raise ArchiveError for one that is broken, unsafe or newer than this studio."""

    def __init__(self, file: IO[bytes] | Path) -> None:
        with refusing(ArchiveError, _NO_BACKUP):
            self._zip = zipfile.ZipFile(file)
            self.manifest = self._read_manifest()

    def close(self) -> None:
        self._zip.close()

    def unpack(self, folder: Path, progress: Progress) -> None:
        """Put everything into an empty folder, and check that it is what the manifest says: every content by its
        SHA-256, the database by itself and table by table. Raises StorageError where there is no room."""
        every = (self.manifest.database, *self.manifest.files)
        with refusing(ArchiveError, _NO_BACKUP), instead_of(OSError, StorageError(NO_ROOM)):
            for number, file in enumerate(every):
                progress(number, len(every), "")
                name = tree.DATABASE if file is self.manifest.database else _FILES + file.sha256
                self._extract(name, file, folder / file.path)
        check_database(self.manifest, folder / tree.DATABASE)
        progress(len(every), len(every), "")

    def unpack_database(self, target: Path) -> None:
        """The database alone. Raises StorageError where there is no room."""
        with refusing(ArchiveError, _NO_BACKUP), instead_of(OSError, StorageError(NO_ROOM)):
            self._extract(tree.DATABASE, self.manifest.database, target)
        check_database(self.manifest, target)

    def _read_manifest(self) -> Manifest:
        entry = self._entry(_MANIFEST)
        if entry.file_size > _MOST_MANIFEST:
            raise ArchiveError(_NO_BACKUP)
        with self._zip.open(entry) as source:
            manifest = _adapter().validate_json(source.read(_MOST_MANIFEST))
        if manifest.form > FORM or manifest.schema > HEAD:
            raise ArchiveError(_NEWER)
        paths = [file.path for file in manifest.files]
        if (
            manifest.database.path != tree.DATABASE
            or not all(tree.is_safe(path) or path == tree.FEATURES for path in paths)
            or len({path.casefold() for path in paths}) != len(paths)
            or _nested(paths)
        ):
            raise ArchiveError(_NO_BACKUP)
        return manifest

    def _entry(self, name: str) -> zipfile.ZipInfo:
        """Raises ArchiveError for a link and the like, KeyError where there is none."""
        entry = self._zip.getinfo(name)
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if kind not in (0, stat.S_IFREG) or entry.is_dir():
            raise ArchiveError(_NO_BACKUP)
        return entry

    def _extract(self, name: str, file: FileContent, target: Path) -> None:
        digest, left = hashlib.sha256(), file.size
        target.parent.mkdir(parents=True, exist_ok=True)
        with self._zip.open(self._entry(name)) as source, target.open("xb") as out:
            while part := source.read(min(2**20, left + 1)):
                left -= len(part)
                if left < 0:  # more than the manifest says: a bomb
                    raise ArchiveError(_NO_BACKUP)
                digest.update(part)
                out.write(part)
        if left or digest.hexdigest() != file.sha256:
            raise ArchiveError(_NO_BACKUP)


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """An archive on file. Raises ArchiveError, also where there is none."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise ArchiveError(f"백업 파일을 열 수 없습니다: {path}. 경로와 읽기 권한을 확인해 주세요.") from error
    with file:
        archive = Archive(file)
        try:
            yield archive
        finally:
            archive.close()


def check_database(manifest: Manifest, database: Path) -> None:
    """Raises ArchiveError where it is damaged or not what the manifest says."""
    check(database)
    if revision(database) != manifest.schema or contents(database) != manifest.tables:
        raise ArchiveError(_NO_BACKUP)


def described(manifest: Manifest) -> Manifest:
    """With the id that goes by all the rest."""
    blank = replace(manifest, id="")
    return replace(manifest, id=hashlib.sha256(_adapter().dump_json(blank)).hexdigest()[:12])


def _nested(paths: list[str]) -> bool:
    """Is one of them a folder of another?"""
    every = set(paths)
    return any("/".join(parts[:depth]) in every for parts in (path.split("/") for path in paths)
               for depth in range(1, len(parts)))  # fmt: skip
