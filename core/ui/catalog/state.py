"""What the editor of groups remembers of a visitor."""

from dataclasses import dataclass, field

from core.services.catalog.change import CatalogEdit
from core.ui.kit.state import Part, UndoStack


@dataclass
class CatalogPage(Part):
    """The group and the member whose entry is edited; what was said of each change, and how it is undone."""

    group: str = ""
    member: str = ""
    history: UndoStack[tuple[str, CatalogEdit]] = field(default_factory=UndoStack)
