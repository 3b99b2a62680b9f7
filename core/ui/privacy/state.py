"""What the page of privacy remembers of a visitor, and the photos of a version that were opened."""

from dataclasses import dataclass, field
from enum import StrEnum

from core.services.privacy.photos import Opened
from core.services.privacy.purging import Inventory
from core.ui.kit.state import Gone, Part

View = StrEnum("View", "CONSENT KEEPING PURGE")
VIEW, PROJECT = "privacy.view", "privacy.project"  # keys of what is chosen


@dataclass
class PrivacyPage(Part):
    """inventory: of the trainee who was looked for last. asked: how often somebody was looked for: part of the keys of
    what is typed, so that nothing of it stays. writes: plan and name of whose consent is being written down."""

    inventory: Inventory | None = None
    asked: int = 0
    writes: tuple[str, str] | None = None

    def holds(self, gone: Gone) -> bool:
        names = {self.inventory.name} if self.inventory else set()
        return any(map(gone.is_one, names | {self.writes[1]} if self.writes else names))

    def forget(self) -> None:
        """Nothing of who was looked for."""
        self.inventory, self.asked = None, self.asked + 1


@dataclass
class KeptPictures(Part):
    """The photos of the version that was opened last: in this session's memory alone. said: what came of keeping those
    of a version that was just saved, with its plan and number."""

    of: tuple[str, int] | None = None
    photos: list[Opened] = field(default_factory=list)
    said: tuple[tuple[str, int], str] = (("", 0), "")

    def holds(self, gone: Gone) -> bool:
        return any(gone.is_one(one.trainee) for one in self.photos) or gone.is_in(self.said[1])
