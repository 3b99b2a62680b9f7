"""Where backups are made and unpacked in a workspace, and how one that was unpacked takes the place of what is there.

Nothing of it is half done after a kill: until the plan of an exchange is written nothing has moved, and from then on
whoever comes next carries it through."""

import json
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

from core.errors import RestoringError, StorageError, instead_of
from core.files import UNWRITABLE, write_atomic
from core.storage.backup.tree import RUNNING, WORK
from core.storage.rescue import ASIDE, MADE
from core.storage.work_lock import ProcessMark, WorkLock

_PLAN = "exchange.json"
_STAYS = {RUNNING, ASIDE, WORK}
_STAMP = "%Y%m%d-%H%M%S"
KEPT_ASIDE = timedelta(days=7)
KEPT_MADE = timedelta(hours=12)
_IN_USE = (
    "스튜디오나 다른 명령이 이 작업 폴더를 쓰고 있습니다. 스튜디오를 끄고 명령, 학습, 모으기가 끝난 뒤 다시 시도해 "
    "주세요."
)
_BACKING_UP = "다른 백업을 만들거나 되돌리고 있습니다. 끝난 뒤 다시 시도해 주세요."
RESTORING = "이 작업 폴더에 백업을 되돌리고 있습니다. 끝난 뒤 스튜디오를 다시 열어 주세요."
_NOT_NOW = "이 작업 폴더에 백업을 되돌리고 있습니다. 끝난 뒤 다시 시도해 주세요."
_NOTHING_ASIDE = "되돌리기 전의 작업 폴더가 남아 있지 않습니다. 백업 파일로 되돌려 주세요."


def enter(workspace: Path) -> None:
    """This process is a studio that uses the workspace from now on. What a killed restore left is brought to an end
    before. Raises RestoringError while one is under way."""
    ProcessMark(workspace / RUNNING).own()
    with _lock(workspace, "restore").held(RestoringError(RESTORING)):
        _carry_through(workspace)


@contextmanager
def using(workspace: Path) -> Iterator[None]:
    """A command uses the workspace: no restore begins before it ends, for what it writes would be lost. One that a
    killed restore left is brought to an end before. Raises RestoringError while one is under way."""
    if not os.access(workspace, os.W_OK):  # nor can anybody of this user restore anything there
        yield
        return
    mark = workspace / RUNNING / f".process-{secrets.token_hex(6)}.lock"  # as a ProcessMark, until it ends
    with WorkLock(mark).held(StorageError(UNWRITABLE)):
        try:
            with _lock(workspace, "restore").held(RestoringError(_NOT_NOW)):
                _carry_through(workspace)
            yield
        finally:
            mark.unlink(missing_ok=True)


def in_use(workspace: Path) -> bool:
    """Does a studio use it, one of its processes, or a command?"""
    marks = ProcessMark(workspace / RUNNING)
    names = [file.name for file in (workspace / RUNNING).glob(".process-*.lock")]
    works = (workspace / "training" / ".worker.lock", workspace / "collecting" / ".lock",
             workspace / "collecting" / "news" / ".lock")  # fmt: skip
    return any(marks.lives(name.removeprefix(".process-").removesuffix(".lock")) for name in names) or any(
        WorkLock(file).is_held() for file in works
    )


@contextmanager
def making(workspace: Path) -> Iterator[Path]:
    """An empty folder to make a backup in, by one process at a time; gone afterwards. Raises StorageError."""
    with _lock(workspace, "backup").held(StorageError(_BACKING_UP)):
        with _lock(workspace, "restore").held(StorageError(_BACKING_UP)):
            _carry_through(workspace)  # or what a killed restore left would be backed up as it lies
        with _scratch(workspace, "making") as folder:
            yield folder


@contextmanager
def restoring(workspace: Path) -> Iterator[Path]:
    """An empty folder to unpack a backup in, while no studio uses the workspace; gone afterwards. Raises StorageError
    where one does, or where a backup is made."""
    with ExitStack() as locks:
        locks.enter_context(_lock(workspace, "restore").held(StorageError(_BACKING_UP)))
        locks.enter_context(_lock(workspace, "backup").held(StorageError(_BACKING_UP)))
        _carry_through(workspace)
        if in_use(workspace):
            raise StorageError(_IN_USE)
        with _scratch(workspace, "staged") as folder:
            yield folder


