"""A visitor's line-up, and how it is brought in."""

from dataclasses import dataclass, field
from enum import StrEnum

from core.types import LineupResult, Upload
from core.ui.kit.state import Part, UndoStack

MIX = "@lineup"  # instead of a group's id: the line-up's own mix of groups
Way = StrEnum("Way", "FILES FOLDER CAMERA")  # where the photos come from


@dataclass
class LineupPage(Part):
    """The line-up that was judged. Nothing of it is ever written."""

    result: LineupResult | None = None
    title: str = ""
    is_demo: bool = False
    judged_by: str = ""  # set and engine the line-up was judged with
    wants_demo: bool = False  # until it is shown, fails or is stopped: a button is true for one run only
    history: UndoStack[LineupResult] = field(default_factory=UndoStack)
    camera: list[Upload] = field(default_factory=list)

    def show(self, result: LineupResult, title: str, judged_by: str, *, is_demo: bool = False) -> None:
        """A fresh analysis: forget the one before."""
        self.result, self.title, self.judged_by = result, title, judged_by
        self.is_demo, self.wants_demo = is_demo, False
        self.history.clear()
        self.camera.clear()

    def stop(self) -> None:
        """The analysis under way is not wanted any more."""
        self.wants_demo = False

    def change(self, result: LineupResult) -> None:
        """Replace the result and keep the one before for `undo`."""
        if self.result is not None:
            self.history.append(self.result)
        self.result = result

    def undo(self) -> None:
        """Back to the result before the last change."""
        if self.history:
            self.result = self.history.pop()
