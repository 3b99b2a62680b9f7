"""Records of a training that is not finished: the request, its status, and its progress."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args

from core.errors import TrainingError
from core.storage.training.artifacts import pack, unpack
from core.training.options import Options

T = TypeVar("T")
Stage = Literal["", "features", "evaluation", "map", "final"]


@dataclass(frozen=True, slots=True)
class Request:
    """The training to do. root: a folder named on the command line, "" for the set `set_id`. name: of the run, "" for
    the usual one."""

    family: str
    engine: str
    options: Options
    set_id: str
    set_name: str
    root: str = ""
    name: str = ""

    def same(self, other: "Request") -> bool:
        """Would both give the same numbers, as long as the photos are the same?"""
        return replace(self, name="", set_name="") == replace(other, name="", set_name="")


@dataclass(frozen=True, slots=True)
class TrainingStatus:
    """Where a training stands; survives a power cut. deaths: of its process, in a row, no further than `reached`
    (stage, step, epoch). attended: a command at a terminal waits for it, so no worker may take it up."""

    state: Literal["waiting", "running", "failed", "cancelled"] = "waiting"
    deaths: int = 0
    reached: tuple[int, int, int] = (0, 0, 0)
    attended: bool = False
    message: str = ""


@dataclass(frozen=True, slots=True)
class TrainingReport:
    """The progress of a training. stage: features (done, total count photos and copies), evaluation, map or final (they
    count steps). label: Korean. epoch, epochs: 0 outside a network's fit. loss: nats, None where there is none.
    seconds_left: None until known. spent: seconds by stage, earlier attempts included."""

    stage: Stage = ""
    label: str = ""
    done: int = 0
    total: int = 0
    epoch: int = 0
    epochs: int = 0
    loss: float | None = None
    seconds_left: float | None = None
    spent: Mapping[str, float] = field(default_factory=dict)

    @property
    def mark(self) -> tuple[int, int, int]:
        """(stage, step, epoch) as numbers that only grow."""
        return (get_args(Stage).index(self.stage), self.done, self.epoch)


@dataclass(frozen=True, slots=True)
class TrainingEntry:
    """One training on file. alive: a process holds its lock. cancelling: its stop was requested."""

    id: str
    request: Request
    status: TrainingStatus
    report: TrainingReport
    alive: bool
    cancelling: bool

    @property
    def open(self) -> bool:
        """Is it the worker's to do: waiting, or left by a worker that died?"""
        return not self.status.attended and not self.alive and self.status.state in ("waiting", "running")

    @property
    def active(self) -> bool:
        """Running, or waiting for a worker."""
        return self.status.state in ("waiting", "running") and not self.left_behind

    @property
    def left_behind(self) -> bool:
        """Did the process that ran it, or was about to, die?"""
        waits = self.status.state == "waiting" and self.status.attended  # for a moment, unless killed in it
        return waits or (self.status.state == "running" and not self.alive)


def to_bytes(value: Any) -> bytes:
    """A record as JSON in UTF-8."""
    return json.dumps(pack(value)[0], ensure_ascii=False).encode()


def from_file(cls: type[T], path: Path) -> T | None:
    """The record in a file; None where there is none that this version wrote."""
    try:
        return unpack(cls, json.loads(path.read_text(encoding="utf-8")), {})
    except (OSError, ValueError, TrainingError):
        return None
