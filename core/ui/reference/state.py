"""What the page of reference photos shows, and what it remembers of a visitor. Codes stand in addresses: they stay."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from core.types import MemberId
from core.ui.kit.cache import SetJob
from core.ui.kit.state import Part, UndoStack

if TYPE_CHECKING:
    from core.services.catalog.change import CatalogEdit
    from core.services.reference.curation import RightsUndo
    from core.ui.review_grid.desk import ReviewSession

VIEW, SET = "reference.view", "reference.set"  # keys of the controls
View = StrEnum("View", "SETS COLLECT REVIEW RIGHTS CATALOG")
Bring = StrEnum("Bring", "ZIP FOLDER FILES SERVER NOTHING")  # into a set; FOLDER is uploaded, SERVER lies on the server
CollectFrom = StrEnum("CollectFrom", "WEB VIDEO GROUP_PHOTOS")
CountBy = StrEnum("CountBy", "MEMBER GROUP")  # a row of the table of photos


@dataclass(frozen=True, slots=True)
class EndedJob:
    """How work on a set ended, said until it is put away. sentence: Korean, its own closing words."""

    job: SetJob
    state: Literal["done", "failed", "cancelled"]
    sentence: str


@dataclass
class ReferencePage(Part):
    """Work on sets that goes on or has ended, and by set what was shown and can be undone in its review and credits.

    answered: sets about which it was said whether to compare with them. joined: folders' names that became spellings of
    members; strangers: folders that are nobody else's."""

    STAYS = ("set_jobs", "ended_jobs", "reviews", "credits", "answered", "joined", "strangers")
    set_jobs: dict[str, SetJob] = field(default_factory=dict)  # by id of the job
    ended_jobs: dict[str, EndedJob] = field(default_factory=dict)
    # By job: its step, when that was first seen, and how far it was then.
    paces: dict[str, tuple[str, float, int]] = field(default_factory=dict)
    answered: frozenset[str] = frozenset()
    joined: "UndoStack[CatalogEdit]" = field(default_factory=UndoStack)
    strangers: frozenset[MemberId] = frozenset()
    reviews: "dict[str, ReviewSession]" = field(default_factory=dict)
    credits: "dict[str, UndoStack[RightsUndo]]" = field(default_factory=dict)
