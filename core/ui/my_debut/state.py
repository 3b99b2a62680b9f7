"""What "my debut concept" remembers of a visit. Nothing of it is ever written."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from core.types import PhotoFaces
from core.ui.kit.state import Gone, Part

if TYPE_CHECKING:  # the entry script asks for the language, and must not wait for what looks at photos
    from core.services.my_debut.answer import Answer
    from core.services.my_debut.card import Card
    from core.services.reference.sets import ActiveSet


@dataclass(frozen=True)
class Friend:
    """A card that was kept for comparison, the photos behind it, and the set that judged them."""

    name: str
    card: "Card"
    photos: tuple[PhotoFaces, ...]
    by: "ActiveSet"


@dataclass
class MyDebut(Part):
    """language: "" until it is chosen. photos: of one person, analysed. asked: one with several faces, of which none is
    chosen yet. trouble: codes of what stands against the photo that was brought last. wait: seconds until another may
    be. by: the set that judged.

    demo_agreed: may one's own photo be compared with the demo's groups?"""

    STAYS = ("language",)
    language: str = ""
    photos: list[PhotoFaces] = field(default_factory=list)
    asked: PhotoFaces | None = None
    trouble: tuple[str, ...] = ()
    wait: float = 0.0
    answer: "Answer | None" = None
    by: "ActiveSet | None" = None
    friends: list[Friend] = field(default_factory=list)
    demo_agreed: bool = False
    name: str = ""  # on the card
    with_face: bool = False

    def holds(self, gone: Gone) -> bool:
        return any(gone.is_one(name) for name in (self.name, *(friend.name for friend in self.friends)))

    def next_person(self) -> None:
        """Forget the photos and their answer; the friends' cards stay."""
        self.photos, self.asked, self.trouble = [], None, ()
        self.answer, self.by, self.name, self.with_face = None, None, "", False
