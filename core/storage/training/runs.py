"""Runs on file: `runs/<id>/` with run.json, the evaluation and the fitted model. A folder is there whole or not at all.

run.json also holds the SHA-256 of every other file, so that a new name is one atomic write."""

import hashlib
import os
import re
import secrets
import shutil
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from core.errors import StorageError, TrainingError, instead_of
from core.files import locked, write_atomic
from core.settings import Settings
from core.storage.training.artifacts import decode, encode, from_json, pack, to_json, unpack
from core.storage.training.run_checks import figures
from core.text.unicode import normal
from core.training.evaluation import Evaluation
from core.training.run import Run

FORMAT = 1
RECORD = "run.json"
PARTS = ("evaluation.json", "evaluation.npz", "model.json", "model.npz")
_ID = re.compile(r"\d{8}-\d{6}-[0-9a-f]{6}")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
_LONGEST_NAME = 80
_MISSING = "학습 결과의 파일이 없습니다: {}. 이 결과를 지우고 다시 학습해 주세요."
_GONE = "이 학습 결과는 폴더가 지워져 더는 없습니다. 목록에서 다른 결과를 골라 주세요."


@dataclass(frozen=True, slots=True)
class Broken:
    """A folder among the runs that cannot be read. id: its name. reason: Korean."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Listing:
    """runs: newest first."""

    runs: tuple[Run, ...]
    broken: tuple[Broken, ...]


def new_run_id() -> str:
    """Sorts by time; no other run has it."""
    return f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"


def is_run_id(text: str) -> bool:
    """Such as `new_run_id` makes: never a path."""
    return _ID.fullmatch(text) is not None


def clean_name(name: str) -> str:
    """A run's name as it is kept: one line of visible characters. Raises TrainingError where nothing is left."""
    visible = " ".join(_UNPRINTABLE.sub(" ", normal(name)).split())
    if not visible:
        raise TrainingError("이름이 비어 있습니다. 한 글자 이상 적어 주세요.")
    return visible[:_LONGEST_NAME]


def save(settings: Settings, run: Run, evaluation: Evaluation, model: Any) -> Run:
    """Put a finished training on file, whole. Returns the run as it is kept: its metrics and folds are the
    evaluation's. Raises TrainingError, StorageError."""
    data = replace(run.data, name=clean_name(run.data.name))
    run = replace(run, name=clean_name(run.name), data=data, metrics=figures(evaluation), folds=evaluation.folds)
    parts = dict(zip(PARTS, (*encode(evaluation), *encode(model)), strict=True))
    decode(type(model), parts["model.json"], parts["model.npz"], finite=True)  # what cannot be read is not kept
    return save_parts(settings, run, parts)


def save_parts(settings: Settings, run: Run, parts: Mapping[str, bytes]) -> Run:
    """As `save`, from the bytes of the PARTS."""
    root = settings.workspace / "runs"
    target, building = _folder(settings, run.id), root / f".new-{secrets.token_hex(8)}"
    with _changing(settings):
        if target.exists():
            raise TrainingError("같은 학습 결과가 이미 있습니다. 다시 저장하려면 있는 것을 먼저 지워 주세요.")
        try:
            for name, data in parts.items():
                write_atomic(building / name, data)
            write_atomic(building / RECORD, record(run, parts))
            os.replace(building, target)  # noqa: PTH105 - atomic on every platform
            _sync(root)
        except OSError as error:
            raise StorageError("학습 결과를 저장하지 못했습니다. 디스크 공간과 쓰기 권한을 확인해 주세요.") from error
        finally:
            shutil.rmtree(building, ignore_errors=True)
    return run


def tidy(settings: Settings) -> None:
    """Remove what killed processes left half made or half deleted. Raises StorageError."""
    root = settings.workspace / "runs"
    if root.is_dir():
        with _changing(settings):
            for name in (".new-*", ".gone-*"):
                for folder in root.glob(name):
                    shutil.rmtree(folder, ignore_errors=True)


def record(run: Run, parts: Mapping[str, bytes]) -> bytes:
    """The bytes of run.json."""
    return _record(run, {name: sha256(data) for name, data in parts.items()})


