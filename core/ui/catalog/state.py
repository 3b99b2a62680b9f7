"""What the editor of groups remembers of a visitor."""

from dataclasses import dataclass, field

from core.catalog import Group, Member
from core.services.catalog.change import CatalogEdit
from core.ui.kit.state import Part, UndoStack


@dataclass
class CatalogPage(Part):
    """The group and the member whose entry is edited; what was said of each change, and how it is undone.

    seen, member: as the visitor saw them when the fields were filled; others may have changed them since."""

    group: str = ""
    seen: Group | None = None
    member: Member | None = None
    history: UndoStack[tuple[str, CatalogEdit]] = field(default_factory=UndoStack)
