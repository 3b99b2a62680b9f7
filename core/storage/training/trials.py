"""What engines were measured to do on reference sets: `engines/<set>-<engine>.json`. Numbers only, of no one person."""

from dataclasses import dataclass
from glob import escape
from pathlib import Path

from core.errors import StorageError, instead_of
from core.files import write_atomic
from core.settings import Settings
from core.storage.training.records import from_file, to_bytes


@dataclass(frozen=True, slots=True)
class EngineTrial:
    """One engine on one set. studio: the version that measured. photos: of the set. auc: area under the curve of two
    photos against two of people who are in no fit, people: how many; None with a reason (Korean). milliseconds: from
    the file of one photo to its vector, on this machine. measured: ISO 8601, UTC."""

    engine: str
    set_id: str
    studio: str
    photos: int
    auc: float | None
    people: int
    reason: str
    milliseconds: float
    measured: str


def save_trial(settings: Settings, trial: EngineTrial) -> None:
    """In place of an earlier one of the same engine on the same set. Raises StorageError."""
    write_atomic(_file(settings, trial.set_id, trial.engine), to_bytes(trial))


def read_trial(settings: Settings, set_id: str, engine: str) -> EngineTrial | None:
    """None where this version's like was not measured."""
    return from_file(EngineTrial, _file(settings, set_id, engine))


def forget_trials(settings: Settings, set_id: str) -> None:
    """All of a set that is deleted, of engines that are no longer offered too. Raises StorageError."""
    kept = StorageError("엔진을 잰 기록을 지우지 못했습니다. 작업 폴더의 쓰기 권한을 확인해 주세요.")
    with instead_of(OSError, kept):
        for path in (settings.workspace / "engines").glob(f"{escape(set_id)}-*.json"):
            path.unlink(missing_ok=True)


def _file(settings: Settings, set_id: str, engine: str) -> Path:
    return settings.workspace / "engines" / f"{set_id}-{engine}.json"
