"""What engines were measured to do on reference sets: `engines/<set>-<engine>.json`. Numbers only, of no one person."""

from dataclasses import dataclass

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
    write_atomic(settings.workspace / "engines" / f"{trial.set_id}-{trial.engine}.json", to_bytes(trial))


def read_trial(settings: Settings, set_id: str, engine: str) -> EngineTrial | None:
    """None where this version's like was not measured."""
    return from_file(EngineTrial, settings.workspace / "engines" / f"{set_id}-{engine}.json")
