"""The files of a workspace that a backup holds. The rest goes with processes, can be made again, or is a copy."""

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from core.files import TEMPORARY
from core.storage.database import COPIES
from core.storage.rescue import ASIDE

DATABASE = "studio.db"
FEATURES = "features.db"  # features of frozen networks; each is computed again where it is missing
RUNNING = "running"  # marks of the studios that are open
WORK = ".backup"  # where backups are made and unpacked
# First part of a path -> not in a backup: the database (copied by itself), what processes say to each other, uploads
# that are being read, copies of all this.
_TOP = {FEATURES, COPIES, "jobs", "incoming", RUNNING, ASIDE, WORK}
_DATABASES = re.compile(r"studio\.(?:\d{8}-\d{6}\.)?db(?:-journal|-wal|-shm)?$")  # and those that were set aside
_UNFINISHED = (TEMPORARY, ".new-", ".gone-")
_OF_PROCESSES = (".lock", ".stop", ".cancel")
_AT_WORK = ("training", "collecting")
_WHO = "who"  # lies there, of core/storage/work_lock.py
_UNSAFE = re.compile(r"[\\\x00-\x1f]" if os.name != "nt" else r'[\\\x00-\x1f:*?"<>|]')
_TRIES = 5
_IN_MEMORY = 64 * 2**20  # a larger file is copied before it is read


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as a walk found it: another one in its place has other numbers."""

    path: str
    which: tuple[int, int, int]


@dataclass(slots=True)
class Walk:
    """One walk. left_out: paths of what cannot be backed up: links, names that are no text, what is no file."""

    files: list[Seen] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def walk(workspace: Path) -> Walk:
    """All files of a backup but the databases, in the order of their paths."""
    found = Walk()
    for place, folders, names in os.walk(workspace):
        inside = Path(place).relative_to(workspace)
        making = {name[1:-5] for name in names if inside == Path("sets") and re.fullmatch(r"\..+\.lock", name)}
        folders[:] = sorted(name for name in folders if name not in making and belongs((inside / name).as_posix()))
        for name in [*folders]:
            if Path(place, name).is_symlink():
                folders.remove(name)
                found.left_out.append(_said(inside / name))
        for name in sorted(names):
            path = (inside / name).as_posix()
            if belongs(path):
                _add(found, Path(place, name), path)
    return found


def belongs(path: str) -> bool:
    """Is a file or folder of this path in a workspace part of a backup?"""
    parts = PurePosixPath(path).parts
    if parts[0] in _TOP or (len(parts) == 1 and _DATABASES.match(path)):
        return False
    if parts[-1] == _WHO and parts[0] in _AT_WORK:
        return False
    return not parts[-1].startswith(_UNFINISHED) and not parts[-1].endswith(_OF_PROCESSES)


def is_safe(path: str) -> bool:
    """May a file be unpacked at this path of a workspace? Never outside it, never over what is not a backup's."""
    parts = path.split("/")
    return (
        0 < len(path.encode("utf-8", "replace")) <= 2000
        and not _UNSAFE.search(path)
        and all(part not in ("", ".", "..") for part in parts)
        and all(belongs("/".join(parts[:depth])) for depth in range(1, len(parts) + 1))
    )


def read(path: Path, scratch: Path) -> tuple[str, bytes | Path]:
    """(SHA-256, the bytes of a file, or for a large one a copy of it in `scratch`). A file that changes while it is
    read is read again. Raises FileNotFoundError where it is gone, OSError where it cannot be read or never rests."""
    for _ in range(_TRIES):
        before = path.stat()
        if before.st_size <= _IN_MEMORY:
            data: bytes | Path = path.read_bytes()
            digest = hashlib.sha256(data).hexdigest()  # type: ignore[arg-type]
        else:
            data = scratch / "large"
            digest = _copy(path, data)
        if which(path.stat()) == which(before):
            return digest, data
    raise OSError(f"{path} changes all the time")


def sha256_of(path: Path) -> str:
    """Of a file's bytes. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def which(found: os.stat_result) -> tuple[int, int, int]:
    """Other numbers for another file, or another state of it, in the same place."""
    return found.st_ino, found.st_size, found.st_mtime_ns


def _copy(path: Path, target: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as source, target.open("wb") as copy:
        while part := source.read(2**20):
            digest.update(part)
            copy.write(part)
    return digest.hexdigest()


def _add(found: Walk, file: Path, path: str) -> None:
    try:
        is_text, state = bool(path.encode()), file.lstat()
    except UnicodeEncodeError:  # Linux allows names that are no text
        found.left_out.append(_said(Path(path)))
        return
    except OSError:  # gone since its folder was read
        return
    if is_text and stat.S_ISREG(state.st_mode) and is_safe(path):
        found.files.append(Seen(path, which(state)))
    else:
        found.left_out.append(_said(Path(path)))


def _said(path: Path) -> str:
    return path.as_posix().encode("utf-8", "replace").decode()


def sizes(workspace: Path) -> Iterator[int]:
    """Bytes of every file of a backup."""
    for seen in walk(workspace).files:
        yield seen.which[1]
