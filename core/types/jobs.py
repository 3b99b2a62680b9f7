"""How long work stands and what it says of itself on the way."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

JobState = Literal["waiting", "running", "interrupted", "stopped", "done", "failed", "cancelled"]
Progress = Callable[[int, int, str], None]  # done, total, what is being worked on (Korean, short)


def silent(done: int, total: int, label: str) -> None:
    """The progress callback that reports nothing."""


@dataclass(frozen=True, slots=True)
class JobStatus:
    """Where an import, a collection or a training stands. title: "" where its page has words of its own.

    state: "interrupted" where its process died and another will go on; "stopped" where it can be gone on with. done,
    total: 0 until known. label: what it works on, or its closing sentence, or why it failed (Korean). by: id of who
    started it, "" where that is not known."""

    id: str
    title: str = ""
    state: JobState = "waiting"
    done: int = 0
    total: int = 0
    label: str = ""
    by: str = ""

    @property
    def share(self) -> float:
        """How much of it is done, 0 to 1."""
        return min(self.done / self.total, 1.0) if self.total else 0.0

    @property
    def finished(self) -> bool:
        """Does nothing more happen by itself?"""
        return self.state in ("stopped", "done", "failed", "cancelled")