def sha256(data: bytes) -> str:
    """In hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def list_runs(settings: Settings) -> Listing:
    """Every run by its record alone, newest first. A folder that cannot be read is listed apart, with its reason."""
    runs, broken = [], []
    for name in sorted(_names(settings), reverse=True):
        try:
            runs.append(read(settings, name))
        except TrainingError as error:
            broken.append(Broken(name, str(error)))
    return Listing(tuple(runs), tuple(broken))


def read(settings: Settings, run_id: str) -> Run:
    """One run by its record; its other files must be there but are not opened. Raises TrainingError."""
    folder = _folder(settings, run_id)
    run, hashes = parse_record(_bytes(folder / RECORD))
    if run.id != run_id:
        raise TrainingError("폴더 이름과 그 안의 학습 결과가 다릅니다. 폴더 이름을 되돌리거나 지워 주세요.")
    missing = [name for name in hashes if not (folder / name).is_file()]
    if missing:
        raise TrainingError(_MISSING.format(", ".join(missing)))
    return run


def parse_record(data: bytes) -> tuple[Run, dict[str, str]]:
    """The run and the SHA-256 of each of its PARTS. Raises TrainingError."""
    tree = from_json(data)
    if not isinstance(tree, dict) or tree.keys() != {"format", "run", "files"} or tree["format"] != FORMAT:
        raise TrainingError(
            "이 프로그램이 만든 학습 결과가 아니거나 버전이 다릅니다. 같은 버전에서 내보낸 ZIP을 올려 주세요."
        )
    hashes = tree["files"]
    named = isinstance(hashes, dict) and hashes.keys() == set(PARTS)
    if not named or not all(isinstance(value, str) for value in hashes.values()):
        raise TrainingError(
            "학습 결과의 파일 목록이 맞지 않습니다. 내보낸 ZIP 그대로 올리거나 지우고 다시 학습해 주세요."
        )
    return unpack(Run, tree["run"], {}), hashes


def read_evaluation(settings: Settings, run_id: str) -> Evaluation:
    """What was measured. Raises TrainingError where it is missing or no longer what was written."""
    return decode(Evaluation, *_checked(settings, run_id, PARTS[:2]))


def read_model(settings: Settings, run_id: str) -> Any:
    """The fitted model, ready to judge, exactly as it was. Raises TrainingError as `read_evaluation` does."""
    return decode(model_class(read(settings, run_id).family), *_checked(settings, run_id, PARTS[2:]), finite=True)


def model_class(family: str) -> type:
    """What a family's fit returns. Raises TrainingError for a family that does not exist here."""
    from models import FAMILIES

    if family not in FAMILIES:
        raise TrainingError("이 학습 결과의 모델 종류가 이 프로그램에는 없습니다. 프로그램을 새 버전으로 바꿔 주세요.")
    return FAMILIES[family].model


def read_parts(settings: Settings, run_id: str) -> dict[str, bytes]:
    """The bytes of all PARTS, checked."""
    return dict(zip(PARTS, _checked(settings, run_id, PARTS), strict=True))


def rename(settings: Settings, run_id: str, name: str) -> Run:
    """Give a run another name; one atomic write. Raises TrainingError."""
    path = _folder(settings, run_id) / RECORD
    with _changing(settings):  # or one that is deleted meanwhile would come back without its files
        run, hashes = parse_record(_bytes(path))
        run = replace(run, name=clean_name(name))
        write_atomic(path, _record(run, hashes))
    return run


def delete(settings: Settings, run_id: str) -> None:
    """Remove a run, a broken one too. Raises TrainingError where there is none, StorageError where files remain."""
    if run_id not in _names(settings):  # the id becomes a folder that is deleted: only one that is listed
        raise TrainingError(_GONE)
    root = settings.workspace / "runs"
    leaving = root / f".gone-{secrets.token_hex(8)}"
    with _changing(settings):
        try:
            os.replace(root / run_id, leaving)  # noqa: PTH105 - no half of it stays in the list
            shutil.rmtree(leaving)
        except OSError as error:
            raise StorageError("학습 결과를 모두 지우지 못했습니다. 작업 폴더의 쓰기 권한을 확인해 주세요.") from error


def exists(settings: Settings, run_id: str) -> bool:
    """Is there a folder of that id?"""
    return is_run_id(run_id) and _folder(settings, run_id).is_dir()


def _record(run: Run, hashes: Mapping[str, str]) -> bytes:
    tree, _ = pack(run)
    return to_json({"format": FORMAT, "run": tree, "files": dict(sorted(hashes.items()))})


def _folder(settings: Settings, run_id: str) -> Path:
    if not is_run_id(run_id):
        raise TrainingError("학습 결과의 번호가 올바르지 않습니다. 목록에서 골라 주세요.")
    return settings.workspace / "runs" / run_id


def _names(settings: Settings) -> list[str]:
    root = settings.workspace / "runs"
    with instead_of(OSError, StorageError("학습 결과 폴더를 읽을 수 없습니다. 작업 폴더의 권한을 확인해 주세요.")):
        return [p.name for p in root.iterdir() if p.is_dir() and not p.name.startswith(".")] if root.is_dir() else []


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise TrainingError(_MISSING.format(path.name) if path.parent.is_dir() else _GONE) from error
    except OSError as error:
        raise TrainingError("학습 결과의 파일을 읽을 수 없습니다. 작업 폴더의 권한을 확인해 주세요.") from error


def _checked(settings: Settings, run_id: str, names: tuple[str, ...]) -> list[bytes]:
    folder = _folder(settings, run_id)
    _, hashes = parse_record(_bytes(folder / RECORD))
    found = [_bytes(folder / name) for name in names]
    for name, data in zip(names, found, strict=True):
        if sha256(data) != hashes[name]:
            raise TrainingError(f"학습 결과의 파일이 바뀌었거나 손상되었습니다: {name}. 지우고 다시 학습해 주세요.")
    return found


def _changing(settings: Settings) -> AbstractContextManager[None]:
    """Nobody else writes, renames or deletes a run meanwhile: whatever is half made then is of a process that died."""
    busy = "다른 창에서 학습 결과를 저장하거나 지우고 있습니다. 잠시 뒤 다시 시도해 주세요."
    return locked(settings.workspace / ".runs.lock", busy, patience=60)


def _sync(folder: Path) -> None:
    """Make the renaming itself last through a power cut, where the system can."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
