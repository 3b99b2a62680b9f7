"""Steps that can be taken back."""

from collections import deque
from collections.abc import Iterable
from typing import TypeVar

T = TypeVar("T")
STEPS = 20  # line-ups share their photos, so a step costs little


class UndoStack(deque[T]):
    """The last STEPS steps, the newest at the end: `append` one, `pop` the one to undo. The oldest fall off."""

    def __init__(self, steps: Iterable[T] = (), maxlen: int | None = STEPS) -> None:
        super().__init__(steps, maxlen)
