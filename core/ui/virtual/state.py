"""What the page of AI groups shows, and what it remembers of a visitor. Codes stand in addresses: they stay.

Nothing of a trainee is here, but the shares of groups that a line-up got, which become a target."""

from dataclasses import dataclass, field
from enum import StrEnum

from core.ui.kit.state import Part, UndoStack
from core.virtual.face import Face
from core.virtual.group import VirtualGroup

VIEW, SHEET, GROUP = "virtual.view", "virtual.sheet", "virtual.group"  # keys of the controls
View = StrEnum("View", "SHEETS FACE GROUPS")


@dataclass(frozen=True, slots=True)
class Wanted:
    """For which place of which group a face is searched for; place: beyond its members for a new one."""

    group: str
    place: int
    said: str


@dataclass(frozen=True, slots=True)
class Begin:
    """A face that a search begins with. said: what it is called on screen."""

    face: Face
    said: str


@dataclass
class VirtualPage(Part):
    """chosen: sheet -> places that are to become members, in order. looks_at: of which sheet and place the dialog is
    open; edits: "tune" or "replace", the group and the place. before: group -> as it was before changes, to undo.
    wanted, begin: what is searched for next.
    saved: the project and version that a group was saved as last."""

    chosen: dict[str, list[int]] = field(default_factory=dict)
    looks_at: tuple[str, int] | None = None
    edits: tuple[str, str, int] | None = None
    before: dict[str, UndoStack[VirtualGroup]] = field(default_factory=dict)
    wanted: Wanted | None = None
    begin: Begin | None = None
    saved: dict[str, tuple[str, str, int]] = field(default_factory=dict)
    names_tried: int = 0

    def steps(self, group_id: str) -> UndoStack[VirtualGroup]:
        """As a group was before this visitor's changes."""
        return self.before.setdefault(group_id, UndoStack())