def exchange(workspace: Path, staged: Path) -> Path | None:
    """What lies in `staged` takes the place of all that is there, which lies aside afterwards: where, None where
    nothing was there. Called while `restoring`; a kill does not undo it. Raises StorageError."""
    aside = workspace / ASIDE / f"{datetime.now():{_STAMP}}-{secrets.token_hex(2)}"
    plan = {"step": "out", "staged": staged.relative_to(workspace).as_posix(), "aside": aside.name}
    _write_plan(workspace, plan)
    _carry_through(workspace)
    return aside if aside.is_dir() else None


def newest_aside(workspace: Path) -> Path:
    """What was there before the last restore. Raises StorageError where nothing is kept."""
    found = sorted(path for path in (workspace / ASIDE).glob("*-*-*") if path.is_dir())
    if not found:
        raise StorageError(_NOTHING_ASIDE)
    return found[-1]


def tidy(workspace: Path, sure: datetime) -> None:
    """Remove what killed processes left, and what was kept long enough. sure: the time by which something may be
    deleted."""
    now = sure.astimezone().replace(tzinfo=None)  # as names of folders say it
    for lock, name in (("backup", "making"), ("restore", "staged")):
        own = _lock(workspace, lock)
        if (workspace / WORK / name).exists() and own.acquire(0):
            try:
                if not (workspace / WORK / _PLAN).exists():
                    shutil.rmtree(workspace / WORK / name, ignore_errors=True)
            finally:
                own.release()
    for path in (workspace / ASIDE).glob("*-*-*"):
        with suppress(ValueError):
            if now - datetime.strptime(path.name[:15], _STAMP) > KEPT_ASIDE:
                shutil.rmtree(path, ignore_errors=True)
    for path in (workspace / MADE).glob("*.zip"):
        with suppress(OSError):
            if now - datetime.fromtimestamp(path.stat().st_mtime) > KEPT_MADE:
                path.unlink()


def sync(folder: Path) -> None:
    """Names in a folder outlive a power cut from now on, where the system can do that."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _lock(workspace: Path, name: str) -> WorkLock:
    return WorkLock(workspace / WORK / f"{name}.lock")


@contextmanager
def _scratch(workspace: Path, name: str) -> Iterator[Path]:
    folder = workspace / WORK / name
    with instead_of(OSError, StorageError(UNWRITABLE)):
        if folder.exists():
            shutil.rmtree(folder)
        folder.mkdir(parents=True, mode=0o700)
    try:
        yield folder
    finally:
        if not (workspace / WORK / _PLAN).exists():  # it would go on from there
            shutil.rmtree(folder, ignore_errors=True)


def _carry_through(workspace: Path) -> None:
    """Go on with an exchange from where it stands. Called under the lock of restores."""
    plan_file = workspace / WORK / _PLAN
    try:
        plan = json.loads(plan_file.read_text())
    except (OSError, ValueError):
        return
    staged, aside = workspace / plan["staged"], workspace / ASIDE / plan["aside"]
    with instead_of(OSError, StorageError(UNWRITABLE)):
        if plan["step"] == "out":
            for path in [path for path in workspace.iterdir() if path.name not in _STAYS]:
                aside.mkdir(parents=True, exist_ok=True, mode=0o700)
                name = path.name
                if os.path.lexists(aside / name):  # made since it was cut off: what was there before stays what it was
                    name = f"{name}.{secrets.token_hex(2)}"
                os.replace(path, aside / name)  # noqa: PTH105 - the one call that is atomic on every platform
            sync(workspace)
            plan["step"] = "in"
            _write_plan(workspace, plan)
        for path in list(staged.iterdir()) if staged.exists() else []:
            if path.is_dir() and (workspace / path.name).is_dir():  # made since, as above
                aside.mkdir(parents=True, exist_ok=True, mode=0o700)
                os.replace(workspace / path.name, aside / f"{path.name}.{secrets.token_hex(2)}")  # noqa: PTH105
            os.replace(path, workspace / path.name)  # noqa: PTH105
        sync(workspace)
        plan_file.unlink()
        if staged.exists():
            staged.rmdir()


def _write_plan(workspace: Path, plan: dict[str, str]) -> None:
    write_atomic(workspace / WORK / _PLAN, json.dumps(plan).encode())
    sync(workspace / WORK)
